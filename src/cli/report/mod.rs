//! `report`, `timeline` and `calendar`.

pub mod args;

use std::path::Path;

use super::Answer;
use super::context::Context;
use super::key::none_listed;
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::output_file::{Kind, OutputFile};
use crate::ops::report;
use crate::output::{Format, calendar, report as page, timeline};
use args::{CalendarArgs, ReportArgs, TimelineArgs};

pub(super) fn report(context: &mut Context<'_>, args: &ReportArgs) -> Result<Answer> {
    if args.out.is_none() && context.ports.environment.stdout_is_terminal {
        return Err(Error::usage("the report is an HTML page, and stdout is a terminal")
            .hint("name a file: `keywright report --out report.html`"));
    }
    let out = open(args.out.as_deref(), page::FILE)?;
    let now = context.now();
    let overview = context.with_vault(|context, vault| {
        report::overview(vault, &context.unlock_warnings, context.ports.keyring, now)
    })?;
    let name = vault_name(context)?;
    write(context, out, &page::page(&overview, &name))
}

pub(super) fn timeline(context: &mut Context<'_>, args: &TimelineArgs) -> Result<Answer> {
    let (now, pattern) = (context.now(), args.pattern.as_ref());
    let window = timeline::Window { from: now.minus(args.back), now, to: now.plus(args.ahead) };
    let (mut lineages, fault) =
        context.with_vault(|_, vault| report::lineages::lineages(vault, pattern, now))?;
    if let Some(fault) = fault {
        context.out.warn(&fault);
    }
    if lineages.is_empty() {
        context.out.note(&none_listed(pattern, pattern.is_none()));
    }
    let found = lineages.len();
    lineages.retain(|lineage| args.ended || !lineage.is_over_by(window.from));
    let ended = found - lineages.len();
    let is_drawing = context.out.format() == Format::Table;
    let shown = args.most(is_drawing && context.ports.environment.stdout_is_terminal);
    let more = lineages.len().saturating_sub(shown);
    lineages.truncate(shown);
    timeline::show(&mut context.out, &lineages, window, context.ports.environment)?;
    if more > 0 {
        let names = words::count(more, "more name");
        context.out.note(&format!("not shown: {names}; --limit 0 shows all"));
    }
    if ended > 0 {
        let names = words::count(ended, "name");
        context.out.note(&format!("not shown: {names} that had ended before; --ended shows all"));
    }
    Ok(Answer::Yes)
}

pub(super) fn calendar(context: &mut Context<'_>, args: &CalendarArgs) -> Result<Answer> {
    let out = open(args.out.as_deref(), calendar::FILE)?;
    let now = context.now();
    let is_clock_accepted = context.global.accept_clock;
    let calendar =
        context.with_vault(|_, vault| report::upcoming::calendar(vault, now, is_clock_accepted))?;
    let name = vault_name(context)?;
    write(context, out, &calendar::icalendar(&calendar, &args.alarm, &name))
}

/// The name of the vault's file, by which people know it.
fn vault_name(context: &Context<'_>) -> Result<String> {
    Ok(context.vault_path()?.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// The destination, examined before somebody types a passphrase. `None`: stdout.
fn open(path: Option<&Path>, kind: Kind) -> Result<Option<OutputFile<'_>>> {
    path.map(|path| OutputFile::at(path, kind)).transpose()
}

fn write(context: &mut Context<'_>, out: Option<OutputFile<'_>>, text: &str) -> Result<Answer> {
    match out {
        Some(file) => {
            file.write(text)?;
            context.out.note(&format!("wrote {}", file.path().display()));
        }
        None => context.out.payload(text.as_bytes())?,
    }
    Ok(Answer::Yes)
}
