//! Completions: the scripts of the shells, and what they ask the program for.
//!
//! The program only looks: it prompts for nothing, waits for no lock, writes nothing, and opens the vault by nothing but
//! what `unlock` holds.

mod line;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{Arg, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate, complete};

use super::args::{self, CompletionsArgs};
use super::context::Context;
use crate::domain::key::Status;
use crate::domain::time::Span;
use crate::error::Result;
use crate::ops::names::{Noun, names};
use crate::ops::vault::{held, trust};
use crate::output::escape;
use line::Line;

/// The scripts that ask the program for each word.
pub(super) fn script(shell: Shell) -> Option<&'static str> {
    match shell {
        Shell::Bash => Some(include_str!("keywright.bash")),
        Shell::Zsh => Some(include_str!("keywright.zsh")),
        Shell::Fish => Some(include_str!("keywright.fish")),
        _ => None,
    }
}

/// What may be typed for the last of these words, one on each line. Whatever fails: nothing.
pub(super) fn candidates(context: &mut Context<'_>, args: &CompletionsArgs) -> Result<()> {
    let texts = || args.words.iter().map(|word| word.to_string_lossy().into_owned());
    let (words, line) = match (args.shell, args.words.as_slice()) {
        (Shell::Bash, [_]) => {
            let line = Line::parse(&texts().collect::<String>());
            (line.words.clone(), Some(line))
        }
        // The last word is as it was typed.
        (Shell::Fish, [_, ..]) => {
            let mut words: Vec<String> = texts().collect();
            let last = words.pop().map(|word| Line::parse(&word).words.concat());
            words.extend(last);
            (words, None)
        }
        _ => (texts().collect(), None),
    };
    let found = found(context, &words);
    let mut text = String::new();
    for (value, help) in found.iter().filter(|(value, _)| escape::line(value) == *value) {
        let typed = match &line {
            Some(line) => line.complete(value).and_then(|typed| replaced(line, &typed, args.word.as_deref())),
            None => Some(value.clone()),
        };
        if let Some(typed) = typed {
            let help = if line.is_none() && !help.is_empty() { format!("\t{help}") } else { String::new() };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{typed}{help}");
        }
    }
    context.out.payload(text.as_bytes())
}

/// What bash puts in the place of what it takes for the word, which begins after a `:`, a `=` or a quote.
fn replaced(line: &Line, typed: &str, word: Option<&str>) -> Option<String> {
    let kept = word.map_or(Some(""), |word| line.raw.strip_suffix(word))?;
    typed.strip_prefix(kept).map(str::to_owned)
}

/// In place of names, which take the vault.
const NAMES: char = '\0';

type Asked = Arc<Mutex<Option<(Noun, String)>>>;

/// Values and the first lines of their help.
fn found(context: &mut Context<'_>, words: &[String]) -> Vec<(String, String)> {
    let asked = Asked::default();
    let mut tree = with_names(args::command().disable_help_subcommand(true), &[], &asked);
    let last = words.len().saturating_sub(1);
    let argv: Vec<OsString> = words.iter().map(OsString::from).collect();
    let Ok(found) = complete(&mut tree, argv, last, None) else { return Vec::new() };
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner).take();
    let mut values = Vec::new();
    for candidate in found {
        let value = candidate.get_value().to_string_lossy();
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        match (value.split_once(NAMES), &asked) {
            (Some((before, _)), Some((noun, beginning))) => {
                let names = of_vault(context, words, *noun, beginning).unwrap_or_default();
                values.extend(names.into_iter().map(|name| (format!("{before}{name}"), String::new())));
            }
            _ => values.push((value.into_owned(), help.lines().next().unwrap_or_default().to_owned())),
        }
    }
    // Options are listed where nothing else fits, or where one has begun.
    let is_option = |(value, _): &(String, String)| value.starts_with('-');
    if words.last().is_some_and(String::is_empty) && !values.iter().all(is_option) {
        values.retain(|value| !is_option(value));
    }
    values
}

/// Names of a vault that is held open, and that this machine knows. `None`: it is not.
fn of_vault(context: &mut Context<'_>, words: &[String], noun: Noun, beginning: &str) -> Option<Vec<String>> {
    if let Some(path) = vault_in(words) {
        context.global.vault = Some(path.into());
    }
    context.global.lock_timeout = Span::seconds(0);
    let path = context.vault_path().ok()?;
    let mut journal = path.clone().into_os_string();
    journal.push("-journal");
    if !held::is_anything(context.ports.keyring) || std::path::Path::new(&journal).exists() {
        // To open it would be to undo what another process was about to do.
        return None;
    }
    let (now, entropy) = (context.now(), Arc::clone(&context.ports.entropy));
    let mut vault = held::open(context.locked().ok()?, context.ports.keyring, now, entropy).ok()?.ok()?;
    trust::is_known(&vault).ok()?.then(|| names(&mut vault, noun, beginning, now).ok()).flatten()
}

/// The vault that the words name.
fn vault_in(words: &[String]) -> Option<&str> {
    let mut words = words.iter().take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        match word.strip_prefix("--vault") {
            Some("") => return words.next().map(String::as_str),
            Some(rest) if rest.starts_with('=') => return rest.strip_prefix('='),
            _ => {}
        }
    }
    None
}

/// The command tree, with what completes the values that it does not list itself.
fn with_names(command: Command, path: &[String], asked: &Asked) -> Command {
    let own = path.join(" ");
    let command = command.mut_args(|arg| match noun_of(&own, &arg) {
        Some(noun) => {
            let asked = Arc::clone(asked);
            arg.add(ArgValueCompleter::new(move |current: &std::ffi::OsStr| {
                let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
                *asked = Some((noun, current.to_string_lossy().into_owned()));
                vec![CompletionCandidate::new(NAMES.to_string())]
            }))
        }
        None if value_name(&arg) == Some("STATUS") => arg.add(ArgValueCandidates::new(|| {
            Status::ALL.iter().map(|status| CompletionCandidate::new(status.as_str())).collect()
        })),
        None => arg,
    });
    command.mut_subcommands(|child| {
        let path = [path, &[child.get_name().to_owned()]].concat();
        with_names(child, &path, asked)
    })
}

fn value_name(arg: &Arg) -> Option<&str> {
    arg.get_value_names()?.first().map(clap::builder::Str::as_str)
}

/// What the value of an argument names.
fn noun_of(command: &str, arg: &Arg) -> Option<Noun> {
    match (command, value_name(arg)?, arg.get_long()) {
        (_, "KEY", None | Some("key")) => Some(Noun::Key),
        (_, "PROFILE", _) | ("profile show" | "profile edit" | "profile remove", "NAME", None) => {
            Some(Noun::Profile)
        }
        ("publish", "TARGET", None) | ("target show" | "target edit" | "target remove", "NAME", None) => {
            Some(Noun::Target)
        }
        ("slot edit" | "slot passphrase" | "slot remove", "NAME", None) => Some(Noun::Slot),
        (_, _, Some("to-credential"))
        | ("credential set" | "credential get" | "credential verify" | "credential remove", "NAME", None) => {
            Some(Noun::Credential)
        }
        _ => None,
    }
}
