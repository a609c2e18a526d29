//! The operations called in this process, where a hundred thousand processes would take too long.

use std::fmt::Debug;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keywright::domain::rights::Requirements;
use keywright::domain::time::{Span, Timestamp};
use keywright::error::{Error, Kind, Result};
use keywright::ops::vault::unlock::{Sources, unlock};
use keywright::ops::verification_file::export::{self, Exported};
use keywright::ops::{Options, StateFolder, Unlocked, Vault, key, vault};
use keywright::ports::Clock as _;
use keywright::secret::Secret;
use keywright::system::{SystemClock, SystemEntropy};
use keywright::verification::Format;

use crate::support::ports::ScriptedPrompter;

/// Who asks, when, and what is remembered.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(crate) identity: PathBuf,
    /// Above the folders of the marks; none: nothing is remembered.
    pub(crate) marks: Option<PathBuf>,
    pub(crate) now: Timestamp,
}

/// What was said, or with which exit code it was refused.
pub(crate) type Said = Result<String, u8>;

impl Asker {
    /// With the identity of a home, now, remembering nothing.
    pub(crate) fn of(home: &crate::support::Home) -> Self {
        Self { identity: home.identity(), marks: None, now: SystemClock.now() }
    }

    fn open(&self, path: &Path) -> Result<Vault<Unlocked>> {
        let options = Options {
            lock_timeout: Span::seconds(10),
            state: self.marks.clone().map(|folder| StateFolder::new(folder, Span::seconds(10))),
            accept_rollback: false,
            accept_clock: false,
            user: "tester".into(),
        };
        let sources = Sources { identities: vec![self.identity.clone()], ..Sources::default() };
        let locked = Vault::open(path, options)?;
        Ok(unlock(locked, &sources, &ScriptedPrompter::default(), Arc::new(SystemEntropy::new()))?.vault)
    }

    /// Opens a vault and does something with it. No panic, and no error that would be a defect of
    /// ours (exit 1) or of the arguments (2).
    pub(crate) fn ask<T: Debug>(
        &self,
        path: &Path,
        work: impl FnOnce(&Vault<Unlocked>) -> Result<T>,
    ) -> Said {
        let result = catch_unwind(AssertUnwindSafe(|| self.open(path).and_then(|vault| work(&vault))));
        match result.unwrap_or_else(|_| panic!("it panicked")) {
            Ok(said) => Ok(format!("{said:?}")),
            Err(error) => Err(code(&error)),
        }
    }

    /// All keys, as `key list --limit 0` shows them.
    pub(crate) fn list(&self, path: &Path) -> Said {
        self.ask(path, |vault| {
            let mut keys = Vec::new();
            key::list::list(vault, &key::list::Request::default(), self.now, &mut |key| {
                keys.push((key.clone(), key.status(self.now)));
                Ok(())
            })?;
            Ok(keys)
        })
    }

    /// `vault check`.
    pub(crate) fn check(&self, path: &Path) -> Said {
        self.ask(path, |vault| vault::check(vault, self.now, &mut |_| {}))
    }

    /// `key verify`.
    pub(crate) fn verify(&self, path: &Path, secret: &str) -> Said {
        let secret = Secret::new(secret.to_owned());
        self.ask(path, |vault| key::verify::verify(vault, &secret, &Requirements::default(), self.now))
    }

    /// The entries that `export` would give to servers. It writes to the vault: give it a copy.
    pub(crate) fn export(&self, path: &Path) -> Said {
        let request = export::Request {
            dialect: keywright::verification::Dialect::Portable,
            format: Format::Jsonl,
            audience: vec!["edge".parse().unwrap()],
            valid_for: Span::days(1),
            out: None,
            force: false,
        };
        self.ask(path, |vault| {
            let done = export::export(vault, &request, self.now, &mut |_| {})?;
            let mut text = String::new();
            let Exported::Unnamed(mut file) = done.file? else { panic!("it has no path") };
            file.read_to_string(&mut text).unwrap();
            Ok(text.split_once('\n').unwrap().1.to_owned())
        })
    }
}

fn code(error: &Error) -> u8 {
    let meant = matches!(error.kind, Kind::Locked | Kind::Tampered(_) | Kind::RolledBack | Kind::Io);
    assert!(meant, "{:?}: {error}", error.kind);
    error.kind.exit_code()
}

/// Whether an answer of `key verify` is a yes.
pub(crate) fn is_yes(said: &Said) -> bool {
    said.as_ref().is_ok_and(|said| said.contains("verdict: Ok"))
}
