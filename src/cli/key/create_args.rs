//! Arguments of `key create`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::cli::args::values::{self, Expiry};
use crate::domain::credential::CredentialName;
use crate::domain::name::{Description, KeyName, Label, Owner, PlainName};
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::{Lifetime, Timestamp};
use crate::domain::token::Prefix;

const EXAMPLES: &str = "\
Examples:
  keywright key create \"CI deployer\" --prefix acme_live -s read --expires 90
  keywright key create --name edge-1 --resource acme/products --environment prod
  keywright key create backup --label team=ops --expires-at 2030-01-31 -o json
  keywright key create deploy --secret-only | ssh host 'cat > /etc/app/key'
  keywright key create deploy --secret-file deploy.key
  keywright key create deploy --encrypt-to \"$(cat ana.pub)\" > deploy.age
  keywright key create deploy --to-credential deploy
  keywright key create --from keys.jsonl -o jsonl";

/// What says something of one key, by the ids of the arguments: none of it goes with `--from`.
pub(in crate::cli) const SINGLE: [&str; 18] = [
    "name",
    "name_option",
    "profile",
    "prefix",
    "scopes",
    "roles",
    "resource",
    "environment",
    "owner",
    "description",
    "label",
    "expires",
    "expires_at",
    "not_before",
    "secret_only",
    "secret_file",
    "encrypt_to",
    "to_credential",
];

/// Create a key and show its secret, once
///
/// The secret cannot be shown again. If it cannot be delivered, no key is made. A name is taken
/// while a version of it is live; after that, the next version is made. What the profile requires
/// and was not given is asked for on a terminal, with a list to pick from; elsewhere, and with JSON,
/// it is an error.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct KeyCreateArgs {
    /// The key's name; needed, here or by --name
    #[arg(value_name = "NAME", conflicts_with = "name_option")]
    pub name: Option<KeyName>,

    /// The key's name, instead of NAME
    #[arg(long = "name", id = "name_option", value_name = "NAME", env = "KEYWRIGHT_NAME")]
    pub(in crate::cli) name_option: Option<KeyName>,

    /// Take prefix, scopes, defaults and limits from this profile
    #[arg(long, value_name = "PROFILE", env = "KEYWRIGHT_PROFILE")]
    pub profile: Option<PlainName>,

    /// What the secret starts with, such as acme_live
    #[arg(long, value_name = "PREFIX", env = "KEYWRIGHT_PREFIX")]
    pub prefix: Option<Prefix>,

    /// Roles, comma-separated; repeatable
    #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = values::role, env = "KEYWRIGHT_ROLES")]
    pub roles: Vec<String>,

    /// What the key may do, comma-separated; repeatable
    #[arg(short, long, value_name = "SCOPES", value_delimiter = ',', env = "KEYWRIGHT_SCOPES")]
    pub scopes: Vec<Scope>,

    /// Bind the key to this resource and all below it, such as acme/products
    #[arg(long, value_name = "PATH", env = "KEYWRIGHT_RESOURCE")]
    pub resource: Option<ResourcePath>,

    /// Bind the key to one environment, such as prod
    #[arg(long, value_name = "ENV", env = "KEYWRIGHT_ENVIRONMENT")]
    pub environment: Option<Environment>,

    /// Who the key belongs to
    #[arg(long, value_name = "WHO", env = "KEYWRIGHT_OWNER")]
    pub owner: Option<Owner>,

    /// What the key is for
    #[arg(long, value_name = "TEXT", env = "KEYWRIGHT_DESCRIPTION")]
    pub description: Option<Description>,

    /// A label; repeatable (the variable holds one)
    #[arg(long, value_name = "K=V", env = "KEYWRIGHT_LABEL")]
    pub label: Vec<Label>,

    /// How long the key lives from now: days, or with s, m, h, d, w, or never
    #[arg(
        long,
        value_name = "DURATION",
        allow_negative_numbers = true,
        conflicts_with = "expires_at",
        env = "KEYWRIGHT_EXPIRES"
    )]
    pub(in crate::cli) expires: Option<Lifetime>,

    /// When the key ends, as RFC 3339 time or date (UTC)
    #[arg(long, value_name = "TIME", env = "KEYWRIGHT_EXPIRES_AT")]
    pub(in crate::cli) expires_at: Option<Timestamp>,

    /// When the key begins to be valid
    #[arg(long, value_name = "TIME", env = "KEYWRIGHT_NOT_BEFORE")]
    pub not_before: Option<Timestamp>,

    /// Print the secret and a newline, nothing else
    #[arg(
        long,
        conflicts_with_all = ["secret_file", "encrypt_to", "to_credential"],
        env = "KEYWRIGHT_SECRET_ONLY"
    )]
    pub secret_only: bool,

    /// Write the secret to a new file (mode 0600) instead of stdout
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["encrypt_to", "to_credential"],
        env = "KEYWRIGHT_SECRET_FILE"
    )]
    pub secret_file: Option<PathBuf>,

    /// Print the secret as an armoured age file for this recipient
    #[arg(
        long,
        value_name = "RECIPIENT",
        value_parser = NonEmptyStringValueParser::new(),
        env = "KEYWRIGHT_ENCRYPT_TO"
    )]
    pub encrypt_to: Option<String>,

    /// Put the secret into this credential instead, in the place of the one that is there
    #[arg(long, value_name = "NAME", conflicts_with = "encrypt_to", env = "KEYWRIGHT_TO_CREDENTIAL")]
    pub to_credential: Option<CredentialName>,

    /// Create one key per line of JSON in FILE, or stdin for -; all or none
    ///
    /// Each line is an object with the key's name and what the options above say of a single key,
    /// under their long names with _ for -: such as scopes, a list, or not_before. Labels are an
    /// object called labels. The variables for a single key do not apply.
    #[arg(long, value_name = "FILE", env = "KEYWRIGHT_FROM", conflicts_with_all = SINGLE)]
    pub from: Option<PathBuf>,

    /// Publish the targets that changed, once the key is made
    #[arg(long, env = "KEYWRIGHT_PUBLISH")]
    pub publish: bool,
}

impl KeyCreateArgs {
    /// When the key shall end, if that was said.
    pub fn expiry(&self) -> Option<Expiry> {
        Expiry::of(self.expires, self.expires_at)
    }

    /// Drops what describes a single key: beside `--from` it can only come from variables.
    pub(in crate::cli) fn forget_single(&mut self) {
        *self = Self {
            from: self.from.take(),
            publish: self.publish,
            name: None,
            name_option: None,
            profile: None,
            prefix: None,
            scopes: Vec::new(),
            roles: Vec::new(),
            resource: None,
            environment: None,
            owner: None,
            description: None,
            label: Vec::new(),
            expires: None,
            expires_at: None,
            not_before: None,
            secret_only: false,
            secret_file: None,
            encrypt_to: None,
            to_credential: None,
        };
    }
}
