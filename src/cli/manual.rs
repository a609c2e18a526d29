//! Manual pages, from the command tree. What clap does not know stands here: files, and variables without an option.

use clap::{Arg, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Cli, GlobalArgs, command};
use super::generate::Generated;
use crate::error::{Error, Result};

const NAME: &str = "keywright";
/// The day of this version, as man-pages(7) wants it.
const DATE: &str = "2026-11-30";

/// Commands of a server: they open no vault.
const WITHOUT_VAULT: [&str; 5] = ["check", "inspect", "diff", "completions", "man"];

/// A path or a variable, and what it is for.
type Entry = (&'static str, &'static str);

const FILES: [Entry; 4] = [
    (
        "$XDG_DATA_HOME/keywright/vault.db",
        "The vault, without --vault; ~/.local/share where the variable is not set.",
    ),
    (
        "$XDG_CONFIG_HOME/keywright/identity.txt",
        "The identity that unlocks the vault, unless another is named; ~/.config where the variable is not set.",
    ),
    (
        "$CREDENTIALS_DIRECTORY/keywright.identity, keywright.passphrase",
        "systemd credentials that unlock the vault, tried before the default identity.",
    ),
    (
        "$XDG_STATE_HOME/keywright/",
        "What this machine remembers: which vaults it trusts, how new they were, when they were backed up; ~/.local/state where the variable is not set, $STATE_DIRECTORY in a systemd unit.",
    ),
];

/// Variables that are those of no option.
const VARIABLES: [Entry; 3] = [
    ("NO_COLOR, CLICOLOR, CLICOLOR_FORCE", "Whether to use colours; --color overrides them."),
    (
        "HOME, XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, STATE_DIRECTORY",
        "Where the files below are. Relative paths are ignored.",
    ),
    ("CREDENTIALS_DIRECTORY", "Where systemd puts the credentials of a unit."),
];

/// The complete tree, without the command `help`.
pub(super) fn tree() -> clap::Command {
    laid_out(command().disable_help_subcommand(true))
}

/// A program without subcommands, laid out as the tree is.
pub(super) fn laid_out(program: clap::Command) -> clap::Command {
    let mut program = program.term_width(100);
    program.build();
    program
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
    page(&command).map(|page| page.bytes)
}

/// The manual pages of all commands.
pub fn man_pages() -> Result<Vec<Generated>> {
    let mut pages = Vec::new();
    let mut waiting = vec![tree()];
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands().cloned());
        pages.push(page(&command)?);
    }
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(pages)
}

/// The manual page of another program of this package.
pub fn man_page_of(program: clap::Command) -> Result<Generated> {
    page(&laid_out(program))
}

fn page(command: &clap::Command) -> Result<Generated> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut bytes = Vec::new();
    render(command, &name, &mut bytes).map_err(|error| Error::io("cannot make a manual page", error))?;
    let mut more = Roff::new();
    let path: Vec<&str> = command.get_bin_name().unwrap_or(&name).split(' ').collect();
    if path[0] == NAME {
        environment(&path[1..], &mut more);
        if !path.get(1).is_some_and(|word| WITHOUT_VAULT.contains(word)) {
            entries("FILES", FILES.map(|(path, words)| (path.to_owned(), words.to_owned())), &mut more);
        }
    }
    // Printed verbatim, which clap_mangen would not do.
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for line in examples.lines() {
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

/// The sections that clap_mangen knows; the synopsis has the command's own options only.
fn render(command: &clap::Command, name: &str, bytes: &mut Vec<u8>) -> std::io::Result<()> {
    let man = |command: clap::Command| {
        let source = format!("{NAME} {}", env!("CARGO_PKG_VERSION"));
        Man::new(command.after_help(None::<&'static str>))
            .title(name)
            .date(DATE)
            .source(source)
            .manual("Keywright Manual")
    };
    let own = command.clone().mut_args(|arg| {
        let is_common = arg.is_global_set() || arg.get_id() == "help" || arg.get_id() == "version";
        if is_common { arg.hide(true) } else { arg }
    });
    let (whole, own) = (man(command.clone()), man(own));
    whole.render_title(bytes)?;
    whole.render_name_section(bytes)?;
    own.render_synopsis_section(bytes)?;
    whole.render_description_section(bytes)?;
    whole.render_options_section(bytes)?;
    if command.has_subcommands() {
        whole.render_subcommands_section(bytes)?;
    }
    Ok(())
}

/// The variables of a command: of its own options first.
fn environment(path: &[&str], more: &mut Roff) {
    // With the names of variables, which the tree that is shown has only in its texts.
    let tree = Cli::command();
    let mut command = &tree;
    for word in path {
        command = command.find_subcommand(word).unwrap_or(command);
    }
    let named = |arg: &Arg| {
        let variable = arg.get_env()?.to_string_lossy().into_owned();
        Some((variable, format!("The default of --{}.", arg.get_long()?)))
    };
    let global = <GlobalArgs as clap::Args>::augment_args(clap::Command::new(NAME));
    let own = command.get_arguments().filter(|arg| !arg.is_global_set()).filter_map(named);
    let common = global.get_arguments().filter_map(named);
    let others = VARIABLES.iter().map(|(names, words)| ((*names).to_owned(), (*words).to_owned()));
    entries("ENVIRONMENT", own.chain(common).chain(others), more);
}

fn entries(heading: &str, entries: impl IntoIterator<Item = (String, String)>, more: &mut Roff) {
    more.control("SH", [heading]);
    for (term, words) in entries {
        more.control("TP", []);
        more.text([bold(term)]);
        more.text([roman(words)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &[&str]) -> String {
        let path: Vec<String> = path.iter().map(|word| (*word).to_owned()).collect();
        String::from_utf8(man(&path).unwrap()).unwrap().replace("\\-", "-")
    }

    #[test]
    fn a_page_has_a_date_files_and_variables() {
        for path in [&[][..], &["key"], &["key", "create"], &["publish"]] {
            let page = text(path);
            assert!(page.contains(&format!(" 1 {DATE} ")) || page.contains(&format!("\"{DATE}\"")), "{page}");
            for section in ["ENVIRONMENT", "FILES"] {
                assert_eq!(page.matches(&format!(".SH {section}\n")).count(), 1, "{path:?} {section}");
            }
            assert!(page.contains("KEYWRIGHT_VAULT") && page.contains("XDG_STATE_HOME"));
        }
        assert!(text(&["key", "create"]).contains("\\fBKEYWRIGHT_SCOPES\\fR\nThe default of --scopes."));
        assert!(!text(&["check"]).contains(".SH FILES"), "no vault");
    }

    #[test]
    fn the_synopsis_has_the_options_of_the_command_alone() {
        let page = text(&["key", "create"]);
        let synopsis = page.split(".SH SYNOPSIS\n").nth(1).unwrap().split(".SH").next().unwrap();
        assert!(synopsis.contains("--scopes") && !synopsis.contains("--vault"), "{synopsis}");
        assert!(page.contains("--vault"));
    }

    #[test]
    fn no_command_without_a_vault_is_forgotten() {
        let tree = Cli::command();
        assert!(WITHOUT_VAULT.iter().all(|name| tree.find_subcommand(name).is_some()));
    }
}
