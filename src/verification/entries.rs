//! The entries of a loaded file, laid out for one lookup per request.

use std::fmt;

use super::entry::Grant;
use super::parser::{Line, slots};
use crate::domain::digest::Digest;
use crate::domain::rights::Rights;
use crate::domain::time::Timestamp;

/// The length of a key's id.
pub(super) const ID_LENGTH: usize = 30;
/// Maximum entries for which memory is reserved on the announcement of line 1 alone.
const MAX_RESERVED: u64 = 1 << 20;
/// Maximum number of entries.
const MAX_ENTRIES: usize = 1 << 30;
const TOO_MUCH: &str = "the file is too large to be loaded";

/// How many records of a bucket are compared one after the other.
const FEW: usize = 8;

/// What every lookup needs of a key: one cache line.
#[repr(align(64))]
struct Record {
    digest: Digest,
    /// `i64::MIN` if there is none.
    not_before: i64,
    /// `i64::MAX` if there is none.
    expires_at: i64,
    /// Its index in `Entries::grants`.
    grant: u32,
}

/// The positions of scopes, resource, environment and networks in the text, one after the other. An absent one has
/// length 0.
struct StoredGrant {
    text: u32,
    scopes: u16,
    resource: u16,
    environment: u16,
    net: u16,
    is_unsupported: bool,
}

/// A grant of a loaded file. Empty text: no such restriction.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scopes: &'a str,
    resource: &'a str,
    environment: &'a str,
    net: &'a str,
    is_unsupported: bool,
}

/// Entries in ascending order of their digests.
#[derive(Default)]
pub struct Entries {
    records: Vec<Record>,
    /// The ids of the records, kept apart because only some answers need them.
    ids: Vec<[u8; ID_LENGTH]>,
    /// Most keys share their rights with others, so these few stay in the cache.
    grants: Vec<StoredGrant>,
    text: String,
    /// The index of the first record whose digest starts with these bits; one more at the end. Digests are
    /// uniform, so a bucket has about one record: half the size of a hash map, and no second hash to compute.
    buckets: Vec<u32>,
    /// How many bits of a digest's first eight bytes do not select the bucket.
    shift: u32,
}

/// Entries while they are loaded.
pub(super) struct Loader {
    entries: Entries,
    /// The grant of the last line of each of the parser's slots. One that was displaced is merely stored again
    /// when it recurs.
    slots: Vec<u32>,
}

impl Loader {
    /// Reserves memory for about as many entries as are announced.
    pub(super) fn with_capacity(count: u64) -> Self {
        let slots = vec![0; slots(count)];
        let count = usize::try_from(count.min(MAX_RESERVED)).unwrap_or(0);
        let (records, ids) = (Vec::with_capacity(count), Vec::with_capacity(count));
        Self { entries: Entries { records, ids, ..Entries::default() }, slots }
    }

    /// Adds the next entry, whose digest must be greater than the previous one's. All lines come from one
    /// parser, none left out.
    pub(super) fn push(&mut self, line: &Line) -> Result<(), &'static str> {
        if self.entries.len() >= MAX_ENTRIES {
            return Err(TOO_MUCH);
        }
        let head = &line.head;
        let id = head.id.as_bytes().try_into().map_err(|_| TOO_MUCH)?;
        if let Some(grant) = &line.grant {
            self.slots[line.slot] = self.store(grant)?;
        }
        let record = Record {
            digest: head.digest,
            not_before: head.nbf.unwrap_or(i64::MIN),
            expires_at: head.exp.unwrap_or(i64::MAX),
            grant: self.slots[line.slot],
        };
        self.entries.records.push(record);
        self.entries.ids.push(id);
        Ok(())
    }

    /// Stores a grant; returns its index.
    fn store(&mut self, grant: &Grant) -> Result<u32, &'static str> {
        let [resource, environment, net] =
            [grant.resource, grant.environment, grant.net].map(Option::unwrap_or_default);
        let length = |text: &str| u16::try_from(text.len()).map_err(|_| TOO_MUCH);
        let entries = &mut self.entries;
        let index = u32::try_from(entries.grants.len()).map_err(|_| TOO_MUCH)?;
        entries.grants.push(StoredGrant {
            text: u32::try_from(entries.text.len()).map_err(|_| TOO_MUCH)?,
            scopes: length(grant.scope)?,
            resource: length(resource)?,
            environment: length(environment)?,
            net: length(net)?,
            is_unsupported: grant.is_unsupported,
        });
        entries.text.extend([grant.scope, resource, environment, net]);
        Ok(index)
    }

    /// The loaded entries.
    pub(super) fn finish(mut self) -> Entries {
        self.entries.index();
        self.entries
    }
}

