//! The audit log: append-only sealed events, each with a MAC over the one before.

use ring::hmac;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::error::StoreError;
use super::row::Row;
use super::schema::Table;
use super::tx::{Flow, Transaction};
use crate::crypto::subkeys::mac;
use crate::domain::audit::{Action, AuditEntry, Event};
use crate::domain::digest::Digest;
use crate::error::Error;

/// The content of a row of `audit`. The MAC covers the event's JSON verbatim.
#[derive(Serialize, Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    event: &'a RawValue,
    head: Digest,
}

fn head(key: &hmac::Key, before: Digest, event: &str) -> Digest {
    let mut message = Vec::with_capacity(32 + event.len());
    message.extend_from_slice(before.as_bytes());
    message.extend_from_slice(event.as_bytes());
    Digest::from_bytes(mac(key, &message))
}

/// Appends an event. Its row id is its position in the log.
pub(super) fn append(transaction: &mut Transaction<'_>, audit_entry: AuditEntry) -> Result<(), StoreError> {
    let (count, next_id) = {
        let manifest = &transaction.state.borrow().manifest;
        (manifest.audit_count, manifest.counts(Table::Audit).next_id)
    };
    let seq = count + 1;
    if i64::try_from(seq) != Ok(next_id) {
        return Err(StoreError::tampered("the audit log's count is not its length"));
    }
    let event = Event { seq, at: transaction.now, actor: transaction.actor(), audit_entry };
    let event = serde_json::value::to_raw_value(&event).map_err(|_| StoreError::Defect("an event"))?;
    chain(transaction, seq, &event)
}

/// Adds an existing event at its position.
pub(super) fn import(transaction: &mut Transaction<'_>, id: i64, plaintext: &[u8]) -> Result<(), StoreError> {
    let seq = u64::try_from(id).unwrap_or(0);
    let link: Link<'_> = serde_json::from_slice(plaintext)
        .map_err(|_| StoreError::tampered(format!("event {id} of the audit log cannot be read")))?;
    let event: Option<Event> = serde_json::from_str(link.event.get()).ok();
    fill(transaction, seq.saturating_sub(1))?;
    let next = transaction.state.borrow().manifest.audit_count + 1;
    if event.is_none_or(|event| event.seq != seq) || next != seq {
        return Err(StoreError::tampered(format!("event {id} of the audit log is in the wrong row")));
    }
    chain(transaction, seq, link.event)
}

/// Replaces each missing event up to this count with a placeholder.
pub(super) fn fill(transaction: &mut Transaction<'_>, count: u64) -> Result<(), StoreError> {
    loop {
        let seq = transaction.state.borrow().manifest.audit_count + 1;
        if seq > count {
            return Ok(());
        }
        let audit_entry = AuditEntry::new(Action::Lost);
        let event = Event { seq, at: transaction.now, actor: transaction.actor(), audit_entry };
        let event = serde_json::value::to_raw_value(&event).map_err(|_| StoreError::Defect("an event"))?;
        chain(transaction, seq, &event)?;
    }
}

/// Adds an event at its position, and extends the chain.
fn chain(transaction: &mut Transaction<'_>, seq: u64, event: &RawValue) -> Result<(), StoreError> {
    let before = transaction.state.borrow().manifest.audit_head;
    let head = head(&transaction.chain.audit, before, event.get());
    let link = serde_json::to_vec(&Link { event, head }).map_err(|_| StoreError::Defect("an event"))?;
    let id = i64::try_from(seq).map_err(|_| StoreError::Defect("the length of the log"))?;
    transaction.put(Table::Audit, id, Vec::new(), &link)?;
    let manifest = &mut transaction.state.get_mut().manifest;
    manifest.audit_count = seq;
    manifest.audit_head = head;
    Ok(())
}

/// The head after this many events, if the log is that long.
pub(super) fn head_at(transaction: &Transaction<'_>, count: u64) -> Result<Option<Digest>, StoreError> {
    let Ok(id) = i64::try_from(count) else { return Ok(None) };
    let Some(row) = transaction.row(Table::Audit, id)? else { return Ok(None) };
    let plaintext = transaction.keys.open(Table::Audit.name(), &row)?;
    Ok(Some(read_link(&plaintext, &row)?.head))
}

/// Whether an opened row is an event of the log.
pub(super) fn is_link(plaintext: &[u8]) -> bool {
    serde_json::from_slice::<Link<'_>>(plaintext)
        .is_ok_and(|link| serde_json::from_str::<Event>(link.event.get()).is_ok())
}

/// An event found in a damaged log.
pub(super) struct Found {
    event: String,
    /// The head stored with it.
    pub(super) head: Digest,
}

impl Found {
    /// Parses an opened row, if it is the event at that position.
    pub(super) fn read(plaintext: &[u8], id: i64) -> Option<Self> {
        let link: Link<'_> = serde_json::from_slice(plaintext).ok()?;
        let event: Event = serde_json::from_str(link.event.get()).ok()?;
        let is_here = i64::try_from(event.seq) == Ok(id);
        is_here.then(|| Self { event: link.event.get().to_owned(), head: link.head })
    }

    /// Whether it continues the event with this head.
    pub(super) fn follows(&self, before: Digest, key: &hmac::Key) -> bool {
        head(key, before, &self.event) == self.head
    }
}

fn read_link<'a>(plaintext: &'a [u8], row: &Row) -> Result<Link<'a>, StoreError> {
    serde_json::from_slice(plaintext)
        .map_err(|_| StoreError::tampered(format!("event {} of the audit log cannot be read", row.id)))
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
        self.transaction.scan_rows(Table::Audit, after, &mut |row| {
            let plaintext = self.transaction.keys.open(Table::Audit.name(), row)?;
            visit(read_event(&read_link(&plaintext, row)?, row)?)
        })
    }

    /// Follows the whole chain to the manifest's head. Returns the number of events.
    pub fn verify(&self) -> Result<u64, Error> {
        let mut before = Digest::from_bytes([0; 32]);
        let mut count = 0;
        self.transaction.scan_rows(Table::Audit, 0, &mut |row| {
            let plaintext = self.transaction.keys.open(Table::Audit.name(), row)?;
            let link = read_link(&plaintext, row)?;
            let event = read_event(&link, row)?;
            count += 1;
            before = head(&self.transaction.chain.audit, before, link.event.get());
            if before != link.head || event.seq != count || i64::try_from(count) != Ok(row.id) {
                return Err(broken(count).into());
            }
            Ok(Flow::Continue)
        })?;
        let state = self.transaction.state.borrow();
        if count == state.manifest.audit_count && before == state.manifest.audit_head {
            Ok(count)
        } else {
            Err(broken(count).into())
        }
    }
}

fn read_event(link: &Link<'_>, row: &Row) -> Result<Event, StoreError> {
    serde_json::from_str(link.event.get())
        .map_err(|_| StoreError::tampered(format!("event {} of the audit log cannot be read", row.id)))
}

fn broken(at: u64) -> StoreError {
    StoreError::tampered(format!("the chain of the audit log breaks at event {at}"))
}
