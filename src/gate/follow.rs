//! The thread that follows the file, and writes what need not be written while somebody waits: log lines, receipts,
//! last used.

use std::iter;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use super::log;
use super::usage::{Usage, Writer};
use crate::domain::words;
use crate::system::now;
use crate::verification::{Follower, LOOK_EVERY, Look, Rejection, VerifiedFile};

/// Why the thread should do something before its pause is over.
#[derive(Debug)]
pub(super) enum Wake {
    /// Look at the file now, and open the usage file anew.
    Look,
    /// Drop a file that is no longer in force: freeing a million keys takes longer than a request may wait.
    Former(Arc<VerifiedFile>),
    /// Write what is to be written, and end.
    End,
}

/// Looks at the file again and again, until it is told to end.
pub(super) struct Watch {
    pub(super) follower: Follower,
    pub(super) usage: Option<(Arc<Usage>, Writer)>,
    pub(super) report: Report,
}

impl Watch {
    pub(super) fn run(mut self, wakes: &Receiver<Wake>) {
        let mut is_odd = false;
        loop {
            let Due { look, end } = match wakes.recv_timeout(LOOK_EVERY) {
                Ok(first) => Due::of(iter::once(first).chain(wakes.try_iter())),
                Err(RecvTimeoutError::Disconnected) => Due { look: false, end: true },
                Err(RecvTimeoutError::Timeout) => {
                    let found = self.follower.look(now());
                    self.report.tell(&found, &self.follower);
                    // Last used is written every second.
                    is_odd = !is_odd;
                    if is_odd {
                        self.write_usage();
                    }
                    continue;
                }
            };
            if end {
                return self.write_usage();
            }
            if look {
                if let Some((_, writer)) = &mut self.usage {
                    writer.reopen();
                }
                self.report.forget();
                let found = self.follower.look_again(now());
                self.report.tell(&found, &self.follower);
            }
        }
    }

    fn write_usage(&mut self) {
        if let Some((usage, writer)) = &mut self.usage {
            writer.write(usage);
        }
    }
}

/// What all that has come asks for. A look that was asked for many times is one: a large file takes seconds to read, and
/// whoever asks for the end is not to wait for each.
#[derive(Debug, Default, PartialEq, Eq)]
struct Due {
    look: bool,
    end: bool,
}

impl Due {
    fn of(wakes: impl Iterator<Item = Wake>) -> Self {
        wakes.fold(Self::default(), |due, wake| match wake {
            Wake::Look => Self { look: true, ..due },
            Wake::End => Self { end: true, ..due },
            Wake::Former(file) => {
                drop(file);
                due
            }
        })
    }
}

/// What was logged of the file: nothing is said twice in a row.
#[derive(Debug)]
pub(super) struct Report {
    path: PathBuf,
    refusal: Option<String>,
    is_stale: bool,
}

impl Report {
    /// Nothing was said yet of the file at this path.
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, refusal: None, is_stale: false }
    }

    /// Says again what is still so.
    fn forget(&mut self) {
        self.refusal = None;
        self.is_stale = false;
    }

    pub(super) fn tell(&mut self, found: &Look, follower: &Follower) {
        match found {
            Look::Refused(rejection) => {
                let text = match rejection {
                    // Without the time, with which it would be another each time.
                    Rejection::Future { iat, .. } => {
                        format!("it was issued at {iat}, in the future of this machine")
                    }
                    rejection => rejection.to_string(),
                };
                if self.refusal.as_ref() != Some(&text) {
                    log::line(&format!("refused the verification file '{}': {text}", self.path.display()));
                    self.refusal = Some(text);
                }
            }
            Look::Loaded { not_remembered } => {
                self.forget();
                if let Some(file) = follower.current().get() {
                    let claims = file.claims();
                    log::line(&format!(
                        "loaded generation {} of {:?} with {}, valid until {}",
                        claims.generation,
                        claims.sub,
                        words::count(claims.cnt, "key"),
                        claims.exp
                    ));
                }
                if let Some(rejection) = not_remembered {
                    log::line(&format!("the state does not remember it: {rejection}"));
                }
            }
            _ => {}
        }
        self.tell_end(follower);
    }

    /// Says once that the file in force admits nobody any more.
    fn tell_end(&mut self, follower: &Follower) {
        let Some(file) = follower.current().get() else { return };
        let exp = file.claims().exp;
        let is_stale = now() >= exp;
        if is_stale && !self.is_stale {
            log::line(&format!("the verification file in force is stale since {exp}: no key is admitted"));
        }
        self.is_stale = is_stale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_many_times_is_done_once() {
        let due = |wakes: &[&str]| {
            Due::of(wakes.iter().map(|wake| if *wake == "look" { Wake::Look } else { Wake::End }))
        };
        assert_eq!(due(&["look"; 400]), Due { look: true, end: false });
        assert_eq!(due(&[]), Due::default());
        assert_eq!(due(&["look", "look", "end", "look"]), Due { look: true, end: true });
    }
}
