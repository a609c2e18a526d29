//! A key and its exposure.

use crate::domain::key::Key;
use crate::domain::publication::UnknownFiles;
use crate::domain::time::Timestamp;
use crate::ops::publish::exposure::{Exposure, KeyExposure};
use crate::output::fields::{Datum, Field, Record, nested, optional, text};
use crate::output::joined::{Extra, With};
use crate::output::key::{self, ShownKey};

/// The exposure of a key by remembered files, a member of the output of `key show`. `None` for a valid key.
pub struct Places(Option<KeyExposure>);

/// When other files may have been written, another member. `None` if all are known.
pub struct Unknown(Option<UnknownFiles>);

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

impl Record for UnknownFiles {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("since", |unknown| text(&unknown.since)),
        Field::member("until", |unknown| text(&unknown.until)),
    ];
}

pub fn shown(
    key: Key,
    exposure: Option<KeyExposure>,
    now: Timestamp,
) -> With<With<ShownKey, Places>, Unknown> {
    let unknown = exposure.as_ref().and_then(|exposure| exposure.unknown);
    With::also(With::also(key::shown(key, now), Places(exposure)), Unknown(unknown))
}

impl Extra for Places {
    const MEMBER: &'static str = "admitted_until";

    fn value(&self) -> Datum {
        let places = |exposure: &KeyExposure| exposure.places.iter().map(nested).collect();
        self.0.as_ref().map_or(Datum::None, |exposure| Datum::List(places(exposure)))
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let words = match &self.0 {
            None => Vec::new(),
            Some(KeyExposure { places, unknown: None }) if places.is_empty() => {
                vec!["none: no unexpired file that this vault knows of contains it".to_owned()]
            }
            Some(KeyExposure { places, .. }) => places.iter().map(words).collect(),
        };
        words.into_iter().map(|words| ("Exposure", words)).collect()
    }
}

impl Extra for Unknown {
    const MEMBER: &'static str = "unknown_files";

    fn value(&self) -> Datum {
        self.0.as_ref().map_or(Datum::None, nested)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.0.iter().map(|unknown| ("Exposure", format!("{unknown}; one of them may admit it"))).collect()
    }
}
