//! Importing when keys were last used, from the logs of the servers that admitted them.
//!
//! A log may be of any size and come from a slow pipe, so nothing is locked while it is read, and memory use is
//! bounded: what identifies keys is collected, and looked up from time to time; of a key that is found, the newest
//! time remains. Finally one transaction writes the changes. The same log may be imported again.
//!
//! | file | use case |
//! |---|---|
//! | `lines` | read a log line by line, each bounded |
//! | `lookup` | find the keys that lines name |

mod lines;
mod lookup;

use std::collections::BTreeSet;
use std::io::BufRead;

use clap::{Args, ValueEnum};

use lines::{Line, Lines};
use lookup::{Place, Uses};

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::formats::usage::{KeyField, LogFormat, MalformedLine, UsageRecord, UtcOffset};
use crate::ports::Clock;
use crate::store::{CLOCK_TOLERANCE, Unlocked, Vault};

/// How many unknown keys are listed.
const MAX_EXAMPLES: usize = 10;
/// The number of lines between two progress updates.
const STEP: u64 = 4_096;

/// The counters of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines read, except empty ones.
    pub lines: u64,
    /// Lines without a key.
    pub keyless: u64,
    /// Lines that name a key which the vault does not have.
    pub unknown: u64,
    /// Some of these keys, in displayable form.
    pub examples: BTreeSet<String>,
    /// Lines that match several keys.
    pub ambiguous: u64,
    /// Keys whose last use would be before their creation; it was not stored.
    pub too_early: u64,
    /// Lines that were skipped because they are malformed.
    pub broken: u64,
    /// What is wrong with the first of them.
    pub first_broken: Option<String>,
    /// The first line that contains a whole secret.
    pub first_secret: Option<String>,
}

/// A key found in the logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: KeyId,
    /// Its name.
    pub name: KeyName,
    /// Its version.
    pub version: u32,
    /// When it was last used, as far as is known now.
    pub last_used_at: Option<Timestamp>,
    /// False: a use at least as late was already known.
    pub changed: bool,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The keys found in the logs, oldest first.
    pub items: Vec<Item>,
    /// The counters.
    pub counts: Counts,
}

/// How logs are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct Request {
    /// Format of the logs
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Format,

    /// Where the key is: in combined, user or the number of a field; in haproxy, the number of a captured
    /// request header [default: user; 1]
    #[arg(long, value_name = "FIELD", allow_negative_numbers = true)]
    pub key_field: Option<KeyField>,

    /// How far the clock in an HAProxy log is ahead of UTC [default: +00:00]
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    pub utc_offset: Option<UtcOffset>,

    /// Skip and count lines that cannot be parsed
    #[arg(long)]
    pub skip_broken: bool,
}

/// How a log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line is {"id", "start" or "digest": …, "at": TIME}
    Jsonl,
    /// The combined log format of nginx and Apache
    Combined,
    /// HAProxy's HTTP log
    Haproxy,
}

impl Request {
    /// The format with its settings.
    ///
    /// # Errors
    /// A setting of another format is given.
    pub fn log_format(&self) -> Result<LogFormat> {
        let belongs = |option, format| {
            Err(Error::usage(format!("{option} belongs to --format {format}"))
                .hint("omit it, or see `keywright usage import --help`"))
        };
        if self.utc_offset.is_some() && self.format != Format::Haproxy {
            return belongs("--utc-offset", "haproxy");
        }
        match (self.format, self.key_field) {
            (Format::Jsonl, Some(_)) => belongs("--key-field", "combined or haproxy"),
            (Format::Jsonl, None) => Ok(LogFormat::Jsonl),
            (Format::Combined, field) => Ok(LogFormat::Combined(field.unwrap_or(KeyField::User))),
            (Format::Haproxy, Some(KeyField::User)) => belongs("--key-field user", "combined"),
            (Format::Haproxy, field) => {
                let capture = field.map_or(1, KeyField::number);
                Ok(LogFormat::Haproxy(capture, self.utc_offset.unwrap_or_default()))
            }
        }
    }
}

/// An import in progress.
pub struct Import<'a> {
    vault: &'a Vault<Unlocked>,
    format: LogFormat,
    skip_broken: bool,
    clock: &'a dyn Clock,
    /// The time when the clock was last read.
    now: Timestamp,
    uses: Uses,
    /// What the logs are called in messages.
    logs: Vec<String>,
    counts: Counts,
}

impl<'a> Import<'a> {
    /// Starts an import.
    ///
    /// # Errors
    /// A setting of another format is given, or the vault cannot be read.
    pub fn begin(vault: &'a Vault<Unlocked>, request: &Request, clock: &'a dyn Clock) -> Result<Self> {
        let format = request.log_format()?;
        let now = clock.now();
        // Before a slow log is read for nothing.
        vault.read(now, |_| Ok(()))?;
        let skip_broken = request.skip_broken;
        let (uses, logs, counts) = (Uses::default(), Vec::new(), Counts::default());
        Ok(Self { vault, format, skip_broken, clock, now, uses, logs, counts })
    }

