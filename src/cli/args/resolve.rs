//! What clap cannot check: precedence among several sources, and required combinations.

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::ErrorKind;
use clap::parser::ValueSource;

use super::parse::Invocation;
use super::repeated;
use super::values::Source;
use super::{Cli, Command, GlobalArgs};
use crate::cli::key::args::KeyCommand;
use crate::cli::key::create_args::{KeyCreateArgs, OneKey};
use crate::cli::scan::args::ReportFormat;
use crate::cli::vault::args::InitArgs;

/// A fault of arguments that clap cannot express.
pub(super) struct Wrong {
    kind: ErrorKind,
    message: String,
}

impl Wrong {
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::ArgumentConflict, message: message.into() }
    }

    fn missing(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::MissingRequiredArgument, message: message.into() }
    }

    pub(super) fn value(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::ValueValidation, message: message.into() }
    }

    /// As an error of clap's, with the usage of the command that it concerns.
    pub(super) fn at(self, command: &mut clap::Command, matches: &ArgMatches) -> clap::Error {
        match matches.subcommand() {
            Some((name, matches)) if command.find_subcommand(name).is_some() => {
                // Looked up twice because the borrow checker cannot follow it otherwise.
                match command.find_subcommand_mut(name) {
                    Some(command) => self.at(command, matches),
                    None => clap::Error::raw(self.kind, self.message),
                }
            }
            _ => command.error(self.kind, self.message),
        }
    }
}

/// Resolves where values come from: the command line overrides every variable.
pub(super) fn resolve(cli: Cli, matches: &ArgMatches, typed: &[OsString]) -> Result<Invocation, Wrong> {
    let Cli { mut global, mut command } = cli;
    global.identity_source = source(matches, "identity");
    if global.identity.len() < identities(typed) {
        // clap keeps a repeatable global option only from one side of the command.
        return Err(Wrong::conflict("--identity cannot be used both before and after the command"));
    }
    global.passphrase_file_source = source(matches, "passphrase_file");
    if global.passphrase_fd.is_some() {
        // clap detects this only if both are on the same side of the command.
        if global.passphrase_file_source == Source::CommandLine {
            return Err(Wrong::conflict("--passphrase-fd cannot be used with --passphrase-file"));
        }
        global.forget_passphrase_file();
    }
    let mut leaf = matches;
    while let Some((_, deeper)) = leaf.subcommand() {
        leaf = deeper;
    }
    repeated::refuse_labels(leaf)?;
    match &mut command {
        Command::Init(args) => init(&mut global, args)?,
        Command::Key(KeyCommand::Create(args)) => key_create(args, leaf)?,
        Command::Key(KeyCommand::Edit(args)) if args.edit.is_empty() && args.name.is_none() => {
            return Err(Wrong::missing("nothing to change: give at least one option besides --widen"));
        }
        Command::Scan(args) => {
            // The report's own format, which messages on stderr follow.
            global.output = args.format.map_or(global.output, ReportFormat::output);
        }
        _ => {}
    }
    Ok(Invocation { global, command })
}

/// How often `--identity` was typed.
fn identities(typed: &[OsString]) -> usize {
    let words = typed.iter().map(|word| word.as_encoded_bytes()).take_while(|word| *word != b"--");
    words.filter(|word| *word == b"--identity" || word.starts_with(b"--identity=")).count()
}

fn source(matches: &ArgMatches, id: &str) -> Source {
    match matches.value_source(id) {
        Some(ValueSource::CommandLine) => Source::CommandLine,
        // These options have no default of their own: the value is that of their variable.
        Some(_) => Source::Environment,
        None => Source::Default,
    }
}

impl GlobalArgs {
    fn forget_identity(&mut self) {
        self.identity.clear();
        self.identity_source = Source::Default;
    }

    fn forget_passphrase_file(&mut self) {
        self.passphrase_file = None;
        self.passphrase_file_source = Source::Default;
    }
}

