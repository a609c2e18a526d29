//! Arguments of `publish` and `receipt`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::ops::publish::Request;

/// Whether a change reaches the servers' files at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct PublishAfter {
    /// Publish the targets that changed, afterwards
    #[arg(long)]
    pub publish: bool,
}

const PUBLISH_EXAMPLES: &str = "\
Examples:
  keywright publish
  keywright publish edge --force
  keywright publish edge --raise-epoch
  keywright publish --check --no-input; test $? -eq 8 && echo 'a file is due'";

/// Write the files of targets that are out of date, and reload their servers
///
/// A file is written if its keys changed, if less than half of its validity is left, or if the installed
/// file is not the newest; each is installed atomically. A failure of one target does not stop the others,
/// and the next run resumes it.
///
/// The first file after `vault restore`, `vault check --repair` or `init --from-recovered` is compared with
/// the installed one: if it would accept a key that was refused, or refuse one that was accepted, nothing
/// is written and the keys are listed, unless --accept-restore is given.
///
/// A file at a target's path that has not expired and is of another issuer, subject or format is replaced only with
/// --force (exit 4).
///
/// --raise-epoch is for servers that refuse every new file as older (exit 7): somebody else signed one ahead of it.
/// First have the servers trust that signing key no longer, then wait five minutes.
#[derive(Debug, Args)]
#[command(after_help = PUBLISH_EXAMPLES)]
pub struct PublishArgs {
    /// What is to be published.
    #[command(flatten)]
    pub request: Request,
}

pub(in crate::cli) const RECEIPT_EXAMPLES: &str = "\
Examples:
  keywright receipt import eu-1.receipt.json eu-2.receipt.json";

/// The commands on receipts.
#[derive(Debug, Subcommand)]
// Described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum ReceiptCommand {
    Import(ReceiptImportArgs),
}

const RECEIPT_IMPORT_EXAMPLES: &str = "\
Examples:
  keywright receipt import eu-1.receipt.json eu-2.receipt.json
  mkdir -p received/eu-1 &&
      scp 'eu-1:/var/lib/app/keywright/*.receipt.json' received/eu-1/ &&
      keywright receipt import received/*/*.receipt.json";

/// Import receipts of the files that servers have loaded
///
/// A server that verifies with a state folder writes a file ….receipt.json there, of the same name as those of other
/// servers: collect them in a folder for each. Receipts only show when all servers have reported a file without a
/// key; the exposure of a key is computed from the files alone.
/// All or none are imported.
#[derive(Debug, Args)]
#[command(after_help = RECEIPT_IMPORT_EXAMPLES)]
pub struct ReceiptImportArgs {
    /// Files with one or more receipts
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}
