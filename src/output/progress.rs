//! A count of what is done on stderr, for work that a person waits for.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::settings::Settings;

/// Shows how far long work has come, where somebody looks: stderr is a terminal and nobody asked
/// for silence. Elsewhere it does nothing.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
    bar: ProgressBar,
}

impl Progress {
    /// One that is not yet shown.
    pub fn new(settings: &Settings) -> Self {
        Self { shown: settings.progress, bar: ProgressBar::hidden() }
    }

    /// Begins work on so many things that nobody knows, such as "rows checked".
    pub fn start(&mut self, what: &'static str) {
        if !self.shown {
            return;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(what);
        // A template that indicatif does not understand would only cost the looks.
        if let Ok(style) = ProgressStyle::with_template("{pos} {msg}") {
            bar.set_style(style);
        }
        self.bar = bar;
    }

    /// This many more are done.
    pub fn inc(&self, count: u64) {
        self.bar.inc(count);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // An error message must not land in the middle of a bar.
        self.finish();
    }
}
