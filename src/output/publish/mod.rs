//! The views of published targets, and of the exposure of keys.

pub mod exposure;
pub mod receipt;
pub mod state;

use super::fields::{Datum, Field, Record, nested, number, optional, text};
use super::table::Tone;
use crate::ops::publish::{Admitted, FileFacts, Published, Reason};
use crate::ops::verification_file::left_out::LeftOutKey;

type Row = Field<Published>;

/// A value of the newest file, if there is one.
fn of_file(target: &Published, read: fn(&FileFacts) -> Datum) -> Datum {
    target.file.as_ref().map_or(Datum::None, read)
}

/// The outcome as a word, and its colour.
fn outcome(target: &Published) -> (&'static str, Tone) {
    match (&target.error, target.changed, target.only_checked) {
        (Some(_), _, _) => ("failed", Tone::Bad),
        (None, true, true) => ("due", Tone::Warning),
        (None, true, false) => ("published", Tone::Good),
        (None, false, _) => ("up to date", Tone::Plain),
    }
}

impl Record for Published {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |target| text(&target.name)).labelled("Target").listed("Target"),
        Row::fact("Outcome", |target| text(outcome(target).0))
            .listed("Outcome")
            .toned(|target| outcome(target).1),
        Row::member("changed", |target| target.changed.into()),
        Row::member("reason", |target| optional(target.reason.map(Reason::as_str).as_ref())),
        Row::column("Reason", |target| {
            optional(target.reason.map(|reason| reason.as_str().replace('_', " ")).as_ref())
        }),
        Row::member("path", |target| text(&target.path.display())),
        Row::member("epoch", |target| of_file(target, |file| number(file.epoch))),
        Row::member("generation", |target| of_file(target, |file| number(file.generation)))
            .listed("Generation"),
        Row::member("keys", |target| of_file(target, |file| number(file.keys))).listed("Keys"),
        Row::member("valid_until", |target| of_file(target, |file| text(&file.valid_until)))
            .listed("Valid until"),
        Row::member("error", |target| optional(target.error.as_ref())),
        Row::member("admitted_until", |target| Datum::List(target.admitted.iter().map(nested).collect())),
        Row::member("left_out", |target| Datum::List(target.left_out.iter().map(nested).collect())),
    ];
}

impl Record for LeftOutKey {
    const FIELDS: &'static [Field<Self>] =
        &[Field::member("id", |key| text(&key.id)), Field::member("name", |key| text(&key.name))];
}

impl Record for Admitted {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |key| text(&key.id)),
        Field::member("name", |key| optional(key.name.as_ref())),
        Field::member("status", |key| text(key.status())),
        Field::member("until", |key| text(&key.until)),
        Field::member("reported_gone_at", |key| optional(key.reported_gone_at.as_ref())),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::id::KeyId;
    use crate::domain::publication::{GoneKey, Publication, RowSet};
    use crate::domain::time::Timestamp;
    use crate::output::fields::Shown;
    use crate::output::fields::tests::unshown;

    #[test]
    fn what_of_a_publication_is_shown() {
        let mut keys = RowSet::default();
        (3..14).for_each(|row| keys.push(row));
        let time = |seconds: i64| Timestamp::from_unix(1_767_225_600 + seconds);
        let file = Publication {
            subject: "edge".into(),
            epoch: 1_767_225_600,
            generation: 7,
            dig: Digest::from_bytes([9; 32]),
            entries: Digest::from_bytes([8; 32]),
            iat: time(1),
            exp: time(2),
            keys,
            ends: vec![(3, time(3))],
            gone: vec![GoneKey { id: KeyId::from_bits([1; 16]), name: None, until: time(7) }],
            lost: true,
            placed_at: Some(time(4)),
            reloaded_at: Some(time(5)),
            as_of: None,
            log_count: None,
            found_expired_at: Some(time(6)),
        };
        let published = Published {
            name: "edge".parse().unwrap(),
            path: "/srv/edge".into(),
            changed: true,
            only_checked: false,
            reason: Some(Reason::Forced),
            file: Some(FileFacts::from(&file)),
            admitted: Vec::new(),
            has_newest: false,
            left_out: Vec::new(),
            error: None,
        };
        let mut invisible = unshown(&file, &Shown(&published));
        invisible.dedup();
        assert_eq!(
            invisible,
            [
                // What a publish compares files by.
                "dig",
                // `admitted_until` has the keys that it concerns.
                "ends",
                "entries",
                // When it may be deleted.
                "found_expired_at",
                // `admitted_until` has those, too.
                "gone.id",
                "gone.until",
                // `inspect` shows when a file was issued.
                "iat",
                // Only their number is shown.
                "keys",
                // The newest file, which is shown, never is.
                "lost",
                // The outcome shows how far the publish came.
                "placed_at",
                "reloaded_at",
            ]
        );
    }
}
