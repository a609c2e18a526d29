//! What the audit log says of the records of a repaired or recovered vault.

use crate::ops::vault::replay::{Finding, Verdict};
use crate::output::fields::{Field, Record, text};

impl Record for Finding {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("table", |finding: &Self| text(finding.table)),
        Field::member("name", |finding: &Self| text(&finding.name)),
        Field::member("verdict", |finding: &Self| text(finding.verdict.as_str())),
    ];
}

/// A sentence for each verdict, with the names of the records, and what follows for those that run programs.
pub fn describe(findings: &[Finding]) -> Vec<String> {
    let sentence = |words: &str, is_one: &dyn Fn(&Finding) -> bool| {
        let chosen = findings.iter().filter(|finding| is_one(finding));
        let names: Vec<String> = chosen.map(name).collect();
        (!names.is_empty()).then(|| format!("{words}: {}", names.join(", ")))
    };
    let verdicts = Verdict::ALL.map(|verdict| sentence(words(verdict), &|found| found.verdict == verdict));
    let in_doubt =
        |table: &'static str| move |found: &Finding| found.table == table && is_in_doubt(found.verdict);
    let programs = [
        sentence("without hooks until `keywright profile edit` sets them again", &in_doubt("profiles")),
        sentence(
            "not published until `keywright target edit`, or `publish --accept-restore`",
            &in_doubt("targets"),
        ),
    ];
    verdicts.into_iter().chain(programs).flatten().collect()
}

fn name(finding: &Finding) -> String {
    format!("{} '{}'", finding.table.trim_end_matches('s'), finding.name)
}

fn is_in_doubt(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::PerhapsOlder | Verdict::PerhapsUnknown)
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Removed => "dropped, since the audit log says that they were removed, replaced or ended",
        Verdict::Unknown => "dropped, since the audit log has nothing of them",
        Verdict::Orphaned => "dropped, since one of its keys is lost",
        Verdict::Advanced => "brought to where the audit log says they were",
        Verdict::PerhapsOlder => "changes since may be lost: check",
        Verdict::PerhapsUnknown => "perhaps of another history, since parts of the audit log are lost: check",
    }
}
