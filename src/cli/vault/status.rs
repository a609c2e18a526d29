//! `status`.

use super::args::{MetricsFormat, StatusArgs};
use crate::cli::Answer;
use crate::cli::context::Context;
use crate::error::{Error, Result};
use crate::ops::output_file::OutputFile;
use crate::ops::vault::status;
use crate::output::fields::Shown;
use crate::output::vault::metrics;

pub(in crate::cli) fn run(context: &mut Context<'_>, args: &StatusArgs) -> Result<Answer> {
    if args.out.is_some() && args.format.is_none() {
        return Err(Error::usage("--out is for metrics, and --format is missing")
            .hint("add `--format prometheus`; a page is `keywright report --out FILE`"));
    }
    let now = context.now();
    // Before anything is unlocked. The earlier file stays if anything fails.
    let file = args.out.as_deref().map(|path| OutputFile::at(path, metrics::FILE)).transpose()?;
    let report = context.with_vault(|context, vault| {
        status::status(vault, &context.unlock_warnings, context.ports.keyring, now)
    })?;
    match (args.format, file) {
        (None, _) => context.out.one(&Shown(&report))?,
        (Some(MetricsFormat::Prometheus), None) => context.out.payload(metrics::text(&report).as_bytes())?,
        (Some(MetricsFormat::Prometheus), Some(file)) => {
            file.write(&metrics::text(&report))?;
            context.out.note(&format!("wrote {}", file.path().display()));
        }
    }
    Ok((!args.check || !report.needs_attention()).into())
}
