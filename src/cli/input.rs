//! Input from a file, a pipe, or stdin.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// A file, or stdin for `-`.
pub(super) fn open<'a>(from: &Path, stdin: &'a mut dyn BufRead) -> io::Result<Box<dyn BufRead + 'a>> {
    if from.as_os_str() == "-" {
        return Ok(Box::new(stdin));
    }
    let file = File::open(from)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(BufReader::with_capacity(64 * 1024, file)))
}
