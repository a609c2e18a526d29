//! The objects that `git cat-file --batch` gives, one after the other.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{ChildStdin, ChildStdout};

use super::repository::Process;
use crate::error::Result;

/// The longest line before an object.
const MAX_LINE: u64 = 1_024;

pub(super) struct Objects {
    process: Process,
    output: BufReader<ChildStdout>,
}

impl Objects {
    pub(super) fn new(mut process: Process) -> Result<Self> {
        let output = BufReader::with_capacity(64 * 1024, process.take_output()?);
        Ok(Self { process, output })
    }

    /// Where the ids are written.
    pub(super) fn take_input(&mut self) -> Result<ChildStdin> {
        self.process.take_input()
    }

    /// The next object. Not found: it is missing, and others may follow.
    pub(super) fn next(&mut self) -> io::Result<Object<'_>> {
        let mut line = String::new();
        (&mut self.output).take(MAX_LINE).read_line(&mut line)?;
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        if let [id, "missing"] = words[..] {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("the repository lacks the object {id}"),
            ));
        }
        let size = match words[..] {
            [_, _, size] => size.parse().ok(),
            _ => None,
        };
        let broken = || io::Error::other("git stopped reading the history; `git fsck` says why");
        Ok(Object((&mut self.output).take(size.ok_or_else(broken)?)))
    }
}

pub(super) struct Object<'a>(io::Take<&'a mut BufReader<ChildStdout>>);

impl Read for Object<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Object<'_> {
    /// Leaves what is left: the message of a commit or a tag. Its headers name author and signature.
    pub(super) fn skip_headers(&mut self) -> io::Result<()> {
        skip_to_empty_line(&mut self.0)
    }

    /// Reads the line feed that ends it.
    pub(super) fn finish(self) -> io::Result<()> {
        if self.0.limit() > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.0.into_inner().read_exact(&mut [0])
    }
}

fn skip_to_empty_line(object: &mut impl BufRead) -> io::Result<()> {
    let mut is_after_line = false;
    loop {
        let bytes = object.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let mut used = 0;
        let mut is_found = false;
        for byte in bytes {
            used += 1;
            is_found = is_after_line && *byte == b'\n';
            is_after_line = *byte == b'\n';
            if is_found {
                break;
            }
        }
        object.consume(used);
        if is_found {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_any_length_are_skipped() {
        for (object, message) in [
            ("tree 1\nauthor a\n\nsubject\n\nbody", "subject\n\nbody"),
            ("tree 1\n", ""),
            ("\n\nx", "x"),
            ("", ""),
        ] {
            for capacity in [1, 2, 100] {
                let mut reader = BufReader::with_capacity(capacity, object.as_bytes());
                skip_to_empty_line(&mut reader).unwrap();
                let mut rest = String::new();
                reader.read_to_string(&mut rest).unwrap();
                assert_eq!(rest, message);
            }
        }
    }
}
