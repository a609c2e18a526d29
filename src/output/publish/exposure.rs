//! A key, and where it could still pass.

use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::ops::publish::exposure::Horizon;
use crate::output::fields::{Datum, Extra, Field, Record, With, nested, optional, text};
use crate::output::key::{self, ShownKey};

/// Where a key could still pass: a member of what `key show` shows. `None` for a key that is meant to.
pub struct Exposure(Option<Vec<Horizon>>);

type Row = Field<Horizon>;

impl Record for Horizon {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("target", |horizon| text(&horizon.subject)),
        Row::member("until", |horizon| text(&horizon.until)),
        Row::member("reported_gone_at", |horizon| optional(horizon.reported_gone_at.as_ref())),
    ];
}

fn words(horizon: &Horizon) -> String {
    let gone = horizon.reported_gone_at.map_or_else(String::new, |at| format!("; reported gone at {at}"));
    format!("at {} until {}{gone}", horizon.subject, horizon.until)
}

/// The key as it stands at this instant, and where it could still pass.
pub fn shown(key: Key, horizon: Option<Vec<Horizon>>, now: Timestamp) -> With<ShownKey, Exposure> {
    With::also(key::shown(key, now), Exposure(horizon))
}

impl Extra for Exposure {
    const MEMBER: &'static str = "admitted_until";

    fn value(&self) -> Datum {
        self.0.as_ref().map_or(Datum::None, |places| Datum::List(places.iter().map(nested).collect()))
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let words = match self.0.as_deref() {
            None => Vec::new(),
            Some([]) => vec!["nowhere: no file in force that this vault remembers holds it".to_owned()],
            Some(places) => places.iter().map(words).collect(),
        };
        words.into_iter().map(|words| ("Could pass", words)).collect()
    }
}
