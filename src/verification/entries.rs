//! The entries of a loaded file, laid out for one look-up per request.

use std::fmt;

use super::entry::Line;
use super::rejection::Rejection;
use crate::domain::digest::Digest;
use crate::domain::rights::Rights;
use crate::domain::time::Timestamp;

const ID_LENGTH: usize = 30;
/// The most entries for which room is made on the word of line 1 alone.
const MAX_RESERVED: u64 = 1 << 20;

/// The most entries that are held.
const MAX_ENTRIES: u32 = 1 << 30;

/// One key: a fixed size, so that a look-up touches the index, this, and the text of its rights.
struct Record {
    digest: Digest,
    id: [u8; ID_LENGTH],
    /// `i64::MIN` where it has none.
    not_before: i64,
    /// `i64::MAX` where it has none.
    expires_at: i64,
    /// Where its scopes start in the text; resource and environment follow. None has length 0.
    text: u32,
    scopes: u16,
    resource: u16,
    environment: u16,
}

/// Entries in ascending order of their digests.
#[derive(Default)]
pub struct Entries {
    records: Vec<Record>,
    text: String,
    /// Where the records start whose digest begins with these bits; one more at the end. Digests
    /// are uniform, so a bucket holds about one record: half the size of a hash map, and no
    /// second hash to compute.
    buckets: Vec<u32>,
    /// How many bits of a digest's first eight bytes do not choose the bucket.
    shift: u32,
}

impl Entries {
    /// Makes room for about as many entries as are announced.
    pub(super) fn with_capacity(count: u64) -> Self {
        let count = usize::try_from(count.min(MAX_RESERVED)).unwrap_or(0);
        Self { records: Vec::with_capacity(count), ..Self::default() }
    }

    /// Adds the next entry, whose digest must be above the last one's.
    pub(super) fn push(&mut self, digest: Digest, line: &Line) -> Result<(), Rejection> {
        let (scopes, resource, environment) =
            (&*line.scope, line.resource().unwrap_or(""), line.environment().unwrap_or(""));
        let length = |text: &str| u16::try_from(text.len()).map_err(|_| Rejection::TooLarge);
        let mut record = Record {
            digest,
            id: line.id.as_bytes().try_into().map_err(|_| Rejection::TooLarge)?,
            not_before: line.nbf.unwrap_or(i64::MIN),
            expires_at: line.exp.unwrap_or(i64::MAX),
            text: 0,
            scopes: length(scopes)?,
            resource: length(resource)?,
            environment: length(environment)?,
        };
        // Neighbours often have equal rights: then they share the text.
        let shared = self.records.last().filter(|last| {
            let last = EntryRef { record: last, text: &self.text };
            last.part(0, last.record.scopes) == scopes
                && last.resource().unwrap_or("") == resource
                && last.environment().unwrap_or("") == environment
        });
        record.text = if let Some(last) = shared {
            last.text
        } else {
            let start = u32::try_from(self.text.len()).map_err(|_| Rejection::TooLarge)?;
            self.text.extend([scopes, resource, environment]);
            start
        };
        self.records.push(record);
        Ok(())
    }

    /// Builds the index, once all entries are there.
    pub(super) fn index(&mut self) -> Result<(), Rejection> {
        let count = u32::try_from(self.records.len()).ok().filter(|count| *count <= MAX_ENTRIES);
        let count = count.ok_or(Rejection::TooLarge)?;
        let bits = count.max(2).next_power_of_two().trailing_zeros();
        self.shift = u64::BITS - bits;
        self.buckets = Vec::with_capacity((1 << bits) + 1);
        for (record, place) in self.records.iter().zip(0_u32..) {
            let bucket = bucket(&record.digest, self.shift);
            while self.buckets.len() <= bucket {
                self.buckets.push(place);
            }
        }
        self.buckets.resize((1 << bits) + 1, count);
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The entry with this digest. Allocates nothing.
    pub fn get(&self, digest: &Digest) -> Option<EntryRef<'_>> {
        let bucket = bucket(digest, self.shift);
        let from = usize::try_from(*self.buckets.get(bucket)?).ok()?;
        let to = usize::try_from(*self.buckets.get(bucket + 1)?).ok()?;
        let candidates = self.records.get(from..to)?;
        // By halves, because whoever may import digests can choose them to share a bucket.
        let place = candidates.binary_search_by(|record| record.digest.cmp(digest)).ok()?;
        candidates.get(place).map(|record| EntryRef { record, text: &self.text })
    }

    /// All of them, in ascending order of their digests.
    pub fn iter(&self) -> impl Iterator<Item = EntryRef<'_>> {
        self.records.iter().map(|record| EntryRef { record, text: &self.text })
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entries({})", self.len())
    }
}

/// Which bucket a digest belongs to: its first bits.
fn bucket(digest: &Digest, shift: u32) -> usize {
    let first = digest.as_bytes().first_chunk().copied().unwrap_or_default();
    usize::try_from(u64::from_be_bytes(first) >> shift).unwrap_or(usize::MAX)
}

/// One entry of a loaded file.
#[derive(Clone, Copy)]
pub struct EntryRef<'a> {
    record: &'a Record,
    text: &'a str,
}

impl<'a> EntryRef<'a> {
    fn part(&self, skip: usize, length: u16) -> &'a str {
        let start = usize::try_from(self.record.text).unwrap_or(usize::MAX).saturating_add(skip);
        self.text.get(start..start.saturating_add(length.into())).unwrap_or_default()
    }

    /// SHA-256 of the key's secret.
    pub fn digest(&self) -> Digest {
        self.record.digest
    }

    /// The key's id.
    pub fn id(&self) -> &'a str {
        std::str::from_utf8(&self.record.id).unwrap_or_default()
    }

    /// Valid from.
    pub fn not_before(&self) -> Option<Timestamp> {
        Some(self.record.not_before).filter(|time| *time != i64::MIN).map(Timestamp::from_unix)
    }

    /// Valid until, not including.
    pub fn expires_at(&self) -> Option<Timestamp> {
        Some(self.record.expires_at).filter(|time| *time != i64::MAX).map(Timestamp::from_unix)
    }

    /// What it was granted.
    pub fn scopes(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        self.part(0, self.record.scopes).split(' ').filter(|scope| !scope.is_empty())
    }

    /// What it is bound to; nothing: anything.
    pub fn resource(&self) -> Option<&'a str> {
        let text = self.part(self.record.scopes.into(), self.record.resource);
        Some(text).filter(|text| !text.is_empty())
    }

    /// Where it may be used; nothing: anywhere.
    pub fn environment(&self) -> Option<&'a str> {
        let before = usize::from(self.record.scopes) + usize::from(self.record.resource);
        Some(self.part(before, self.record.environment)).filter(|text| !text.is_empty())
    }

    /// What it may do, on what, where and when.
    pub fn rights(&self) -> Rights<'a, impl Iterator<Item = &'a str> + Clone + use<'a>> {
        Rights {
            scopes: self.scopes(),
            resource: self.resource(),
            environment: self.environment(),
            not_before: self.not_before(),
            expires_at: self.expires_at(),
        }
    }
}

impl PartialEq for EntryRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.digest() == other.digest()
            && self.id() == other.id()
            && self.not_before() == other.not_before()
            && self.expires_at() == other.expires_at()
            && self.scopes().eq(other.scopes())
            && self.resource() == other.resource()
            && self.environment() == other.environment()
    }
}

impl fmt::Debug for EntryRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryRef({})", self.id())
    }
}
