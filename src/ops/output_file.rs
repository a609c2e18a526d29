//! Files that are made anew each time, for people and for other programs: a report, a calendar, metrics.

use std::fs::{File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::verification_file::destination::{apply_ownership, persist, refuse_part_of_vault, write_failed};
use crate::domain::redaction::redact;
use crate::error::{Error, Result};
use crate::files::{Draft, is_own, open_regular};

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it is called: `a calendar`.
    pub what: &'static str,
    /// How each of them begins: by this an earlier one is known, and nothing else is replaced.
    pub beginning: &'static str,
    /// The mode of a new one; that of an earlier one stays.
    pub mode: u32,
}

/// A file of this kind at a path where it may be written.
#[derive(Debug)]
pub struct OutputFile<'a> {
    path: &'a Path,
    kind: Kind,
}

impl<'a> OutputFile<'a> {
    /// Looks at the destination before the work begins: a mistyped path must not destroy a vault or an identity.
    ///
    /// # Errors
    /// What is there is a link, a folder, another user's file, or no file of this kind.
    pub fn at(path: &'a Path, kind: Kind) -> Result<Self> {
        let file = Self { path, kind };
        file.examine()?;
        Ok(file)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Writes it, all or nothing: it is renamed to its destination once it is complete and on the disk.
    pub fn write(&self, text: &str) -> Result<()> {
        debug_assert!(text.starts_with(self.kind.beginning), "the next one could not replace it");
        let failed = |error| write_failed(self.path, error);
        let earlier = self.examine()?;
        let mut draft = Draft::beside(self.path, 0o600).map_err(failed)?;
        draft.clear_leftovers();
        // As on stdout: a secret is shown by its start only, however it got there.
        draft.write_all(redact(text).as_bytes()).map_err(failed)?;
        let group = earlier.as_ref().map(Metadata::gid);
        let mode = earlier.map_or(self.kind.mode, |earlier| earlier.permissions().mode() & 0o777);
        apply_ownership(&mut draft, self.path, (None, group), mode)?;
        persist(draft, self.path)
    }

    /// The earlier one at its destination, if there is one.
    fn examine(&self) -> Result<Option<Metadata>> {
        refuse_part_of_vault(self.path)?;
        let failed = |error| write_failed(self.path, error);
        let Some((file, metadata)) = open_regular(self.path).map_err(|error| self.unsuitable(error))? else {
            return Ok(None);
        };
        // In a folder that others can write to, it would be theirs to read.
        if !is_own(&metadata) {
            return Err(self.refused("belongs to another user"));
        }
        if metadata.len() > 0 && !self.is_of_kind(&file).map_err(failed)? {
            return Err(self.refused(&format!("is not {} made by keywright", self.kind.what)));
        }
        Ok(Some(metadata))
    }

    /// A link or a folder at the destination, say.
    fn unsuitable(&self, error: io::Error) -> Error {
        let error = write_failed(self.path, error);
        match self.path.symlink_metadata() {
            Ok(found) if found.is_symlink() => error.hint("name the file that the link leads to"),
            Ok(found) if found.is_dir() => error.hint("name a file in it"),
            _ => error,
        }
    }

    fn is_of_kind(&self, file: &File) -> io::Result<bool> {
        let mut beginning = Vec::new();
        file.take(self.kind.beginning.len() as u64).read_to_end(&mut beginning)?;
        Ok(beginning == self.kind.beginning.as_bytes())
    }

    fn refused(&self, why: &str) -> Error {
        Error::conflict(format!("'{}' {why}, and is left unchanged", self.path.display()))
            .hint("name another file, or remove that one first")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::token::{RANDOM_LENGTH, assemble};
    use crate::error::Kind as ErrorKind;

    const KIND: Kind = Kind { what: "a list", beginning: "# list\n", mode: 0o640 };

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn an_earlier_one_is_replaced_and_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let write = |text: &str| OutputFile::at(&path, KIND).unwrap().write(text).unwrap();
        write("# list\none\n");
        assert_eq!(mode(&path), 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        write("# list\ntwo\n");
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), mode(&path)), ("# list\ntwo\n", 0o604));
        // As `mktemp` makes it.
        fs::write(&path, "").unwrap();
        write("# list\nthree\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_else_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("list"), folder.path().join("other"));
        for content in ["# lis", "# List\n", "AGE-SECRET-KEY-1", "\n# list\n"] {
            fs::write(&path, content).unwrap();
            let error = OutputFile::at(&path, KIND).unwrap_err();
            assert_eq!(error.kind, ErrorKind::Conflict, "{content}");
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        fs::remove_file(&path).unwrap();
        fs::write(&other, "# list\n").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        assert_eq!(OutputFile::at(&path, KIND).unwrap_err().kind, ErrorKind::Io);
        assert_eq!(OutputFile::at(folder.path(), KIND).unwrap_err().kind, ErrorKind::Io);
        let nowhere = folder.path().join("no/list");
        let error = OutputFile::at(&nowhere, KIND).unwrap().write("# list\n").unwrap_err();
        assert_eq!(error.kind, ErrorKind::Io);
        assert!(error.message.contains("there is no folder"), "{}", error.message);
    }

    /// SQLite takes files with such names for its own, and a vault with one of them beside it cannot be opened.
    #[test]
    fn nothing_is_put_beside_a_vault_as_a_part_of_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.db"), "a vault").unwrap();
        for name in ["vault.db-wal", "vault.db-shm", "vault.db-journal"] {
            let path = folder.path().join(name);
            assert_eq!(OutputFile::at(&path, KIND).unwrap_err().kind, ErrorKind::Conflict, "{name}");
        }
        for name in ["other.db-wal", "-wal", "vault.db-walk", "vault.db"] {
            let path = folder.path().join(name);
            assert_eq!(OutputFile::at(&path, KIND).is_ok(), name != "vault.db", "{name}");
        }
    }

    /// Nothing puts one there; if something does, the file has no more of it than a terminal.
    #[test]
    fn of_a_secret_only_the_start_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let secret = assemble(&"acme_live".parse().unwrap(), &[b'Q'; RANDOM_LENGTH]);
        OutputFile::at(&path, KIND).unwrap().write(&format!("# list\n{secret}\n")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# list\nacme_live_QQQQQQQQ…\n");
    }

    /// Whoever may write to the folder could have put it there, to read what comes.
    #[test]
    fn another_users_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut path = folder.path().join("list");
        fs::write(&path, "# list\n").unwrap();
        if std::os::unix::fs::chown(&path, Some(65_534), None).is_err() {
            // Only root gives files away; to others that of root is another's.
            path = "/etc/passwd".into();
        }
        let error = OutputFile::at(&path, KIND).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Conflict);
        assert!(error.message.contains("another user"), "{}", error.message);
    }

    /// It may have been put there between the two looks.
    #[test]
    fn it_is_looked_at_again_before_it_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let file = OutputFile::at(&path, KIND).unwrap();
        fs::write(&path, "a diary").unwrap();
        assert_eq!(file.write("# list\n").unwrap_err().kind, ErrorKind::Conflict);
        assert_eq!(fs::read_to_string(&path).unwrap(), "a diary");
    }
}
