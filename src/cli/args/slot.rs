//! Arguments of `slot`.

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};

use crate::domain::name::PlainName;
use crate::domain::slot::Role;

pub(super) const EXAMPLES: &str = "\
Examples:
  keywright slot list
  keywright slot add laptop --identity ~/.ssh/id_ed25519
  keywright slot add build-team --role admin --recipient \"$(cat team.pub)\"";

/// The commands on slots.
#[derive(Debug, Subcommand)]
pub enum SlotCommand {
    /// List the ways to unlock the vault
    #[command(after_help = LIST_EXAMPLES)]
    List,
    #[allow(missing_docs)] // described with its arguments
    Add(SlotAddArgs),
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright slot list
  keywright slot list -o json";

const ADD_EXAMPLES: &str = "\
Examples:
  keywright slot add laptop --identity ~/.ssh/id_ed25519
  keywright slot add ops --role admin                    # asks for a passphrase
  keywright slot add ops --role admin --passphrase-file /run/secrets/ops
  keywright slot add build-team --role member --recipient \"$(cat team.pub)\"";

/// Add a way to unlock the vault
///
/// On this command --identity, --passphrase-file and --passphrase-fd say what opens the new slot.
/// What opens the vault now comes from the variables, a systemd credential, the default identity or
/// a prompt. Without any of them and without --recipient, a new passphrase is asked for.
///
/// A role is a guard-rail that this program keeps, not cryptography: owners do everything; admins
/// make keys, and change, rotate or end those that they made; members read, verify and publish.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct SlotAddArgs {
    /// What the slot is called in listings and in the audit log
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// For the holder of this age or SSH public key; it cannot be seen to unlock
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new())]
    pub recipient: Option<String>,

    /// What its holder may do
    #[arg(long, value_name = "ROLE", default_value = "owner")]
    pub role: RoleArg,
}

/// What the holder of a slot may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    /// Everything
    Owner,
    /// Make keys, and change, rotate or end those that they made
    Admin,
    /// Read, verify and publish
    Member,
}

impl From<RoleArg> for Role {
    fn from(typed: RoleArg) -> Self {
        match typed {
            RoleArg::Owner => Self::Owner,
            RoleArg::Admin => Self::Admin,
            RoleArg::Member => Self::Member,
        }
    }
}
