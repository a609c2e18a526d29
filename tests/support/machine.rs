//! Properties of the machine that runs the tests.
#![allow(clippy::disallowed_methods)] // tests ask the machine itself; the program never does

use std::fmt::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Whether the random parts run at their full count: `KEYWRIGHT_ASSURANCE=full`.
pub(crate) fn is_full() -> bool {
    std::env::var_os("KEYWRIGHT_ASSURANCE").is_some_and(|count| count == "full")
}

/// One count for CI and another for the full run.
pub(crate) fn count(ci: usize, full: usize) -> usize {
    if is_full() { full } else { ci }
}

/// Where a program is. Reports it if it is not installed; in CI that is a failure.
#[track_caller]
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Those of `scripts/tools` too.
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin");
    let mut folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), tools]);
    let found = folders.find_map(|folder| Some(folder.join(program)).filter(|path| path.is_file()));
    if found.is_none() {
        missing(&format!("{program} is not installed"));
    }
    found
}

/// Whether a program is installed. Reports it if not; in CI that is a failure.
#[track_caller]
pub(crate) fn available(program: &str) -> bool {
    let found = find(program).is_some();
    // The program lets no other process of its user look into it, so its files have no names there.
    let is_useless = found && program == "strace" && !is_root();
    if is_useless {
        missing("without root strace cannot name the files of a protected process");
    }
    found && !is_useless
}

fn is_root() -> bool {
    Path::new("/proc/self").metadata().unwrap().uid() == 0
}

/// Reports a skipped check and its reason. CI has everything, so there it is a failure.
#[track_caller]
pub(crate) fn missing(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "skipped in CI: {why}");
    println!("skipped: {why}");
}

/// A folder for temporary files that every user can reach: the user's own may be private.
pub(crate) fn public_folder() -> PathBuf {
    let is_open = |folder: &Path| {
        let mode = |path: &Path| path.metadata().map_or(0, |found| found.permissions().mode());
        folder.ancestors().all(|path| mode(path) & 0o001 != 0)
    };
    let own = std::env::temp_dir();
    if is_open(&own) { own } else { PathBuf::from("/tmp") }
}

/// Unix seconds, as the program under test sees them.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// A path as printed by `strace`: non-ASCII bytes in octal.
pub(crate) fn strace_text(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.to_str().unwrap().bytes() {
        if byte.is_ascii_graphic() || byte == b' ' {
            text.push(char::from(byte));
        } else {
            write!(text, "\\{byte:o}").unwrap();
        }
    }
    text
}
