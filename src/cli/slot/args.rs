//! Arguments of `slot`.

use clap::{Args, Subcommand};

use crate::cli::args::WideArgs;
use crate::domain::name::PlainName;
use crate::ops::slot::Edit;
use crate::ops::slot::add::New;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright slot list
  keywright slot add laptop --identity ~/.ssh/id_ed25519
  keywright slot add build-team --role admin --recipient \"$(cat team.pub)\"
  keywright slot remove old-laptop";

/// The commands on slots.
#[derive(Debug, Subcommand)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum SlotCommand {
    /// List slots
    #[command(after_help = LIST_EXAMPLES)]
    List(WideArgs),
    Add(SlotAddArgs),
    Edit(SlotEditArgs),
    Passphrase(SlotPassphraseArgs),
    Remove(SlotRemoveArgs),
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright slot list
  keywright slot list -o json";

const ADD_EXAMPLES: &str = "\
Examples:
  keywright slot add laptop --identity ~/.ssh/id_ed25519
  keywright slot add laptop --new-identity ~/laptop.txt
  keywright slot add ops --role admin                 # prompts for a passphrase
  keywright slot add ops --role admin --passphrase-file /run/secrets/ops
  keywright slot add build-team --role member --recipient \"$(cat team.pub)\"";

/// Add a slot
///
/// On this command --identity, --passphrase-file and --passphrase-fd are those of the new slot. The vault
/// is unlocked with the environment variables, a systemd credential, the default identity or a prompt.
/// Without any of them and without --recipient or --new-identity, it prompts for a new passphrase.
///
/// A role is a guard-rail that this program enforces, not cryptography: owners can do everything; admins
/// create keys, and change, rotate or revoke those that they created; members read, verify and publish.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct SlotAddArgs {
    /// The slot.
    #[command(flatten)]
    pub new: New,
}

const EDIT_EXAMPLES: &str = "\
Examples:
  keywright slot edit build-team --role member";

/// Change the role of a slot
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct SlotEditArgs {
    /// The slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// The changes.
    #[command(flatten)]
    pub edit: Edit,
}

const PASSPHRASE_EXAMPLES: &str = "\
Examples:
  keywright slot passphrase ops                       # prompts for the new one
  keywright slot passphrase ops --passphrase-file /run/secrets/new";

/// Change the passphrase of a slot
///
/// On this command --passphrase-file and --passphrase-fd give the new passphrase. The vault is unlocked
/// with the environment variables, --identity, a systemd credential, the default identity or a prompt.
///
/// The vault gets a new data key, so the old passphrase opens only backups made before.
#[derive(Debug, Args)]
#[command(after_help = PASSPHRASE_EXAMPLES)]
pub struct SlotPassphraseArgs {
    /// The slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  keywright slot remove old-laptop
  keywright slot remove leaked --identity ~/new-identity.txt";

/// Remove a slot
///
/// The vault gets a new data key, since whoever could unlock it knows the old one. Backups made before, and
/// copies that the slot's holder has, still open with it: rotate keys and credentials that the holder must
/// not know. The last slot known to unlock the vault cannot be removed. Whoever removes the slot that this command was
/// unlocked with is asked first, where there is a terminal. Other machines must trust the vault again.
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct SlotRemoveArgs {
    /// The slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,
}
