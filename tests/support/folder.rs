//! Whole folders: listed, copied, restored, compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file, folder, link and pipe below a folder; links are not followed.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(files_below(&path));
        }
        found.push(path);
    }
    found
}

/// Every file, link and special file below a folder; the bytes of the plain ones.
pub(crate) fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in files_below(folder) {
        let kind = path.symlink_metadata().unwrap().file_type();
        if !kind.is_dir() {
            let bytes = if kind.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            found.insert(path, bytes);
        }
    }
    found
}

/// Copies the content of one folder into another, with modes and times.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().unwrap();
    assert!(status.success());
}

/// Makes a folder an exact copy of another one.
pub(crate) fn reset_folder(folder: &Path, to: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    copy_folder(to, folder);
}

/// Whether two folders have the same content, byte for byte.
pub(crate) fn is_same_folder(one: &Path, other: &Path) -> bool {
    let names = names_below(one);
    let same = |name: &PathBuf| {
        one.join(name).is_dir() || fs::read(one.join(name)).unwrap() == fs::read(other.join(name)).unwrap()
    };
    names == names_below(other) && names.iter().all(same)
}

/// Everything below a folder, as sorted relative paths.
pub(crate) fn names_below(folder: &Path) -> Vec<PathBuf> {
    let below = files_below(folder);
    let mut names: Vec<_> = below.iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect();
    names.sort();
    names
}
