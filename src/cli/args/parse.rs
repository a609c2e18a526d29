//! From `argv` and the environment to an [`Invocation`].
//!
//! clap would read the process environment by itself. Here each option's variable is looked up in the
//! [`Environment`] that was passed in and becomes the option's default: so it never overrides or conflicts
//! with an option that was typed, an empty one counts as unset, and tests need no process.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory, FromArgMatches};

use super::resolve::{Wrong, resolve};
use super::{Cli, Command, GlobalArgs, branch, forms, no_secrets, repeated};
use crate::domain::redaction::{holds_secret, redact};
use crate::error::Error;
use crate::output::{Format, escape};
use crate::ports::Environment;

/// A command and its global options.
#[derive(Debug)]
pub struct Invocation {
    pub global: GlobalArgs,
    pub command: Command,
}

/// Why no command is run.
#[derive(Debug)]
pub enum ArgError {
    /// Help or the version was requested: for stdout, exit 0.
    Shown { plain: String, colored: String },
    /// The arguments are wrong: for stderr, exit 2.
    Usage {
        /// The text for people, as clap formats it: the error, a tip, the usage. Safe for a terminal.
        rendered: String,
        /// The same as one line and a hint, for JSON.
        error: Error,
    },
}

/// The whole command tree, with `[env: …]` in the help of every option that has a variable.
pub fn command() -> clap::Command {
    with_environment(Cli::command(), &Environment::default())
}

/// Parses the arguments, the first of which is the program's name.
pub fn parse(
    argv: impl IntoIterator<Item = OsString>,
    environment: &Environment,
) -> Result<Invocation, ArgError> {
    let argv: Vec<OsString> = argv.into_iter().collect();
    if let Some(command) = branch::version_of(&argv)
        && let Err(error) = command.try_get_matches_from(&argv)
    {
        return Err(ArgError::new(&error, &argv, environment));
    }
    if let Some(command) = branch::of(&argv)
        && let Ok(invocation) = parse_with(command, &argv, environment)
    {
        return Ok(invocation);
    }
    // Help, and what is said of an error, take the whole tree.
    parse_with(Cli::command(), &argv, environment).map_err(|error| ArgError::new(&error, &argv, environment))
}

fn parse_with(
    command: clap::Command,
    argv: &[OsString],
    environment: &Environment,
) -> Result<Invocation, clap::Error> {
    let mut command = with_environment(command, environment);
    command.try_get_matches_from_mut(argv).and_then(|matches| {
        let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        if let Some(fault) = no_secrets::find(&command, &matches) {
            return Err(Wrong::value(fault).at(&mut command, &matches));
        }
        repeated::refuse_globals(&command, argv)
            .and_then(|()| forms::refuse(&command, &matches))
            .and_then(|()| resolve(cli, &matches, argv))
            .map_err(|wrong| wrong.at(&mut command, &matches))
    })
}

fn with_environment(command: clap::Command, environment: &Environment) -> clap::Command {
    command
        .mut_args(|arg| with_variable(arg, environment))
        .mut_subcommands(|command| with_environment(command, environment))
}

fn with_variable(mut arg: clap::Arg, environment: &Environment) -> clap::Arg {
    let Some(name) = arg.get_env().map(|name| name.to_string_lossy().into_owned()) else { return arg };
    let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
    let with_name =
        |help: Option<&clap::builder::StyledStr>| help.map(|help| format!("{help} [env: {name}]"));
    arg = arg.env(None::<&'static str>);
    if let Some(help) = with_name(arg.get_help()) {
        arg = arg.help(help);
    }
    if let Some(help) = with_name(arg.get_long_help()) {
        arg = arg.long_help(help);
    }
    match environment.get(&name) {
        None => arg,
        Some(value) if is_switch => arg
            .default_value(if value == "0" || value == "false" { "false" } else { "true" })
            .value_parser(ValueParser::bool()),
        Some(value) => arg.default_value(value.to_owned()).hide_default_value(true),
    }
}

impl ArgError {
    fn new(error: &clap::Error, argv: &[OsString], environment: &Environment) -> Self {
        let rendered = error.render();
        if !error.use_stderr() {
            return Self::Shown { plain: rendered.to_string(), colored: rendered.ansi().to_string() };
        }
        let rendered = rendered.to_string();
        let holds_secret = holds_secret(rendered.as_bytes());
        let mut rendered = escape::lines(&redact(&rendered)).into_owned();
        let (message, mut hint) = one_line(error.kind(), &rendered, &command_in(argv));
        let advice = match (variable_to_blame(error, argv, environment), holds_secret) {
            (Some(variable), true) => {
                Some(format!("unset the environment variable {variable}: secrets are read from stdin only"))
            }
            (Some(variable), false) => {
                Some(format!("correct the environment variable {variable}, where the value comes from"))
            }
            (None, true) => Some(no_secrets::hint(&rendered).to_owned()),
            (None, false) => forms::advice(error, &command_in(argv)),
        };
        if let Some(advice) = advice {
            // Of two, the one that knows the program.
            let is_tip = |paragraph: &&str| paragraph.trim_start().starts_with("tip: ");
            rendered = rendered.split("\n\n").filter(|part| !is_tip(part)).collect::<Vec<_>>().join("\n\n");
            rendered = rendered + "hint: " + &advice + "\n";
            hint = advice;
        }
        Self::Usage { rendered, error: Error::usage(message).hint(hint) }
    }

    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Shown { .. } => 0,
            Self::Usage { error, .. } => error.kind.exit_code(),
        }
    }
}

