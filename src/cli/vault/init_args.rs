//! Arguments of `init`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

const EXAMPLES: &str = "\
Examples:
  keywright init --new-identity                  # a fresh identity file
  keywright init --new-identity /media/stick/identity.txt
  keywright init --identity ~/.ssh/id_ed25519    # an SSH key you already have
  keywright init                                 # asks for a passphrase
  keywright init --passphrase-file /run/secrets/vault
  scripts/recover.py lost.db < data-key.json |
      keywright init --new-identity --from-recovered -";

/// Create a vault
///
/// Give one way to unlock it: an identity you have (--identity), a fresh one (--new-identity), or
/// a passphrase. --recipient adds a slot for a public key. An existing vault is never overwritten.
/// On this command an option beats the environment variables for unlocking.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// Make a fresh age identity (mode 0600) and use it
    ///
    /// Without FILE: $XDG_CONFIG_HOME/keywright/identity.txt. An existing file is not overwritten.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    #[allow(clippy::option_option)] // absent, given, given with a file
    pub new_identity: Option<Option<PathBuf>>,

    /// Add a slot for this age or SSH public key; repeatable
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new())]
    pub recipient: Vec<String>,

    /// Go on as the vault that the recovery script printed, from a file or - for stdin
    ///
    /// Its keys, profiles, targets, credentials, signing keys and log are taken over, its id too; its slots
    /// are not. docs/recovery.md has the steps.
    #[arg(long, value_name = "JSON")]
    pub from_recovered: Option<PathBuf>,
}
