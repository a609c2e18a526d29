//! Lines of a stream, hashed as they are read, in bounded memory.

use std::io::{BufRead as _, ErrorKind, Read};

use super::body_hash::BodyHash;
use super::framing::MAX_LINE;
use super::rejection::Rejection;
use crate::domain::digest::Digest;

/// Enough for the longest line, and for reads that are worth their system call.
const BUFFER: usize = 4 * MAX_LINE;

/// Splits a stream into lines. Everything after line 1 is hashed.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Box<[u8]>,
    /// The bytes that were read and not yet returned.
    start: usize,
    end: usize,
    /// How many lines were returned.
    number: u64,
    hash: BodyHash,
    in_body: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        let buffer = vec![0; BUFFER].into_boxed_slice();
        Self { reader, buffer, start: 0, end: 0, number: 0, hash: BodyHash::new(), in_body: false }
    }

    /// The number of the line returned last, counted from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line without its line feed; `None` at the end. A last line without a line feed is an error:
    /// no file ends so.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, Rejection> {
        let mut searched = 0;
        loop {
            let rest = &self.buffer[self.start + searched..self.end];
            if let Some(length) = find_line_feed(rest) {
                let line = self.start..self.start + searched + length;
                if line.len() > MAX_LINE {
                    break;
                }
                self.start = line.end + 1;
                self.number += 1;
                return Ok(Some(&self.buffer[line]));
            }
            searched = self.end - self.start;
            if searched > MAX_LINE {
                break;
            }
            if self.fill()? == 0 {
                let line = self.number + 1;
                let problem = "it does not end with a line feed";
                return if searched == 0 { Ok(None) } else { Err(Rejection::Entry { line, problem }) };
            }
        }
        Err(Rejection::LongLine { line: self.number + 1 })
    }

    /// Allows the body to be hashed on a second thread.
    pub(super) fn allow_thread(&mut self) {
        self.hash.allow_thread();
    }

    /// Starts hashing: line 1 has been read.
    pub(super) fn begin_body(&mut self) {
        self.in_body = true;
        self.hash.update(&self.buffer[self.start..self.end]);
    }

    /// The hash of the body, which must have been read to its end.
    pub(super) fn finish(self) -> Digest {
        self.hash.finish()
    }

    /// Reads more bytes into the buffer; returns how many.
    fn fill(&mut self) -> Result<usize, Rejection> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        let read = loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read.map_err(Rejection::Read)?,
            }
        };
        let end = self.end + read;
        if self.in_body {
            self.hash.update(&self.buffer[self.end..end]);
        }
        self.end = end;
        Ok(read)
    }
}

/// The position of the first line feed. `skip_until` on a slice is the standard library's memchr, which is
/// several times as fast as a search byte by byte.
fn find_line_feed(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    let passed = rest.skip_until(b'\n').ok()?;
    passed.checked_sub(1).filter(|last| bytes.get(*last) == Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::sha256;

    /// Returns one byte at a time.
    struct Drop<'a>(&'a [u8]);

    impl Read for Drop<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn lines_and_their_hash() {
        let text = b"first\nsecond\n\nfourth\n";
        for one_by_one in [false, true] {
            let reader: Box<dyn Read> =
                if one_by_one { Box::new(Drop(text)) } else { Box::new(text.as_slice()) };
            let mut lines = Lines::new(reader);
            assert_eq!(lines.next().unwrap(), Some(b"first".as_slice()));
            lines.begin_body();
            let mut rest = Vec::new();
            while let Some(line) = lines.next().unwrap() {
                rest.push(line.to_vec());
            }
            assert_eq!(rest, [b"second".as_slice(), b"", b"fourth"]);
            assert_eq!(lines.number(), 4);
            assert_eq!(lines.finish(), sha256(b"second\n\nfourth\n"));
        }
    }

    #[test]
    fn length_is_bounded() {
        let longest = format!("{}\n", "x".repeat(MAX_LINE)).into_bytes();
        let three = longest.repeat(30);
        let mut lines = Lines::new(three.as_slice());
        for _ in 0..30 {
            assert_eq!(lines.next().unwrap().unwrap().len(), MAX_LINE);
        }
        assert!(lines.next().unwrap().is_none());
        let mut endless = Lines::new(std::io::repeat(b'x'));
        assert!(matches!(endless.next(), Err(Rejection::LongLine { line: 1 })));
        let mut unfinished = Lines::new(b"x".as_slice());
        assert!(matches!(unfinished.next(), Err(Rejection::Entry { line: 1, .. })));
    }
}
