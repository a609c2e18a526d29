//! A progress counter on stderr, for work that a person waits for.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::settings::Settings;

/// Shows the progress of long work if stderr is a terminal and `--quiet` is not given; otherwise does
/// nothing.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
    bar: ProgressBar,
}

impl Progress {
    pub fn new(settings: &Settings) -> Self {
        Self { shown: settings.progress, bar: ProgressBar::hidden() }
    }

    /// Starts work on an unknown number of items, such as "rows checked".
    pub fn start(&mut self, what: &'static str) {
        if !self.shown {
            return;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(what);
        // An invalid template would only affect the appearance.
        if let Ok(style) = ProgressStyle::with_template("{pos} {msg}") {
            bar.set_style(style);
        }
        self.bar = bar;
    }

    pub fn inc(&self, count: u64) {
        self.bar.inc(count);
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // An error message must not appear in the middle of a bar.
        self.finish();
    }
}
