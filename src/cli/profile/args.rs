//! Arguments of `profile`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use crate::cli::args::{WideArgs, values};
use crate::cli::hook::args::MissingPrograms;
use crate::domain::name::PlainName;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright profile add --builtin pakyas
  keywright profile add --from shop.toml
  keywright profile list
  keywright profile show pakyas
  keywright key create \"CI deployer\" --profile pakyas

A profile is a TOML file; all its members but the name may be left out:
  name = \"pakyas\"
  prefix = \"pk_live\"
  scopes = [\"read\", \"write\"]        # nothing else can be granted
  default_scopes = [\"read\"]
  implies = { write = [\"read\"] }
  roles = { employee = [\"read\"] }
  require = [\"description\"]
  environments = [\"dev\", \"prod\"]
  networks = [\"10.0.0.0/8\"]           # a key's are these, or within them
  expires = \"90d\"
  max_expires = \"365d\"";

/// The commands on profiles.
#[derive(Debug, Subcommand)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum ProfileCommand {
    Add(ProfileAddArgs),
    /// List profiles
    #[command(after_help = LIST_EXAMPLES)]
    List(WideArgs),
    Show(ProfileShowArgs),
    Edit(ProfileEditArgs),
    Remove(ProfileRemoveArgs),
}

const ADD_EXAMPLES: &str = "\
Examples:
  keywright profile add --builtin pakyas
  keywright profile add --from shop.toml
  keywright profile add --from - < shop.toml";

/// Add a profile: a template and limits for keys
///
/// Every error in the file is reported with its line; then nothing is added.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
#[command(group = ArgGroup::new("source").required(true))]
pub struct ProfileAddArgs {
    /// The TOML file, or - for stdin; at most 64 KiB
    #[arg(long, value_name = "FILE", group = "source")]
    pub from: Option<PathBuf>,

    /// A built-in profile, named after the system to migrate from
    #[arg(long, value_name = "NAME", value_parser = values::Builtin, group = "source")]
    pub builtin: Option<PlainName>,

    /// Whether hooks may be missing.
    #[command(flatten)]
    pub missing: MissingPrograms,
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright profile list
  keywright profile list -o json";

const SHOW_EXAMPLES: &str = "\
Examples:
  keywright profile show pakyas
  keywright profile show default -o json";

/// Show a profile, and which live keys fall outside of its limits
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct ProfileShowArgs {
    /// Its name; default is the profile of keys without one
    #[arg(value_name = "NAME")]
    pub name: PlainName,
}

const EDIT_EXAMPLES: &str = "\
Examples:
  keywright profile edit pakyas --from pakyas.toml";

/// Replace a profile with the content of a file
///
/// It applies to later keys, edits and rotations. The rights of issued keys are unchanged; profile show
/// lists the keys outside of the new limits.
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct ProfileEditArgs {
    /// Its name, which must be the one in the file
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// The TOML file, or - for stdin; at most 64 KiB
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,

    /// Whether hooks may be missing.
    #[command(flatten)]
    pub missing: MissingPrograms,
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  keywright profile remove pakyas
  keywright profile remove pakyas --yes -o json";

/// Remove a profile that no live key uses
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct ProfileRemoveArgs {
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long, visible_alias = "force")]
    pub yes: bool,
}
