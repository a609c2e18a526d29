//! A progress counter on stderr, for work that a person waits for.

use std::io;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::escape;
use super::filter::Filtered;
use super::settings::Settings;
use crate::domain::wrap;
use crate::ports::Reporter;

/// The progress of long work. Shown if stderr is a terminal and `--quiet` is not given; otherwise does nothing.
///
/// All clones are one counter: what is written to a stream in the meantime takes its place, and the
/// counter goes on below.
#[derive(Debug, Clone)]
pub struct Progress {
    shown: bool,
    /// The columns of the terminal.
    width: Option<usize>,
    bar: ProgressBar,
}

impl Progress {
    pub(super) fn new(settings: &Settings) -> Self {
        Self { shown: settings.progress, width: settings.width_stderr, bar: ProgressBar::hidden() }
    }

    /// Starts work on an unknown number of items, such as "rows checked".
    pub fn start(&mut self, what: &'static str) {
        if !self.shown {
            return;
        }
        self.bar.reset();
        self.bar.set_message(what);
        // An invalid template would only affect the appearance.
        if let Ok(style) = ProgressStyle::with_template("{msg}: {pos}") {
            self.bar.set_style(style);
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }

    pub fn inc(&self, count: u64) {
        self.bar.inc(count);
    }

    /// Removes the counter.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Does this while nothing of the counter is on the screen.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.shown { self.bar.suspend(write) } else { write() }
    }
}

/// On the screen only, as the counter: a job that nobody watches says how it ended, and no more.
impl Reporter for Progress {
    fn report(&self, text: &str) {
        if !self.shown {
            return;
        }
        let line = format!("{}\n", escape::lines(text));
        let line = self.width.map_or_else(|| line.clone(), |width| wrap::prose(&line, width));
        // There is nowhere to report that stderr is gone.
        let _ = self.aside(|| Filtered::new(&mut io::stderr()).write(line.as_bytes()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // Work that failed does not finish it: an error message must not appear above a counter that stays.
        self.finish();
    }
}
