//! A prompter under which what ends the process at a prompt waits until what was begun is removed.

use std::cell::RefCell;

use crate::error::{Error, Kind, Result};
use crate::ports::{Prompter, Silence};
use crate::secret::{Passphrase, Secret};

/// Keeps the silence that the first question begins until this is dropped: an interrupted question is an error then, and
/// the process ends only afterwards. To be made before that which must not be left behind.
pub(super) struct HeldBack<'a> {
    prompter: &'a dyn Prompter,
    silence: RefCell<Option<Box<dyn Silence>>>,
}

impl<'a> HeldBack<'a> {
    pub(super) fn new(prompter: &'a dyn Prompter) -> Self {
        Self { prompter, silence: RefCell::default() }
    }

    /// Ends it where no question follows.
    ///
    /// # Errors
    /// The process was interrupted while an answer was checked.
    pub(super) fn answered(&self) -> Result<()> {
        match self.silence.take() {
            Some(silence) if silence.is_interrupted() => {
                self.silence.replace(Some(silence));
                Err(Error::new(Kind::Locked, "interrupted; nothing was changed"))
            }
            Some(silence) => {
                silence.answered();
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Prompter for HeldBack<'_> {
    fn can_ask(&self) -> bool {
        self.prompter.can_ask()
    }

    fn why_not(&self) -> &'static str {
        self.prompter.why_not()
    }

    fn silence(&self) -> Result<Box<dyn Silence>> {
        if self.silence.borrow().is_none() {
            let silence = self.prompter.silence()?;
            self.silence.replace(Some(silence));
        }
        self.prompter.silence()
    }

    fn passphrase(&self, prompt: &str) -> Result<Passphrase> {
        self.prompter.passphrase(prompt)
    }

    fn secret(&self, prompt: &str) -> Result<Secret> {
        self.prompter.secret(prompt)
    }

    fn text(&self, prompt: &str) -> Result<String> {
        self.prompter.text(prompt)
    }

    fn confirm(&self, question: &str) -> Result<bool> {
        self.prompter.confirm(question)
    }
}
