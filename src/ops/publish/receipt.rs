//! Importing servers' receipts of the files that they have loaded.

use std::path::{Path, PathBuf};

use super::history;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Reason, Result};
use crate::files::read_small;
use crate::ops::target;
use crate::store::{CLOCK_TOLERANCE, Index, Stored, Transaction, Unlocked, Vault};

/// A receipt, and whether it was new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// As the server wrote it.
    pub receipt: Receipt,
    /// False if an equally new or newer receipt of the server was already stored.
    pub changed: bool,
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
    let bytes = read_small(file).map_err(|error| Error::io(format!("reading '{name}' failed"), error))?;
    let receipts = serde_json::Deserializer::from_slice(&bytes).into_iter::<Receipt>();
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
    let known = transaction.find::<Receipt>(Index::ReceiptTarget, &receipt.target)?;
    let known = known.into_iter().find(|known| known.record.server == receipt.server);
    match known {
        Some(known) if known.record.serial() >= receipt.serial() => {
            return Ok(Imported { receipt, changed: false });
        }
        Some(known) => {
            transaction.update(&Stored { record: receipt.clone(), ..known })?;
        }
        None => {
            transaction.insert(&receipt)?;
        }
    }
    let audit_entry = AuditEntry::new(Action::ReceiptImport).subject(receipt.target.clone());
    transaction.record(audit_entry.detail(words(&receipt)))?;
    Ok(Imported { receipt, changed: true })
}

/// What the log says of a receipt: all of it but the digest of the file.
pub(in crate::ops) fn words(receipt: &Receipt) -> String {
    let Receipt { server, epoch, generation, loaded_at, .. } = receipt;
    format!("{server} had epoch {epoch}, generation {generation} at {loaded_at}")
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
