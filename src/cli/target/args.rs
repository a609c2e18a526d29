//! Arguments of `target`.

use clap::{Args, Subcommand};

use crate::domain::name::PlainName;
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
    /// The target.
    #[command(flatten)]
    pub new: New,
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

    /// What shall change.
    #[command(flatten)]
    pub edit: Edit,
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

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,
}
