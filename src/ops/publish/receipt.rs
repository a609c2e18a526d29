//! Importing servers' receipts of the files that they have loaded.

use std::fmt::{self, Display, Formatter};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::history;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::publication::Publication;
use crate::domain::receipt::{Receipt, went_back};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Reason, Result};
use crate::files::{UTF_16, UTF_16_HINT, is_utf16, read_small, without_bom};
use crate::ops::target;
use crate::store::{CLOCK_TOLERANCE, Index, Transaction, Unlocked, Vault};

/// A receipt, and whether it was new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// As the server wrote it.
    pub receipt: Receipt,
    /// False if this or a later receipt of the server was already stored.
    pub changed: bool,
    /// The epoch and generation of the later file that the server reported before: it went back. What it said
    /// then does not count any more. `None`: it has not gone back.
    pub went_back_from: Option<(i64, u64)>,
}

/// Imports the receipts of all these files, or none of them. A file holds one or more.
pub fn import(vault: &Vault<Unlocked>, files: &[PathBuf], now: Timestamp) -> Result<Vec<Imported>> {
    let mut receipts = Vec::new();
    for file in files {
        receipts.extend(read(file)?.into_iter().map(|receipt| (file.as_path(), receipt)));
    }
    vault.write(now, |transaction| {
        let import = |(file, receipt): (&Path, Receipt)| import_one(transaction, file, receipt);
        receipts.into_iter().map(import).collect()
    })
}

fn read(file: &Path) -> Result<Vec<Receipt>> {
    let name = file.display();
    let bytes = read_small(file).map_err(|error| {
        let is_folder = error.kind() == ErrorKind::IsADirectory;
        let error = Error::io(format!("reading '{name}' failed"), error);
        if is_folder { error.hint(format!("name the receipts in it: {name}/*.receipt.json")) } else { error }
    })?;
    if is_utf16(&bytes) {
        return Err(Error::usage(format!("'{name}' is not a receipt: {UTF_16}")).hint(UTF_16_HINT));
    }
    let receipts = serde_json::Deserializer::from_slice(without_bom(&bytes)).into_iter::<Receipt>();
    let receipts: Vec<Receipt> = receipts.collect::<Result<_, _>>().map_err(|error| {
        Error::usage(format!("'{name}' is not a receipt: {error}"))
            .hint("import the file ….receipt.json from a server's --state folder")
    })?;
    if receipts.is_empty() {
        return Err(Error::usage(format!("'{name}' is empty")));
    }
    Ok(receipts)
}

fn import_one(transaction: &mut Transaction<'_>, file: &Path, receipt: Receipt) -> Result<Imported> {
    verify(transaction, file, &receipt)?;
    let found = transaction.find::<Receipt>(Index::ReceiptTarget, &receipt.target)?;
    let own: Vec<_> = found.into_iter().filter(|known| known.record.server == receipt.server).collect();
    if own.iter().any(|known| known.record.order() >= receipt.order()) {
        return Ok(Imported { receipt, changed: false, went_back_from: None });
    }
    // Of the earlier words, that of the latest file is kept until the server has reported that file again.
    let latest = own.iter().map(|known| known.record.serial()).max();
    let went_back_from = latest.filter(|latest| *latest > receipt.serial());
    for known in own.iter().filter(|known| Some(known.record.serial()) != went_back_from) {
        transaction.delete(known)?;
    }
    transaction.insert(&receipt)?;
    let back = went_back_from.map_or_else(String::new, |(epoch, generation)| {
        format!("{WENT_BACK}epoch {epoch}, generation {generation}")
    });
    let audit_entry = AuditEntry::new(Action::ReceiptImport).subject(receipt.target.clone());
    transaction.record(audit_entry.detail(words(&receipt) + &back))?;
    Ok(Imported { receipt, changed: true, went_back_from })
}

/// What the log says of a receipt: all of it but the digest of the file.
pub(in crate::ops) fn words(receipt: &Receipt) -> String {
    let Receipt { server, epoch, generation, loaded_at, .. } = receipt;
    format!("{server} had epoch {epoch}, generation {generation} at {loaded_at}")
}

/// Before the file that a server went back from.
const WENT_BACK: &str = "; it went back from ";

