//! Arguments of `slot`.

use clap::{Args, Subcommand};

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
    /// List the ways to unlock the vault
    #[command(after_help = LIST_EXAMPLES)]
    List,
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
    /// The slot.
    #[command(flatten)]
    pub new: New,
}

const EDIT_EXAMPLES: &str = "\
Examples:
  keywright slot edit build-team --role member";

/// Change what the holder of a slot may do
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct SlotEditArgs {
    /// The slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// What shall change.
    #[command(flatten)]
    pub edit: Edit,
}

const PASSPHRASE_EXAMPLES: &str = "\
Examples:
  keywright slot passphrase ops                          # asks for the new one
  keywright slot passphrase ops --passphrase-file /run/secrets/new";

/// Give a slot another passphrase
///
/// On this command --passphrase-file and --passphrase-fd say what the new passphrase is. What opens the
/// vault now comes from the variables, --identity, a systemd credential, the default identity or a prompt.
///
/// The vault gets a new data key, so the old passphrase opens nothing but backups made before.
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

/// Take a way to unlock the vault away
///
/// The vault gets a new data key, for whoever could unlock it knows the old one. Backups made before
/// still open with it, and so does every copy that its holder has: keys and credentials that must be
/// safe from the holder have to be rotated as well. The last slot that was seen to unlock stays.
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct SlotRemoveArgs {
    /// The slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,
}