impl Entries {
    fn index(&mut self) {
        let count = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let bits = count.max(2).next_power_of_two().trailing_zeros();
        self.shift = u64::BITS - bits;
        self.buckets = Vec::with_capacity((1 << bits) + 1);
        for (record, index) in self.records.iter().zip(0_u32..) {
            let bucket = bucket(&record.digest, self.shift);
            while self.buckets.len() <= bucket {
                self.buckets.push(index);
            }
        }
        self.buckets.resize((1 << bits) + 1, count);
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The entry with this digest. Allocates nothing.
    pub fn get(&self, digest: &Digest) -> Option<EntryRef<'_>> {
        let bucket = bucket(digest, self.shift);
        let from = usize::try_from(*self.buckets.get(bucket)?).ok()?;
        let to = usize::try_from(*self.buckets.get(bucket + 1)?).ok()?;
        let candidates = self.records.get(from..to)?;
        let index = if candidates.len() <= FEW {
            candidates.iter().position(|record| record.digest == *digest)?
        } else {
            // By halves, since an importer of digests can choose them to share a bucket.
            candidates.binary_search_by(|record| record.digest.cmp(digest)).ok()?
        };
        self.at(from + index)
    }

    /// All entries, in ascending order of their digests.
    pub fn iter(&self) -> impl Iterator<Item = EntryRef<'_>> {
        (0..self.len()).filter_map(|index| self.at(index))
    }

    fn parts(&self, grant: u32) -> Option<Parts<'_>> {
        let grant = self.grants.get(usize::try_from(grant).ok()?)?;
        let text = self.text.get(usize::try_from(grant.text).ok()?..)?;
        let (scopes, text) = text.split_at_checked(grant.scopes.into())?;
        let (resource, text) = text.split_at_checked(grant.resource.into())?;
        let (environment, text) = text.split_at_checked(grant.environment.into())?;
        let (net, is_unsupported) = (text.get(..grant.net.into())?, grant.is_unsupported);
        Some(Parts { scopes, resource, environment, net, is_unsupported })
    }

    fn at(&self, index: usize) -> Option<EntryRef<'_>> {
        let record = self.records.get(index)?;
        Some(EntryRef { entries: self, index, record, parts: self.parts(record.grant)? })
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entries({})", self.len())
    }
}

/// The bucket of a digest: its first bits.
fn bucket(digest: &Digest, shift: u32) -> usize {
    usize::try_from(first_bits(digest) >> shift).unwrap_or(usize::MAX)
}

/// The first 64 bits of a digest, which order nearly all of them.
pub(super) fn first_bits(digest: &Digest) -> u64 {
    u64::from_be_bytes(digest.as_bytes().first_chunk().copied().unwrap_or_default())
}

/// One entry of a loaded file.
#[derive(Clone, Copy)]
pub struct EntryRef<'a> {
    entries: &'a Entries,
    index: usize,
    record: &'a Record,
    parts: Parts<'a>,
}

impl<'a> EntryRef<'a> {
    /// SHA-256 of the key's secret.
    pub fn digest(&self) -> Digest {
        self.record.digest
    }

    /// The key's id.
    pub fn id(&self) -> &'a str {
        let id = self.entries.ids.get(self.index);
        id.and_then(|id| std::str::from_utf8(id).ok()).unwrap_or_default()
    }

    /// Valid from.
    pub fn not_before(&self) -> Option<Timestamp> {
        Some(self.record.not_before).filter(|time| *time != i64::MIN).map(Timestamp::from_unix)
    }

    /// Valid until, exclusive.
    pub fn expires_at(&self) -> Option<Timestamp> {
        Some(self.record.expires_at).filter(|time| *time != i64::MAX).map(Timestamp::from_unix)
    }

    /// The scopes that it was granted.
    pub fn scopes(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        Words(self.parts.scopes)
    }

    /// The resource that it is bound to; `None`: unrestricted.
    pub fn resource(&self) -> Option<&'a str> {
        Some(self.parts.resource).filter(|text| !text.is_empty())
    }

    /// The environment that it is restricted to; `None`: unrestricted.
    pub fn environment(&self) -> Option<&'a str> {
        Some(self.parts.environment).filter(|text| !text.is_empty())
    }

    /// The networks that it may be used from, separated by spaces; `None`: anywhere.
    pub fn networks(&self) -> Option<&'a str> {
        Some(self.parts.net).filter(|text| !text.is_empty())
    }

    /// Whether it has a member that this program does not know, so that it never admits.
    pub fn is_unsupported(&self) -> bool {
        self.parts.is_unsupported
    }

    /// Its rights and validity.
    pub fn rights(&self) -> Rights<'a, impl Iterator<Item = &'a str> + Clone + use<'a>> {
        Rights {
            scopes: self.scopes(),
            resource: self.resource(),
            environment: self.environment(),
            networks: self.networks(),
            not_before: self.not_before(),
            expires_at: self.expires_at(),
        }
    }
}

/// Words separated by single spaces. They are too short for the search that `str::split` begins for each.
#[derive(Clone)]
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = self.0.bytes().position(|byte| byte == b' ').unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..).unwrap_or_default();
        Some(word).filter(|word| !word.is_empty())
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
            && self.networks() == other.networks()
            && self.is_unsupported() == other.is_unsupported()
    }
}

impl fmt::Debug for EntryRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryRef({})", self.id())
    }
}
