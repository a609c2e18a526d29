//! Whole folders: copied, put back, compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::files_below;

/// Adds all that is in one folder to another, with its modes and times.
pub(crate) fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().unwrap();
    assert!(status.success());
}

/// Makes a folder hold what another one holds, and nothing else.
pub(crate) fn reset(folder: &Path, to: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    copy(to, folder);
}

/// Whether two folders hold the same, byte for byte.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let names = names(one);
    let same = |name: &PathBuf| {
        one.join(name).is_dir() || fs::read(one.join(name)).unwrap() == fs::read(other.join(name)).unwrap()
    };
    names == self::names(other) && names.iter().all(same)
}

/// Everything below a folder, as paths within it, in order.
pub(crate) fn names(folder: &Path) -> Vec<PathBuf> {
    let below = files_below(folder);
    let mut names: Vec<_> = below.iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect();
    names.sort();
    names
}
