//! Creating a signed file: the sorted entries of the keys it includes, under a line 1 with the next
//! generation. `export` and `publish` write files only through this.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use super::external_sort::Sorter;
use super::left_out::LeftOutKey;
use super::public_key;
use crate::crypto::hash::Hasher;
use crate::crypto::signing::SigningKey;
use crate::domain::digest::Digest;
use crate::domain::key::Key;
use crate::domain::publication::{AsOf, Publication, RowSet};
use crate::domain::rights::Audience;
use crate::domain::target::Filter;
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::key::import::is_of_nothing;
use crate::store::{CLOCK_TOLERANCE, Flow, Index, NeedsReview, Series, Stored, Table, Transaction};
use crate::verification::{BodyWriter, Claims, Dialect, Entry, Format, VERSION, sign_line};

/// The parameters of a file.
pub(in crate::ops) struct Order<'a> {
    pub(in crate::ops) format: Format,
    /// Of the format `sql`.
    pub(in crate::ops) dialect: Dialect,
    pub(in crate::ops) audiences: &'a [Audience],
    pub(in crate::ops) valid_for: Span,
    /// Which keys it includes, of those that are or may become valid.
    pub(in crate::ops) filter: &'a Filter,
}

/// Whether a file holds a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Membership {
    Held,
    /// It belongs there, and the format cannot restrict it as it must be.
    LeftOut,
    Outside,
}

impl Order<'_> {
    /// Whether a file that is issued and expires then holds the key.
    pub(in crate::ops) fn membership(&self, key: &Key, iat: Timestamp, exp: Timestamp) -> Membership {
        let in_time = key.status(iat).is_published() && key.not_before.is_none_or(|start| start < exp);
        // However it came into the vault: a server that looks up an empty header must not find it.
        let in_time = in_time && !is_of_nothing(&key.digest);
        if !in_time || !self.filter.admits(key) {
            Membership::Outside
        } else if can_hold(self.format, key) {
            Membership::Held
        } else {
            Membership::LeftOut
        }
    }
}

/// Whether a file of this format may hold the key: one that cannot say from where it may be used would widen it.
pub(in crate::ops) fn can_hold(format: Format, key: &Key) -> bool {
    key.networks.is_empty() || format.enforces_networks()
}

/// A written file and its record.
pub(in crate::ops) struct Written {
    /// The claims of its line 1.
    pub(in crate::ops) claims: Claims,
    /// Neither stored in the vault nor installed yet.
    pub(in crate::ops) publication: Publication,
    /// The keys that its format cannot restrict as they must be.
    pub(in crate::ops) left_out: Vec<LeftOutKey>,
}

/// The collected entries of a file, ready to be written.
pub(in crate::ops) struct Gathered {
    sorter: Sorter,
    keys: RowSet,
    ends: Vec<(i64, Timestamp)>,
    left_out: Vec<LeftOutKey>,
    as_of: AsOf,
    iat: Timestamp,
    exp: Timestamp,
}

/// The series of a subject, or a new one. Nothing is changed yet.
///
/// # Errors
/// Its epoch is ahead of the clock: no server would accept a file of it.
pub(in crate::ops) fn series(transaction: &Transaction<'_>, subject: &str) -> Result<Stored<Series>> {
    let found: Option<Stored<Series>> = transaction.find(Index::SeriesSubject, subject)?.pop();
    let fresh = || Series {
        subject: subject.to_owned(),
        epoch: transaction.now().unix(),
        generation: 0,
        needs_review: None,
    };
    let series = found.unwrap_or_else(|| Stored { id: 0, record: fresh() });
    refuse_ahead(transaction, &series.record)?;
    Ok(series)
}

fn refuse_ahead(transaction: &Transaction<'_>, series: &Series) -> Result<()> {
    let epoch = Timestamp::from_unix(series.epoch);
    if epoch > transaction.now().plus(CLOCK_TOLERANCE) {
        let subject = &series.subject;
        return Err(Error::conflict(format!(
            "the series '{subject}' was started at {epoch}, when the clock was ahead; until then servers refuse its files"
        ))
        .hint("use another --audience or target, and configure the servers for it"));
    }
    Ok(())
}

