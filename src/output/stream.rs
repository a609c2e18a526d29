//! The streams, and how they are written.

use std::io::{ErrorKind, Read, Write};

use serde::Serialize;

use super::filter::{Copied, Filtered, Revealed, SignedFile};
use super::progress::Progress;
use super::settings::{Format, Settings, Verbosity};
use super::table::{LongWords, Room};
use super::view::View;
use super::warnings::{self, Warnings};
use super::{escape, failure, table};
use crate::domain::wrap;
use crate::error::{Error, Result};
use crate::ports::Reporter;

/// Owns stdout and stderr during a command; nothing else prints. Both are behind the filter that shows only the start of
/// secrets.
///
/// A closed stdout (`keywright key list | head -1`) is not an error: the rest is dropped. What is revealed
/// on purpose is the exception: it must not be lost.
pub struct Output<'a> {
    stdout: Filtered<'a>,
    stderr: Filtered<'a>,
    settings: Settings,
    closed: bool,
    /// Warnings that are not printed yet, where the format is JSON.
    warnings: Warnings,
    /// Whether warnings are printed as they come all the same.
    warns_at_once: bool,
    /// One JSON document, held back for the warnings that still come.
    answer: Option<String>,
    progress: Progress,
    /// Whether tables are as wide as their cells, on a terminal too.
    pub(super) wide: bool,
    /// What a person is told instead of an empty list.
    pub(super) none: Option<String>,
}

