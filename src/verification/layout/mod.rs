//! How the entries stand in a body. For `jsonl` and `haproxy` they are its lines; the bodies of `sql` and `redis` are
//! statements that their server executes, with the entries in some of them.
//!
//! Whoever writes a file and whoever reads one use the same writer: a body is well-formed if it is what the writer
//! makes of its entries.

mod redis;
mod sql;

pub(super) use redis::header;
pub use sql::Dialect;

use super::claims::Claims;
use super::framing::Format;
use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;

/// The first word of a `haproxy` body.
pub(crate) const NOT_AFTER: &str = "_not_after ";

/// Writes a body: its beginning, its entries in ascending order of their digests, its end. What it writes is appended
/// to a buffer that the caller empties.
pub struct BodyWriter<'a> {
    claims: &'a Claims,
    layout: Layout,
    /// Over the entries, each with its line feed; `None` where they alone are the body.
    entries: Option<Hasher>,
}

/// What is to be written before the next entry depends on those before it.
enum Layout {
    /// Entries are lines of their own.
    Lines,
    Sql(sql::Layout),
    Redis(redis::Layout),
}

impl<'a> BodyWriter<'a> {
    /// Writes the beginning. Of the claims all but `dig` count.
    pub fn begin(claims: &'a Claims, dialect: Dialect, body: &mut Vec<u8>) -> Self {
        let layout = match claims.fmt {
            Format::Jsonl => Layout::Lines,
            Format::Haproxy => {
                put(body, &[NOT_AFTER, &claims.exp.unix().to_string(), "\n"]);
                Layout::Lines
            }
            Format::Sql => Layout::Sql(sql::Layout::begin(claims, dialect, body)),
            Format::Redis => Layout::Redis(redis::Layout::begin(claims, body)),
        };
        let entries = (claims.fmt != Format::Jsonl).then(Hasher::new);
        Self { claims, layout, entries }
    }

    /// Writes entries: whole lines, as `Format::write_entry` makes them.
    pub fn entries(&mut self, lines: &[u8], body: &mut Vec<u8>) {
        if let Some(hasher) = &mut self.entries {
            hasher.update(lines);
        }
        if matches!(self.layout, Layout::Lines) {
            return body.extend_from_slice(lines);
        }
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let entry = line.strip_suffix(b"\n").unwrap_or(line);
            match &mut self.layout {
                Layout::Lines => {}
                Layout::Sql(layout) => layout.entry(entry, body),
                Layout::Redis(layout) => layout.entry(entry, body),
            }
        }
    }

    /// Writes the end. Returns the SHA-256 of the entries, each with its line feed; `None` if that is the body's.
    pub fn finish(self, body: &mut Vec<u8>) -> Option<Digest> {
        let entries = self.entries?.finish();
        match self.layout {
            Layout::Lines => {}
            Layout::Sql(layout) => layout.finish(self.claims, entries, body),
            Layout::Redis(layout) => layout.finish(self.claims, entries, body),
        }
        Some(entries)
    }
}

/// The entries on a line of a body of `sql` or `redis`, as `Format::write_entry` makes them, without line feeds. None
/// if it has the form of no line with entries: whether it is what should stand there is not checked here.
pub(super) fn entries_on(format: Format, line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let row = (format == Format::Sql).then(|| sql::entry_on(line)).flatten();
    let pairs = (format == Format::Redis).then(|| redis::entries_on(line));
    row.into_iter().chain(pairs.into_iter().flatten())
}

/// The digest of an entry of `haproxy`, `sql` or `redis`; `None` if it has none.
pub(super) fn digest_of(entry: &[u8]) -> Option<Digest> {
    let entry = entry.strip_prefix(b"('").unwrap_or(entry);
    let (hex, rest) = entry.split_at_checked(64)?;
    Digest::from_hex(hex).filter(|_| matches!(rest.first(), Some(b' ' | b'\'' | b'\t')))
}

/// Appends values without separators: `write!` for a buffer that cannot fail.
pub(crate) fn put(body: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        body.extend_from_slice(part.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_entries() {
        let hex = "11".repeat(32);
        let digest = Some(Digest::from_bytes([0x11; 32]));
        for entry in [format!("{hex} key"), format!("('{hex}','key"), format!("{hex}\tkey")] {
            assert_eq!(digest_of(entry.as_bytes()), digest, "{entry}");
        }
        for wrong in
            [hex.clone(), format!("{hex}1 "), format!("({hex} "), format!(" {hex} "), "1 ".to_owned()]
        {
            assert_eq!(digest_of(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
