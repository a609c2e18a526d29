//! The part of the command tree that the arguments seem to need. The whole tree takes longer to build than most
//! commands take otherwise.

use std::ffi::OsString;

use clap::{Args, Command, Subcommand};

use super::{
    AuditCommand, CalendarArgs, CheckArgs, CompletionsArgs, CredentialCommand, DiffArgs, ExportArgs,
    GlobalArgs, HookCommand, InitArgs, InspectArgs, KeyCommand, LockArgs, ManArgs, ProfileCommand,
    PublicKeyArgs, PublishArgs, ReceiptCommand, ReportArgs, RotateCommand, RunArgs, ScanArgs, SlotCommand,
    StatusArgs, TargetCommand, TimelineArgs, UnlockArgs, UsageCommand, VaultCommand,
};

/// Adds the arguments of a command, or its subcommands.
type Augment = fn(Command) -> Command;

/// Every command of the first level.
const BRANCHES: [(&str, Augment); 28] = [
    ("init", InitArgs::augment_args),
    ("status", StatusArgs::augment_args),
    ("report", ReportArgs::augment_args),
    ("timeline", TimelineArgs::augment_args),
    ("calendar", CalendarArgs::augment_args),
    ("unlock", UnlockArgs::augment_args),
    ("lock", LockArgs::augment_args),
    ("key", KeyCommand::augment_subcommands),
    ("rotate", RotateCommand::augment_subcommands),
    ("hook", HookCommand::augment_subcommands),
    ("profile", ProfileCommand::augment_subcommands),
    ("vault", VaultCommand::augment_subcommands),
    ("slot", SlotCommand::augment_subcommands),
    ("audit", AuditCommand::augment_subcommands),
    ("target", TargetCommand::augment_subcommands),
    ("publish", PublishArgs::augment_args),
    ("receipt", ReceiptCommand::augment_subcommands),
    ("usage", UsageCommand::augment_subcommands),
    ("scan", ScanArgs::augment_args),
    ("export", ExportArgs::augment_args),
    ("public-key", PublicKeyArgs::augment_args),
    ("check", CheckArgs::augment_args),
    ("inspect", InspectArgs::augment_args),
    ("diff", DiffArgs::augment_args),
    ("credential", CredentialCommand::augment_subcommands),
    ("run", RunArgs::augment_args),
    ("completions", CompletionsArgs::augment_args),
    ("man", ManArgs::augment_args),
];

/// The program alone, if nothing but its version is asked for.
pub(super) fn version_of(argv: &[OsString]) -> Option<Command> {
    let is_asked = argv.len() == 2 && (argv[1] == "--version" || argv[1] == "-V");
    is_asked.then(|| Command::new("keywright").version(env!("CARGO_PKG_VERSION")))
}

/// The global options, and the command that the first words name. What does not parse with it may be wrong, or a
/// word may be the value of an option: then the whole tree decides. `None`: they name none.
pub(super) fn of(argv: &[OsString]) -> Option<Command> {
    let mut words = argv.iter().skip(1).filter(|word| !word.as_encoded_bytes().starts_with(b"-"));
    let word = words.next()?;
    let (name, augment) = BRANCHES.iter().find(|(name, _)| *word == **name)?;
    let mut branch = augment(Command::new(*name));
    if branch.has_subcommands() {
        let only = std::mem::take(branch.find_subcommand_mut(words.next()?)?);
        branch = Command::new(*name).subcommand_required(true).subcommand(only);
    }
    let root = GlobalArgs::augment_args(Command::new("keywright").subcommand_required(true));
    Some(root.subcommand(branch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_is_forgotten() {
        let tree = super::super::command();
        let names: Vec<&str> = tree.get_subcommands().map(Command::get_name).collect();
        assert_eq!(BRANCHES.map(|(name, _)| name).as_slice(), names);
    }
}
