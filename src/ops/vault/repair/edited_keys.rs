//! Keys of a repaired vault that may have lost an edit: where a node is lost, an older one may have been found in its
//! place.

use std::collections::BTreeSet;

use crate::domain::audit::Action;
use crate::domain::key::Key;
use crate::error::Result;
use crate::store::{AuditReader, Damage, Flow, Table, Transaction};

/// The names of the keys that were edited according to the log and whose records are in a damaged place.
pub(in crate::ops) fn perhaps_older(
    transaction: &Transaction<'_>,
    damages: &[Damage],
) -> Result<Vec<String>> {
    let of_keys = damages.iter().filter(|damage| damage.table == Table::Keys.name());
    let ranges: Vec<(i64, i64)> = of_keys.filter_map(|damage| damage.rows).collect();
    if ranges.is_empty() {
        return Ok(Vec::new());
    }
    let mut edited = BTreeSet::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        if event.audit_entry.action == Action::KeyEdit {
            edited.extend(event.audit_entry.key);
        }
        Ok(Flow::Continue)
    })?;
    let mut names = Vec::new();
    transaction.scan::<Key>(0, &mut |stored| {
        let is_in_doubt = ranges.iter().any(|(first, last)| (*first..=*last).contains(&stored.id));
        if is_in_doubt && edited.contains(&stored.record.id) {
            names.push(stored.record.name.to_string());
        }
        Ok(Flow::Continue)
    })?;
    Ok(names)
}
