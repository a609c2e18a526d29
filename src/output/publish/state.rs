//! The view of a target's newest file, and of what that lacks: in `status`, and in `target list` and `target show`.

use crate::domain::target::Target;
use crate::domain::words;
use crate::ops::publish::Reason;
use crate::ops::publish::exported::ExportState;
use crate::ops::publish::unpublished::{
    Acknowledged, Keys, NamedKey, PublishedFile, TargetState, Unpublished,
};
use crate::output::fields::{
    Datum, Facts, Field, Record, Shown, nested, nested_list, number, optional, text,
};
use crate::output::joined::Joined;
use crate::output::layout::Shape;
use crate::output::table::Tone;

type Row = Field<TargetState>;

/// A target and its state.
pub fn shown(state: &TargetState) -> Joined<Shown<&Target>, Shown<&TargetState>> {
    Joined(Shown(&state.target), Shown(state))
}

/// The state after the target's name.
pub fn with_name(state: &TargetState) -> Datum {
    let mut members = vec![("name".to_owned(), text(&state.target.name))];
    if let Datum::Map(all) = nested(state) {
        members.extend(all);
    }
    Datum::Map(members)
}

/// A value of the newest file, if there is one.
fn of_file(state: &TargetState, read: fn(&PublishedFile) -> Datum) -> Datum {
    state.newest.as_ref().map_or(Datum::None, read)
}

/// The state in a word or two, and its colour.
fn standing(state: &TargetState) -> (String, Tone) {
    match (&state.problem, state.due) {
        (Some(_), _) => ("not readable".to_owned(), Tone::Bad),
        (None, None) => ("up to date".to_owned(), Tone::Good),
        (None, Some(due)) => {
            let is_bad = state.unpublished.is_exposed();
            (due.as_str().replace('_', " "), if is_bad { Tone::Bad } else { Tone::Warning })
        }
    }
}

fn published(file: &PublishedFile) -> Datum {
    let PublishedFile { generation, issued_at, valid_until, keys, .. } = file;
    let keys = words::count(*keys, "key");
    text(&format_args!("generation {generation} of {issued_at}, {keys}, valid until {valid_until}"))
}

fn lacks(state: &TargetState) -> Facts {
    let Unpublished { still_admitted, wider, changed, missing, ended, later } = &state.unpublished;
    let kinds = [
        ("Still admits", still_admitted),
        ("Wider than now", wider),
        ("Not as now", changed),
        ("Does not have", missing),
        ("Ended", ended),
        ("Begins later", later),
    ];
    let words = |keys: &Keys| {
        let mut words: Vec<String> = keys.first.iter().take(5).map(ToString::to_string).collect();
        let more = keys.count.saturating_sub(u64::try_from(words.len()).unwrap_or(0));
        words.extend((more > 0).then(|| format!("and {more} more")));
        words.join(", ")
    };
    let kinds = kinds.into_iter().filter(|(_, keys)| !keys.is_empty());
    kinds.map(|(label, keys)| (label, words(keys))).collect()
}

fn acknowledged(state: &TargetState) -> Facts {
    let words = |server: &Acknowledged| {
        let Acknowledged { server, generation, loaded_at, is_newest, .. } = server;
        let newest = if *is_newest { "" } else { ", not the newest" };
        ("Loaded by", format!("{server}: generation {generation} at {loaded_at}{newest}"))
    };
    state.acknowledged.iter().map(words).collect()
}

impl Record for TargetState {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("up_to_date", |state| (state.due.is_none() && state.problem.is_none()).into()),
        Row::fact("State", |state| text(&standing(state).0))
            .listed("State")
            .shaped(Shape::Whole)
            .toned(|state| standing(state).1),
        Row::member("due", |state| optional(state.due.map(Reason::as_str).as_ref())),
        Row::member("problem", |state| optional(state.problem.as_ref())).labelled("Problem"),
        Row::member("published", |state| of_file(state, nested)),
        Row::fact("Published", |state| of_file(state, published)),
        Row::column("Generation", |state| of_file(state, |file| number(file.generation)))
            .shaped(Shape::Whole)
            .ranked(3),
        Row::column("Valid until", |state| of_file(state, |file| text(&file.valid_until)))
            .shaped(Shape::Whole)
            .ranked(2),
        Row::member("unpublished", |state| nested(&state.unpublished)),
        Row::facts(lacks),
        Row::member("acknowledged", |state| nested_list(&state.acknowledged)),
        Row::facts(acknowledged),
    ];
}

impl Record for PublishedFile {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("epoch", |file| number(file.epoch)),
        Field::member("generation", |file| number(file.generation)),
        Field::member("keys", |file| number(file.keys)),
        Field::member("issued_at", |file| text(&file.issued_at)),
        Field::member("installed_at", |file| optional(file.installed_at.as_ref())),
        Field::member("reloaded_at", |file| optional(file.reloaded_at.as_ref())),
        Field::member("valid_until", |file| text(&file.valid_until)),
    ];
}

impl Record for Acknowledged {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("server", |word| text(&word.server)),
        Field::member("epoch", |word| number(word.epoch)),
        Field::member("generation", |word| number(word.generation)),
        Field::member("loaded_at", |word| text(&word.loaded_at)),
        Field::member("newest", |word| word.is_newest.into()),
    ];
}

impl Record for Unpublished {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("still_admitted", |found| nested(&found.still_admitted)),
        Field::member("wider", |found| nested(&found.wider)),
        Field::member("changed", |found| nested(&found.changed)),
        Field::member("missing", |found| nested(&found.missing)),
        Field::member("ended", |found| nested(&found.ended)),
        Field::member("later", |found| nested(&found.later)),
    ];
}

impl Record for Keys {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("count", |keys| number(keys.count)),
        Field::member("keys", |keys| nested_list(&keys.first)),
    ];
}

impl Record for NamedKey {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |key| text(&key.id)),
        Field::member("name", |key| optional(key.name.as_ref())),
        Field::member("status", |key| text(key.status)),
    ];
}

/// A file that no target renews, and that admits keys which are to be refused.
impl Record for ExportState {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("subject", |state| text(&state.subject)),
        Field::member("valid_until", |state| text(&state.valid_until)),
        Field::member("still_admitted", |state| nested(&state.still_admitted)),
        Field::member("outlived", |state| nested(&state.outlived)),
        Field::member("edited", |state| nested(&state.edited)),
    ];
}
