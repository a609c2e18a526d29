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

/// A file that cannot be respected, because it is no regular file or too large.
#[derive(Debug)]
pub(super) struct Unfit;

/// The ignore files of a folder, by precedence: `.ignore`, `.gitignore`, and the repository's own.
pub(super) fn of(folder: &Path) -> Result<[Option<PathBuf>; 3], Unfit> {
    let exclude = exclude(folder)?.map_or(Ok(None), fit)?;
    Ok([fit(folder.join(".ignore"))?, fit(folder.join(".gitignore"))?, exclude])
}

/// `.git/info/exclude`, or where `.git` is a file (as in a worktree), the one that it refers to.
fn exclude(folder: &Path) -> Result<Option<PathBuf>, Unfit> {
    let git = folder.join(".git");
    if !git.is_file() {
        return Ok(Some(git.join("info/exclude")));
    }
    let line = first_line(&git).ok_or(Unfit)?;
    let Some(place) = line.strip_prefix("gitdir: ") else { return Ok(None) };
    let place = folder.join(place);
    let pointer = place.join("commondir");
    let common = if pointer.exists() { place.join(first_line(&pointer).ok_or(Unfit)?) } else { place };
    Ok(Some(common.join("info/exclude")))
}

/// The path, if there is such a file.
fn fit(path: PathBuf) -> Result<Option<PathBuf>, Unfit> {
    match path.metadata() {
        Err(_) => Ok(None),
        Ok(metadata) if metadata.is_file() && metadata.len() <= MAX_SIZE => Ok(Some(path)),
        Ok(_) => Err(Unfit),
    }
}

/// The first line of a suitable file; `None` if the file is unsuitable or the line too long.
pub(super) fn first_line(path: &Path) -> Option<String> {
    let path = fit(path.to_owned()).ok()??;
    let mut line = String::new();
    let mut limited = BufReader::new(File::open(path).ok()?).take(MAX_LINE);
    limited.read_line(&mut line).ok()?;
    (limited.limit() > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The text of a suitable file.
pub(super) fn text(path: &Path) -> Option<String> {
    let path = fit(path.to_owned()).ok()??;
    let mut text = String::new();
    File::open(path).ok()?.take(MAX_SIZE).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn are_fit(folder: &Path) -> bool {
        of(folder).is_ok()
    }

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
