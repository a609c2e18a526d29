//! Reading the audit log.

pub(super) mod ended_keys;

use std::collections::BTreeSet;

use clap::Args;

use crate::domain::audit::{Action, ActionFilter, Event};
use crate::domain::id::KeyId;
use crate::domain::name::KeyRef;
use crate::domain::time::{Moment, Span, Timestamp};
use crate::error::{Error, Kind, Result};
use crate::ops::key::resolve::{Meaning, meaning};
use crate::store::{AuditReader, Flow, Transaction, Unlocked, Vault};

/// Which events are wanted: those that fit every option that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Filter {
    /// Only events of the key with this id or start, or of all keys with this name, including deleted ones
    #[arg(long, value_name = "KEY")]
    pub key: Option<KeyRef>,

    /// With --key: all events within this time before or after each of those
    #[arg(long, value_name = "DURATION", requires = "key")]
    pub around: Option<Span>,

    /// Only events at or after this time: RFC 3339, a date (UTC), or so long ago, such as 7d
    #[arg(long, value_name = "TIME")]
    pub since: Option<Moment>,

    /// Only events at or before this time: RFC 3339, a date (UTC: its first second), or so long ago
    #[arg(long, value_name = "TIME")]
    pub until: Option<Moment>,

    /// Only this action, such as key.revoke, or group of actions, such as rotation; repeatable
    #[arg(long, value_name = "ACTION")]
    pub action: Vec<ActionFilter>,

    /// Only events by this slot or operating-system user
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,
}

/// A page of the events that match a filter.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The events to list.
    pub filter: Filter,
    /// The maximum number of events; `None`: unlimited.
    pub limit: Option<usize>,
    /// Continue after the event with this number; 0: from the first.
    pub after: u64,
}

/// Visits the events, oldest first. Returns the number to continue after, if there are more.
///
/// # Errors
/// With `around`: the audit log has no events of the key.
pub fn list(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    visit: &mut dyn FnMut(Event) -> Result<()>,
) -> Result<Option<u64>> {
    vault.read(now, |transaction| {
        let filter = &request.filter;
        let keys = match &filter.key {
            Some(reference) => Some(Keys::of(transaction, reference)?),
            None => None,
        };
        let times = match (&keys, filter.around) {
            (Some(keys), Some(span)) => Some(times(transaction, keys, span)?),
            _ => None,
        };
        let is_wanted = |event: &Event| match (&times, &keys) {
            (Some(times), _) => times.iter().any(|(from, to)| *from <= event.at && event.at <= *to),
            (None, Some(keys)) => keys.has(event),
            (None, None) => true,
        };
        let (mut count, mut last, mut more) = (0, request.after, false);
        AuditReader::new(transaction).events(request.after, &mut |event| {
            if !filter.fits(&event, now) || !is_wanted(&event) {
                return Ok(Flow::Continue);
            }
            if request.limit == Some(count) {
                more = true;
                return Ok(Flow::Stop);
            }
            count += 1;
            last = event.seq;
            visit(event)?;
            Ok(Flow::Continue)
        })?;
        Ok(more.then_some(last))
    })
}

impl Filter {
    /// Whether an event matches the time, action and actor.
    fn fits(&self, event: &Event, now: Timestamp) -> bool {
        let is_meant = |filter: &ActionFilter| filter.matches(event.audit_entry.action);
        self.since.is_none_or(|since| since.before(now) <= event.at)
            && self.until.is_none_or(|until| event.at <= until.before(now))
            && (self.action.is_empty() || self.action.iter().any(is_meant))
            && self.actor.as_ref().is_none_or(|who| event.actor.slot == *who || event.actor.user == *who)
    }
}

/// The keys whose events are wanted. Those of a lineage that was renamed have other names in the log.
struct Keys<'a> {
    reference: &'a KeyRef,
    ids: BTreeSet<KeyId>,
}

impl<'a> Keys<'a> {
    fn of(transaction: &Transaction<'_>, reference: &'a KeyRef) -> Result<Self> {
        let found = match meaning(transaction, reference) {
            Ok(Meaning::One(key)) => vec![*key],
            Ok(Meaning::Lineage(versions)) => versions,
            // Deleted ones are in the log alone, and all ids that begin so are wanted.
            Err(error) if error.kind == Kind::NotFound => Vec::new(),
            Err(error) if error.kind == Kind::Conflict && matches!(reference, KeyRef::Id(_)) => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { reference, ids: found.into_iter().map(|stored| stored.record.id).collect() })
    }

    fn has(&self, event: &Event) -> bool {
        let audit_entry = &event.audit_entry;
        let is_one = audit_entry.key.as_ref().is_some_and(|id| self.ids.contains(id));
        is_one
            || match self.reference {
                KeyRef::Id(start) => {
                    audit_entry.key.as_ref().is_some_and(|id| id.as_str().starts_with(start.as_str()))
                }
                KeyRef::Start(_) => false,
                // A denial may be older than the key. Targets and profiles have names, too.
                KeyRef::Name(name) | KeyRef::NameOrStart(name) => {
                    let is_key = audit_entry.key.is_some() || audit_entry.action == Action::Denied;
                    is_key && audit_entry.subject.as_deref() == Some(name.as_str())
                }
            }
    }
}

/// The time ranges around the events of a key; overlapping ones are merged.
fn times(transaction: &Transaction<'_>, keys: &Keys<'_>, span: Span) -> Result<Vec<(Timestamp, Timestamp)>> {
    let mut times: Vec<(Timestamp, Timestamp)> = Vec::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        if keys.has(&event) {
            let (from, to) = (event.at.minus(span), event.at.plus(span));
            match times.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => times.push((from, to)),
            }
        }
        Ok(Flow::Continue)
    })?;
    if times.is_empty() {
        return Err(Error::not_found(format!("the audit log has no events of {}", keys.reference))
            .hint("give the key's id or its exact name; see `keywright key list`"));
    }
    Ok(times)
}

/// Verifies the hash chain from the first event to the last. Returns the number of events.
pub fn verify(vault: &Vault<Unlocked>, now: Timestamp) -> Result<u64> {
    vault.read(now, |transaction| AuditReader::new(transaction).verify())
}
