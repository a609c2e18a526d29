//! The audit log: append-only events, each with a hash over the one before.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::error::StoreError;
use super::schema::Table;
use super::tuple::Tuple;
use super::tx::{Flow, Transaction};
use crate::crypto::hash::Hasher;
use crate::domain::audit::{Action, AuditEntry, Event};
use crate::domain::digest::Digest;
use crate::domain::redaction::redact;
use crate::error::Error;

/// The value of an entry of the log. The hash covers the event's JSON verbatim.
#[derive(Serialize, Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    event: &'a RawValue,
    head: Digest,
}

/// The hash of the log up to this event: SHA-256 of the one before and of the event. Events are sealed, so nobody
/// else can make one; the hash ties each to all before it, and survives a re-key.
fn head(before: Digest, event: &str) -> Digest {
    let mut hasher = Hasher::new();
    hasher.update(before.as_bytes());
    hasher.update(event.as_bytes());
    hasher.finish()
}

fn place(seq: u64) -> Tuple {
    Tuple::of(Table::Audit.number()).number(i64::try_from(seq).unwrap_or(i64::MAX))
}

/// Appends an event.
pub(super) fn append(transaction: &mut Transaction<'_>, audit_entry: AuditEntry) -> Result<(), StoreError> {
    let seq = transaction.state.borrow().manifest.log_count + 1;
    let event = Event { seq, at: transaction.now, actor: transaction.actor(), audit_entry };
    chain(transaction, seq, &json(&event)?)
}

/// The JSON of a new event. Of a secret that got into one of its texts only the start is kept: nothing is ever removed
/// from the log. It stays JSON, for a secret has no characters of its syntax.
fn json(event: &Event) -> Result<Box<RawValue>, StoreError> {
    let json = serde_json::to_string(event).map_err(|_| StoreError::Defect("an event"))?;
    RawValue::from_string(redact(&json).into_owned()).map_err(|_| StoreError::Defect("an event"))
}

/// Adds an existing event at its position.
pub(super) fn import(transaction: &mut Transaction<'_>, id: i64, json: &[u8]) -> Result<(), StoreError> {
    let seq = u64::try_from(id).unwrap_or(0);
    let link: Link<'_> = serde_json::from_slice(json)
        .map_err(|_| StoreError::tampered(format!("event {id} of the audit log cannot be read")))?;
    let event: Option<Event> = serde_json::from_str(link.event.get()).ok();
    fill(transaction, seq.saturating_sub(1))?;
    let next = transaction.state.borrow().manifest.log_count + 1;
    if event.is_none_or(|event| event.seq != seq) || next != seq {
        return Err(StoreError::tampered(format!("event {id} of the audit log is in the wrong place")));
    }
    chain(transaction, seq, link.event)
}

/// Replaces each missing event up to this count with a placeholder.
pub(super) fn fill(transaction: &mut Transaction<'_>, count: u64) -> Result<(), StoreError> {
    loop {
        let seq = transaction.state.borrow().manifest.log_count + 1;
        if seq > count {
            return Ok(());
        }
        let audit_entry = AuditEntry::new(Action::Lost);
        let event = Event { seq, at: transaction.now, actor: transaction.actor(), audit_entry };
        chain(transaction, seq, &json(&event)?)?;
    }
}

/// Adds an event at its position, and extends the chain.
fn chain(transaction: &mut Transaction<'_>, seq: u64, event: &RawValue) -> Result<(), StoreError> {
    let before = transaction.state.borrow().manifest.log_head;
    let head = head(before, event.get());
    let link = serde_json::to_vec(&Link { event, head }).map_err(|_| StoreError::Defect("an event"))?;
    let state = transaction.state.get_mut();
    state.map.put_new(&place(seq), &link)?;
    state.manifest.log_count = seq;
    state.manifest.log_head = head;
    transaction.dirty = true;
    Ok(())
}

/// The head after this many events, if the log is that long.
pub(super) fn head_at(transaction: &Transaction<'_>, count: u64) -> Result<Option<Digest>, StoreError> {
    let found = transaction.state.borrow_mut().map.get(&place(count))?;
    found.map(|json| read_link(&json, count).map(|link| link.head)).transpose()
}

/// An event found in a damaged log.
pub(super) struct Found {
    event: String,
    /// The head stored with it.
    pub(super) head: Digest,
}

impl Found {
    /// Parses an entry of the log, if it is the event at that position.
    pub(super) fn read(json: &[u8], id: i64) -> Option<Self> {
        let link: Link<'_> = serde_json::from_slice(json).ok()?;
        let event: Event = serde_json::from_str(link.event.get()).ok()?;
        let is_here = i64::try_from(event.seq) == Ok(id);
        is_here.then(|| Self { event: link.event.get().to_owned(), head: link.head })
    }

    /// Whether it continues the event with this head.
    pub(super) fn follows(&self, before: Digest) -> bool {
        head(before, &self.event) == self.head
    }
}

fn read_link(json: &[u8], seq: u64) -> Result<Link<'_>, StoreError> {
    serde_json::from_slice(json).map_err(|_| unreadable(seq))
}

fn read_event(link: &Link<'_>, seq: u64) -> Result<Event, StoreError> {
    serde_json::from_str(link.event.get()).map_err(|_| unreadable(seq))
}

fn unreadable(seq: u64) -> StoreError {
    StoreError::tampered(format!("event {seq} of the audit log cannot be read"))
}

fn broken(at: u64) -> StoreError {
    StoreError::tampered(format!("the chain of the audit log breaks at event {at}"))
}

/// Reads the log from its beginning and follows the chain.
pub struct AuditReader<'t, 'v> {
    transaction: &'t Transaction<'v>,
}

impl<'t, 'v> AuditReader<'t, 'v> {
    pub fn new(transaction: &'t Transaction<'v>) -> Self {
        Self { transaction }
    }

    /// Passes the events after a position in the log; each is authentic by itself.
    pub fn events(
        &self,
        after: u64,
        visit: &mut dyn FnMut(Event) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        self.transaction.scan_values(Table::Audit, after, &mut |seq, json| {
            let seq = seq.unsigned_abs();
            visit(read_event(&read_link(json, seq)?, seq)?)
        })
    }

    /// Follows the whole chain to the manifest's head. Returns the number of events.
    pub fn verify(&self) -> Result<u64, Error> {
        let mut before = Digest::from_bytes([0; 32]);
        let mut count = 0;
        self.transaction.scan_values(Table::Audit, 0, &mut |seq, json| {
            count += 1;
            let link = read_link(json, count)?;
            let event = read_event(&link, count)?;
            before = head(before, link.event.get());
            if before != link.head || event.seq != count || seq.unsigned_abs() != count {
                return Err(broken(count).into());
            }
            Ok(Flow::Continue)
        })?;
        let state = self.transaction.state.borrow();
        if count == state.manifest.log_count && before == state.manifest.log_head {
            Ok(count)
        } else {
            Err(broken(count).into())
        }
    }
}
