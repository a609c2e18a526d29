//! Arguments of `target`.

use clap::{Args, Subcommand};

use crate::cli::args::WideArgs;
use crate::domain::name::PlainName;
use crate::ops::hook::check::IfMissing;
use crate::ops::target::{Edit, New};

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
    List(WideArgs),
    Show(TargetShowArgs),
    Edit(TargetEditArgs),
    Remove(TargetRemoveArgs),
}

/// Whether what a target needs may be missing when it is set.
#[derive(Debug, Args)]
pub struct Missing {
    /// Accept a folder or a command that is not there yet
    #[arg(long)]
    pub force: bool,
}

impl Missing {
    /// What is done about it.
    pub(in crate::cli) fn policy(&self) -> IfMissing {
        IfMissing::unless_forced(self.force)
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  keywright target add edge --format jsonl --path /srv/keys/edge --audience edge
  keywright target add shop --format haproxy --path /etc/haproxy/keys.map \\
      --resource acme/shop --environment prod --mode 0640 --group haproxy \\
      --reload \"systemctl reload haproxy\"
  keywright target add db --format sql --dialect postgresql \\
      --path /srv/keys/db.sql --audience app
  keywright target add far --format jsonl --path /srv/sync/keys.jsonl \\
      --valid-for 60d --pickup 6h --servers eu-1,eu-2";

/// Add a target: a path at which verification files are kept up to date
///
/// `publish` writes the file. --resource, --environment and --scope include every key that may be valid for
/// them: also keys bound to a parent or a child, and keys that are not bound.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct TargetAddArgs {
    /// The target.
    #[command(flatten)]
    pub new: New,

    /// What may be missing.
    #[command(flatten)]
    pub missing: Missing,
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

/// Change a target, starting with its next file
///
/// Options replace the present values; a list is replaced as a whole. `none` removes it.
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct TargetEditArgs {
    /// The target's name
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// The changes.
    #[command(flatten)]
    pub edit: Edit,

    /// What may be missing.
    #[command(flatten)]
    pub missing: Missing,
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  keywright target remove edge --yes";

/// Remove a target, but keep its file
///
/// A new target of the same name continues its generations.
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct TargetRemoveArgs {
    /// The target's name
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,
}
