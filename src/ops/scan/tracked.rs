//! Which files git tracks: those are searched even where an ignore file names them, as git keeps and shares them
//! all the same.

use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::ignore_files::{first_line, text};
use crate::error::plain;
use crate::ports::{Git, GitIndex};

/// The largest index that is read, in bytes.
const LARGEST_INDEX: u64 = 1 << 30;

/// A folder with `.git` in it.
pub(super) struct Repository {
    root: PathBuf,
    /// The one that it lies in, which may track files in here as well.
    above: Option<Arc<Self>>,
    tracked: OnceLock<Result<Tracked, String>>,
}

impl Repository {
    /// `None`: the folder is none.
    pub(super) fn at(folder: &Path, above: Option<&Arc<Self>>) -> Option<Self> {
        let is_there = folder.join(".git").symlink_metadata().is_ok();
        is_there.then(|| Self { root: folder.to_owned(), above: above.cloned(), tracked: OnceLock::new() })
    }

    /// Whether git tracks this file, or something in this folder. Asked for the first time, git is run. Where it
    /// cannot tell, everything might be tracked; `unknown` is then told why, once.
    pub(super) fn tracks(
        &self,
        path: &Path,
        is_folder: bool,
        git: &dyn Git,
        unknown: &dyn Fn(&Path, &str),
    ) -> bool {
        let tracked = self.tracked.get_or_init(|| {
            let tracked = self.read(git);
            if let Err(why) = &tracked {
                unknown(&self.root, why);
            }
            tracked
        });
        let Ok(tracked) = tracked else { return true };
        let own = path.strip_prefix(&self.root).is_ok_and(|path| {
            let path = path.as_os_str().as_bytes();
            if is_folder { tracked.has_below(path) } else { tracked.has(path) }
        });
        own || self.above.as_ref().is_some_and(|above| above.tracks(path, is_folder, git, unknown))
    }

    fn read(&self, git: &dyn Git) -> Result<Tracked, String> {
        let Some(place) = git_folder(&self.root) else {
            return Err("its .git is none that git made".to_owned());
        };
        let common = common_folder(&place).unwrap_or_else(|| place.clone());
        let index = place.join("index");
        match index.metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Tracked::default()),
            Err(error) => return Err(plain(&error)),
            Ok(found) if found.is_file() && found.len() <= LARGEST_INDEX => {}
            Ok(_) => return Err("its index is no file, or too large".to_owned()),
        }
        let is_sha256 = has_sha256(&common.join("config"));
        let asked = GitIndex { index: &index, objects: &common.join("objects"), is_sha256 };
        let text = git.tracked(&asked).map_err(|error| plain(&error))?;
        // Git takes zeros for entries, where the index is cut off.
        let is_damaged = text.split(|byte| *byte == 0).any(|path| path.ends_with(b"/"));
        if is_damaged { Err("its index is damaged".to_owned()) } else { Ok(Tracked::new(text)) }
    }
}

/// The folder `.git`, or where `.git` is a file (in a worktree, in a submodule), the one that it refers to.
pub(super) fn git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let line = first_line(&git)?;
    Some(folder.join(line.strip_prefix("gitdir: ")?))
}

/// What a worktree has in common with the others.
pub(super) fn common_folder(git: &Path) -> Option<PathBuf> {
    Some(git.join(first_line(&git.join("commondir"))?))
}

/// Whether the repository's settings say that its ids are of SHA-256.
fn has_sha256(config: &Path) -> bool {
    let says_so = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.trim_start().starts_with("objectformat") && line.contains("sha256")
    };
    text(config).is_some_and(|text| text.lines().any(says_so))
}

/// The paths that git tracks, below the repository's root.
#[derive(Default)]
struct Tracked {
    /// Each ended by a NUL byte.
    text: Vec<u8>,
    /// Where each begins, ordered by the paths.
    begins: Vec<usize>,
}

impl Tracked {
    fn new(text: Vec<u8>) -> Self {
        let ends = memchr::memchr_iter(0, &text);
        let mut begins = Vec::new();
        let mut begin = 0;
        for end in ends {
            begins.push(begin);
            begin = end + 1;
        }
        let mut tracked = Self { text, begins };
        let mut begins = std::mem::take(&mut tracked.begins);
        begins.sort_by(|one, other| tracked.path(*one).cmp(tracked.path(*other)));
        tracked.begins = begins;
        tracked
    }

    fn path(&self, begin: usize) -> &[u8] {
        let rest = &self.text[begin..];
        &rest[..memchr::memchr(0, rest).unwrap_or(rest.len())]
    }

    fn has(&self, path: &[u8]) -> bool {
        self.begins.binary_search_by(|begin| self.path(*begin).cmp(path)).is_ok()
    }

    /// Whether there is a path below this folder, or the folder itself is one, as a submodule is.
    fn has_below(&self, folder: &[u8]) -> bool {
        let below = [folder, b"/"].concat();
        let first = self.begins.partition_point(|begin| self.path(*begin) < below.as_slice());
        let is_below = self.begins.get(first).is_some_and(|begin| self.path(*begin).starts_with(&below));
        is_below || self.has(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_among_others() {
        let tracked = Tracked::new(b"a\0b.c\0b/d/e\0b0\0sub\0".to_vec());
        for (path, is_file, is_folder) in [
            ("a", true, true),
            ("b", false, true),
            ("b/d", false, true),
            ("b/d/e", true, true),
            ("b0", true, true),
            ("b/e", false, false),
            ("c", false, false),
            ("", false, false),
        ] {
            let found = (tracked.has(path.as_bytes()), tracked.has_below(path.as_bytes()));
            assert_eq!(found, (is_file, is_folder), "{path}");
        }
        assert!(!Tracked::default().has_below(b"a"));
    }
}
