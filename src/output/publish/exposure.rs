//! A key and its exposure.

use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::ops::publish::exposure::Exposure;
use crate::output::fields::{Datum, Extra, Field, Record, With, nested, optional, text};
use crate::output::key::{self, ShownKey};

/// The exposure of a key, a member of the output of `key show`. `None` for a valid key.
pub struct KeyExposure(Option<Vec<Exposure>>);

type Row = Field<Exposure>;

impl Record for Exposure {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("target", |exposure| text(&exposure.subject)),
        Row::member("until", |exposure| text(&exposure.until)),
        Row::member("current", |exposure| exposure.is_current.into()),
        Row::member("reported_gone_at", |exposure| optional(exposure.reported_gone_at.as_ref())),
    ];
}

fn words(exposure: &Exposure) -> String {
    let gone = exposure.reported_gone_at.map_or_else(String::new, |at| format!("; reported gone at {at}"));
    format!("at {} until {}{gone}", exposure.subject, exposure.until)
}

pub fn shown(key: Key, exposure: Option<Vec<Exposure>>, now: Timestamp) -> With<ShownKey, KeyExposure> {
    With::also(key::shown(key, now), KeyExposure(exposure))
}

impl Extra for KeyExposure {
    const MEMBER: &'static str = "admitted_until";

    fn value(&self) -> Datum {
        self.0.as_ref().map_or(Datum::None, |places| Datum::List(places.iter().map(nested).collect()))
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let words = match self.0.as_deref() {
            None => Vec::new(),
            Some([]) => vec!["none: no unexpired file that this vault knows of contains it".to_owned()],
            Some(places) => places.iter().map(words).collect(),
        };
        words.into_iter().map(|words| ("Exposure", words)).collect()
    }
}
