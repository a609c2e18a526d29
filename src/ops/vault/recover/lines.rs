//! The output of the recovery script in `docs/recovery.md`: JSON lines, first the facts of the vault as a
//! whole, then its rows.

use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Series, Settings, Table, VaultId};

/// The version of the format.
const VERSION: u64 = 1;
/// The longest line in bytes: the publication of a file with a million keys in no order.
const MAX_LINE: u64 = 64 << 20;

/// The first line.
#[derive(Deserialize)]
struct Header {
    keywright_recovered: u64,
    vault: VaultId,
    /// `None`: the manifest could not be opened.
    manifest: Option<RecoveredManifest>,
}

/// Above any vault's generation and any time.
const MOST: i64 = 1 << 53;
/// The most consecutive events that may be missing from the log: each is replaced by a placeholder.
const MOST_EVENTS_MISSING: i64 = 100_000;
/// The most consecutive rows that may be missing from a table: their ids stay unused, and reading skips them.
const MOST_ROWS_MISSING: i64 = 100_000_000;

/// The fields of the manifest that are used.
#[derive(Deserialize)]
pub(in crate::ops) struct RecoveredManifest {
    pub(in crate::ops) generation: i64,
    pub(in crate::ops) newest_time: Timestamp,
    pub(in crate::ops) audit_count: u64,
    tables: BTreeMap<String, Counts>,
}

#[derive(Deserialize, Clone, Copy)]
struct Counts {
    next_id: i64,
    rows: i64,
}

impl RecoveredManifest {
    /// For a vault whose manifest was lost: only the high-water mark counts.
    fn unknown() -> Self {
        let tables = BTreeMap::new();
        Self { generation: 0, newest_time: Timestamp::from_unix(0), audit_count: 0, tables }
    }

    /// Whether its numbers are plausible: it is only as authentic as the input.
    fn is_possible(&self) -> bool {
        let numbers = self.tables.values().flat_map(|counts| [counts.next_id, counts.rows]);
        numbers.chain([self.generation]).all(|number| (0..MOST).contains(&number))
    }

    /// The first row id that was never allocated, and how many rows there were.
    pub(in crate::ops) fn counts(&self, table: Table) -> (i64, i64) {
        self.tables.get(table.name()).map_or((1, 0), |counts| (counts.next_id, counts.rows))
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    table: Table,
    id: i64,
    #[serde(borrow)]
    record: &'a RawValue,
}

pub(in crate::ops) struct RecoveredRow {
    pub(in crate::ops) table: Table,
    pub(in crate::ops) id: i64,
    pub(in crate::ops) record: Zeroizing<Vec<u8>>,
}

/// Reads the lines one by one.
pub struct Recovered<'a> {
    lines: &'a mut dyn BufRead,
    number: u64,
    pub(in crate::ops) vault: VaultId,
    pub(in crate::ops) was: RecoveredManifest,
    settings: Zeroizing<Vec<u8>>,
    /// The largest row id of each table so far.
    last_ids: BTreeMap<&'static str, i64>,
}

impl<'a> Recovered<'a> {
    /// Reads up to the settings, which are the first row.
    ///
    /// # Errors
    /// The input is not the script's output, or from a newer version.
    pub fn open(lines: &'a mut dyn BufRead) -> Result<Self> {
        let mut number = 0;
        let first = next_line(lines, &mut number)?;
        let wrong = || {
            Error::usage("--from-recovered: the first line is not that of a recovered vault")
                .hint("give it the complete output of the script in docs/recovery.md")
        };
        let header: Header = serde_json::from_slice(&first.ok_or_else(wrong)?).map_err(|_| wrong())?;
        if header.keywright_recovered != VERSION {
            let what = format!("--from-recovered: version {} is not known", header.keywright_recovered);
            return Err(Error::usage(what).hint("update keywright"));
        }
        let Header { vault, manifest, .. } = header;
        let was = manifest.unwrap_or_else(RecoveredManifest::unknown);
        let (settings, last_ids) = (Zeroizing::default(), BTreeMap::new());
        let mut recovered = Self { lines, number, vault, was, settings, last_ids };
        if !recovered.was.is_possible() {
            return Err(recovered.wrong("the manifest is invalid"));
        }
        match recovered.next_row()? {
            Some(row) if row.table == Table::Settings && row.id == 1 => recovered.settings = row.record,
            _ => return Err(recovered.wrong("the vault's settings are missing")),
        }
        Ok(recovered)
    }

