//! The lines of a log, each limited in length before it is in memory.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

use crate::files::drop_bom;
use crate::formats::usage::MalformedLine;

/// The longest line that is read. Servers' own limits are far below: `HAProxy` cuts its lines at 1 KiB, nginx
/// limits a request's line and each header to 8 KiB.
const MAX_LINE: usize = 64 * 1024;

/// A line without its ending.
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    /// Longer than the limit; the rest of it is skipped before the next one.
    TooLong,
}

/// A reader of numbered lines.
pub(super) struct Lines<'a> {
    log: &'a mut dyn BufRead,
    // Wiped when dropped: a log may contain secrets.
    text: Zeroizing<Vec<u8>>,
    number: u64,
    is_within: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(log: &'a mut dyn BufRead) -> Self {
        // Allocated at its maximum size, so that growing leaves no copies behind.
        let text = Zeroizing::new(Vec::with_capacity(MAX_LINE + 2));
        Self { log, text, number: 0, is_within: false }
    }

    /// The next line that is not empty, and its number, from 1; `None` at the end.
    pub(super) fn next_line(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        loop {
            if std::mem::take(&mut self.is_within) {
                self.log.skip_until(b'\n')?;
            }
            self.text.clear();
            let most = u64::try_from(MAX_LINE + 1).unwrap_or(u64::MAX);
            let read = (&mut *self.log).take(most).read_until(b'\n', &mut self.text)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.number == 1 {
                drop_bom(&mut self.text);
            }
            if read > MAX_LINE && !self.text.ends_with(b"\n") {
                self.is_within = true;
                return Ok(Some((self.number, Line::TooLong)));
            }
            if !self.text.trim_ascii().is_empty() {
                return Ok(Some((self.number, Line::Whole(self.text.trim_ascii_end()))));
            }
        }
    }
}

pub(super) fn too_long() -> MalformedLine {
    MalformedLine { what: "it is longer than 64 KiB".to_owned(), hint: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An endless line, which is too long.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'x');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    fn all(mut text: &[u8]) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut lines = Lines::new(&mut text);
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next_line().unwrap() {
            let text = match line {
                Line::Whole(text) => Some(text.to_vec()),
                Line::TooLong => None,
            };
            found.push((number, text));
        }
        found
    }

    #[test]
    fn lines_are_numbered_and_empty_ones_passed_over() {
        let found = all(b"a\r\n\n  \nb");
        assert_eq!(found, [(1, Some(b"a".to_vec())), (4, Some(b"b".to_vec()))]);
    }

    #[test]
    fn a_long_line_is_told_from_one_that_just_fits() {
        let fits = vec![b'x'; MAX_LINE];
        let long = vec![b'y'; MAX_LINE + 1];
        let text = [&fits[..], &long, &vec![b'y'; 200_000], b"z"].join(&b'\n');
        let lengths: Vec<_> =
            all(&text).into_iter().map(|(n, text)| (n, text.map(|text| text.len()))).collect();
        assert_eq!(lengths, [(1, Some(MAX_LINE)), (2, None), (3, None), (4, Some(1))]);
    }

    #[test]
    fn of_an_endless_line_no_more_is_read_than_the_bound() {
        let mut endless = io::BufReader::with_capacity(4_096, Endless(0));
        assert!(matches!(Lines::new(&mut endless).next_line().unwrap(), Some((1, Line::TooLong))));
        assert!(endless.get_ref().0 <= MAX_LINE as u64 + 2 * 4_096);
    }
}
