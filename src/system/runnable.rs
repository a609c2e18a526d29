//! What would come of running a program, without running it: its format, its interpreter, and who else could
//! change it.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::find;

/// What the kernel reads of a file to learn its format (Linux: `BINPRM_BUF_SIZE`).
const HEAD: u64 = 256;
/// How many interpreters of interpreters are looked at; the kernel follows no more.
const DEPTH: usize = 4;

/// An error if the kernel would not run this file, which is executable: it has no format, or its interpreter is
/// missing.
pub(super) fn check_format(program: &Path) -> io::Result<()> {
    let mut path = program.to_owned();
    for _ in 0..DEPTH {
        // What may be run and not read is the kernel's to judge.
        let Ok(head) = head_of(&path) else { return Ok(()) };
        let Some(script) = head.strip_prefix(b"#!") else { return is_format(&path, &head) };
        let about = |error: io::Error| {
            // Shown as one line, the name would look right.
            let why = if first_line(script).ends_with(b"\r") {
                ": its line ends with a carriage return"
            } else {
                ""
            };
            io::Error::new(error.kind(), format!("{}: its interpreter {error}{why}", program.display()))
        };
        path = interpreter(script).map_err(about)?;
    }
    Ok(())
}

fn head_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// An error for text and for an empty file. Any other format may be one that this machine knows.
fn is_format(path: &Path, head: &[u8]) -> io::Result<()> {
    let is_text = !head.contains(&0);
    let refused = || {
        let what = format!("{} {}", path.display(), find::NO_FORMAT);
        io::Error::new(io::ErrorKind::InvalidInput, what)
    };
    if is_text { Err(refused()) } else { Ok(()) }
}

fn first_line(script: &[u8]) -> &[u8] {
    script.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// The interpreter that the first line of a script names, without its `#!`; if that is `env`, the program that
/// `env` would find.
fn interpreter(script: &[u8]) -> io::Result<PathBuf> {
    let line = first_line(script);
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let line = trimmed(line);
    let (name, argument) = line.split_at(line.iter().position(is_blank).unwrap_or(line.len()));
    // Hooks run in `/`.
    let path = Path::new("/").join(std::ffi::OsStr::from_bytes(name));
    find::is_program(&path)?;
    if path.file_name().is_none_or(|name| name != "env") {
        return Ok(path);
    }
    // The kernel passes the rest of the line as one argument; with -S, `env` splits it.
    let argument = trimmed(argument);
    let name = match argument.strip_prefix(b"-S") {
        Some(words) => trimmed(words).split(u8::is_ascii_whitespace).next().unwrap_or_default(),
        None => argument,
    };
    let Ok(name) = std::str::from_utf8(name) else { return Ok(path) };
    // An option or a variable of its own is for `env` to judge.
    if name.is_empty() || name.starts_with('-') || name.contains('=') { Ok(path) } else { named(name) }
}

fn named(name: &str) -> io::Result<PathBuf> {
    find::hook(name).map_err(|error| io::Error::new(error.kind(), format!("'{name}' is missing: {error}")))
}

fn trimmed(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}

/// The file, or a folder on the way to it, that others can write to. In a folder with the sticky bit nobody can
/// replace what belongs to somebody else.
pub(super) fn writable_by_others(program: &Path) -> Option<PathBuf> {
    // The folder of a symbolic link counts as well as that of the file.
    let real = program.canonicalize().ok();
    let ways = std::iter::once(program).chain(real.as_deref()).flat_map(Path::ancestors);
    let is_open = |path: &&Path| {
        path.metadata().is_ok_and(|found| {
            let is_sticky = found.is_dir() && found.mode() & 0o1000 != 0;
            found.mode() & 0o022 != 0 && !is_sticky
        })
    };
    ways.into_iter().find(is_open).map(Path::to_owned)
}

#[cfg(test)]
#[path = "runnable_tests.rs"]
mod tests;
