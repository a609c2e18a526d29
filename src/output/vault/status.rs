//! The status of the vault, and what needs attention.

use std::collections::BTreeMap;

use crate::domain::key::{Key, Status};
use crate::ops::rotation::due::Due;
use crate::ops::rotation::status::RotationStatus;
use crate::ops::vault::status::Report;
use crate::output::fields::{
    Datum, Facts, Field, Record, nested, nested_list, number, optional, text, texts,
};
use crate::output::key::KeyAt;
use crate::output::publish::state;
use crate::output::rotation::{self, At};

type Row = Field<Report>;

impl Record for Report {
    // A summary, which has the id of a key beside its name.
    const IN_BLOCKS: bool = true;
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("ok", |report| (!report.needs_attention()).into()),
        Row::fact("Status", |report| {
            text(if report.needs_attention() { "something needs attention" } else { "no problems found" })
        }),
        Row::column("Status", |report| text(if report.needs_attention() { "needs attention" } else { "ok" })),
        Row::member("keys", keys),
        Row::fact("Keys", keys_in_words),
        Row::member("expiring", |report| {
            Datum::List(report.expiring.iter().map(|key| nested(&KeyAt::of(key, report.now))).collect())
        }),
        Row::facts(expiring),
        Row::member("expiring_count", |report| number(report.expiring_count)),
        Row::member("rotations", |report| Datum::List(rotations(report).map(|at| nested(&*at)).collect())),
        Row::facts(|report| rotations(report).map(|at| ("Rotating", at.summary())).collect()),
        Row::member("due", |report| nested_list(&report.due)),
        Row::facts(|report| {
            let words = |due: &Due| ("Rotation due", format!("{} at {}", due.key.name, due.at));
            report.due.iter().map(words).collect()
        }),
        Row::member("due_count", |report| number(report.due_count)),
        Row::member("targets", |report| Datum::List(report.targets.iter().map(state::with_name).collect())),
        Row::member("exports", |report| nested_list(&report.exports)),
        Row::member("attention", |report| texts(&report.attention)),
        Row::facts(|report| report.attention.iter().map(|text| ("Attention", text.clone())).collect()),
        Row::member("notes", |report| texts(&report.notes)),
        Row::facts(|report| report.notes.iter().map(|text| ("Note", text.clone())).collect()),
        Row::member("last_backup_at", |report| optional(report.last_backup_at.as_ref()))
            .labelled("Last backup here"),
        Row::member("unlocked_until", |report| optional(report.unlocked_until.as_ref()))
            .labelled("Held open until"),
    ];
}

/// A key that is due for rotation.
impl Record for Due {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("name", |due: &Self| text(&due.key.name)),
        Field::member("id", |due: &Self| text(&due.key.id)),
        Field::member("due_at", |due: &Self| text(&due.at)),
    ];
}

fn count(report: &Report, status: Status) -> u64 {
    report.counts.get(&status).copied().unwrap_or(0)
}

/// The number of keys in each status, by its name.
fn keys(report: &Report) -> Datum {
    let counts: BTreeMap<&str, u64> =
        Status::ALL.into_iter().map(|status| (status.as_str(), count(report, status))).collect();
    Datum::Map(counts.into_iter().map(|(status, count)| (status.to_owned(), number(count))).collect())
}

/// The same, without statuses that have no keys.
fn keys_in_words(report: &Report) -> Datum {
    let counts = Status::ALL.into_iter().map(|status| (count(report, status), status.as_str()));
    let words: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, status)| format!("{count} {status}")).collect();
    if words.is_empty() { text("none") } else { texts(words) }
}

/// One line for each key that expires soon, and one for those that are only counted.
fn expiring(report: &Report) -> Facts {
    let words = |key: &Key| {
        let end = key.lifecycle.retires_at().or(key.expires_at);
        let when = end.map(|end| end.to_string()).unwrap_or_default();
        ("Expires soon", format!("{} ({}) at {when}", key.name, key.id))
    };
    let mut facts: Facts = report.expiring.iter().map(words).collect();
    let more = report.expiring_count.saturating_sub(u64::try_from(facts.len()).unwrap_or(0));
    if more > 0 {
        let words = format!("and {more} more; see `keywright key list --expiring-within 30d`");
        facts.push(("Expires soon", words));
    }
    facts
}

fn rotations(report: &Report) -> impl Iterator<Item = Box<At<RotationStatus>>> {
    report.rotations.iter().map(|status| rotation::shown(status.clone(), report.now).0)
}
