//! A vault that was restored or repaired.

use super::path;
use crate::ops::Damage;
use crate::ops::vault::{repair, restore};
use crate::output::fields::{Datum, Field, Record, nested_list, number, optional_number, text, texts};

/// A restored backup.
type Row = Field<restore::Outcome>;

impl Record for restore::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("path", |done| text(&done.path.display())).labelled("Restored").listed("Vault"),
        Row::member("id", |done| text(&done.id)).labelled("ID").listed("ID"),
        Row::member("fingerprint", |done| text(&done.fingerprint)).labelled("Fingerprint"),
        Row::member("generation", |done| number(done.generation)),
        Row::member("backup_generation", |done| number(done.backup_generation)),
        Row::member("newest_time", |done| text(&done.newest_time)),
        Row::fact("Last changed", |done| text(&format!("{} (the backup)", done.newest_time))),
        Row::fact("Generation", |done| {
            text(&format!("{} (the backup: {})", done.generation, done.backup_generation))
        }),
        Row::member("keys", |done| number(done.keys)).labelled("Keys").listed("Keys"),
        Row::member("replaced", |done| path(done.replaced.as_ref())),
    ];
}

/// A vault that was repaired, or found intact, for which people see only that.
type Repair = Field<repair::Outcome>;

impl Record for repair::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Repair::member("changed", |done| done.is_changed().into()),
        Repair::fact("Vault", |done| {
            text(if done.is_changed() { "repaired" } else { "consistent and authentic: nothing to repair" })
        }),
        Repair::column("Vault", |done| text(if done.is_changed() { "repaired" } else { "whole" })),
        Repair::member("damages", |done| nested_list(&done.damages)),
        Repair::column("Damages", |done| text(&done.damages.len())),
        Repair::fact("Damaged", |done| if_changed(done, text(&places(&done.damages).count()))),
        Repair::fact("Dropped", |done| {
            if_changed(done, text(&places(&done.damages).filter(|place| is_dropped(place)).count()))
        }),
        Repair::fact("Lost targets", |done| texts(done.lost_targets.named.keys())),
        Repair::fact("Keys revoked again", |done| if_changed(done, number(done.replayed.ended_again))),
        Repair::member("generation", |done| optional_number(done.generation)).labelled("Generation"),
        Repair::member("replaced", |done| path(done.kept.as_ref())),
        Repair::member("ended_again", |done| number(done.replayed.ended_again)),
        Repair::member("roles_again", |done| texts(&done.roles_again)),
        Repair::member("findings", |done| nested_list(&done.replayed.findings)),
        Repair::member("new_signing_key", |done| done.new_signing_key.into()),
    ];
}

fn if_changed(done: &repair::Outcome, value: Datum) -> Datum {
    if done.is_changed() { value } else { Datum::None }
}

impl Record for Damage {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("table", |damage: &Self| text(damage.table)),
        Field::member("first", |damage: &Self| optional_number(damage.rows.map(|rows| rows.0))),
        Field::member("last", |damage: &Self| optional_number(damage.rows.map(|rows| rows.1))),
        Field::member("what", |damage: &Self| text(&damage.what)),
        Field::member("dropped", |damage: &Self| damage.dropped.into()),
    ];
}

fn is_dropped(place: &[Damage]) -> bool {
    place.iter().any(|damage| damage.dropped)
}

/// A sentence for each place.
pub fn describe(damages: &[Damage]) -> Vec<String> {
    places(damages).map(sentence).collect()
}

/// The damages by places. Of a node that is lost the range of its records is known, and not which of them were of which
/// table: there is a damage for each table, and one place.
fn places(damages: &[Damage]) -> impl Iterator<Item = &[Damage]> {
    let is_node = |damage: &Damage| damage.rows.is_none_or(|(first, last)| first < last);
    damages.chunk_by(move |one, next| {
        is_node(one) && is_node(next) && (&one.what, one.dropped) == (&next.what, next.dropped)
    })
}

fn sentence(place: &[Damage]) -> String {
    let Some(Damage { what, dropped, .. }) = place.first() else { return String::new() };
    let dropped = if *dropped { "; dropped" } else { "" };
    match place {
        [Damage { table, rows: Some((first, last)), .. }] if first == last => {
            format!("record {first} of {}: {what}{dropped}", noun(table))
        }
        [Damage { table, rows: None, .. }, ..] => format!("{table}: {what}{dropped}"),
        _ => {
            let held: Vec<String> = place.iter().map(records).collect();
            format!("{what}: whatever there was in it of {}{dropped}", held.join(", "))
        }
    }
}

/// What of a table may have been in a node.
fn records(damage: &Damage) -> String {
    let table = noun(damage.table);
    match damage.rows {
        // From the first record on there may have been none.
        Some((first, last)) if first > 1 => format!("{table} (records {first} to {last})"),
        _ => table.to_owned(),
    }
}

/// What the records of a table are called.
fn noun(table: &'static str) -> &'static str {
    match table {
        "audit" => "the audit log",
        "signing_keys" => "signing keys",
        "series" => "file generations",
        "publications" => "written files",
        table => table,
    }
}