/// Starts a new epoch above one that servers have seen and the vault has not.
pub(in crate::ops) fn raise_above(
    transaction: &Transaction<'_>,
    series: &mut Series,
    seen: Timestamp,
) -> Result<()> {
    if series.epoch <= seen.unix() {
        (series.epoch, series.generation) = (seen.unix() + 1, 0);
    }
    refuse_ahead(transaction, series)
}

/// Starts a new epoch, above everything that was written in the series, whoever wrote it, if the clock has passed it.
///
/// # Errors
/// It is ahead of the clock: no server would accept a file of it.
pub(in crate::ops) fn raise(transaction: &Transaction<'_>, series: &mut Series) -> Result<()> {
    (series.epoch, series.generation) = (transaction.now().unix().max(series.epoch + 1), 0);
    refuse_ahead(transaction, series)
}

/// Starts a new epoch in every series: its next file is above everything that this vault knows of and, if the
/// clock advanced, above everything written since.
pub(in crate::ops) fn raise_epochs(
    transaction: &mut Transaction<'_>,
    needs_review: Option<NeedsReview>,
) -> Result<()> {
    for mut stored in transaction.all::<Series>()? {
        stored.record.epoch = transaction.now().unix().max(stored.record.epoch + 1);
        stored.record.generation = 0;
        stored.record.needs_review = needs_review.or(stored.record.needs_review);
        transaction.update(&stored)?;
    }
    Ok(())
}

/// Collects the entry of every key that belongs in the file. Every key of the vault is passed to `observe` on
/// the way, so that no second pass is needed. Temporary data goes into `folder`.
pub(in crate::ops) fn gather(
    transaction: &Transaction<'_>,
    order: &Order<'_>,
    series: &Series,
    folder: &Path,
    observe: &mut dyn FnMut(i64, &Key),
    progress: &mut dyn FnMut(u64),
) -> Result<Gathered> {
    // The epoch may be ahead within the clock's tolerance; a file must not precede its epoch.
    let iat = transaction.now().max(Timestamp::from_unix(series.epoch));
    let exp = iat.plus(order.valid_for);
    let sorter = Sorter::new(folder, transaction.count(Table::Keys)?);
    let as_of = AsOf { generation: transaction.published_from(), at: iat };
    let (keys, ends, left_out) = (RowSet::default(), Vec::new(), Vec::new());
    let mut gathered = Gathered { sorter, keys, ends, left_out, as_of, iat, exp };
    let mut line = Vec::with_capacity(512);
    let mut seen = 0_u64;
    transaction.scan::<Key>(0, &mut |Stored { id, record: key, .. }| {
        seen += 1;
        if seen.is_multiple_of(1_000) {
            progress(1_000);
        }
        observe(id, &key);
        match order.membership(&key, iat, exp) {
            Membership::Outside => {}
            Membership::LeftOut => gathered.left_out.push(LeftOutKey { id: key.id, name: key.name }),
            Membership::Held => {
                gathered.keys.push(id);
                gathered.ends.extend(key.ends_at().filter(|end| *end < exp).map(|end| (id, end)));
                line.clear();
                let digest = key.digest;
                order.format.write_entry_in(order.dialect, &entry(key), &mut line);
                gathered.sorter.add(&digest, &line).map_err(temporary)?;
            }
        }
        Ok(Flow::Continue)
    })?;
    Ok(gathered)
}

impl Gathered {
    /// The row ids of its keys.
    pub(in crate::ops) fn keys(&self) -> &RowSet {
        &self.keys
    }

    /// The keys that its format cannot restrict as they must be.
    pub(in crate::ops) fn left_out(&self) -> &[LeftOutKey] {
        &self.left_out
    }

    /// The state of the vault that it was made from.
    pub(in crate::ops) fn as_of(&self) -> AsOf {
        self.as_of
    }

