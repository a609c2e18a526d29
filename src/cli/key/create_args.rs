//! Arguments of `key create`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Args, Command, Id};

use crate::cli::publish::args::PublishAfter;
use crate::domain::credential::CredentialName;
use crate::domain::name::KeyName;
use crate::ops::key::settings::Terms;

const EXAMPLES: &str = "\
Examples:
  keywright key create \"CI deployer\" --prefix acme_live -s read --expires 90
  keywright key create --name edge-1 --resource acme/products --environment prod
  keywright key create edge-2 --network 10.0.0.0/8 --network 2001:db8::/32
  keywright key create backup --label team=ops --expires-at 2030-01-31 -o json
  keywright key create deploy --secret-only | ssh host 'cat > /etc/app/key'
  keywright key create deploy --secret-file deploy.key
  keywright key create deploy --encrypt-to \"$(cat ana.pub)\" > deploy.age
  keywright key create deploy --to-credential deploy
  keywright key create --from keys.jsonl -o jsonl";

/// Create a key and show its secret, once
///
/// The secret cannot be shown again. If it cannot be delivered, no key is created. A name is taken while a
/// version of it is live; after that, the next version is created. On a terminal it prompts for missing
/// values that the profile requires; otherwise, and with JSON, they are an error.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_args(with_variable), mut_args(instead_of_one))]
pub struct KeyCreateArgs {
    /// The key, unless `--from` is given.
    #[command(flatten)]
    pub one: OneKey,

    /// Create one key per line of JSON in FILE, or stdin for -; all or none
    ///
    /// Each line is an object with the key's name and what the options above say of a single key,
    /// under their long names with _ for -: such as scopes, a list, or not_before. Labels are an
    /// object called labels, networks a list called networks. The variables for a single key do not
    /// apply.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

/// A single key, and where its secret goes. None of it goes with `--from`.
#[derive(Debug, Default, Args)]
pub struct OneKey {
    /// The key's name; required, here or with --name
    #[arg(value_name = "NAME", conflicts_with = "name_option")]
    pub name: Option<KeyName>,

    /// The key's name, instead of NAME
    #[arg(long = "name", id = "name_option", value_name = "NAME")]
    pub(in crate::cli) name_option: Option<KeyName>,

    /// Its options.
    #[command(flatten)]
    pub terms: Terms,

    /// Print the secret and a newline, nothing else
    #[arg(long, conflicts_with_all = ["secret_file", "encrypt_to", "to_credential"])]
    pub secret_only: bool,

    /// Write the secret to a new file (mode 0600) instead of stdout
    #[arg(long, value_name = "FILE", conflicts_with_all = ["encrypt_to", "to_credential"])]
    pub secret_file: Option<PathBuf>,

    /// Print the secret as an armoured age file for this recipient
    // With hyphens: clap would print a private key that is given by mistake.
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true)]
    pub encrypt_to: Option<String>,

    /// Store the secret in this credential instead, replacing an existing one
    #[arg(long, value_name = "NAME", conflicts_with = "encrypt_to")]
    pub to_credential: Option<CredentialName>,
}

impl OneKey {
    /// The argument ids that describe a single key.
    pub(in crate::cli) fn ids() -> Vec<Id> {
        let command = Self::augment_args(Command::new(""));
        command.get_arguments().map(|arg| arg.get_id().clone()).collect()
    }
}

/// Makes the argument conflict with `--from`.
fn instead_of_one(arg: Arg) -> Arg {
    if arg.get_id() == "from" { arg.conflicts_with_all(OneKey::ids()) } else { arg }
}

/// Also reads an option from a variable: `KEYWRIGHT_` and its long name.
pub(super) fn with_variable(mut arg: Arg) -> Arg {
    let Some(long) = arg.get_long() else { return arg };
    let variable = format!("KEYWRIGHT_{}", long.replace('-', "_").to_uppercase());
    let is_list = matches!(arg.get_action(), ArgAction::Append);
    if let Some(help) = arg.get_help().filter(|_| is_list && arg.get_value_delimiter().is_none()) {
        let help = format!("{help} (the variable holds one)");
        arg = arg.help(help);
    }
    arg.env(variable)
}
