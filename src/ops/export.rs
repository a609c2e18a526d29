//! Writing a verification file that belongs to no target.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::place::{look_at, write_failed};
use super::public_key;
use super::refusal;
use super::spool::Spool;
use crate::crypto::hash::Hasher;
use crate::crypto::signing::SigningKey;
use crate::domain::audit::{Action, Deed};
use crate::domain::digest::Digest;
use crate::domain::key::Key;
use crate::domain::rights::Audience;
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::files::{Draft, Placed};
use crate::store::{CLOCK_TOLERANCE, Clocking, Flow, Series, Stored, Table, Transaction, Unlocked, Vault};
use crate::verification::{Claims, Entry, Format, VERSION, sign_line};

/// What file is wanted.
#[derive(Debug, Clone)]
pub struct Request {
    /// For which kind of server.
    pub format: Format,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// How long it may be used.
    pub valid_for: Span,
    /// Where it goes; nowhere: the caller hands it on.
    pub out: Option<PathBuf>,
}

/// A file that was written.
pub struct Outcome {
    /// What its line 1 says.
    pub claims: Claims,
    /// The file itself, at its beginning, where no path was given. It has no name and is gone when
    /// this is dropped.
    pub file: Option<File>,
}

/// Writes the file in one transaction. Its generation is committed before the file appears, so
/// that no generation is ever used twice; a file that could not be put in place costs one.
pub fn export(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    clocking: Clocking,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    let folder = vault.path().parent().unwrap_or(Path::new("/"));
    let mut sink = Sink::open(request.out.as_deref(), folder)?;
    let claims = refusal::write(vault, now, clocking, |transaction| {
        let claims = write_file(transaction, request, folder, &mut sink, progress)?;
        let deed = Deed::new(Action::Export).subject(claims.sub.clone());
        let what =
            format!("epoch {}, generation {}, {} keys", claims.epoch.unix(), claims.generation, claims.cnt);
        transaction.record(deed.detail(what))?;
        Ok(claims)
    })?;
    Ok(Outcome { claims, file: sink.settle()? })
}

/// Where the file is written before it may be seen.
enum Sink {
    Draft(Draft, PathBuf),
    Nameless(File),
}

impl Sink {
    fn open(out: Option<&Path>, folder: &Path) -> Result<Self> {
        match out {
            Some(path) => {
                look_at(path)?;
                let draft = Draft::beside(path, 0o600).map_err(|error| write_failed(path, error))?;
                Ok(Self::Draft(draft, path.to_owned()))
            }
            None => tempfile::tempfile_in(folder)
                .map(Self::Nameless)
                .map_err(|error| Error::io(format!("temporary data in '{}'", folder.display()), error)),
        }
    }

    fn file(&mut self) -> &mut File {
        match self {
            Self::Draft(draft, _) => draft.file(),
            Self::Nameless(file) => file,
        }
    }

    fn settle(self) -> Result<Option<File>> {
        match self {
            Self::Draft(draft, path) => {
                let placed = draft.replace().and_then(Placed::durable);
                placed.map(|()| None).map_err(|error| write_failed(&path, error))
            }
            Self::Nameless(mut file) => {
                file.rewind().map_err(|error| Error::io("the spooled file", error))?;
                Ok(Some(file))
            }
        }
    }
}

fn write_file(
    transaction: &mut Transaction<'_>,
    request: &Request,
    folder: &Path,
    sink: &mut Sink,
    progress: &mut dyn FnMut(u64),
) -> Result<Claims> {
    let series = next_in_series(transaction, request)?;
    let epoch = Timestamp::from_unix(series.epoch);
    if epoch > transaction.now().plus(CLOCK_TOLERANCE) {
        return Err(Error::conflict(format!(
            "the files '{}' were begun at {epoch}, when the clock was ahead; until then no server accepts another",
            series.subject
        ))
        .hint("export for another --audience, and let the servers expect that"));
    }
    // Within the tolerance of the clock the epoch may lie ahead; a file must not precede its epoch.
    let iat = transaction.now().max(epoch);
    let exp = iat.plus(request.valid_for);
    let mut spool = Spool::new(folder, transaction.count(Table::Keys));
    gather(transaction, request.format, (iat, exp), &mut spool, progress)?;
    let mut claims = Claims {
        ver: VERSION,
        iss: format!("urn:uuid:{}", transaction.vault_id()),
        sub: series.subject,
        aud: request.audiences.iter().map(ToString::to_string).collect(),
        iat,
        exp,
        epoch,
        generation: series.generation,
        fmt: request.format,
        cnt: spool.count(),
        dig: Digest::from_bytes([0; 32]),
    };
    let key = public_key::active(transaction)?;
    assemble(sink.file(), &mut claims, &key, spool).map_err(|error| Error::io("writing the file", error))?;
    Ok(claims)
}

/// Line 1 states the digest of what follows it, and its length does not depend on the digest: so
/// its place is kept free, and filled at the end.
fn assemble(file: &mut File, claims: &mut Claims, key: &SigningKey, spool: Spool) -> io::Result<()> {
    let placeholder = sign_line(claims, key);
    file.write_all(placeholder.as_bytes())?;
    let mut hasher = Hasher::new();
    let mut prologue = Vec::new();
    claims.fmt.write_prologue(claims.exp, &mut prologue);
    hasher.update(&prologue);
    file.write_all(&prologue)?;
    spool.for_each_sorted(&mut |entries| {
        hasher.update(entries);
        file.write_all(entries)
    })?;
    claims.dig = hasher.finish();
    let line_1 = sign_line(claims, key);
    if line_1.len() != placeholder.len() {
        return Err(io::Error::other("line 1 changed its length"));
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(line_1.as_bytes())
}

/// Advances the series that this export belongs to.
fn next_in_series(transaction: &mut Transaction<'_>, request: &Request) -> Result<Series> {
    let mut audiences: Vec<&str> = request.audiences.iter().map(Audience::as_str).collect();
    audiences.sort_unstable();
    audiences.dedup();
    let mut subject = format!("export/{}", request.format);
    if !audiences.is_empty() {
        subject.push('/');
        subject.push_str(&audiences.join(","));
    }
    let found: Option<Stored<Series>> = transaction.find("subject", subject.as_bytes())?.pop();
    if let Some(mut stored) = found {
        stored.record.generation += 1;
        transaction.update(&stored)?;
        return Ok(stored.record);
    }
    let series = Series { subject, epoch: transaction.now().unix(), generation: 1 };
    transaction.insert(&series)?;
    Ok(series)
}

/// Spools the entry of every key that is or may become valid between the two instants.
fn gather(
    transaction: &Transaction<'_>,
    format: Format,
    (from, until): (Timestamp, Timestamp),
    spool: &mut Spool,
    progress: &mut dyn FnMut(u64),
) -> Result<()> {
    let mut line = Vec::with_capacity(512);
    let mut seen = 0_u64;
    transaction.scan::<Key>(0, &mut |stored| {
        seen += 1;
        if seen.is_multiple_of(1_000) {
            progress(1_000);
        }
        let key = stored.record;
        if key.status(from).is_published() && key.not_before.is_none_or(|start| start < until) {
            line.clear();
            let digest = key.digest;
            format.write_entry(&entry(key), &mut line);
            spool.add(&digest, &line).map_err(|error| Error::io("temporary data", error))?;
        }
        Ok(Flow::Continue)
    })
}

fn entry(key: Key) -> Entry {
    Entry {
        digest: key.digest,
        expires_at: key.ends_at(),
        id: key.id,
        not_before: key.not_before,
        scopes: key.scopes,
        resource: key.resource,
        environment: key.environment,
    }
}