    /// What `Publication::entries` of this file would be, without writing it.
    pub(in crate::ops) fn digest(&mut self) -> Result<Digest> {
        let mut hasher = Hasher::new();
        let mut hash = |entries: &[u8]| {
            hasher.update(entries);
            Ok(())
        };
        self.sorter.for_each_sorted(&mut hash).map_err(temporary)?;
        Ok(hasher.finish())
    }

    /// Allocates the next generation of the series and writes the file.
    pub(in crate::ops) fn write(
        mut self,
        transaction: &mut Transaction<'_>,
        order: &Order<'_>,
        series: Stored<Series>,
        file: &mut File,
    ) -> Result<Written> {
        let series = advance(transaction, series)?;
        let mut claims = Claims {
            ver: VERSION,
            iss: issuer(transaction),
            sub: series.subject,
            aud: order.audiences.iter().map(ToString::to_string).collect(),
            iat: self.iat,
            exp: self.exp,
            epoch: Timestamp::from_unix(series.epoch),
            generation: series.generation,
            fmt: order.format,
            cnt: self.sorter.count(),
            dig: Digest::from_bytes([0; 32]),
        };
        let key = public_key::active(transaction)?;
        let entries = assemble(file, &mut claims, order.dialect, &key, &mut self.sorter)
            .map_err(|error| Error::io("writing the file", error))?;
        let publication = Publication {
            subject: claims.sub.clone(),
            epoch: series.epoch,
            generation: claims.generation,
            dig: claims.dig,
            entries,
            iat: claims.iat,
            exp: claims.exp,
            keys: self.keys,
            ends: self.ends,
            gone: Vec::new(),
            lost: false,
            placed_at: None,
            reloaded_at: None,
            as_of: Some(self.as_of),
            log_count: Some(transaction.log_count()),
            found_expired_at: None,
        };
        Ok(Written { claims, publication, left_out: self.left_out })
    }
}

/// The claim `iss` of this vault's files.
pub(in crate::ops) fn issuer(transaction: &Transaction<'_>) -> String {
    format!("urn:uuid:{}", transaction.vault_id())
}

fn advance(transaction: &mut Transaction<'_>, mut series: Stored<Series>) -> Result<Series> {
    series.record.generation += 1;
    if series.id == 0 {
        transaction.insert(&series.record)?;
    } else {
        transaction.update(&series)?;
    }
    Ok(series.record)
}

/// Line 1 states the digest of what follows it, and its length does not depend on the digest: so it is
/// written first as a placeholder, and again at the end. Returns the digest of the entries alone.
fn assemble(
    file: &mut File,
    claims: &mut Claims,
    dialect: Dialect,
    key: &SigningKey,
    sorter: &mut Sorter,
) -> io::Result<Digest> {
    let provisional = sign_line(claims, key);
    file.write_all(provisional.as_bytes())?;
    let (mut hasher, mut piece) = (Hasher::new(), Vec::new());
    let mut writer = BodyWriter::begin(claims, dialect, &mut piece);
    let mut flush = |piece: &mut Vec<u8>| {
        hasher.update(piece);
        file.write_all(piece)?;
        piece.clear();
        Ok(())
    };
    sorter.for_each_sorted(&mut |entries| {
        writer.entries(entries, &mut piece);
        flush(&mut piece)
    })?;
    let entries = writer.finish(&mut piece);
    flush(&mut piece)?;
    claims.dig = hasher.finish();
    let line_1 = sign_line(claims, key);
    if line_1.len() != provisional.len() {
        return Err(io::Error::other("line 1 changed its length"));
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(line_1.as_bytes())?;
    // Without anything around them, they are the body.
    Ok(entries.unwrap_or(claims.dig))
}

fn temporary(error: io::Error) -> Error {
    Error::io("temporary data", error)
}

pub(in crate::ops) fn entry(key: Key) -> Entry {
    Entry {
        digest: key.digest,
        expires_at: key.ends_at(),
        id: key.id,
        not_before: key.not_before,
        scopes: key.scopes,
        resource: key.resource,
        environment: key.environment,
        networks: key.networks,
    }
}
