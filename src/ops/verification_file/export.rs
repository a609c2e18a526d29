//! Writing a verification file that belongs to no target.

use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};

use clap::Args;

use super::destination::{examine, persist, write_failed};
use super::left_out::LeftOutKey;
use super::replaced;
use super::signed::{self, Order, Written, issuer};
use super::{dialect_parser, format_parser, refuse_dialect};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::rights::Audience;
use crate::domain::shell;
use crate::domain::target::Filter;
use crate::domain::time::{Span, Timestamp};
use crate::domain::words;
use crate::error::{Error, Result};
use crate::files::Draft;
use crate::ops::denial;
use crate::ops::publish::history;
use crate::store::{Series, StoreError, Transaction, Unlocked, Vault};
use crate::verification::{Claims, Dialect, Format};

/// What file is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Request {
    /// File format
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub format: Format,

    /// Dialect of SQL, for the format sql
    #[arg(long, value_name = "DIALECT", value_parser = dialect_parser(), default_value = "portable")]
    pub dialect: Dialect,

    /// Audience of the file, which servers can require; repeatable
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Vec<Audience>,

    /// Validity of the file: days, or with s, m, h, d, w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, default_value = "7d")]
    pub valid_for: Span,

    /// Write the file to this path, atomically, instead of stdout
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Replace a file in force of another issuer, subject or format, or a newer one
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// The exported file.
pub struct Outcome {
    /// The claims of line 1.
    pub claims: Claims,
    /// The vault is older than the last export or was repaired since, and the two have not been compared.
    pub needs_review: bool,
    /// The keys that its format cannot restrict as they must be.
    pub left_out: Vec<LeftOutKey>,
    /// An error: it could not be installed, and its generation is used up.
    pub file: Result<Exported>,
}

/// What became of the file.
pub enum Exported {
    /// It was installed at the path that was given.
    Installed,
    /// It was not: a newer one that was exported meanwhile is there.
    Superseded,
    /// No path was given: the unlinked file, positioned at its start; it is deleted when this is dropped.
    Unnamed(File),
}

/// Writes the file in one transaction. Its generation is committed before the file appears, so that no
/// generation is ever used twice; a file that cannot be installed wastes one.
pub fn export(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    refuse_dialect(request.format, request.dialect)?;
    let folder = vault.path().parent().unwrap_or(Path::new("/"));
    let mut sink = Sink::open(request.out.as_deref(), folder)?;
    let (claims, left_out, needs_review) = denial::write(vault, now, |transaction| {
        let (Written { claims, left_out, .. }, needs_review) =
            write_file(transaction, request, folder, &mut sink, progress)?;
        let audit_entry = AuditEntry::new(Action::Export).subject(claims.sub.clone());
        let what = format!(
            "epoch {}, generation {}, {}",
            claims.epoch.unix(),
            claims.generation,
            words::count(claims.cnt, "key")
        );
        transaction.record(audit_entry.detail(what))?;
        Ok((claims, left_out, needs_review))
    })?;
    let file = sink.finish(vault, request, &claims, now);
    Ok(Outcome { claims, needs_review, left_out, file })
}

/// Where the file is written before it becomes visible.
enum Sink {
    Draft(Draft, PathBuf),
    Nameless(File),
}

