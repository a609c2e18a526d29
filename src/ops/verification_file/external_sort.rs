//! Sorting entries externally: partitioned by the first byte of their digests into unnamed temporary files,
//! each of which is sorted separately.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::domain::digest::Digest;

/// How many bytes of entries stay in memory before they are spilled to temporary files.
const MEMORY: usize = 8 << 20;
/// The approximate number of entries per part.
const PART_ENTRIES: u64 = 16_384;
/// A digest and the length of its entry.
const HEAD: usize = 32 + 4;

pub(super) struct Sorter {
    parts: Vec<Part>,
    /// How many bytes a part keeps in memory.
    most: usize,
    /// Where temporary files are created.
    folder: PathBuf,
    /// Shifts the first byte of a digest right to the number of its part.
    shift: u32,
    count: u64,
}

/// Entries whose digests begin alike: those that were spilled, and those that came after them.
#[derive(Default)]
struct Part {
    spilled: Option<File>,
    held: Vec<u8>,
}

impl Sorter {
    /// For about `expected` entries. Temporary files are created in `folder`.
    pub(super) fn new(folder: &Path, expected: u64) -> Self {
        let wanted = u32::try_from(expected / PART_ENTRIES).unwrap_or(u32::MAX).clamp(1, 128);
        let bits = wanted.next_power_of_two().ilog2();
        let parts = (0..1_u32 << bits).map(|_| Part::default()).collect();
        Self { parts, most: MEMORY >> bits, folder: folder.to_owned(), shift: 8 - bits, count: 0 }
    }

    pub(super) fn add(&mut self, digest: &Digest, entry: &[u8]) -> io::Result<()> {
        let number = usize::from(digest.as_bytes()[0]) >> self.shift;
        let length = u32::try_from(entry.len()).map_err(|_| io::Error::other("an entry is too long"))?;
        let part = self.parts.get_mut(number).ok_or_else(|| io::Error::other("no such part"))?;
        if part.held.len() + HEAD + entry.len() > self.most {
            part.spill(&self.folder)?;
        }
        part.held.extend_from_slice(digest.as_bytes());
        part.held.extend_from_slice(&length.to_be_bytes());
        part.held.extend_from_slice(entry);
        self.count += 1;
        Ok(())
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Passes all entries in the order of their digests, a part at a time; repeatable.
    pub(super) fn for_each_sorted(
        &mut self,
        visit: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        for part in &mut self.parts {
            visit(&sorted(&part.read()?)?)?;
        }
        Ok(())
    }
}

impl Part {
    fn spill(&mut self, folder: &Path) -> io::Result<()> {
        let file = match &mut self.spilled {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(folder)?),
        };
        file.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut framed = Vec::new();
        if let Some(file) = &mut self.spilled {
            file.rewind()?;
            file.read_to_end(&mut framed)?;
        }
        framed.extend_from_slice(&self.held);
        Ok(framed)
    }
}

fn sorted(framed: &[u8]) -> io::Result<Vec<u8>> {
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "temporary data was cut short");
    let mut entries: Vec<(&[u8], &[u8])> = Vec::new();
    let mut rest = framed;
    while !rest.is_empty() {
        let (head, after) = rest.split_at_checked(HEAD).ok_or_else(broken)?;
        let (digest, length) = head.split_at(32);
        let length = u32::from_be_bytes(length.try_into().map_err(|_| broken())?);
        let (entry, after) =
            after.split_at_checked(usize::try_from(length).unwrap_or(usize::MAX)).ok_or_else(broken)?;
        entries.push((digest, entry));
        rest = after;
    }
    entries.sort_unstable();
    Ok(entries.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>().concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::sha256;

    #[test]
    fn any_number_of_parts_gives_one_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut digests: Vec<Digest> = (0..5_000_u32).map(|n| sha256(&n.to_be_bytes())).collect();
        for expected in [0, 20_000, 1_000_000, u64::MAX] {
            let mut sorter = Sorter::new(folder.path(), expected);
            for digest in &digests {
                sorter.add(digest, format!("{digest}\n").as_bytes()).unwrap();
            }
            assert_eq!(sorter.count(), 5_000);
            let mut all = Vec::new();
            sorter.for_each_sorted(&mut |_| Ok(())).unwrap();
            sorter.for_each_sorted(&mut |entries| all.write_all(entries)).unwrap();
            digests.sort_unstable();
            let wanted: Vec<String> = digests.iter().map(ToString::to_string).collect();
            assert_eq!(String::from_utf8(all).unwrap().lines().collect::<Vec<_>>(), wanted);
            digests.rotate_left(1_234);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
