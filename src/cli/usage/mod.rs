//! `usage …`.

pub mod args;

use std::path::Path;

use super::context::Context;
use super::{Answer, input};
use crate::error::{Error, Result};
use crate::formats::usage::{KeyField, LogFormat};
use crate::ops::usage::{Counts, Import, Imported, Request};
use crate::ops::{Unlocked, Vault};
use crate::output::escape;
use crate::output::usage::UsageView;
use args::{UsageCommand, UsageFormat, UsageImportArgs};

pub(super) fn run(context: &mut Context<'_>, command: UsageCommand) -> Result<Answer> {
    let UsageCommand::Import(args) = command;
    let request = Request { format: format(&args)?, skip_broken: args.skip_broken };
    // A slip of the pen in the second name is noticed before the first log has been read.
    for file in args.files.iter().filter(|file| !is_stdin(file)) {
        std::fs::metadata(file).map_err(|error| unreadable(file, error))?;
    }
    let imported = context.with_vault(|context, vault| import(context, vault, &args, request))?;
    context.out.items(imported.items.iter().map(UsageView::from))?;
    report(context, &imported);
    Ok(Answer::Yes)
}

fn format(args: &UsageImportArgs) -> Result<LogFormat> {
    let belongs = |option, format| {
        Err(Error::usage(format!("{option} belongs to --format {format}"))
            .hint("leave it out, or see `keywright usage import --help`"))
    };
    if args.utc_offset.is_some() && args.format != UsageFormat::Haproxy {
        return belongs("--utc-offset", "haproxy");
    }
    match (args.format, args.key_field) {
        (UsageFormat::Jsonl, Some(_)) => belongs("--key-field", "combined or haproxy"),
        (UsageFormat::Jsonl, None) => Ok(LogFormat::Jsonl),
        (UsageFormat::Combined, field) => Ok(LogFormat::Combined(field.unwrap_or(KeyField::User))),
        (UsageFormat::Haproxy, Some(KeyField::User)) => belongs("--key-field user", "combined"),
        (UsageFormat::Haproxy, field) => {
            let capture = field.map_or(1, KeyField::number);
            Ok(LogFormat::Haproxy(capture, args.utc_offset.unwrap_or_default()))
        }
    }
}

fn import(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    args: &UsageImportArgs,
    request: Request,
) -> Result<Imported> {
    let mut import = Import::begin(vault, request, context.clock)?;
    let mut progress = context.out.progress();
    progress.start("lines read");
    for file in &args.files {
        let mut log = input::open(file, context.stdin).map_err(|error| unreadable(file, error))?;
        let name = if is_stdin(file) { "stdin".to_owned() } else { format!("'{}'", file.display()) };
        import.read(&name, &mut *log, &mut |lines| progress.inc(lines))?;
    }
    progress.finish();
    import.store(context.clocking())
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn unreadable(file: &Path, error: std::io::Error) -> Error {
    Error::io(format!("reading '{}' failed", file.display()), error)
}

/// What the listing does not tell.
fn report(context: &mut Context<'_>, imported: &Imported) {
    let Counts { lines, keyless, unknown, examples, ambiguous, broken, first_broken, first_secret } =
        &imported.counts;
    let of_lines = |number: u64| escape::count(number, "line");
    if *keyless > 0 && keyless + broken == *lines {
        context.out.warn("not one line has a key; in combined and haproxy, --key-field says where it is");
    }
    if *broken > 0 {
        let first = first_broken.as_deref().unwrap_or_default();
        context.out.warn(&format!("{} could not be read; the first: {first}", of_lines(*broken)));
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
        context.out.warn(&format!("{} could each mean several keys", of_lines(*ambiguous)));
    }
    if let Some(place) = first_secret {
        context.out.warn(&format!(
            "the log holds whole secrets ({place}): whoever can read it can use them; let it hold the id, and replace these keys"
        ));
    }
    let news = imported.items.iter().filter(|item| item.changed).count();
    context.out.note(&format!(
        "{}, {keyless} of them without a key: {} used, {news} of them later than was known",
        of_lines(*lines),
        escape::count(u64::try_from(imported.items.len()).unwrap_or(u64::MAX), "key"),
    ));
}