/// Whether the newest event of a server speaks of the receipt with these words: it wrote it, or it kept it as the word
/// of the later file that the server went back from.
pub(in crate::ops) fn speaks_of(event: &str, words: &str) -> bool {
    let (wrote, kept) = event.split_once(WENT_BACK).unwrap_or((event, ""));
    let file = words.split_once(" had ").and_then(|(_, rest)| Some(rest.split_once(" at ")?.0));
    wrote == words || file == Some(kept)
}

/// Rejects a receipt that does not match the vault's records: receipts are not signed.
fn verify(transaction: &Transaction<'_>, file: &Path, receipt: &Receipt) -> Result<()> {
    let Receipt { target: name, server, epoch, generation, .. } = receipt;
    let serial = format!("'{}'", file.display());
    let known: PlainName =
        name.parse().map_err(|_| Error::not_found(format!("{serial}: no target '{name}'")))?;
    let target = target::existing(transaction, &known)?.record;
    if !target.servers.iter().any(|named| named.as_str() == server) {
        return Err(Error::conflict(format!("{serial}: '{server}' is not a server of target '{name}'"))
            .hint(format!("name its servers with `keywright target edit {name} --servers …`")));
    }
    let files = history::of(transaction, name)?;
    let found = files.iter().map(|stored| &stored.record).find(|found| found.serial() == receipt.serial());
    let Some(found) = found else {
        return Err(Error::conflict(format!(
            "{serial}: generation {generation} of epoch {epoch} of '{name}' is not remembered"
        ))
        .hint("import receipts of files that have not expired"));
    };
    if found.dig != receipt.dig {
        let what = format!(
            "{serial}: generation {generation} of '{name}' has another digest than '{server}' has loaded"
        );
        return Err(Error::new(Kind::Tampered(Reason::Digest), what)
            .hint(format!("check what '{server}' has loaded: it is not the published file")));
    }
    let now = transaction.now();
    if receipt.loaded_at < found.iat.minus(CLOCK_TOLERANCE) || receipt.loaded_at > now.plus(CLOCK_TOLERANCE) {
        let what = format!(
            "{serial}: '{server}' says it loaded the file at {}, but it was made at {} and now is {now}",
            receipt.loaded_at, found.iat
        );
        return Err(Error::conflict(what).hint(format!("set the clock of '{server}'")));
    }
    Ok(())
}

/// A server that went back to an older file, which it may still use.
pub(in crate::ops) struct WentBack {
    pub(in crate::ops) server: PlainName,
    /// Its last word.
    pub(in crate::ops) last: Receipt,
    /// The generation that it reported before.
    pub(in crate::ops) from: u64,
}

impl Display for WentBack {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { server, last: Receipt { generation, loaded_at, .. }, from } = self;
        write!(f, "server '{server}' went back from generation {from} to {generation} at {loaded_at}")
    }
}

/// The servers of a target that went back. Not those whose older file has expired since: they use it no more.
pub(in crate::ops) fn gone_back(transaction: &Transaction<'_>, target: &Target) -> Result<Vec<WentBack>> {
    let receipts = history::receipts(transaction, target.name.as_str())?;
    let mut all = Vec::new();
    for server in &target.servers {
        let Some((last, newest)) = went_back(&receipts, server.as_str()) else { continue };
        let files = history::of(transaction, target.name.as_str())?;
        let is_used = |file: &Publication| file.serial() == last.serial() && file.exp > transaction.now();
        if files.iter().any(|file| is_used(&file.record)) {
            all.push(WentBack { server: server.clone(), last: last.clone(), from: newest.generation });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repair asks: the receipt that was written, and the one of the later file that is kept beside it.
    #[test]
    fn the_newest_event_speaks_of_what_it_wrote_and_what_it_kept() {
        let words = |generation: u64, at: u64| {
            format!("eu-1 had epoch 1, generation {generation} at 2026-01-0{at}T00:00:00Z")
        };
        let event = words(2, 3) + WENT_BACK + "epoch 1, generation 5";
        assert!(speaks_of(&event, &words(2, 3)) && speaks_of(&event, &words(5, 2)));
        assert!(!speaks_of(&event, &words(4, 1)) && !speaks_of(&event, &words(2, 1)));
        assert!(speaks_of(&words(2, 3), &words(2, 3)) && !speaks_of(&words(2, 3), &words(5, 2)));
    }
}
