//! The command line: arguments to requests, outcomes to views.

// Comments on arguments are shown as help, backticks and all.
#![allow(clippy::doc_markdown)]

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::sync::Arc;

use args::{ArgError, Command, Invocation};
use context::Context;
use credential::args::CredentialCommand;
use key::args::KeyCommand;
use profile::args::ProfileCommand;
use rotation::args::RotateCommand;
use slot::args::SlotCommand;
use target::args::TargetCommand;
use vault::args::VaultCommand;

use crate::error::{Kind, Result};
use crate::ops::vault::trust::Purpose;
use crate::output::{ColorWhen, Format, Output, Settings, Verbosity};
use crate::ports::{Clock, Entropy, Environment, Git, HookRunner, Keyring, Launcher, Prompter};
use crate::secret::wipe_stack;

pub mod args;
pub mod audit;
mod complete;
mod context;
pub mod credential;
pub mod generate;
pub mod hook;
mod input;
pub mod key;
pub mod manual;
pub mod profile;
pub mod publish;
pub mod report;
pub mod rotation;
pub mod scan;
pub mod slot;
pub mod target;
pub mod usage;
pub mod vault;
pub mod verification_file;

/// The interfaces to the system.
pub struct Ports<'a> {
    /// The environment of the process.
    pub environment: &'a Environment,
    pub clock: &'a dyn Clock,
    pub entropy: Arc<dyn Entropy>,
    pub prompter: &'a dyn Prompter,
    /// Runs other programs.
    pub hooks: &'a dyn HookRunner,
    /// Replaces this process with a program.
    pub launcher: &'a dyn Launcher,
    /// Reads repositories.
    pub git: &'a dyn Git,
    /// Where `unlock` holds data keys.
    pub keyring: &'a dyn Keyring,
}

pub struct Streams<'a> {
    /// For secrets and bulk data.
    pub stdin: &'a mut dyn BufRead,
    /// For data.
    pub stdout: &'a mut dyn Write,
    /// For everything else.
    pub stderr: &'a mut dyn Write,
}

/// The answer of a command that ran: yes, or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Runs one command. Returns the exit code.
pub fn run(argv: impl IntoIterator<Item = OsString>, ports: Ports<'_>, streams: Streams<'_>) -> u8 {
    let argv: Vec<OsString> = argv.into_iter().collect();
    let code = answer(&argv, ports, streams);
    wipe_stack();
    code
}

// Not inlined: what it leaves on the stack must be below `run`.
#[inline(never)]
fn answer(argv: &[OsString], ports: Ports<'_>, streams: Streams<'_>) -> u8 {
    match args::parse(argv.to_vec(), ports.environment) {
        Ok(Invocation { global, command }) => {
            let settings = Settings::new(global.output, global.color, global.verbosity(), ports.environment);
            let mut context = Context {
                global,
                ports,
                stdin: streams.stdin,
                out: Output::new(streams.stdout, streams.stderr, settings),
                purpose: purpose(&command),
                unlock_warnings: Vec::new(),
            };
            let done = dispatch(&mut context, command);
            match done.and_then(|answer| context.out.finish().map(|()| answer)) {
                Ok(Answer::Yes) => 0,
                Ok(Answer::No) => Kind::Denied.exit_code(),
                Err(error) => context.out.error(&error),
            }
        }
        Err(error) => no_command(&error, argv, ports.environment, streams),
    }
}

/// Help, the version, or an error in the arguments.
fn no_command(error: &ArgError, argv: &[OsString], environment: &Environment, streams: Streams<'_>) -> u8 {
    let Streams { stdout, stderr, .. } = streams;
    let format = if args::wants_json(argv, environment) { Format::Json } else { Format::Table };
    let settings = Settings::new(format, ColorWhen::default(), Verbosity::default(), environment);
    let color = settings.color_stdout;
    let mut out = Output::new(stdout, stderr, settings);
    match error {
        ArgError::Shown { plain, colored } => {
            match out.payload(if color { colored } else { plain }.as_bytes()) {
                Ok(()) => 0,
                Err(error) => out.error(&error),
            }
        }
        ArgError::Usage { error, .. } if format == Format::Json => out.error(error),
        ArgError::Usage { rendered, .. } => {
            out.usage(rendered);
            Kind::Usage.exit_code()
        }
    }
}

