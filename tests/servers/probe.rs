//! What clients send, and what must come of it, the same for every server.

use crate::application::{ids, named};
use crate::cases;
use crate::client::Request;
use crate::site::Site;

/// What of an answer depends on the server, and stands in the README of its example.
#[derive(Clone, Copy)]
pub(crate) struct Habits {
    /// The status for a header that was sent twice.
    pub(crate) repeated: u16,
    /// Whether a key may also come as `Authorization: Bearer`.
    pub(crate) takes_bearer: bool,
}

/// What must come of a request. The application sees what is admitted, once, with the id, and nothing else.
pub(crate) enum Expected {
    /// With the id of this key.
    Admitted(&'static str),
    /// With one of these statuses.
    Refused(&'static [u16]),
    /// Admitted with the id of this key, or refused as no good request (or, 0, not answered at all): servers differ.
    Either(&'static str),
}

pub(crate) struct Case {
    pub(crate) what: String,
    pub(crate) request: Request,
    pub(crate) expected: Expected,
}

/// Refused as no good request, or as one without a right to this.
pub(crate) const BAD: &[u16] =
    &[0, 400, 401, 403, 404, 405, 408, 411, 413, 414, 417, 422, 426, 431, 500, 501, 503, 505];
/// Presents everything; the panic names what was answered otherwise.
#[track_caller]
pub(crate) fn probe(site: &Site, port: u16, habits: Habits) {
    let cases = cases::all(site, habits);
    while crate::support::now() <= site.ended_at {
        std::thread::sleep(crate::process::PAUSE);
    }
    let wrong: Vec<String> = cases.iter().filter_map(|case| case.wrong(site, port)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

impl Case {
    /// What is wrong with the answer, if anything is.
    fn wrong(&self, site: &Site, port: u16) -> Option<String> {
        site.application.seen();
        let answer = self.request.send(port);
        let seen = site.application.seen();
        let is_admitted = !seen.is_empty();
        let is_right = match &self.expected {
            Expected::Admitted(_) => answer.status == 200 && is_admitted,
            Expected::Refused(statuses) => statuses.contains(&answer.status) && !is_admitted,
            Expected::Either(_) if is_admitted => answer.status == 200,
            Expected::Either(_) => BAD.contains(&answer.status),
        };
        let told = match &self.expected {
            Expected::Admitted(name) | Expected::Either(name) if is_admitted => wrong_head(site, name, &seen),
            _ => None,
        };
        // Whoever wants to know what to send next is told, and in no answer is a secret.
        let is_silent =
            answer.status == 401 && !answer.head.to_lowercase().contains("www-authenticate: bearer");
        let silent = is_silent.then(|| "401 without WWW-Authenticate".to_owned());
        let bad = (!is_right).then(|| format!("{} {seen:?}", answer.status));
        bad.or(told).or(silent).map(|wrong| format!("{}: {wrong}", self.what))
    }
}

/// What is wrong with what the application was told.
fn wrong_head(site: &Site, name: &str, seen: &[String]) -> Option<String> {
    let key = site.key(name);
    let is_secret = seen.concat().to_lowercase().contains(&key.secret[18..40].to_lowercase());
    let is_forged =
        |request: &String| request.split_once("\r\n").is_none_or(|(_, rest)| rest.contains("forged"));
    // With another protocol a client would speak to the application alone.
    let is_upgraded =
        |request: &String| named(request, "upgrade").iter().any(|protocol| protocol != "websocket");
    let is_forged = |request: &String| is_forged(request) || is_upgraded(request);
    let is_right = seen.len() == 1 && ids(&seen[0]) == [key.id.clone()] && !seen.iter().any(is_forged);
    (is_secret || !is_right).then(|| format!("the application got {seen:?}"))
}
