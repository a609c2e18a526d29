//! `usage …`.

pub mod args;

use std::path::Path;

use super::context::Context;
use super::{Answer, input};
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::usage::{Counts, Import, Imported};
use crate::ops::{Unlocked, Vault};
use crate::output::fields::Shown;
use args::{UsageCommand, UsageImportArgs};

pub(super) fn run(context: &mut Context<'_>, command: UsageCommand) -> Result<Answer> {
    let UsageCommand::Import(args) = command;
    args.request.log_format()?;
    // A typing error in the second name is reported before the first log has been read.
    for file in args.files.iter().filter(|file| !is_stdin(file)) {
        std::fs::metadata(file).map_err(|error| unreadable(file, error))?;
    }
    let imported = context.with_vault(|context, vault| import(context, vault, &args))?;
    context.out.items(imported.items.iter().map(Shown))?;
    report(context, &imported);
    Ok(Answer::Yes)
}

fn import(context: &mut Context<'_>, vault: &Vault<Unlocked>, args: &UsageImportArgs) -> Result<Imported> {
    let mut import = Import::begin(vault, &args.request, context.ports.clock)?;
    let mut progress = context.out.progress();
    progress.start("lines read");
    for file in &args.files {
        let mut log = input::open(file, context.stdin).map_err(|error| unreadable(file, error))?;
        let name = if is_stdin(file) { "stdin".to_owned() } else { format!("'{}'", file.display()) };
        import.read(&name, &mut *log, &mut |lines| progress.inc(lines))?;
    }
    progress.finish();
    import.store()
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn unreadable(file: &Path, error: std::io::Error) -> Error {
    Error::io(format!("reading '{}' failed", file.display()), error)
}

/// Reports what the listing does not show.
fn report(context: &mut Context<'_>, imported: &Imported) {
    let Counts {
        lines,
        keyless,
        unknown,
        examples,
        ambiguous,
        too_early,
        broken,
        first_broken,
        first_secret,
    } = &imported.counts;
    let of_lines = |number: u64| words::count(number, "line");
    if *keyless > 0 && keyless + broken == *lines {
        context.out.warn("no line has a key; for combined and haproxy, set its field with --key-field");
    }
    if *broken > 0 {
        let first = first_broken.as_deref().unwrap_or_default();
        context.out.warn(&format!("{} could not be parsed; the first: {first}", of_lines(*broken)));
    }
    if *unknown > 0 {
        let examples: Vec<&str> = examples.iter().map(String::as_str).collect();
        let what = format!(
            "{} with keys that are not in the vault, such as {}",
            of_lines(*unknown),
            examples.join(", ")
        );
        context.out.warn(&what);
    }
    if *ambiguous > 0 {
        context.out.warn(&format!("ambiguous, because each matches several keys: {}", of_lines(*ambiguous)));
    }
    if *too_early > 0 {
        let keys = words::count(*too_early, "key");
        context.out.warn(&format!(
            "ignored for {keys}: the last use is before the creation; the clock of a server may be wrong"
        ));
    }
    if let Some(place) = first_secret {
        context.out.warn(&format!(
            "the log contains secrets ({place}): whoever can read it can use them; log the id instead, and replace these keys"
        ));
    }
    let news = imported.items.iter().filter(|item| item.changed).count();
    context.out.note(&format!(
        "{}, {keyless} without a key: {} used, {news} with a newer time",
        of_lines(*lines),
        words::count(imported.items.len(), "key"),
    ));
}
