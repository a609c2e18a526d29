//! Files that exclude others from a scan. They come with what is scanned, from anybody, and the library that
//! respects them reads each to its end: a link to an endless device, a pipe or a line of gigabytes would
//! block the scan or exhaust memory. So they are checked before the library reads them.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// The largest ignore file that is respected, in bytes.
const MAX_SIZE: u64 = 1 << 20;
/// The longest line with a path that is read from git's own files, in bytes.
const MAX_LINE: u64 = 8_192;

/// Whether the ignore files in this folder can be read: each that exists is a regular file, and not too
/// large.
pub(super) fn are_fit(folder: &Path) -> bool {
    [".ignore", ".gitignore"].iter().all(|name| is_fit(&folder.join(name))) && is_git_fit(folder)
}

/// Likewise for the folders above it, whose ignore files are respected as well.
pub(super) fn are_fit_above(folder: &Path) -> bool {
    folder.canonicalize().is_ok_and(|path| path.ancestors().skip(1).all(are_fit))
}

/// `.git/info/exclude`, and where `.git` is a file (as in a worktree), the one that it refers to.
fn is_git_fit(folder: &Path) -> bool {
    let git = folder.join(".git");
    if !git.is_file() {
        return is_fit(&git.join("info/exclude"));
    }
    let Some(line) = first_line(&git) else { return false };
    let Some(place) = line.strip_prefix("gitdir: ").map(Path::new) else { return true };
    let pointer = place.join("commondir");
    if !pointer.exists() {
        return true;
    }
    // Joined as the library does: a path that does not begin with a dot is not below `.git`.
    let common = |line: String| if line.starts_with('.') { place.join(line) } else { PathBuf::from(line) };
    first_line(&pointer).map(common).is_some_and(|common| is_fit(&common.join("info/exclude")))
}

/// Missing, or a regular file that is not too large.
fn is_fit(rules: &Path) -> bool {
    rules.metadata().map_or(true, |metadata| metadata.is_file() && metadata.len() <= MAX_SIZE)
}

/// The first line of a suitable file; `None` if the file is unsuitable or the line too long.
fn first_line(path: &Path) -> Option<String> {
    if !is_fit(path) {
        return None;
    }
    let mut line = String::new();
    let mut limited = BufReader::new(File::open(path).ok()?).take(MAX_LINE);
    limited.read_line(&mut line).ok()?;
    (limited.limit() > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn what_is_endless_or_too_large_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let largest = vec![b'#'; usize::try_from(MAX_SIZE).unwrap()];
        fs::create_dir_all(at(".git/info")).unwrap();
        for name in [".ignore", ".gitignore", ".git/info/exclude"] {
            fs::write(at(name), &largest).unwrap();
            assert!(are_fit(folder.path()), "{name}");
            fs::write(at(name), [&largest[..], b"#"].concat()).unwrap();
            assert!(!are_fit(folder.path()), "{name} is too large");
            fs::remove_file(at(name)).unwrap();
            symlink("/dev/zero", at(name)).unwrap();
            assert!(!are_fit(folder.path()), "{name} is endless");
            fs::remove_file(at(name)).unwrap();
            symlink("nowhere", at(name)).unwrap();
            assert!(are_fit(folder.path()), "{name} leads nowhere");
            fs::remove_file(at(name)).unwrap();
        }
        symlink("/dev/zero", at(".gitignore")).unwrap();
        fs::create_dir_all(at("a/b")).unwrap();
        assert!(are_fit(&at("a/b")) && !are_fit_above(&at("a/b")));
    }

    #[test]
    fn what_a_worktree_points_to_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (tree, private) = (at("tree"), at("private"));
        fs::create_dir_all(at("common/info")).unwrap();
        fs::create_dir_all(&tree).unwrap();
        fs::create_dir_all(&private).unwrap();
        let pointer = format!("gitdir: {}\n", private.display());
        for (first, commondir, exclude, is_fit) in [
            (pointer.as_str(), "../common\n", "/dev/null", false),
            (&pointer, "../common\n", "nowhere", true),
            (&pointer, "nowhere\n", "/dev/zero", true),
            (&pointer, &"x".repeat(9_000), "nowhere", false),
            ("something else\n", "../common\n", "/dev/zero", true),
            (&"x".repeat(9_000), "../common\n", "nowhere", false),
        ] {
            fs::write(tree.join(".git"), first).unwrap();
            fs::write(private.join("commondir"), commondir).unwrap();
            let _ = fs::remove_file(at("common/info/exclude"));
            symlink(exclude, at("common/info/exclude")).unwrap();
            assert_eq!(are_fit(&tree), is_fit, "{first:.40} {commondir:.40} {exclude}");
        }
        fs::write(tree.join(".git"), &pointer).unwrap();
        fs::remove_file(private.join("commondir")).unwrap();
        assert!(are_fit(&tree), "no common folder");
        symlink("/dev/zero", private.join("commondir")).unwrap();
        assert!(!are_fit(&tree));
    }
}
