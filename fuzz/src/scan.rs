use std::io::Read;
use std::path::PathBuf;

use keywright::domain::token::{BODY_LENGTH, MAX_PREFIX_LENGTH, parse};
use keywright::domain::token_search;
use keywright::ops::scan::{Request, STDIN, identify, search};
use keywright::ports::{Clock as _, Environment};
use keywright::system::SystemGit;

use super::ports::ManualClock;
use super::stage::Opened;

thread_local!(static OPENED: Opened = Opened::new());

/// A file in which there may be secrets: the quick search finds what the obvious one does, and so does the
/// search of a stream, which also says whose they are.
pub fn scan(data: &[u8]) {
    let plainly = plainly(data);
    let found: Vec<_> = token_search::search(data).map(|place| (place.start, place.end)).collect();
    assert_eq!(found, plainly);
    OPENED.with(|opened| {
        // A stream is searched without its NUL bytes, and decoded where it begins with a mark.
        let data: Vec<u8> = data.iter().copied().filter(|byte| *byte != 0).collect();
        let data = data.as_slice();
        if data.starts_with(b"\xff\xfe") || data.starts_with(b"\xfe\xff") {
            return;
        }
        let plainly = self::plainly(data);
        let request = Request { no_ignore: true };
        let environment = Environment::default();
        let git = SystemGit::new(&environment);
        let mut trickle = Trickle(data, data.len() % 97 + 1);
        let mut searched = search(&[PathBuf::from(STDIN)], request, &git, &mut trickle, &|| ()).unwrap();
        let findings = identify(&opened.vault, &mut searched, ManualClock::default().now()).unwrap();
        assert_eq!(findings.len(), plainly.len());
        let lines = data.split(|byte| *byte == b'\n').count();
        for (finding, (begin, end)) in findings.iter().zip(plainly) {
            assert_eq!(finding.key.is_some(), &data[begin..end] == opened.stage.secret.as_bytes());
            let line = finding.position.unwrap().line;
            assert!((1..=lines).contains(&usize::try_from(line).unwrap()));
        }
    });
}

/// A pipe that gives a few bytes at a time.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let few = self.1.min(buffer.len());
        self.0.read(&mut buffer[..few])
    }
}

/// Every piece of every length is parsed; of those that end together, the longest.
fn plainly(bytes: &[u8]) -> Vec<(usize, usize)> {
    let is_secret = |begin: usize, end: usize| {
        std::str::from_utf8(&bytes[begin..end]).is_ok_and(|text| parse(text).is_some())
    };
    let longest = |end: usize| {
        let shortest = end.checked_sub(BODY_LENGTH + 2)?;
        // No piece is a secret without the separator in its place.
        if bytes[shortest + 1] != b'_' {
            return None;
        }
        let mut begins = (shortest + 1).saturating_sub(MAX_PREFIX_LENGTH)..=shortest;
        begins.find(|begin| is_secret(*begin, end)).map(|begin| (begin, end))
    };
    (0..=bytes.len()).filter_map(longest).collect()
}
