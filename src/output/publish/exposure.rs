//! A key, and where it could still pass.

use serde::Serialize;

use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::ops::publish::exposure::Horizon;
use crate::output::fields::{Datum, Extra, With, optional, text};
use crate::output::key::{self, ShownKey};

/// Where a key could still pass: a member of what `key show` shows. `None` for a key that is meant to.
pub struct Exposure(Option<Vec<HorizonView>>);

/// Until when a key could pass at the servers of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HorizonView {
    target: String,
    until: String,
    reported_gone_at: Option<String>,
}

impl HorizonView {
    /// The instant, RFC 3339 in UTC: it sorts as text.
    pub fn until(&self) -> &str {
        &self.until
    }

    fn words(&self) -> String {
        let gone = self.reported_gone_at.as_deref();
        let gone = gone.map_or_else(String::new, |at| format!("; reported gone at {at}"));
        format!("at {} until {}{gone}", self.target, self.until)
    }
}

impl From<&Horizon> for HorizonView {
    fn from(horizon: &Horizon) -> Self {
        Self {
            target: horizon.subject.clone(),
            until: horizon.until.to_string(),
            reported_gone_at: horizon.reported_gone_at.map(|at| at.to_string()),
        }
    }
}

/// The key as it stands at this instant, and where it could still pass.
pub fn shown(key: Key, horizon: Option<&[Horizon]>, now: Timestamp) -> With<ShownKey, Exposure> {
    let admitted_until = horizon.map(|places| places.iter().map(HorizonView::from).collect());
    With::also(key::shown(key, now), Exposure(admitted_until))
}

impl Extra for Exposure {
    const MEMBER: &'static str = "admitted_until";

    fn value(&self) -> Datum {
        let place = |place: &HorizonView| {
            Datum::Map(vec![
                ("target".to_owned(), text(&place.target)),
                ("until".to_owned(), text(&place.until)),
                ("reported_gone_at".to_owned(), optional(place.reported_gone_at.as_ref())),
            ])
        };
        self.0.as_ref().map_or(Datum::None, |places| Datum::List(places.iter().map(place).collect()))
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let words = match self.0.as_deref() {
            None => Vec::new(),
            Some([]) => vec!["nowhere: no file in force that this vault remembers holds it".to_owned()],
            Some(places) => places.iter().map(HorizonView::words).collect(),
        };
        words.into_iter().map(|words| ("Could pass", words)).collect()
    }
}
