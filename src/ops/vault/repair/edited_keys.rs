//! Keys of a repaired vault that may have lost an edit: where the sum of a block does not match, an older row
//! cannot be distinguished from the current one.

use std::collections::BTreeSet;

use crate::domain::audit::Action;
use crate::domain::key::Key;
use crate::error::Result;
use crate::store::{AuditReader, Damage, Flow, Table, Transaction, block_of};

/// The names of the keys that were edited according to the log and whose rows are in a damaged block.
pub(in crate::ops) fn perhaps_older(
    transaction: &Transaction<'_>,
    damages: &[Damage],
) -> Result<Vec<String>> {
    let of = |table: Table| damages.iter().filter(move |damage| damage.table == table.name());
    let sums_are_lost = of(Table::Blocks).next().is_some();
    let ranges = of(Table::Keys).filter_map(|damage| damage.rows);
    let blocks: BTreeSet<i64> = ranges.flat_map(|(first, last)| block_of(first)..=block_of(last)).collect();
    let mut edited = BTreeSet::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        if event.audit_entry.action == Action::KeyEdit {
            edited.extend(event.audit_entry.key);
        }
        Ok(Flow::Continue)
    })?;
    let mut names = Vec::new();
    transaction.scan::<Key>(0, &mut |stored| {
        let is_in_doubt = sums_are_lost || blocks.contains(&block_of(stored.id));
        if is_in_doubt && edited.contains(&stored.record.id) {
            names.push(stored.record.name.to_string());
        }
        Ok(Flow::Continue)
    })?;
    Ok(names)
}