impl Sink {
    fn open(out: Option<&Path>, folder: &Path) -> Result<Self> {
        match out {
            Some(path) => {
                examine(path)?;
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

    fn finish(
        self,
        vault: &Vault<Unlocked>,
        request: &Request,
        claims: &Claims,
        now: Timestamp,
    ) -> Result<Exported> {
        let (draft, path) = match self {
            Self::Draft(draft, path) => (draft, path),
            Self::Nameless(mut file) => {
                file.rewind().map_err(|error| Error::io("the spooled file", error))?;
                return Ok(Exported::Unnamed(file));
            }
        };
        // The vault itself may fail: that the file was not written must be said then, too.
        let unwritten = |mut error: Error| {
            if error.cause::<StoreError>().is_some() {
                error.message = format!("writing '{}' failed: {}", path.display(), error.message);
            }
            error
        };
        // Under the lock of the vault: of two exports at once, the newer file stays.
        let placed = vault.write_lenient(now, |transaction| {
            let serial = (claims.epoch.unix(), claims.generation);
            if replaced::is_superseded(transaction, &path, &claims.sub, serial)? {
                return Ok(Exported::Superseded);
            }
            if !request.force {
                replaced::refuse_another(transaction, &path, &claims.sub, claims.fmt)?;
            }
            persist(draft, &path)?;
            note_written(transaction, claims)?;
            Ok(Exported::Installed)
        });
        placed.map_err(unwritten)
    }
}

fn write_file(
    transaction: &mut Transaction<'_>,
    request: &Request,
    folder: &Path,
    sink: &mut Sink,
    progress: &mut dyn FnMut(u64),
) -> Result<(Written, bool)> {
    let subject = subject(request);
    let order = Order {
        format: request.format,
        dialect: request.dialect,
        audiences: &request.audience,
        valid_for: request.valid_for,
        filter: &Filter::default(),
    };
    let mut series = signed::series(transaction, &subject)?;
    if let Some(path) = &request.out {
        prepare(transaction, path, request, &mut series.record)?;
    }
    let needs_review = series.record.needs_review.take().is_some();
    let gathered = signed::gather(transaction, &order, &series.record, folder, &mut |_, _| {}, progress)?;
    let written = gathered.write(transaction, &order, series, sink.file())?;
    history::add(transaction, &written.publication)?;
    Ok((written, needs_review))
}

/// Notes that a file without a path was written to its end.
pub fn handed_out(vault: &Vault<Unlocked>, claims: &Claims, now: Timestamp) -> Result<()> {
    vault.write_lenient(now, |transaction| note_written(transaction, claims))
}

/// Where it is used is unknown, so it counts as installed. Until then, it supersedes none.
fn note_written(transaction: &mut Transaction<'_>, claims: &Claims) -> Result<()> {
    let serial = (claims.epoch.unix(), claims.generation);
    let files = history::of(transaction, &claims.sub)?;
    for mut file in files.into_iter().filter(|file| !file.record.lost && file.record.serial() == serial) {
        file.record.placed_at = Some(transaction.now());
        file.record.reloaded_at = file.record.placed_at;
        transaction.update(&file)?;
    }
    Ok(())
}

/// Refuses, before a generation is used up, to replace what is not an older file of the series. With `--force` the
/// new one is above it.
fn prepare(transaction: &Transaction<'_>, path: &Path, request: &Request, series: &mut Series) -> Result<()> {
    if !request.force {
        replaced::refuse_another(transaction, path, &series.subject, request.format)?;
        let serial = (series.epoch, series.generation + 1);
        return replaced::is_superseded(transaction, path, &series.subject, serial).map(|_| ());
    }
    let is_ours = |found: &Claims| found.iss == issuer(transaction) && found.sub == series.subject;
    match replaced::present(transaction, path)?.filter(is_ours) {
        Some(found) if (found.epoch.unix(), found.generation) > (series.epoch, series.generation) => {
            signed::raise_above(transaction, series, found.epoch)
        }
        _ => Ok(()),
    }
}

/// The subject of the export's series.
fn subject(request: &Request) -> String {
    let mut audiences: Vec<&str> = request.audience.iter().map(Audience::as_str).collect();
    audiences.sort_unstable();
    audiences.dedup();
    let mut subject = format!("export/{}", request.format);
    if !audiences.is_empty() {
        subject.push('/');
        subject.push_str(&audiences.join(","));
    }
    subject
}

/// How the file of an exported series is renewed, as a hint.
pub fn renewing(subject: &str) -> String {
    let rest = subject.strip_prefix("export/").unwrap_or(subject);
    let (format, audiences) = rest.split_once('/').unwrap_or((rest, ""));
    let audiences = audiences.split(',').filter(|audience| !audience.is_empty());
    let words = audiences.map(|audience| format!(" --audience {}", shell::word(audience)));
    let options = format!("--format {format}{}", words.collect::<String>());
    format!(
        "export it again with `keywright export {options}` and install it, or have it kept up to date with `keywright target add NAME {options} --path PATH`"
    )
}
