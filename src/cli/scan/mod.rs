//! `scan`.

pub mod args;

use std::path::Path;

use super::Answer;
use super::context::Context;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::ops::scan::{self, Finding, Searched};
use crate::output::Format;
use crate::output::fields::Shown;
use crate::output::scan::{Report, left_out, line, rules, sarif, summary, warnings};
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
        let searched = search(context, args, &|| progress.inc(1));
        progress.finish();
        let mut searched = searched?;
        let findings = scan::identify(vault, &mut searched, now)?;
        Ok((searched, findings))
    })?;
    for text in warnings(&searched) {
        context.out.warn(&text);
    }
    show(context, args.format, &searched, &findings)?;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let live = count(findings.iter().filter(|finding| finding.is_live()).count());
    context.out.note(&summary(&searched, count(findings.len()), live));
    for text in left_out(&searched) {
        context.out.note(&text);
    }
    if live > 0 {
        return Ok(Answer::No);
    }
    complete(&searched)?;
    Ok(Answer::Yes)
}

fn search(context: &mut Context<'_>, args: &ScanArgs, progress: &(dyn Fn() + Sync)) -> Result<Searched> {
    let git = context.ports.git;
    let Some(range) = &args.git else {
        return scan::search(&args.paths, args.request, git, &mut *context.stdin, progress);
    };
    let (folder, range) = match (&args.paths[..], range.as_deref()) {
        ([], Some(folder)) if Path::new(folder).is_dir() => (Path::new(folder), None),
        ([], range) => (Path::new("."), range),
        ([folder], range) => (folder.as_path(), range),
        _ => {
            return Err(Error::usage("--git searches one repository, but there are several PATHs")
                .hint("run `keywright scan FOLDER --git` for each"));
        }
    };
    if !folder.is_dir() {
        let what = format!("'{}' is not a folder", folder.display());
        return Err(
            Error::not_found(what).hint("name the repository's folder: `keywright scan FOLDER --git`")
        );
    }
    scan::search_history(git, folder, range, progress)
}

fn show(
    context: &mut Context<'_>,
    format: Option<ReportFormat>,
    searched: &Searched,
    findings: &[Finding],
) -> Result<()> {
    match (format, context.out.format()) {
        (Some(ReportFormat::Sarif), _) => {
            context.out.json_line(&sarif::log(searched, findings, complete(searched).is_ok()))
        }
        (_, Format::Table) => findings.iter().try_for_each(|finding| context.out.say(&line(finding))),
        (_, Format::Json) => context.out.json(&Report::of(searched, findings)),
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