impl<'a> Output<'a> {
    pub fn new(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write, settings: Settings) -> Self {
        Self {
            stdout: Filtered::new(stdout),
            stderr: Filtered::new(stderr),
            settings,
            closed: false,
            warnings: Warnings::default(),
            warns_at_once: false,
            answer: None,
            progress: Progress::new(&settings),
            wide: false,
            none: None,
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// With `--wide`: lists are not made to fit the terminal.
    pub fn show_wide(&mut self, wide: bool) {
        self.wide = wide;
    }

    /// What is said on a terminal if the list that follows is empty.
    pub fn say_if_none(&mut self, text: &str) {
        self.none = Some(text.to_owned());
    }

    pub fn format(&self) -> Format {
        self.settings.format
    }

    /// The counter of long work; there is one at a time.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Tells whoever waits what is waited for.
    pub fn reporter(&self) -> &dyn Reporter {
        &self.progress
    }

    /// One item: facts, one JSON document, or a header and one row.
    pub fn one<V: View>(&mut self, view: &V) -> Result<()> {
        match self.settings.format {
            Format::Table => self.payload(table::facts(&view.facts(), self.room::<V>()).as_bytes()),
            Format::Csv => self.listing(std::iter::once(view), None),
            Format::Json | Format::Jsonl => self.json(view),
        }
    }

    /// The room for facts.
    pub(super) fn room<V: View>(&self) -> Room {
        let long = if V::in_blocks() { LongWords::CutNames } else { LongWords::Whole };
        Room { width: self.settings.width_stdout, long }
    }

    /// The answer of a command as one JSON document: over several lines for `json`, otherwise on one. It is written when the
    /// command has ended, with its warnings.
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = match self.settings.format {
            Format::Json => serde_json::to_string_pretty(value),
            _ => serde_json::to_string(value),
        };
        self.release()?;
        self.answer = Some(escape::json(text.map_err(unserialisable)?));
        Ok(())
    }

    /// Writes the answer that was held back.
    fn release(&mut self) -> Result<()> {
        match self.answer.take() {
            Some(answer) => self.write_stdout((answer + "\n").as_bytes()),
            None => Ok(()),
        }
    }

    /// Ends the command. Where the format is JSON, its warnings become a member of the answer, or else one object on stderr.
    pub fn finish(&mut self) -> Result<()> {
        if let Some(answer) = self.answer.take_if(|_| !self.closed && !self.warnings.is_empty()) {
            self.answer = Some(warnings::within(&answer, &self.warnings.take()));
        }
        self.release()?;
        self.flush_warnings();
        Ok(())
    }

    /// Prints the warnings so far: before another program takes this one's place.
    pub fn flush_warnings(&mut self) {
        if !self.warnings.is_empty() {
            let line = warnings::document(&self.warnings.take());
            self.write_stderr(&line);
        }
    }

    /// From now on warnings are printed as they come, an object each: for answers that come one by one, perhaps for years.
    pub fn warn_at_once(&mut self) {
        self.flush_warnings();
        self.warns_at_once = true;
    }

    /// One JSON document on one line, whatever the format: for answers that come one by one.
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value).map_err(unserialisable)?;
        self.payload((escape::json(text) + "\n").as_bytes())
    }

    /// Text for people on stdout, escaped, with a line feed: the answer of a command in the format `table`,
    /// where there is no item to show.
    pub fn say(&mut self, text: &str) -> Result<()> {
        self.payload(format!("{}\n", escape::lines(text)).as_bytes())
    }

    /// Whether nobody reads stdout any more: whoever answers one question after the other may stop.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whole lines to stdout. Not an error if stdout is closed.
    pub fn payload(&mut self, bytes: &[u8]) -> Result<()> {
        self.release()?;
        self.write_stdout(bytes)
    }

    fn write_stdout(&mut self, bytes: &[u8]) -> Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = self.progress.aside(|| self.stdout.write(bytes));
        self.unless_closed(written)
    }

    fn unless_closed(&mut self, written: std::io::Result<()>) -> Result<()> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result.map_err(unwritable),
        }
    }

    /// A verification file of any size to stdout, byte for byte.
    pub fn signed_file(&mut self, mut file: SignedFile<impl Read>) -> Result<()> {
        self.release()?;
        let mut piece = vec![0; 64 * 1024];
        while !self.closed {
            let copied = self.progress.aside(|| file.copy(&mut piece, &mut self.stdout));
            match copied.map_err(|error| Error::io("reading failed", error))? {
                Copied::Nothing => break,
                Copied::Piece(written) => self.unless_closed(written)?,
            }
        }
        Ok(())
    }

    /// A report that is text for people and one document for programs.
    pub fn report(&mut self, report: &(impl Serialize + std::fmt::Display)) -> Result<()> {
        match self.settings.format {
            Format::Table => self.payload(report.to_string().as_bytes()),
            _ => self.json(report),
        }
    }

    /// What is revealed on purpose, to stdout. It must arrive: every failure is an error, including a closed stdout.
    pub(super) fn deliver(&mut self, revealed: &Revealed) -> Result<()> {
        self.release()?;
        if self.closed {
            return Err(undeliverable(ErrorKind::BrokenPipe.into()));
        }
        self.progress.aside(|| self.stdout.reveal(revealed)).map_err(undeliverable)
    }

    /// What was done, as text, on stderr; not with `--quiet`, nor if stderr is for JSON.
    pub fn note(&mut self, text: &str) {
        if self.settings.verbosity > Verbosity::Quiet && !self.settings.format.is_json() {
            let line = self.prose(&format!("{}\n", escape::lines(text)));
            self.write_stderr(&line);
        }
    }

    /// A warning: text on stderr at once, or, where the format is JSON, one of the `warnings` of the answer or of the error.
    /// `--quiet` does not hide it.
    pub fn warn(&mut self, text: &str) {
        if self.settings.format.is_json() {
            self.warnings.push(text);
            if self.warns_at_once {
                self.flush_warnings();
            }
            return;
        }
        let style = anstyle::AnsiColor::Yellow.on_default().bold();
        let text = self.prose(&format!("warning: {}\n", escape::lines(text)));
        let line = match text.strip_prefix("warning:").filter(|_| self.settings.color_stderr) {
            Some(rest) => format!("{style}warning:{style:#}{rest}"),
            None => text,
        };
        self.write_stderr(&line);
    }

    /// An error, on stderr, after what was answered before it. Returns the exit code.
    pub fn error(&mut self, error: &Error) -> u8 {
        // Where stdout fails too, the first error is the one to be told.
        let _ = self.release();
        let text = if self.settings.format.is_json() {
            failure::json(error, self.warnings.take()) + "\n"
        } else {
            let sources = self.settings.verbosity == Verbosity::Verbose;
            failure::colored(self.prose(&failure::words(error, sources)), self.settings.color_stderr)
        };
        self.write_stderr(&text);
        error.kind.exit_code()
    }

    /// Text for people, in lines of the terminal that stderr is.
    fn prose(&self, text: &str) -> String {
        self.settings.width_stderr.map_or_else(|| text.to_owned(), |width| wrap::prose(text, width))
    }

    /// A usage error formatted by clap, which is already safe on a terminal.
    pub fn usage(&mut self, rendered: &str) {
        let text = self.prose(rendered);
        self.write_stderr(&text);
    }

    fn write_stderr(&mut self, text: &str) {
        // There is nowhere to report that stderr is gone; the exit code still does.
        let _ = self.progress.aside(|| self.stderr.write(text.as_bytes()));
    }
}

// `map_err` passes these by value.
#[allow(clippy::needless_pass_by_value)]
pub(super) fn unserialisable(error: serde_json::Error) -> Error {
    Error::internal(format!("cannot write JSON: {error}"))
}

#[allow(clippy::needless_pass_by_value)]
pub(super) fn unwritable_csv(error: ::csv::Error) -> Error {
    Error::internal(format!("cannot write CSV: {error}"))
}

pub(super) fn unwritable(error: std::io::Error) -> Error {
    // The output comes last: without this a user would repeat a command that has already been done.
    Error::io("cannot write to stdout", error)
        .hint("check what stdout is connected to; any requested change has been made")
}

fn undeliverable(error: std::io::Error) -> Error {
    Error::io("cannot deliver the secret to stdout", error)
        .hint("write it to a file with --secret-file, or check what stdout is connected to")
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
