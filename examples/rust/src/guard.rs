//! The decision on a request.

use std::net::IpAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use keywright::domain::rights::{Denial, Environment, Requirements, ResourcePath, Scope};
use keywright::domain::time::Timestamp;
use keywright::verification::Current;

/// The file in force, and what a key must be allowed. The latter comes from the program, never from a request.
pub struct Guard {
    pub file: Current,
    pub scopes: Vec<Scope>,
    pub resource: Option<ResourcePath>,
    pub environment: Option<Environment>,
}

const BAD_REQUEST: (u16, &str) = (400, "bad_request");
const STALE: (u16, &str) = (503, "stale");

impl Guard {
    /// The id of the key that a request presents, or the status and the reason of the refusal. Names of headers are in
    /// lower case. Allocates nothing but the id.
    pub fn admit(&self, headers: &[(String, &[u8])], address: IpAddr) -> Result<String, (u16, &'static str)> {
        let presented = presented(headers).ok_or(BAD_REQUEST)?;
        let asked = Requirements {
            scopes: &self.scopes,
            resource: self.resource.as_ref(),
            environment: self.environment.as_ref(),
            address: Some(address),
        };
        let file = self.file.get().ok_or(STALE)?;
        let decision = file.decide(presented, &asked, now()).map_err(|_| STALE)?;
        match (decision.verdict, decision.key) {
            (Ok(_), Some(key)) => Ok(key.id().to_owned()),
            (Err(denial), _) => Err((status(denial), denial.as_str())),
            (Ok(_), None) => Err(STALE),
        }
    }
}

fn status(denial: Denial) -> u16 {
    match denial {
        Denial::Malformed | Denial::Unknown | Denial::NotYetValid | Denial::Expired => 401,
        _ => 403,
    }
}

/// The one key of a request: `X-API-Key` or `Authorization: Bearer`. `None` if there are several. Nothing, if there is
/// none: that is refused as any other wrong key.
fn presented<'a>(headers: &[(String, &'a [u8])]) -> Option<&'a [u8]> {
    let all = |wanted: &'static str| {
        headers.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| *value)
    };
    let (mut keys, mut authorizations) = (all("x-api-key"), all("authorization"));
    let (key, authorization) = (keys.next(), authorizations.next());
    if keys.next().is_some() || authorizations.next().is_some() {
        return None;
    }
    match (key, authorization.and_then(bearer)) {
        (Some(_), Some(_)) => None,
        (key, token) => Some(key.or(token).unwrap_or_default()),
    }
}

/// The token of `Bearer TOKEN`; `None` for another scheme.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at(value.iter().position(|byte| *byte == b' ').unwrap_or(value.len()));
    scheme.eq_ignore_ascii_case(b"bearer").then(|| token.trim_ascii())
}

/// The time of this machine.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
