//! Listing keys.

use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;

use crate::domain::key::{Key, Status};
use crate::domain::name::{Label, Owner, PlainName};
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::store::{Flow, Unlocked, Vault};

/// Which keys are wanted; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Filter {
    /// active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = Status::from_str)]
    pub status: Vec<Status>,

    /// Only keys with this scope
    #[arg(long, value_name = "SCOPE")]
    pub scope: Option<Scope>,

    /// Only keys of this profile
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<PlainName>,

    /// Only keys bound to this resource or below it
    #[arg(long, value_name = "PATH")]
    pub resource: Option<ResourcePath>,

    /// Only keys bound to this environment
    #[arg(long, value_name = "ENV")]
    pub environment: Option<Environment>,

    /// Only keys of this owner
    #[arg(long, value_name = "WHO")]
    pub owner: Option<Owner>,

    /// Only keys with this label; repeatable
    #[arg(long, value_name = "K=V")]
    pub label: Vec<Label>,

    /// Only keys that expire within this time, such as 30 (days), 12h or 2w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub expiring_within: Option<Span>,

    /// Only keys not used for this long according to imported logs; for unused keys, since their creation
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Span::parse_from_zero)]
    pub unused_for: Option<Span>,
}

impl Filter {
    /// Whether a key matches the filter.
    pub fn matches(&self, key: &Key, now: Timestamp) -> bool {
        let covers = |wanted: &ResourcePath| key.resource.as_ref().is_some_and(|bound| wanted.covers(bound));
        let ends = |span| key.ends_at().is_some_and(|end| end > now && end <= now.plus(span));
        let used_at = key.last_used_at.unwrap_or(key.created_at);
        (self.status.is_empty() || self.status.contains(&key.status(now)))
            && self.scope.as_ref().is_none_or(|scope| key.scopes.contains(scope))
            && is(self.profile.as_ref(), Some(&key.profile))
            && self.resource.as_ref().is_none_or(covers)
            && is(self.environment.as_ref(), key.environment.as_ref())
            && is(self.owner.as_ref(), key.about.owner.as_ref())
            && self.label.iter().all(|label| key.about.labels.get(&label.key) == Some(&label.value))
            && self.unused_for.is_none_or(|span| used_at.plus(span) <= now)
            && self.expiring_within.is_none_or(ends)
    }
}

/// Whether a value is the wanted one; `None`: any is.
fn is<T: PartialEq>(wanted: Option<&T>, value: Option<&T>) -> bool {
    wanted.is_none() || wanted == value
}

/// The start of a page: after the last row of the previous page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor(i64);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(format!("k{}", self.0)))
    }
}

impl FromStr for Cursor {
    type Err = crate::domain::Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let row = bytes
            .as_deref()
            .and_then(|bytes| std::str::from_utf8(bytes).ok()?.strip_prefix('k')?.parse().ok());
        row.filter(|row| *row >= 0)
            .map(Self)
            .ok_or(crate::domain::Invalid::new("a cursor", "the next_cursor of the page before"))
    }
}

/// A page of the keys that match a filter.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The keys to list.
    pub filter: Filter,
    /// The maximum number of keys; `None`: unlimited.
    pub limit: Option<usize>,
    /// Continue after the page that returned this; `None`: from the first key.
    pub cursor: Option<Cursor>,
}

/// Visits the page's keys, oldest first. Returns the cursor of the next page, if there is one.
pub fn list(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    visit: &mut dyn FnMut(Key) -> Result<()>,
) -> Result<Option<Cursor>> {
    if request.limit == Some(0) {
        return Err(Error::internal("a page of nothing"));
    }
    vault.read(now, |transaction| {
        let after = request.cursor.map_or(0, |cursor| cursor.0);
        let (mut count, mut last, mut more) = (0, after, false);
        transaction.scan::<Key>(after, &mut |stored| {
            if !request.filter.matches(&stored.record, now) {
                return Ok(Flow::Continue);
            }
            if request.limit == Some(count) {
                more = true;
                return Ok(Flow::Stop);
            }
            last = stored.id;
            visit(stored.record)?;
            count += 1;
            Ok(Flow::Continue)
        })?;
        Ok(more.then_some(Cursor(last)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_round_trip_and_others_are_refused() {
        let cursor = Cursor(1_000_001);
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for bad in ["", "x", "a2", "LTE", "azE=", "ay0x"] {
            assert!(bad.parse::<Cursor>().is_err(), "{bad}");
        }
    }
}
