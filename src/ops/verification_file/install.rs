//! `inspect --install`: puts an authentic file in the place where a server reads it, and has it loaded.

use std::fs::File;
use std::io::{self, Read, Seek as _, Write};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::check::state_of;
use super::destination::{Destination, apply_ownership, examine, line_1_of, persist, write_failed};
use super::replaced::whose;
use crate::domain::hook::HookCommand;
use crate::domain::name::PlainName;
use crate::error::{Error, Kind, Result};
use crate::files::Draft;
use crate::ops::hook::{Job, Programs};
use crate::ports::Clock;
use crate::verification::{Claims, Inspection, Rejection, Seen, StateDir, Verifier, inspect};

/// What was at the destination of a file that was installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installed {
    /// Another file, or none.
    Anew,
    /// The same file: it was put in place again, and the server made to load it, as after a reload that failed.
    Again,
}

/// Where a file is installed.
pub(super) struct Install<'a> {
    pub(super) destination: &'a Path,
    /// The folder of the verifier's state: the newest file accepted.
    pub(super) state: &'a Path,
    pub(super) server: Option<&'a PlainName>,
    /// Makes the server load the file.
    pub(super) reload: Option<&'a HookCommand>,
}

impl Install<'_> {
    /// Installs the file and has it loaded. The receipt states that it is loaded, so it is written last.
    pub(super) fn run(
        &self,
        reader: File,
        verifier: &Verifier,
        refused: &dyn Fn(Rejection) -> Error,
        clock: &dyn Clock,
        programs: Programs<'_>,
    ) -> Result<(Inspection, Installed, Option<Result<()>>)> {
        let failed = |error| write_failed(self.destination, error);
        // Before a large file is copied; the mode is set once it is known to be authentic.
        let before = examine(self.destination)?.claims;
        let draft = Draft::beside(self.destination, 0o600).map_err(failed)?;
        // What is installed is what was verified.
        let mut copy = Copy { reader, draft, error: None };
        let inspection = inspect(&mut copy, Some(verifier));
        if let Some(error) = copy.error {
            return Err(failed(error));
        }
        let inspection = inspection.map_err(refused)?;
        let Inspection { kid, claims, .. } = &inspection;
        let seen = verifier.check_claims(kid, claims, clock.now(), &None::<Seen>).map_err(refused)?;
        self.refuse_another(&examine(self.destination)?, claims, &seen)?;
        let state = state_of(self.state, self.server)?;
        self.put(copy.draft, verifier, claims, &seen, &state, refused)?;
        let reload = self.reload.map(|command| self.reload(command, programs));
        if !matches!(reload, Some(Err(_))) {
            // The file is in force: that its owner does not learn of it must not look as if it were not.
            let _ = state.lock().map(|state| state.acknowledge(&seen.mark, clock.now()));
        }
        let installed = if before.as_ref() == Some(claims) { Installed::Again } else { Installed::Anew };
        Ok((inspection, installed, reload))
    }

    /// Locked until the mark is stored, so that of two concurrent installs the newer file stays.
    fn put(
        &self,
        mut draft: Draft,
        verifier: &Verifier,
        claims: &Claims,
        seen: &Seen,
        state: &StateDir,
        refused: &dyn Fn(Rejection) -> Error,
    ) -> Result<()> {
        let state = state.lock()?;
        state.check(seen).map_err(refused)?;
        let installed = examine(self.destination)?;
        self.refuse_another(&installed, claims, seen)?;
        self.refuse_older(&installed, verifier, seen, refused)?;
        if let Some(metadata) = &installed.metadata {
            let owner = (Some(metadata.uid()), Some(metadata.gid()));
            apply_ownership(&mut draft, self.destination, owner, metadata.permissions().mode() & 0o7777)?;
        }
        persist(draft, self.destination)?;
        state.advance(seen).map_err(|error| self.state_failed(error.into()))
    }

    /// The file is installed, but an older one would still be accepted after it.
    fn state_failed(&self, mut error: Error) -> Error {
        error.message = format!(
            "'{}' was installed, but that could not be recorded: {}",
            self.destination.display(),
            error.message
        );
        error.hint("fix the state folder, then install the file again")
    }

    /// Generations are counted per subject, so an authentic file of another subject may be older than the
    /// installed one and admit keys that it no longer does: it is installed only if its subject is named.
    fn refuse_another(&self, installed: &Destination, coming: &Claims, seen: &Seen) -> Result<()> {
        let Some(installed) = &installed.claims else { return Ok(()) };
        let is_same_kind = installed.iss == coming.iss && installed.fmt == coming.fmt;
        if is_same_kind && (seen.names_subject || installed.sub == coming.sub) {
            return Ok(());
        }
        let vault = |claims: &Claims| {
            if installed.iss == coming.iss { String::new() } else { format!(" of the vault {}", claims.iss) }
        };
        let what = format!(
            "'{}' is a file of {}{}, and one of {}{} was to be installed",
            self.destination.display(),
            whose(&installed.sub, installed.fmt),
            vault(installed),
            whose(&coming.sub, coming.fmt),
            vault(coming)
        );
        Err(Error::conflict(what).hint(
            "if that is intended, name the new --subject; for another issuer or format remove the installed file first",
        ))
    }

    /// The installed file may be newer than the state: that was lost, or the power failed before it was written.
    fn refuse_older(
        &self,
        installed: &Destination,
        verifier: &Verifier,
        seen: &Seen,
        refused: &dyn Fn(Rejection) -> Error,
    ) -> Result<()> {
        let Some(mut file) = installed.file.as_ref() else { return Ok(()) };
        let failed = |error| write_failed(self.destination, error);
        file.rewind().map_err(failed)?;
        let line = line_1_of(file).map_err(failed)?;
        // One that no trusted key has signed could claim any generation.
        let genuine = verifier.claims_of(&line).ok().map(|claims| claims.mark());
        let of_series = genuine.filter(|mark| (&mark.iss, &mark.sub) == (&seen.mark.iss, &seen.mark.sub));
        of_series.map_or(Ok(()), |mark| mark.admits(&seen.mark)).map_err(refused)
    }

    fn reload(&self, command: &HookCommand, programs: Programs<'_>) -> Result<()> {
        programs.run(&Job::reload(command)).map(|_| ()).map_err(|failed| {
            let what = format!(
                "'{}' was installed, but reloading the server failed: {}",
                self.destination.display(),
                failed.words
            );
            Error::new(Kind::Incomplete, what)
                .hint(format!("find out why `{command}` fails, then install the file again"))
        })
    }
}

/// Copies what is read to the draft.
struct Copy {
    reader: File,
    draft: Draft,
    /// Why writing failed; the reader only sees the kind of error.
    error: Option<io::Error>,
}

impl Read for Copy {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.draft.write_all(&buffer[..length]).map_err(|error| {
            let kind = error.kind();
            self.error = Some(error);
            io::Error::from(kind)
        })?;
        Ok(length)
    }
}