    /// Reads a log to its end. `name` identifies it in messages, such as `'access.log'`; `progress` is called
    /// with the number of lines since the last call.
    pub fn read(&mut self, name: &str, log: &mut dyn BufRead, progress: &mut dyn FnMut(u64)) -> Result<()> {
        self.logs.push(name.to_owned());
        let mut lines = Lines::new(log);
        let (lines_before, broken_before, mut reported) = (self.counts.lines, self.counts.broken, 0);
        let failed = |error| Error::io(format!("reading {name} failed"), error);
        while let Some((number, line)) = lines.next_line().map_err(failed)? {
            self.counts.lines += 1;
            let found = match line {
                Line::Whole(text) => self.format.read(text),
                Line::TooLong => Err(lines::too_long()),
            };
            match found {
                Ok(Some(usage_record)) => self.read_record(&usage_record, name, number)?,
                Ok(None) => self.counts.keyless += 1,
                Err(broken) => self.skip_line(&broken, name, number)?,
            }
            if number - reported >= STEP {
                progress(number - reported);
                reported = number;
            }
        }
        // Otherwise, with --skip-broken, the wrong format would pass for a log without any use.
        let (read, broken) = (self.counts.lines - lines_before, self.counts.broken - broken_before);
        if read > 0 && read == broken {
            let what = format!("{name}: none of its lines is in the format {}", self.format.as_str());
            return Err(Error::usage(what).hint("name its format with --format"));
        }
        Ok(())
    }

    fn read_record(&mut self, usage_record: &UsageRecord<'_>, name: &str, number: u64) -> Result<()> {
        if usage_record.at > self.now.plus(CLOCK_TOLERANCE) {
            // Reading may have taken hours.
            self.now = self.clock.now();
            if usage_record.at > self.now.plus(CLOCK_TOLERANCE) {
                return Err(future(name, number, usage_record.at, self.now, self.format));
            }
        }
        self.uses.add(usage_record, Place { log: self.logs.len() - 1, line: number });
        if self.uses.is_full() { self.look_up() } else { Ok(()) }
    }

    fn look_up(&mut self) -> Result<()> {
        let Self { vault, uses, counts, .. } = self;
        let secret = vault.read(self.now, |transaction| uses.look_up(transaction, counts))?;
        if let (None, Some(Place { log, line })) = (&counts.first_secret, secret) {
            counts.first_secret = Some(format!("{}, line {line}", self.logs[log]));
        }
        Ok(())
    }

    fn skip_line(&mut self, broken: &MalformedLine, name: &str, number: u64) -> Result<()> {
        let what = format!("{name}: line {number}: {}", broken.what);
        if !self.skip_broken {
            let hint = broken.hint.unwrap_or("correct the line, or skip such lines with --skip-broken");
            return Err(Error::usage(what).hint(hint));
        }
        self.counts.broken += 1;
        self.counts.first_broken.get_or_insert(what);
        Ok(())
    }

    /// Writes all changes in one transaction.
    pub fn store(mut self) -> Result<Imported> {
        self.look_up()?;
        let Self { vault, clock, uses, mut counts, .. } = self;
        let items = vault.write(clock.now(), |transaction| {
            let mut items = Vec::new();
            for (row, at) in uses.found() {
                // Checked again: the key may have been deleted, or a later use imported from another log.
                let Some(mut stored) = transaction.get::<Key>(row)? else { continue };
                let is_too_early = at < stored.record.created_at;
                counts.too_early += u64::from(is_too_early);
                let changed = !is_too_early && stored.record.last_used_at.is_none_or(|known| known < at);
                if changed {
                    stored.record.last_used_at = Some(at);
                    transaction.update(&stored)?;
                }
                let Key { id, name, version, last_used_at, .. } = stored.record;
                items.push(Item { id, name, version, last_used_at, changed });
            }
            let news = items.iter().filter(|item| item.changed).count();
            if news > 0 {
                let (lines, keys) = (counts.lines, items.len());
                let detail = format!("lines: {lines}, keys: {keys}, used later than was known: {news}");
                transaction.record(AuditEntry::new(Action::UsageImport).detail(detail))?;
            }
            Ok(items)
        })?;
        Ok(Imported { items, counts })
    }
}

fn future(name: &str, number: u64, at: Timestamp, now: Timestamp, format: LogFormat) -> Error {
    let what = format!("{name}: line {number}: the time {at} is in the future; now it is {now}");
    Error::conflict(what).hint(match format {
        LogFormat::Haproxy(..) => {
            "give that server's UTC offset, such as --utc-offset +02:00; or correct its clock"
        }
        _ => "set the clock of the server that wrote the log, or of this machine",
    })
}