/// At most one way to unlock is given on the command line; variables are then ignored. `--recipient` can be
/// combined with any of them.
fn init(global: &mut GlobalArgs, args: &InitArgs) -> Result<(), Wrong> {
    let typed = |source: Source| source == Source::CommandLine;
    let ways = [
        (typed(global.identity_source), "--identity"),
        (args.slots.new_identity.is_some(), "--new-identity"),
        (typed(global.passphrase_file_source), "--passphrase-file"),
        (global.passphrase_fd.is_some(), "--passphrase-fd"),
    ];
    let given: Vec<&str> = ways.into_iter().filter_map(|(given, name)| given.then_some(name)).collect();
    match given[..] {
        [] => Ok(()),
        [_] => {
            if !typed(global.identity_source) {
                global.forget_identity();
            }
            if !typed(global.passphrase_file_source) {
                global.forget_passphrase_file();
            }
            Ok(())
        }
        [first, second, ..] => Err(Wrong::conflict(format!("{first} cannot be used with {second}"))),
    }
}

fn key_create(args: &mut KeyCreateArgs, matches: &ArgMatches) -> Result<(), Wrong> {
    let typed = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    if args.from.is_some() {
        if typed("from") || !OneKey::ids().iter().any(|id| typed(id.as_str())) {
            if !typed("from") && args.one.name_option.is_some() {
                let what = "KEYWRIGHT_FROM and KEYWRIGHT_NAME are both set: unset one of them";
                return Err(Wrong::conflict(what));
            }
            // With `--from` it can only come from variables.
            args.one = OneKey::default();
            return Ok(());
        }
        args.from = None;
    }
    one_key(&mut args.one, typed)
}

fn one_key(key: &mut OneKey, typed: impl Fn(&str) -> bool) -> Result<(), Wrong> {
    // NAME together with a typed --name was rejected before.
    key.name = key.name.take().or_else(|| key.name_option.take());
    if key.name.is_none() {
        return Err(Wrong::missing("the key has no name: give NAME or --name <NAME>"));
    }
    let settings = &mut key.terms.settings;
    if settings.expires.is_some() && settings.expires_at.is_some() {
        match (typed("expires"), typed("expires_at")) {
            (true, _) => settings.expires_at = None,
            (false, true) => settings.expires = None,
            (false, false) => {
                return Err(Wrong::conflict(
                    "KEYWRIGHT_EXPIRES and KEYWRIGHT_EXPIRES_AT are both set: unset one of them",
                ));
            }
        }
    }
    one_way_out(key, typed)
}

/// Of the options for delivering the secret, the one on the command line takes precedence; several variables
/// are an error.
fn one_way_out(key: &mut OneKey, typed: impl Fn(&str) -> bool) -> Result<(), Wrong> {
    let ways = ["secret_only", "secret_file", "encrypt_to", "to_credential"];
    if ways.into_iter().any(&typed) {
        key.secret_only &= typed("secret_only");
        key.secret_file = key.secret_file.take().filter(|_| typed("secret_file"));
        key.encrypt_to = key.encrypt_to.take().filter(|_| typed("encrypt_to"));
        key.to_credential = key.to_credential.take().filter(|_| typed("to_credential"));
    }
    let ways = [
        (key.secret_only, "KEYWRIGHT_SECRET_ONLY"),
        (key.secret_file.is_some(), "KEYWRIGHT_SECRET_FILE"),
        (key.encrypt_to.is_some(), "KEYWRIGHT_ENCRYPT_TO"),
        (key.to_credential.is_some(), "KEYWRIGHT_TO_CREDENTIAL"),
    ];
    let given: Vec<&str> = ways.into_iter().filter_map(|(given, name)| given.then_some(name)).collect();
    match given[..] {
        [first, second, ..] => {
            Err(Wrong::conflict(format!("{first} and {second} are both set: unset one of them")))
        }
        _ => Ok(()),
    }
}
