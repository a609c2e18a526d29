//! A key, and where it could still pass.

use serde::Serialize;

use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::ops::publish::exposure::Horizon;
use crate::output::key::KeyView;
use crate::output::table::Cell;
use crate::output::view::View;

/// A key as `key show` shows it: the key's JSON and `admitted_until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownKey {
    /// The key.
    #[serde(flatten)]
    pub key: KeyView,
    /// Where it could still pass; nothing for a key that is meant to.
    pub admitted_until: Option<Vec<HorizonView>>,
}

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

impl ShownKey {
    /// The key as it stands at this instant.
    pub fn new(key: &Key, horizon: Option<&[Horizon]>, now: Timestamp) -> Self {
        let admitted_until = horizon.map(|places| places.iter().map(HorizonView::from).collect());
        Self { key: KeyView::new(key, now), admitted_until }
    }
}

impl View for ShownKey {
    fn members() -> Vec<&'static str> {
        [KeyView::members(), vec!["admitted_until"]].concat()
    }
    fn columns() -> Vec<&'static str> {
        KeyView::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        self.key.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = self.key.facts();
        let places = self.admitted_until.iter().flatten();
        facts.extend(places.map(|place| {
            let gone = place.reported_gone_at.as_deref();
            let gone = gone.map_or_else(String::new, |at| format!("; reported gone at {at}"));
            ("Could pass", format!("at {} until {}{gone}", place.target, place.until))
        }));
        if self.admitted_until.as_ref().is_some_and(Vec::is_empty) {
            facts.push((
                "Could pass",
                "nowhere: no file in force that this vault remembers holds it".to_owned(),
            ));
        }
        facts
    }
}