/// Whether a command only shows what is in the vault. The others may not be used on one that this machine does not know.
fn purpose(command: &Command) -> Purpose {
    let looks = match command {
        Command::Status(_)
        | Command::Report(_)
        | Command::Timeline(_)
        | Command::Calendar(_)
        | Command::Audit(_) => true,
        Command::Key(command) => matches!(command, KeyCommand::List(_) | KeyCommand::Show(_)),
        Command::Rotate(command) => matches!(command, RotateCommand::Status(_)),
        Command::Profile(command) => matches!(command, ProfileCommand::List(_) | ProfileCommand::Show(_)),
        Command::Vault(command) => match command {
            VaultCommand::Check(args) => !args.repair,
            other => matches!(other, VaultCommand::Info),
        },
        Command::Slot(command) => matches!(command, SlotCommand::List(_)),
        Command::Target(command) => matches!(command, TargetCommand::List(_) | TargetCommand::Show(_)),
        Command::Credential(command) => matches!(command, CredentialCommand::List(_)),
        _ => false,
    };
    if looks { Purpose::Look } else { Purpose::Act }
}

fn dispatch(context: &mut Context<'_>, command: Command) -> Result<Answer> {
    match command {
        Command::Init(args) => vault::init::init(context, &args),
        Command::Status(args) => vault::status::run(context, &args),
        Command::Report(args) => report::report(context, &args),
        Command::Timeline(args) => report::timeline(context, &args),
        Command::Calendar(args) => report::calendar(context, &args),
        Command::Unlock(args) => vault::held::unlock(context, &args),
        Command::Lock(_) => vault::held::lock(context),
        Command::Key(command) => key::run(context, command),
        Command::Rotate(command) => rotation::run(context, command),
        Command::Hook(command) => hook::run(context, &command),
        Command::Profile(command) => profile::run(context, command),
        Command::Vault(command) => vault::run(context, command),
        Command::Slot(command) => slot::run(context, command),
        Command::Audit(command) => audit::run(context, command),
        Command::Target(command) => target::run(context, command),
        Command::Publish(args) => publish::publish(context, &args),
        Command::Receipt(command) => publish::receipt(context, &command),
        Command::Usage(command) => usage::run(context, command),
        Command::Scan(args) => scan::scan(context, &args),
        Command::Export(args) => verification_file::export(context, &args),
        Command::PublicKey(args) => verification_file::public_key(context, &args),
        Command::Check(args) => verification_file::check(context, &args),
        Command::Inspect(args) => verification_file::inspect(context, &args),
        Command::Diff(args) => verification_file::diff(context, &args),
        Command::Credential(command) => credential::run(context, command),
        Command::Run(args) => credential::run::run(context, &args),
        Command::Completions(args) if !args.words.is_empty() => {
            complete::candidates(context, &args).map(|()| Answer::Yes)
        }
        Command::Completions(args) => {
            context.out.payload(&generate::completions(args.shell)).map(|()| Answer::Yes)
        }
        Command::Man(args) => context.out.payload(&manual::man(&args.command)?).map(|()| Answer::Yes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Environment;

    /// Every command, by its examples. A new one may only look if it is put here.
    #[test]
    fn what_only_looks() {
        fn visit(command: &clap::Command, name: &str, looking: &mut Vec<String>) {
            for child in command.get_subcommands() {
                visit(child, format!("{name} {}", child.get_name()).trim_start(), looking);
            }
            if command.has_subcommands() {
                return;
            }
            let examples = command.get_after_help().unwrap().to_string().replace("\\\n     ", "");
            let own = format!("  keywright {name}");
            for line in examples.lines().filter(|line| line.starts_with(&own)) {
                let line = line.split(" #").next().unwrap().split(['|', '>', '<', ';']).next().unwrap();
                let words = shell_words::split(line.trim()).unwrap().into_iter().map(OsString::from);
                let parsed = args::parse(words, &Environment::default());
                let Ok(Invocation { command, .. }) = parsed else { panic!("{line}") };
                if purpose(&command) == Purpose::Look && looking.last().is_none_or(|last| last != name) {
                    looking.push(name.to_owned());
                }
            }
        }
        let mut looking = Vec::new();
        visit(&args::command(), "", &mut looking);
        let expected = [
            "status",
            "report",
            "timeline",
            "calendar",
            "key list",
            "key show",
            "rotate status",
            "profile list",
            "profile show",
            "vault info",
            "vault check",
            "slot list",
            "audit list",
            "audit verify",
            "audit export",
            "target list",
            "target show",
            "credential list",
        ];
        assert_eq!(looking, expected);
    }
}
