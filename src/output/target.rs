//! What a target looks like.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::Cell;
use super::view::View;
use crate::domain::target::Target;

/// A target as the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TargetView {
    name: String,
    format: String,
    path: String,
    audience: Vec<String>,
    valid_for: String,
    resource: Vec<String>,
    environment: Vec<String>,
    scope: Vec<String>,
    profile: Vec<String>,
    labels: BTreeMap<String, String>,
    mode: String,
    group: Option<String>,
    pickup: Option<String>,
    servers: Vec<String>,
    optional: bool,
    reload: Option<String>,
    created_at: String,
}

fn texts(values: &[impl ToString]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

impl From<&Target> for TargetView {
    fn from(target: &Target) -> Self {
        let filter = &target.filter;
        Self {
            name: target.name.to_string(),
            format: target.format.clone(),
            path: target.path.display().to_string(),
            audience: texts(&target.audiences),
            valid_for: target.valid_for.to_string(),
            resource: texts(&filter.resources),
            environment: texts(&filter.environments),
            scope: texts(&filter.scopes),
            profile: texts(&filter.profiles),
            labels: filter.labels.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
            mode: format!("{:04o}", target.mode),
            group: target.group.clone(),
            pickup: target.pickup.map(|pickup| pickup.to_string()),
            servers: texts(&target.servers),
            optional: target.optional,
            reload: target.reload.as_ref().map(ToString::to_string),
            created_at: target.created_at.to_string(),
        }
    }
}

impl View for TargetView {
    const MEMBERS: &'static [&'static str] = &[
        "name",
        "format",
        "path",
        "audience",
        "valid_for",
        "resource",
        "environment",
        "scope",
        "profile",
        "labels",
        "mode",
        "group",
        "pickup",
        "servers",
        "optional",
        "reload",
        "created_at",
    ];
    const COLUMNS: &'static [&'static str] = &["Name", "Format", "Audience", "Valid for", "Path"];

    fn cells(&self) -> Vec<Cell> {
        let audience = Some(self.audience.join(",")).filter(|text| !text.is_empty());
        vec![
            self.name.as_str().into(),
            self.format.as_str().into(),
            Cell::or_dash(audience),
            self.valid_for.as_str().into(),
            self.path.as_str().into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        let labels: Vec<_> = self.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let facts = [
            ("Name", Some(self.name.clone())),
            ("Format", Some(self.format.clone())),
            ("Path", Some(self.path.clone())),
            ("Mode", Some(self.mode.clone())),
            ("Group", self.group.clone()),
            ("Audience", Some(list(&self.audience).unwrap_or_else(|| "anybody".to_owned()))),
            ("Valid for", Some(self.valid_for.clone())),
            ("Resource", list(&self.resource)),
            ("Environment", list(&self.environment)),
            ("Scopes", list(&self.scope)),
            ("Profiles", list(&self.profile)),
            ("Labels", list(&labels)),
            ("Pick-up", self.pickup.clone()),
            ("Servers", list(&self.servers)),
            ("Rotations", self.optional.then(|| "do not wait for it".to_owned())),
            ("Reload", self.reload.clone()),
            ("Added", Some(self.created_at.clone())),
        ];
        facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}

/// A target and whether a command changed it: the target's JSON and `changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedTarget {
    /// The target, as it is now or was last.
    #[serde(flatten)]
    pub target: TargetView,
    /// Whether anything was done.
    pub changed: bool,
}

impl View for ChangedTarget {
    const MEMBERS: &'static [&'static str] = &with_changed();
    const COLUMNS: &'static [&'static str] = TargetView::COLUMNS;

    fn cells(&self) -> Vec<Cell> {
        self.target.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.target.facts()
    }
}

/// The members of a target and `changed`.
const fn with_changed() -> [&'static str; TargetView::MEMBERS.len() + 1] {
    let mut members = ["changed"; TargetView::MEMBERS.len() + 1];
    let mut place = 0;
    while place < TargetView::MEMBERS.len() {
        members[place] = TargetView::MEMBERS[place];
        place += 1;
    }
    members
}
