//! The views of a verification file, and of the differences between two.

pub mod answer;

use std::fmt;

use serde::{Serialize, Serializer};

use super::escape;
use super::fields::{Datum, Field, Record, Shown, nested, number, optional, text, texts};
use super::joined::Joined;
use crate::ops::verification_file::check::PublishedKey;
use crate::ops::verification_file::diff::{self, Change};
use crate::ops::verification_file::inspect::{self, Installed};

type Row = Field<inspect::Outcome>;

impl Record for inspect::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("format", |file| text(&file.claims.fmt)),
        Row::member("genuine", |file| file.genuine.map_or(Datum::None, Datum::from)),
        Row::fact("Genuine", |file| {
            text(match file.genuine {
                Some(true) => "yes, signed by the given key",
                Some(false) => "no",
                None => "not checked: no public key was given",
            })
        }),
        Row::member("whole", |file| file.damage.is_none().into()),
        Row::member("damage", |file| optional(file.damage.as_ref())),
        Row::fact("Whole", |file| text(file.damage.as_deref().unwrap_or("yes"))),
        Row::member("validity", |file| text(file.freshness.as_str())).labelled("Validity"),
        Row::fact("Format", |file| text(&file.claims.fmt)),
        Row::member("kid", |file| text(&file.kid)),
        Row::member("issuer", |file| text(&file.claims.iss)),
        Row::member("subject", |file| text(&file.claims.sub)).labelled("Subject").listed("Subject"),
        Row::member("audience", |file| texts(&file.claims.aud)),
        Row::fact("Audience", |file| {
            if file.claims.aud.is_empty() { text("anybody") } else { texts(&file.claims.aud) }
        }),
        Row::member("issued_at", |file| text(&file.claims.iat)).labelled("Issued"),
        Row::member("expires_at", |file| text(&file.claims.exp)).labelled("Expires"),
        Row::member("epoch", |file| number(file.claims.epoch.unix())).listed("Epoch"),
        Row::fact("Generation", |file| {
            text(&format_args!("{} of epoch {}", file.claims.generation, file.claims.epoch.unix()))
        }),
        Row::member("generation", |file| number(file.claims.generation)).listed("Generation"),
        Row::member("count", |file| number(file.claims.cnt)).labelled("Keys").listed("Keys"),
        Row::column("Validity", |file| text(file.freshness.as_str())),
        Row::fact("Issuer", |file| text(&file.claims.iss)),
        Row::fact("Signing key", |file| text(&file.kid)),
        Row::member("digest", |file| text(&format_args!("sha256:{}", file.claims.dig))),
        Row::member("installed", |file| file.installed.is_some().into()),
        Row::fact("Installed", |file| match file.installed {
            Some(Installed::Anew) => text("yes"),
            Some(Installed::Again) => text("already, and put in place again"),
            None => Datum::None,
        }),
        Row::member("reloaded", |file| file.reload.as_ref().map_or(Datum::None, |done| done.is_ok().into())),
        Row::fact("Reloaded", |file| {
            file.reload.as_ref().map_or(Datum::None, |done| text(if done.is_ok() { "yes" } else { "no" }))
        }),
    ];
}

impl Record for PublishedKey {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |key| text(&key.id)),
        Field::member("not_before", |key| optional(key.not_before.as_ref())),
        Field::member("expires_at", |key| optional(key.expires_at.as_ref())),
        Field::member("scopes", |key| texts(&key.scopes)),
        Field::member("resource", |key| optional(key.resource.as_ref())),
        Field::member("environment", |key| optional(key.environment.as_ref())),
        Field::member("networks", |key| texts(&key.networks)),
        Field::member("unsupported", |key| key.is_unsupported.into()),
    ];
}

impl Record for Kind {
    const FIELDS: &'static [Field<Self>] = &[Field::member("change", |kind| text(kind.0))];
}

impl Record for Former {
    const FIELDS: &'static [Field<Self>] =
        &[Field::member("before", |former| former.0.as_ref().map_or(Datum::None, nested))];
}

impl Record for Change {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("before", |change| nested(&change.before)),
        Field::member("after", |change| nested(&change.after)),
    ];
}

impl Record for diff::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("gained", |found| Datum::List(found.gained.iter().map(nested).collect())),
        Field::member("lost", |found| Datum::List(found.lost.iter().map(nested).collect())),
        Field::member("changed", |found| Datum::List(found.changed.iter().map(nested).collect())),
    ];
}

/// What happened to a key.
pub struct Kind(&'static str);

/// The key as it was, if it has other rights or times now.
pub struct Former(Option<PublishedKey>);

/// One change: a row of a CSV, a line of JSON lines. The key is as it is now; if it was lost, as it was.
type ChangeRow = Joined<Shown<Box<Kind>>, Joined<Shown<Box<PublishedKey>>, Shown<Box<Former>>>>;

/// All changes, in the order of the report for people.
pub fn rows(found: diff::Outcome) -> impl Iterator<Item = ChangeRow> {
    let diff::Outcome { gained, lost, changed } = found;
    let row = |what, key, before| {
        Joined(Shown(Box::new(Kind(what))), Joined(Shown(Box::new(key)), Shown(Box::new(Former(before)))))
    };
    let gained = gained.into_iter().map(move |key| row("gained", key, None));
    let lost = lost.into_iter().map(move |key| row("lost", key, None));
    let changed = changed.into_iter();
    let changed = changed.map(move |Change { before, after }| row("changed", after, Some(before)));
    gained.chain(lost).chain(changed)
}

/// The rights of a key in one line.
fn rights(key: &PublishedKey) -> String {
    let scopes = if key.scopes.is_empty() { "no scopes".to_owned() } else { key.scopes.join(",") };
    let bound = |what: &str, value: Option<&dyn fmt::Display>| value.map(|value| format!("{what} {value}"));
    let parts = [
        Some(scopes),
        bound("on", key.resource.as_ref().map(|value| value as _)),
        bound("in", key.environment.as_ref().map(|value| value as _)),
        (!key.networks.is_empty()).then(|| format!("from networks {}", key.networks.join(","))),
        bound("from", key.not_before.as_ref().map(|value| value as _)),
        bound("until", key.expires_at.as_ref().map(|value| value as _)),
    ];
    let unsupported =
        key.is_unsupported.then(|| "(never admitted: it has a member that is not known here)".to_owned());
    parts.into_iter().flatten().chain(unsupported).collect::<Vec<_>>().join(" ")
}

/// The report of `diff`: its table for programs. For people one line per key: `+` gains access, `-` loses it,
/// `~` has other rights than before.
pub struct Differences<'a>(pub &'a diff::Outcome);

impl Serialize for Differences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shown(self.0).serialize(serializer)
    }
}

impl fmt::Display for Differences<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let diff::Outcome { gained, lost, changed } = self.0;
        if gained.is_empty() && lost.is_empty() && changed.is_empty() {
            return writeln!(f, "the same keys with the same rights");
        }
        for key in gained {
            writeln!(f, "+ {}  {}", escape::line(&key.id), escape::line(&rights(key)))?;
        }
        for key in lost {
            writeln!(f, "- {}  {}", escape::line(&key.id), escape::line(&rights(key)))?;
        }
        for Change { before, after } in changed {
            let (id, before, after) = (&after.id, rights(before), rights(after));
            writeln!(f, "~ {}  {} -> {}", escape::line(id), escape::line(&before), escape::line(&after))?;
        }
        Ok(())
    }
}
