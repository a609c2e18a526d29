//! What the sources of a command give: its passphrase is read once, each identity once, and nobody is asked for the
//! same secret twice.

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::passphrase;
use super::unlock::Sources;
use crate::crypto::envelope::{EnvelopeError, Identity};
use crate::error::{Error, Result, plain};
use crate::files::read_small;
use crate::ports::Prompter;
use crate::secret::Passphrase;

/// The sources of a command, and what was read from them.
pub(in crate::ops) struct Keychain<'a> {
    pub(in crate::ops) sources: &'a Sources,
    pub(in crate::ops) prompter: &'a dyn Prompter,
    passphrase: OnceCell<Option<Passphrase>>,
    identities: RefCell<Vec<(PathBuf, Rc<Identity>)>>,
}

impl<'a> Keychain<'a> {
    pub(in crate::ops) fn new(sources: &'a Sources, prompter: &'a dyn Prompter) -> Self {
        Self { sources, prompter, passphrase: OnceCell::new(), identities: RefCell::default() }
    }

    /// The passphrase that an option or a variable names. A pipe can be read only once.
    pub(in crate::ops) fn passphrase(&self) -> Result<Option<&Passphrase>> {
        if self.passphrase.get().is_none() {
            let read = self.sources.passphrase.as_ref().map(passphrase::read).transpose()?;
            // It was empty.
            let _ = self.passphrase.set(read);
        }
        Ok(self.passphrase.get().and_then(Option::as_ref))
    }

    /// The identity in this file. The passphrase of one that has one is that of the sources, else asked for.
    pub(in crate::ops) fn identity(&self, path: &Path) -> Result<Rc<Identity>> {
        if let Some((_, known)) = self.identities.borrow().iter().find(|(known, _)| known == path) {
            return Ok(Rc::clone(known));
        }
        let identity = Rc::new(read_identity(path, || self.passphrase(), self.prompter)?);
        self.identities.borrow_mut().push((path.to_owned(), Rc::clone(&identity)));
        Ok(identity)
    }

    /// The file that this identity was read from, if it was.
    pub(in crate::ops) fn file_of(&self, identity: &Rc<Identity>) -> Option<PathBuf> {
        let known = self.identities.borrow();
        known.iter().find(|(_, known)| Rc::ptr_eq(known, identity)).map(|(path, _)| path.clone())
    }
}

/// The identity in a file. `given`: the passphrase to use; without one it is asked for.
///
/// # Errors
/// Locked: it cannot be read, is none, or its passphrase is not known.
pub(in crate::ops) fn read_identity<'p>(
    path: &Path,
    given: impl FnOnce() -> Result<Option<&'p Passphrase>>,
    prompter: &dyn Prompter,
) -> Result<Identity> {
    let shown = path.display();
    let file = read_small(path)
        .map_err(|error| Error::locked(format!("identity {shown} cannot be read: {}", plain(&error))))?;
    let refused = |error: &EnvelopeError| {
        let locked = Error::locked(format!("identity {shown}: {error}"));
        match error.hint(Some(path)) {
            Some(hint) => locked.hint(hint),
            None => locked,
        }
    };
    match Identity::parse(&file, None) {
        Err(EnvelopeError::NeedsPassphrase) => {}
        other => return other.map_err(|error| refused(&error)),
    }
    if let Some(given) = given()? {
        return Identity::parse(&file, Some(given)).map_err(|error| refused(&error));
    }
    if !prompter.can_ask() {
        return Err(refused(&EnvelopeError::NeedsPassphrase));
    }
    let asked = passphrase::ask(prompter, &format!("the identity {shown}"), |typed| {
        match Identity::parse(&file, Some(typed)) {
            Ok(identity) => Ok(Some(identity)),
            Err(EnvelopeError::WrongPassphrase) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    })?;
    asked.ok_or_else(|| refused(&EnvelopeError::WrongPassphrase))
}
