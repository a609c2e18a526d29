//! Searching a stream of any length and of any content, with lines of any length, in memory of fixed size.

use std::collections::HashSet;
use std::io::{self, Read};

use super::content::{Decoder, HEAD, is_compressed};
use super::lane::Lane;
use super::{Location, MOST_FOUND};
use crate::domain::digest::Digest;

/// Searches one stream after the other. Its buffers are wiped when dropped.
pub(super) struct Searcher {
    /// The bytes as they are, less NUL bytes.
    bytes: Lane,
    /// What they mean, where a mark tells the encoding.
    text: Lane,
}

/// What was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Plain,
    /// What it holds compressed was not found.
    Compressed,
}

impl Searcher {
    pub(super) fn new() -> Self {
        Self { bytes: Lane::new(), text: Lane::new() }
    }

    /// Searches to the end. Without NUL bytes ASCII is the same in UTF-8, UTF-16 and UTF-32, in whatever else
    /// it is embedded: a database, a core dump, the registry of Windows. Where a mark tells the encoding,
    /// lines and characters are counted in it. A mark hides nothing: the bytes are searched all the same.
    pub(super) fn search(
        &mut self,
        mut source: impl Read,
        found: &mut dyn FnMut(Location),
    ) -> io::Result<Content> {
        self.bytes.restart();
        self.text.restart();
        let mut fresh = 0;
        while fresh < HEAD {
            match read_some(&mut source, self.bytes.room(fresh))? {
                0 => break,
                read => fresh += read,
            }
        }
        let head = self.bytes.fresh(fresh);
        let content = if is_compressed(head) { Content::Compressed } else { Content::Plain };
        let mut marked = Decoder::of(head).map(Marked::new);
        while fresh > 0 {
            if let Some(marked) = &mut marked {
                marked.search(&mut self.text, self.bytes.fresh(fresh), found);
                self.bytes.search(fresh, &mut |spot| marked.put_aside(spot, found));
            } else {
                self.bytes.search(fresh, found);
            }
            fresh = read_some(&mut source, self.bytes.room(0))?;
        }
        if let Some(marked) = marked {
            marked.finish(found);
        }
        Ok(content)
    }
}

/// Reads what there is. Returns 0 at the end.
fn read_some(source: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

/// The search of a stream with a byte-order mark.
struct Marked {
    decoder: Decoder,
    decoded: HashSet<Digest>,
    /// What was found in the bytes, and perhaps not in the text.
    aside: Vec<Location>,
}

impl Marked {
    fn new(decoder: Decoder) -> Self {
        Self { decoder, decoded: HashSet::new(), aside: Vec::new() }
    }

    fn search(&mut self, lane: &mut Lane, bytes: &[u8], found: &mut dyn FnMut(Location)) {
        let mut text = zeroize::Zeroizing::new(Vec::with_capacity(2 * bytes.len()));
        self.decoder.decode(bytes, &mut text);
        let mut rest = text.as_slice();
        while !rest.is_empty() {
            let room = lane.room(0);
            let length = room.len().min(rest.len());
            let (piece, others) = rest.split_at(length);
            room[..length].copy_from_slice(piece);
            rest = others;
            lane.search(length, &mut |spot| {
                if self.decoded.len() < MOST_FOUND {
                    self.decoded.insert(spot.digest);
                }
                found(spot);
            });
        }
    }

    fn put_aside(&mut self, spot: Location, found: &mut dyn FnMut(Location)) {
        if self.aside.len() < MOST_FOUND {
            self.aside.push(spot);
        } else {
            found(spot);
        }
    }

    fn finish(self, found: &mut dyn FnMut(Location)) {
        self.aside.into_iter().filter(|spot| !self.decoded.contains(&spot.digest)).for_each(found);
    }
}

#[cfg(test)]
#[path = "searcher_tests.rs"]
mod tests;
