//! The output of the recovery script in `docs/recovery.md`: JSON lines, first the facts of the vault as a
//! whole, then its rows.

use std::io::{BufRead, Read as _};

use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::domain::id::Fingerprint;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::files::drop_bom;
use crate::store::{Series, Settings, Table, VaultId};

/// The version of the format.
const VERSION: u64 = 2;
/// The longest line in bytes: the publication of a file with a million keys in no order.
const MAX_LINE: u64 = 64 << 20;

/// The first line.
#[derive(Deserialize)]
struct Header {
    keywright_recovered: u64,
    vault: VaultId,
    /// Of the data key that opened it.
    fingerprint: Fingerprint,
    /// `None`: the manifest could not be opened.
    manifest: Option<RecoveredManifest>,
}

/// Above any vault's generation and any time.
const MOST: i64 = 1 << 53;
/// The most consecutive events that may be missing from the log: each is replaced by a placeholder.
const MOST_EVENTS_MISSING: u64 = 100_000;

/// The fields of the manifest that are used.
#[derive(Deserialize)]
pub(in crate::ops) struct RecoveredManifest {
    pub(in crate::ops) generation: i64,
    pub(in crate::ops) newest_time: Timestamp,
    pub(in crate::ops) log_count: u64,
    pub(in crate::ops) next_seq: i64,
}

impl RecoveredManifest {
    /// For a vault whose manifest was lost: only the high-water mark counts.
    fn unknown() -> Self {
        Self { generation: 0, newest_time: Timestamp::from_unix(0), log_count: 0, next_seq: 1 }
    }

    /// Whether its numbers are plausible: it is only as authentic as the input.
    fn is_possible(&self) -> bool {
        [self.generation, self.next_seq].into_iter().all(|number| (0..MOST).contains(&number))
    }
}

/// A line after the first: a record, or how many entries of the vault are missing there.
#[derive(Deserialize)]
struct Line<'a> {
    table: Option<Table>,
    id: Option<i64>,
    #[serde(borrow)]
    record: Option<&'a RawValue>,
    missing: Option<u64>,
    #[serde(default)]
    salvaged: bool,
}

pub(in crate::ops) struct RecoveredRow {
    pub(in crate::ops) table: Table,
    pub(in crate::ops) id: i64,
    pub(in crate::ops) record: Zeroizing<Vec<u8>>,
    /// Whether nothing leads to it: it may be from any time.
    pub(in crate::ops) is_salvaged: bool,
}

/// Reads the lines one by one.
pub struct Recovered<'a> {
    lines: &'a mut dyn BufRead,
    number: u64,
    /// The id of the vault that they are of.
    pub vault: VaultId,
    pub(in crate::ops) fingerprint: Fingerprint,
    pub(in crate::ops) was: RecoveredManifest,
    settings: Zeroizing<Vec<u8>>,
    /// The last event of the log so far.
    last_event: u64,
    /// How many entries of the vault are missing so far.
    pub(in crate::ops) missing: u64,
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
        let Header { vault, fingerprint, manifest, .. } = header;
        let was = manifest.unwrap_or_else(RecoveredManifest::unknown);
        let settings = Zeroizing::default();
        let mut recovered =
            Self { lines, number, vault, fingerprint, was, settings, last_event: 0, missing: 0 };
        if !recovered.was.is_possible() {
            return Err(recovered.wrong("the manifest is invalid"));
        }
        match recovered.next_row()? {
            Some(row) if row.table == Table::Settings && row.id == Settings::ID => {
                recovered.settings = row.record;
            }
            _ => return Err(recovered.wrong("the vault's settings are missing")),
        }
        Ok(recovered)
    }

    pub(in crate::ops) fn settings(&self) -> Result<Settings> {
        serde_json::from_slice(&self.settings).map_err(|_| self.wrong("the settings cannot be read"))
    }

    /// The next record; `None` at the end.
    pub(in crate::ops) fn next_row(&mut self) -> Result<Option<RecoveredRow>> {
        loop {
            let Some(text) = next_line(self.lines, &mut self.number)? else { return Ok(None) };
            // The parser's own message could quote a secret.
            match serde_json::from_slice(&text) {
                Ok(Line { table: Some(table), id: Some(id), record: Some(json), salvaged, .. }) => {
                    let mut record = Zeroizing::new(Vec::with_capacity(json.get().len()));
                    record.extend_from_slice(json.get().as_bytes());
                    return Ok(Some(RecoveredRow { table, id, record, is_salvaged: salvaged }));
                }
                Ok(Line { missing: Some(missing), .. }) => {
                    self.missing = self.missing.saturating_add(missing);
                }
                _ => return Err(self.wrong("it is not a JSON object with table, id and record")),
            }
        }
    }

    /// Rejects an event so far after the one before it that filling the gap would not end, and a series whose
    /// epoch is too large to have a successor.
    pub(in crate::ops) fn refuse_far(&mut self, row: &RecoveredRow) -> Result<()> {
        let RecoveredRow { table, id, record, .. } = row;
        let series = || serde_json::from_slice::<Series>(record).ok();
        if *table == Table::Series && series().is_some_and(|series| !(0..MOST).contains(&series.epoch)) {
            return Err(self.wrong("the epoch is invalid"));
        }
        if *table == Table::Audit {
            let event = u64::try_from(*id).unwrap_or(0);
            if is_far(self.last_event, event) {
                return Err(self.wrong(format!("event {event} is too far from the one before it")));
            }
            self.last_event = self.last_event.max(event);
        }
        Ok(())
    }

    /// Likewise for the end of the log, according to the first line.
    pub(in crate::ops) fn refuse_far_end(&self) -> Result<()> {
        if is_far(self.last_event, self.was.log_count) {
            return Err(wrong(1, "log_count is too far from the last event"));
        }
        Ok(())
    }

    /// An error about the last line read.
    pub(in crate::ops) fn wrong(&self, why: impl std::fmt::Display) -> Error {
        wrong(self.number, why)
    }
}

fn is_far(from: u64, to: u64) -> bool {
    to.saturating_sub(from) > MOST_EVENTS_MISSING
}

fn wrong(line: u64, why: impl std::fmt::Display) -> Error {
    refused(format!("line {line}: {why}"))
}

/// An error about the input as a whole.
pub(super) fn refused(why: impl std::fmt::Display) -> Error {
    Error::usage(format!("--from-recovered: {why}"))
        .hint("give it the complete output of the script in docs/recovery.md; nothing was created")
}

fn next_line(lines: &mut dyn BufRead, number: &mut u64) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let mut text = Zeroizing::new(Vec::with_capacity(4_096));
    *number += 1;
    let mut limited = lines.take(MAX_LINE);
    let read = limited
        .read_until(b'\n', &mut text)
        .map_err(|error| Error::io(format!("--from-recovered: reading line {number} failed"), error))?;
    if *number == 1 {
        drop_bom(&mut text);
    }
    if limited.limit() == 0 && !text.ends_with(b"\n") {
        return Err(Error::usage(format!("--from-recovered: line {number} is longer than 64 MiB")));
    }
    Ok((read > 0).then_some(text))
}
