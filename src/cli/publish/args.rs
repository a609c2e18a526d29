//! Arguments of `publish` and `receipt`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::ops::publish::Request;

const PUBLISH_EXAMPLES: &str = "\
Examples:
  keywright publish
  keywright publish edge --force
  keywright publish --check --no-input || echo 'a file has to be written'";

/// Bring the files of targets up to date and tell their servers
///
/// A file is written if its keys changed, if less than half of its validity is left, or if what is
/// in its place is not the newest one; each is put in place atomically. What fails for one target
/// does not stop the others, and the next run resumes it.
///
/// The first file after `vault restore`, `vault check --repair` or `init --from-recovered` is compared with
/// the one in its place: where it would let in a key that did not pass, or shut one out, nothing is
/// written and the keys are named, until --accept-restore.
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
  scp 'eu-*:/var/lib/app/keywright/*.receipt.json' received/ &&
      keywright receipt import received/*";

/// Take in what servers say of the files that they have loaded
///
/// A server that decides with a state folder leaves a file ….receipt.json there. It counts for the
/// server that it names, and only tells when all servers had reported a file without a key: until
/// when a key could pass follows from the files alone. All or none of them are taken in.
#[derive(Debug, Args)]
#[command(after_help = RECEIPT_IMPORT_EXAMPLES)]
pub struct ReceiptImportArgs {
    /// Files with one or more receipts
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}
