//! Completion scripts and the reference, generated from the command tree as the manual pages are.

use std::fmt::Write as _;

use clap_complete::Shell;

use super::manual::{laid_out, tree};
use super::{args, complete};

pub struct Generated {
    /// The file name, without a directory.
    pub name: String,
    pub bytes: Vec<u8>,
}

const SHELLS: [Shell; 5] = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish];

/// The completion script of a shell: one that asks the program, where there is one.
pub fn completions(shell: Shell) -> Vec<u8> {
    match complete::script(shell) {
        Some(script) => script.as_bytes().to_vec(),
        None => completions_of(&mut args::command(), shell),
    }
}

fn completions_of(program: &mut clap::Command, shell: Shell) -> Vec<u8> {
    let (mut bytes, name) = (Vec::new(), program.get_name().to_owned());
    clap_complete::generate(shell, program, name, &mut bytes);
    bytes
}

/// The completion scripts of all shells, under the file names that the shells look for.
pub fn completion_files() -> Vec<Generated> {
    let file = |shell: Shell| clap_complete::Generator::file_name(&shell, "keywright");
    SHELLS.into_iter().map(|shell| Generated { name: file(shell), bytes: completions(shell) }).collect()
}

/// The same for another program of this package.
pub fn completion_files_of(mut program: clap::Command) -> Vec<Generated> {
    let name = program.get_name().to_owned();
    let file = |shell: Shell| clap_complete::Generator::file_name(&shell, &name);
    let mut script =
        |shell: Shell| Generated { name: file(shell), bytes: completions_of(&mut program, shell) };
    SHELLS.into_iter().map(&mut script).collect()
}

/// The reference: the help of every command, and of other programs of this package, in Markdown.
pub fn reference(others: impl IntoIterator<Item = clap::Command>) -> String {
    let mut text = String::from(
        "# Commands\n\nThe help of every command, generated from the program: do not edit.\n\
         The global options are listed once, here, and work before and after every command.\n",
    );
    describe(&mut tree(), true, &mut text);
    others.into_iter().for_each(|program| describe(&mut laid_out(program), true, &mut text));
    text
}

fn describe(command: &mut clap::Command, is_root: bool, text: &mut String) {
    if !is_root {
        *command = command.clone().mut_args(|arg| {
            let repeated = arg.is_global_set() || arg.get_id() == "help" || arg.get_id() == "version";
            if repeated { arg.hide(true) } else { arg }
        });
    }
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    // Writing to a string cannot fail.
    let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", help.join("\n"));
    for command in command.get_subcommands_mut() {
        describe(command, false, text);
    }
}
