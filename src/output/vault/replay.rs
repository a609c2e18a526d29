//! What the audit log says of the records of a repaired or recovered vault.

use crate::domain::words::first_of;
use crate::ops::vault::replay::{Finding, Verdict};
use crate::output::fields::{Field, Record, text};

/// How many records of each kind are named to people.
const NAMED: usize = 20;

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
        (!names.is_empty()).then(|| format!("{words}: {}", first_of(&names, NAMED, names.len())))
    };
    let verdicts = Verdict::ALL.map(|verdict| sentence(words(verdict), &|found| found.verdict == verdict));
    let is_there = |tables: &[&str]| {
        findings.iter().any(|found| is_in_doubt(found.verdict) && tables.contains(&found.table))
    };
    let hooks = "hooks of those profiles and keys were removed: set them again with `keywright profile edit` and `key edit`";
    let targets =
        "those targets are not published until `keywright target edit`, or `publish --accept-restore`";
    let programs = [(hooks, &["profiles", "keys"][..]), (targets, &["targets"])];
    let programs = programs.map(|(words, tables)| is_there(tables).then(|| words.to_owned()));
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