    pub(in crate::ops) fn settings(&self) -> Result<Settings> {
        serde_json::from_slice(&self.settings).map_err(|_| self.wrong("the settings cannot be read"))
    }

    /// The next row; `None` at the end.
    pub(in crate::ops) fn next_row(&mut self) -> Result<Option<RecoveredRow>> {
        let Some(text) = next_line(self.lines, &mut self.number)? else { return Ok(None) };
        // The parser's own message could quote a secret.
        let line: Line<'_> = serde_json::from_slice(&text)
            .map_err(|_| self.wrong("it is not a JSON object with table, id and record"))?;
        let mut record = Zeroizing::new(Vec::with_capacity(line.record.get().len()));
        record.extend_from_slice(line.record.get().as_bytes());
        Ok(Some(RecoveredRow { table: line.table, id: line.id, record }))
    }

    /// Rejects a row so far after the one before it that filling the gap would not end, and a series whose
    /// epoch is too large to have a successor.
    pub(in crate::ops) fn refuse_far(&mut self, row: &RecoveredRow) -> Result<()> {
        let RecoveredRow { table, id, record } = row;
        let (table, id) = (*table, *id);
        let series = || serde_json::from_slice::<Series>(record).ok();
        if table == Table::Series && series().is_some_and(|series| !(0..MOST).contains(&series.epoch)) {
            return Err(self.wrong("the epoch is invalid"));
        }
        let last = self.last_ids.get(table.name()).copied().unwrap_or(0);
        if is_far(table, last, id) {
            return Err(
                self.wrong(format!("row {id} of '{}' is too far from the row before it", table.name()))
            );
        }
        self.last_ids.insert(table.name(), last.max(id));
        Ok(())
    }

    /// Likewise for the ends of the tables, according to the first line.
    pub(in crate::ops) fn refuse_far_ends(&self) -> Result<()> {
        let last = |table: Table| self.last_ids.get(table.name()).copied().unwrap_or(0);
        let events = i64::try_from(self.was.audit_count).unwrap_or(i64::MAX);
        if is_far(Table::Audit, last(Table::Audit), events) {
            return Err(wrong(1, "audit_count is too far from the last event"));
        }
        let far = |table: &Table| is_far(*table, last(*table), self.was.counts(*table).0);
        match Table::ALL.into_iter().filter(|table| *table != Table::Blocks).find(far) {
            Some(table) => {
                Err(wrong(1, format!("next_id of '{}' is too far from its last row", table.name())))
            }
            None => Ok(()),
        }
    }

    /// An error about the last line read.
    pub(in crate::ops) fn wrong(&self, why: impl std::fmt::Display) -> Error {
        wrong(self.number, why)
    }
}

fn is_far(table: Table, from: i64, to: i64) -> bool {
    let most = if table == Table::Audit { MOST_EVENTS_MISSING } else { MOST_ROWS_MISSING };
    to.saturating_sub(from) > most
}

fn wrong(line: u64, why: impl std::fmt::Display) -> Error {
    Error::usage(format!("--from-recovered: line {line}: {why}"))
        .hint("give it the complete output of the script in docs/recovery.md; nothing was created")
}

fn next_line(lines: &mut dyn BufRead, number: &mut u64) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let mut text = Zeroizing::new(Vec::with_capacity(4_096));
    *number += 1;
    let mut limited = lines.take(MAX_LINE);
    let read = limited
        .read_until(b'\n', &mut text)
        .map_err(|error| Error::io(format!("--from-recovered: reading line {number} failed"), error))?;
    if limited.limit() == 0 && !text.ends_with(b"\n") {
        return Err(Error::usage(format!("--from-recovered: line {number} is longer than 64 MiB")));
    }
    Ok((read > 0).then_some(text))
}
