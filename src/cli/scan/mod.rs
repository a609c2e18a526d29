//! `scan`.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::ops::scan::{self, Finding, Searched};
use crate::output::Format;
use crate::output::fields::Shown;
use crate::output::scan::{line, path_text, rules, sarif, summary};
use args::{ReportFormat, ScanArgs};

pub(super) fn scan(context: &mut Context<'_>, args: &ScanArgs) -> Result<Answer> {
    if let Some(scanner) = args.rules {
        context.out.payload(rules::rule(scanner).as_bytes())?;
        return Ok(Answer::Yes);
    }
    let now = context.now();
    // Unlocked first: a passphrase prompt comes at once, not after the search.
    let (searched, findings) = context.with_vault(|context, vault| {
        let mut progress = context.out.progress();
        progress.start("files scanned");
        let searched = scan::search(&args.paths, args.request, &mut *context.stdin, &|| progress.inc(1));
        progress.finish();
        let mut searched = searched?;
        let findings = scan::identify(vault, &mut searched, now)?;
        Ok((searched, findings))
    })?;
    warn(context, &searched);
    show(context, args.format, &searched, &findings)?;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let live = count(findings.iter().filter(|finding| finding.is_live()).count());
    context.out.note(&summary(&searched, count(findings.len()), live));
    if live > 0 {
        return Ok(Answer::No);
    }
    complete(&searched)?;
    Ok(Answer::Yes)
}

/// Warns of what could not be read and what is not shown.
fn warn(context: &mut Context<'_>, searched: &Searched) {
    for unread in &searched.unread {
        context.out.warn(&format!("cannot read {}: {}", path_text(&unread.path), unread.why));
    }
    let unnamed = searched.unread_count.saturating_sub(searched.unread.len().try_into().unwrap_or(u64::MAX));
    if unnamed > 0 {
        context.out.warn(&format!("cannot read {} more", words::count(unnamed, "file")));
    }
    if searched.more > 0 {
        let more = words::count(searched.more, "secret");
        context.out.warn(&format!("found {more} more than can be listed: scan fewer files at a time"));
    }
}

fn show(
    context: &mut Context<'_>,
    format: Option<ReportFormat>,
    searched: &Searched,
    findings: &[Finding],
) -> Result<()> {
    match (format, context.out.format()) {
        (Some(ReportFormat::Sarif), _) => context.out.json(&sarif::log(findings, complete(searched).is_ok())),
        (_, Format::Table) => findings.iter().try_for_each(|finding| context.out.say(&line(finding))),
        _ => context.out.listing(findings.iter().map(Shown), None),
    }
}

/// An error if something was not searched or is not shown.
fn complete(searched: &Searched) -> Result<()> {
    let problem = match (searched.unread_count, searched.more) {
        (0, 0) => return Ok(()),
        (0, more) => format!("found {} more than can be listed", words::count(more, "secret")),
        (unread, _) => format!("{} could not be read", words::count(unread, "file")),
    };
    Err(Error::new(Kind::Incomplete, problem).hint("see the warnings above, and scan again"))
}
