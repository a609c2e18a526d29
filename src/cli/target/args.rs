//! Arguments of `target`, `publish` and `receipt`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::args::values::{self, FormatArg, OrNone};
use crate::domain::hook::HookCommand;
use crate::domain::name::{Label, PlainName};
use crate::domain::rights::{Audience, Environment, ResourcePath, Scope};
use crate::domain::time::Span;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright target add edge --format haproxy --path /srv/keys/edge.map \\
      --audience edge --reload \"systemctl reload haproxy\"
  keywright target list
  keywright target edit edge --valid-for 14d
  keywright publish";

/// The commands on targets.
#[derive(Debug, Subcommand)]
// Made once per process: the size of the largest does not matter.
#[allow(clippy::large_enum_variant)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum TargetCommand {
    Add(TargetAddArgs),
    /// List the targets, oldest first
    #[command(after_help = LIST_EXAMPLES)]
    List,
    Show(TargetShowArgs),
    Edit(TargetEditArgs),
    Remove(TargetRemoveArgs),
}

const ADD_EXAMPLES: &str = "\
Examples:
  keywright target add edge --format jsonl --path /srv/keys/edge --audience edge
  keywright target add shop --format haproxy --path /etc/haproxy/keys.map \\
      --resource acme/shop --environment prod --mode 0640 --group haproxy \\
      --reload \"systemctl reload haproxy\"
  keywright target add far --format jsonl --path /srv/sync/keys.jsonl \\
      --valid-for 60d --pickup 6h --servers eu-1,eu-2";

/// Add a place that verification files are kept up to date in
///
/// `publish` writes the file. --resource, --environment and --scope keep every key in that could
/// pass where they are asked for: also keys bound above or below, and keys that are not bound.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct TargetAddArgs {
    /// The target's name: what servers see as the subject of its files
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// What kind of file
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: FormatArg,

    /// Where the file goes
    #[arg(long, value_name = "PATH")]
    pub path: PathBuf,

    /// For whom; servers can require it; repeatable, or none: for anybody
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Vec<Audience>,

    /// How long servers may use a file: days, or with s, m, h, d, w; 30d unless set
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub valid_for: Option<Span>,

    /// Only keys that could act on this resource; repeatable, or none
    #[arg(long, value_name = "PATH")]
    pub resource: Vec<ResourcePath>,

    /// Only keys that could be used in this environment; repeatable, or none
    #[arg(long, value_name = "ENV")]
    pub environment: Vec<Environment>,

    /// Only keys with one of these scopes, comma-separated; repeatable, or none
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    pub scope: Vec<Scope>,

    /// Only keys of this profile; repeatable, or none
    #[arg(long, value_name = "PROFILE")]
    pub profile: Vec<PlainName>,

    /// Only keys with this label; repeatable: all are required; or none
    #[arg(long, value_name = "K=V")]
    pub label: Vec<Label>,

    /// The file's permission bits, octal; 0600 unless set
    #[arg(long, value_name = "MODE", value_parser = values::mode)]
    pub mode: Option<u32>,

    /// The file's group, by name or number; or none: that of the file it replaces
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,

    /// How long servers may take to pick a new file up; rotations wait for it; or none
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub pickup: Option<Span>,

    /// The servers whose receipts count, comma-separated; repeatable, or none
    #[arg(long, value_name = "SERVERS", value_delimiter = ',')]
    pub servers: Vec<PlainName>,

    /// Let rotations go on without waiting for this target
    #[arg(long)]
    pub optional: bool,

    /// What tells the servers of a new file, split as a shell splits words and run without one; or none
    #[arg(long, value_name = "COMMAND")]
    pub reload: Option<HookCommand>,
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright target list
  keywright target list -o json";

const SHOW_EXAMPLES: &str = "\
Examples:
  keywright target show edge";

/// Show a target
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct TargetShowArgs {
    /// The target's name
    #[arg(value_name = "NAME")]
    pub name: PlainName,
}

const EDIT_EXAMPLES: &str = "\
Examples:
  keywright target edit edge --valid-for 14d --audience edge --audience edge-2
  keywright target edit edge --resource none --reload none
  keywright target edit edge --optional";

/// Change a target; its next file follows
///
/// What is given takes the place of what was there, a list as a whole. `none` takes it away.
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct TargetEditArgs {
    /// The target's name
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// What kind of file
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<FormatArg>,

    /// Where the file goes; the one in the old place stays there
    #[arg(long, value_name = "PATH")]
    pub path: Option<PathBuf>,

    /// For whom; servers can require it; repeatable, or none: for anybody
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Vec<OrNone<Audience>>,

    /// How long servers may use a file: days, or with s, m, h, d, w; 30d unless set
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub valid_for: Option<Span>,

    /// Only keys that could act on this resource; repeatable, or none
    #[arg(long, value_name = "PATH")]
    pub resource: Vec<OrNone<ResourcePath>>,

    /// Only keys that could be used in this environment; repeatable, or none
    #[arg(long, value_name = "ENV")]
    pub environment: Vec<OrNone<Environment>>,

    /// Only keys with one of these scopes, comma-separated; repeatable, or none
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    pub scope: Vec<OrNone<Scope>>,

    /// Only keys of this profile; repeatable, or none
    #[arg(long, value_name = "PROFILE")]
    pub profile: Vec<OrNone<PlainName>>,

    /// Only keys with this label; repeatable: all are required; or none
    #[arg(long, value_name = "K=V")]
    pub label: Vec<OrNone<Label>>,

    /// The file's permission bits, octal; 0600 unless set
    #[arg(long, value_name = "MODE", value_parser = values::mode)]
    pub mode: Option<u32>,

    /// The file's group, by name or number; or none: that of the file it replaces
    #[arg(long, value_name = "GROUP")]
    pub group: Option<OrNone<String>>,

    /// How long servers may take to pick a new file up; rotations wait for it; or none
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub pickup: Option<OrNone<Span>>,

    /// The servers whose receipts count, comma-separated; repeatable, or none
    #[arg(long, value_name = "SERVERS", value_delimiter = ',')]
    pub servers: Vec<OrNone<PlainName>>,

    /// Let rotations go on without waiting for this target
    #[arg(long)]
    pub optional: bool,

    /// What tells the servers of a new file, split as a shell splits words and run without one; or none
    #[arg(long, value_name = "COMMAND")]
    pub reload: Option<OrNone<HookCommand>>,

    /// Let rotations wait for this target again
    #[arg(long, conflicts_with = "optional")]
    pub required: bool,
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  keywright target remove edge --yes";

/// Remove a target; the file in its place stays
///
/// A target of the same name goes on with its generations.
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct TargetRemoveArgs {
    /// The target's name
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// Do not ask; needed where nobody can be asked
    #[arg(short, long)]
    pub yes: bool,
}

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
    /// These targets [default: all]
    #[arg(value_name = "TARGET")]
    pub targets: Vec<PlainName>,

    /// Write new files even if nothing changed
    #[arg(long)]
    pub force: bool,

    /// Only say what is due; exit 8 if anything is
    #[arg(long, conflicts_with = "force")]
    pub check: bool,

    /// After a restore: go on, although other keys pass then than with the files that servers have
    #[arg(long)]
    pub accept_restore: bool,
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
