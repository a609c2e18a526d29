//! Manual pages, completion scripts and the reference, all generated from the command tree.

use std::fmt::Write as _;

use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{args, complete};
use crate::error::{Error, Result};

pub struct Generated {
    /// The file name, without a directory.
    pub name: String,
    pub bytes: Vec<u8>,
}

const SHELLS: [Shell; 5] = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish];
const NAME: &str = "keywright";

/// The complete tree, without the command `help`.
fn tree() -> clap::Command {
    let mut command = args::command().disable_help_subcommand(true).term_width(100);
    command.build();
    command
}

/// The manual page of a command, such as `["key", "create"]`; of the program for an empty path.
pub fn man(path: &[String]) -> Result<Vec<u8>> {
    let mut command = tree();
    for word in path {
        let found = command.find_subcommand(word).cloned();
        command = found.ok_or_else(|| {
            Error::usage(format!("there is no command '{}'", path.join(" "))).hint("run `keywright --help`")
        })?;
    }
    page(command).map(|page| page.bytes)
}

/// The manual pages of all commands.
pub fn man_pages() -> Result<Vec<Generated>> {
    let mut pages = Vec::new();
    let mut waiting = vec![tree()];
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands().cloned());
        pages.push(page(command)?);
    }
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(pages)
}

/// The manual page of another program of this package.
pub fn man_page_of(program: clap::Command) -> Result<Generated> {
    page(alone(program))
}

/// A program without subcommands, laid out as the tree is.
fn alone(program: clap::Command) -> clap::Command {
    let mut program = program.term_width(100);
    program.build();
    program
}

fn page(command: clap::Command) -> Result<Generated> {
    let examples = command.get_after_help().map(ToString::to_string);
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let version = env!("CARGO_PKG_VERSION");
    // Its examples are printed verbatim, which clap_mangen would not do.
    let man = Man::new(command.after_help(None::<&'static str>))
        .title(&name)
        .source(format!("{NAME} {version}"))
        .manual("Keywright Manual");
    let mut bytes = Vec::new();
    man.render(&mut bytes).map_err(|error| Error::io("cannot make a manual page", error))?;
    let mut more = Roff::new();
    for line in examples.iter().flat_map(|text| text.lines()) {
        match line.strip_suffix(':').filter(|line| !line.starts_with(' ')) {
            Some(heading) => {
                more.control("fi", []);
                more.control("SH", [heading.to_uppercase().as_str()]);
                more.control("nf", []);
            }
            None => {
                more.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
            }
        }
    }
    more.control("fi", []);
    if name != NAME {
        more.control("SH", ["SEE ALSO"]);
        more.text([bold(NAME), roman("(1)")]);
    }
    bytes.extend_from_slice(more.render().as_bytes());
    Ok(Generated { name: format!("{name}.1"), bytes })
}

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
    let file = |shell: Shell| clap_complete::Generator::file_name(&shell, NAME);
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
    others.into_iter().for_each(|program| describe(&mut alone(program), true, &mut text));
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