/// The first paragraph of clap's text as one line, and its tip or a reference to the help.
fn one_line(kind: ErrorKind, rendered: &str, command: &str) -> (String, String) {
    let help = format!("run `{command} --help`");
    if kind == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return ("no command was given".to_owned(), help);
    }
    let mut paragraphs = rendered.split("\n\n");
    let joined = |paragraph: &str| {
        paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let first = joined(paragraphs.next().unwrap_or_default());
    let message = first.strip_prefix("error: ").unwrap_or(&first).to_owned();
    let tip = paragraphs.map(joined).find_map(|text| text.strip_prefix("tip: ").map(str::to_owned));
    (message, tip.unwrap_or(help))
}

/// The command that the arguments name, as far as they parse.
fn command_in(argv: &[OsString]) -> String {
    let tree = Cli::command();
    let (mut command, mut path) = (&tree, "keywright".to_owned());
    for word in argv.iter().skip(1) {
        if let Some(deeper) = command.find_subcommand(word) {
            command = deeper;
            path = path + " " + deeper.get_name();
        }
    }
    path
}

/// The variable with the invalid value, if it was not typed.
fn variable_to_blame(error: &clap::Error, argv: &[OsString], environment: &Environment) -> Option<String> {
    use clap::error::{ContextKind, ContextValue};
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let (option, wrong) = (context(ContextKind::InvalidArg)?, context(ContextKind::InvalidValue)?);
    let option = option.split(' ').next()?;
    let typed = argv.iter().filter_map(|word| word.to_str());
    if typed.into_iter().any(|word| word.split('=').next() == Some(option)) {
        return None;
    }
    let variable = variable_of(option.trim_start_matches('-'));
    let value = environment.get(&variable)?.to_str()?;
    value.contains(wrong).then_some(variable)
}

/// The variable of an option, if it has one.
pub(super) fn variable_of(long: &str) -> String {
    format!("KEYWRIGHT_{}", long.replace('-', "_").to_uppercase())
}

/// Whether errors are to be JSON, as far as arguments that do not parse show: the last `--output` with a valid value counts,
/// else `KEYWRIGHT_OUTPUT`.
pub fn wants_json(argv: &[OsString], environment: &Environment) -> bool {
    let format = |value: &str| <Format as clap::ValueEnum>::from_str(value, false).ok();
    let mut wanted = environment.get("KEYWRIGHT_OUTPUT").and_then(|value| value.to_str()).and_then(format);
    let mut words = argv.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if let Some(value) = word.strip_prefix("--output=") {
            wanted = format(value).or(wanted);
        } else if word == "--output" {
            wanted = words.next().and_then(format).or(wanted);
        } else if let Some(switches) = word.strip_prefix('-').filter(|rest| !rest.starts_with('-')) {
            // -o may follow switches that take no value: -qo json.
            if let Some(value) = switches.trim_start_matches(['q', 'v', 'y']).strip_prefix('o') {
                let value = value.strip_prefix('=').unwrap_or(value);
                let value = if value.is_empty() { words.next() } else { Some(value) };
                wanted = value.and_then(format).or(wanted);
            }
        }
    }
    wanted.is_some_and(Format::is_json)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
