//! Reading the audit log.

use crate::domain::audit::Event;
use crate::domain::id::KeyIdStart;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{AuditReader, Flow, Unlocked, Vault};

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Of this key.
    pub key: Option<KeyIdStart>,
    /// At this time or later.
    pub since: Option<Timestamp>,
    /// At most so many; none: all.
    pub limit: Option<usize>,
    /// After the event of this number.
    pub after: u64,
}

/// Hands out the events, oldest first. Returns the number to go on after, if there are more.
pub fn list(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    visit: &mut dyn FnMut(&Event) -> Result<()>,
) -> Result<Option<u64>> {
    vault.read(now, |transaction| {
        let (mut count, mut last, mut more) = (0, request.after, false);
        AuditReader::new(transaction).events(request.after, &mut |event| {
            let of_key = request
                .key
                .as_ref()
                .is_none_or(|start| event.deed.key.as_ref().is_some_and(|id| start.matches(id)));
            if !of_key || request.since.is_some_and(|since| event.at < since) {
                return Ok(Flow::Continue);
            }
            if request.limit == Some(count) {
                more = true;
                return Ok(Flow::Stop);
            }
            visit(&event)?;
            count += 1;
            last = event.seq;
            Ok(Flow::Continue)
        })?;
        Ok(more.then_some(last))
    })
}

/// Follows the chain from the first event to the last. Returns how many there are.
pub fn verify(vault: &Vault<Unlocked>, now: Timestamp) -> Result<u64> {
    vault.read(now, |transaction| AuditReader::new(transaction).verify())
}
