//! What ignore files leave out, folder by folder. Precedence is git's and ripgrep's: of one kind the file in the nearest
//! folder, of one file the last line that matches, and `.ignore` before `.gitignore` before `.git/info/exclude`. Git's
//! two end at the root of a repository.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::ignore_files;
use super::tracked::Repository;

/// A name that nobody's rule is about: if it is excluded, so is everything else beside it.
const ANY_NAME: &str = "keywright-looks-whether-all-is-excluded";

/// The rules that hold for what is in a folder.
pub(super) struct Rules {
    /// Absolute.
    folder: PathBuf,
    above: Option<Arc<Self>>,
    /// `.ignore`, `.gitignore` and the repository's own.
    files: [Option<Gitignore>; 3],
    is_repository: bool,
    /// The nearest, here or above.
    repository: Option<Arc<Repository>>,
    /// No ignore file here or above is of a kind that cannot be respected.
    are_heeded: bool,
    /// The folder itself is excluded, and entered only for files that git tracks.
    is_excluded: bool,
}

impl Rules {
    /// Nothing is left out.
    pub(super) fn none() -> Self {
        Self {
            folder: PathBuf::new(),
            above: None,
            files: [None, None, None],
            is_repository: false,
            repository: None,
            are_heeded: false,
            is_excluded: false,
        }
    }

    /// Of a folder that was asked for by name. What is named is searched: where the rules above it exclude it, or
    /// all that is in it, they are not heeded.
    pub(super) fn of_named(folder: &Path) -> Self {
        let Ok(folder) = folder.canonicalize() else { return Self::none() };
        let mut path_down: Vec<&Path> = folder.ancestors().collect();
        path_down.reverse();
        let mut above: Option<Arc<Self>> = None;
        let mut is_excluded = false;
        for part in path_down {
            is_excluded |= above.as_ref().is_some_and(|rules| rules.exclude(part, true));
            if part != folder {
                above = Some(Arc::new(Self::below(above, part.to_owned(), false)));
            }
        }
        let is_hollow = above.as_ref().is_some_and(|rules| rules.exclude(&folder.join(ANY_NAME), false));
        if is_excluded || is_hollow {
            let repository = above.as_ref().and_then(|rules| rules.repository.clone());
            let mut own = Self::below(None, folder, false);
            own.are_heeded &= above.is_none_or(|rules| rules.are_heeded);
            own.repository = own.repository.or(repository);
            return own;
        }
        Self::below(above, folder, false)
    }

    /// Of a folder in this one.
    pub(super) fn enter(self: &Arc<Self>, name: &OsStr, is_excluded: bool) -> Arc<Self> {
        if !self.are_heeded {
            return Arc::clone(self);
        }
        Arc::new(Self::below(Some(Arc::clone(self)), self.folder.join(name), is_excluded))
    }

    fn below(above: Option<Arc<Self>>, folder: PathBuf, is_excluded: bool) -> Self {
        let files = ignore_files::of(&folder).ok();
        let are_heeded = files.is_some() && above.as_ref().is_none_or(|above| above.are_heeded);
        let files =
            files.filter(|_| are_heeded).unwrap_or_default().map(|path| path.map(|path| read(&folder, path)));
        let around = above.as_ref().and_then(|above| above.repository.as_ref());
        let own = Repository::at(&folder, around).map(Arc::new);
        let is_repository = own.is_some();
        let repository = own.or_else(|| around.cloned());
        Self { folder, above, files, is_repository, repository, are_heeded, is_excluded }
    }

    pub(super) fn path(&self, name: &OsStr) -> PathBuf {
        self.folder.join(name)
    }

    /// The repository that it belongs to.
    pub(super) fn repository(&self) -> Option<&Repository> {
        self.repository.as_deref()
    }

    /// Whether what is at this path, directly in this folder, is left out.
    pub(super) fn leave_out(&self, path: &Path, is_folder: bool) -> bool {
        self.are_heeded && (self.is_excluded || self.exclude(path, is_folder))
    }

    fn exclude(&self, path: &Path, is_folder: bool) -> bool {
        if !self.are_heeded {
            return false;
        }
        let mut verdicts = [None; 3];
        let mut is_same_repository = true;
        let mut here = Some(self);
        while let Some(rules) = here {
            for (kind, (verdict, file)) in verdicts.iter_mut().zip(&rules.files).enumerate() {
                if let (None, Some(file)) = (*verdict, file)
                    && (kind == 0 || is_same_repository)
                {
                    *verdict = match file.matched(path, is_folder) {
                        Match::None => None,
                        found => Some(found.is_ignore()),
                    };
                }
            }
            is_same_repository &= !rules.is_repository;
            here = rules.above.as_deref();
        }
        verdicts.into_iter().flatten().next().unwrap_or(false)
    }
}

/// What is wrong in it is skipped, line by line.
fn read(folder: &Path, file: PathBuf) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    let _ = builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excluded(root: &Path, path: &str, is_folder: bool) -> bool {
        let mut rules = Arc::new(Rules::of_named(root));
        let parts: Vec<&str> = path.split('/').collect();
        let (last, folders) = parts.split_last().unwrap();
        for folder in folders {
            let is_excluded = rules.leave_out(&rules.path(folder.as_ref()), true);
            rules = rules.enter(folder.as_ref(), is_excluded);
        }
        rules.leave_out(&rules.path(last.as_ref()), is_folder)
    }

    #[test]
    fn the_nearest_file_and_the_last_line_decide() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), text).unwrap();
        };
        write(".gitignore", "*.log\n!keep.log\n/build/\n*.tmp\n");
        write(".git/info/exclude", "local\nkeep.log\n");
        write("a/.gitignore", "!*.tmp\nnear\n");
        write("a/.ignore", "seen.tmp\n");
        write("inner/.git/HEAD", "");
        write("inner/.gitignore", "own\n");
        write("logs/x", "");
        write("build/deep/.gitignore", "*.o\n");
        for (path, is_folder, expected) in [
            ("x.log", false, true),
            ("keep.log", false, false),
            ("a/b/x.log", false, true),
            ("build", true, true),
            ("build", false, false),
            ("a/build", true, false),
            ("build/x", false, true),
            ("local", false, true),
            ("a/x.tmp", false, false),
            ("a/seen.tmp", false, true),
            ("a/near", false, true),
            ("near", false, false),
            ("inner/x.log", false, false),
            ("inner/own", false, true),
        ] {
            assert_eq!(excluded(&root, path, is_folder), expected, "{path}");
        }
        // What is above counts, unless it excludes what was named.
        assert!(excluded(&root.join("a"), "x.log", false) && excluded(&root.join("logs"), "x.log", false));
        assert!(
            !excluded(&root.join("build"), "x.log", false)
                && !excluded(&root.join("build/deep"), "x.log", false)
        );
        assert!(excluded(&root.join("build/deep"), "x.o", false));
        write(".gitignore", "logs/*\n");
        assert!(excluded(&root, "logs/x", false) && !excluded(&root.join("logs"), "x", false));
        // One that cannot be respected, and what is below it.
        std::fs::create_dir(root.join("a/b")).unwrap();
        std::fs::remove_file(root.join("a/.gitignore")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("a/.gitignore")).unwrap();
        assert!(!excluded(&root, "a/seen.tmp", false) && !excluded(&root.join("a/b"), "seen.tmp", false));
    }
}
