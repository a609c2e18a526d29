//! What a profile looks like.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::Cell;
use super::view::View;
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::name::PlainName;
use crate::domain::profile::Profile;
use crate::domain::rights::Scope;
use crate::ops::profile::Outside;

/// A profile: the members of its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileView {
    name: String,
    description: Option<String>,
    prefix: Option<String>,
    scopes: Vec<String>,
    default_scopes: Vec<String>,
    implies: BTreeMap<String, Vec<String>>,
    roles: BTreeMap<String, Vec<String>>,
    require: Vec<&'static str>,
    resource_levels: Vec<String>,
    environments: Vec<String>,
    expires: Option<String>,
    min_expires: Option<String>,
    max_expires: Option<String>,
    rotate_every: Option<String>,
    rotate_before: Option<String>,
    grace: Option<String>,
    pending_for: Option<String>,
    personal: bool,
    hooks: HooksView,
}

/// What is run in the course of a rotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct HooksView {
    deliver: Option<Vec<String>>,
    verify: Option<Vec<String>>,
    revoked: Option<Vec<String>>,
    timeout: Option<String>,
    retries: Option<u8>,
    verify_echo: Option<bool>,
    env: Vec<String>,
}

fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn lists<K: ToString>(lists: &BTreeMap<K, Vec<Scope>>) -> BTreeMap<String, Vec<String>> {
    lists.iter().map(|(name, scopes)| (name.to_string(), texts(scopes))).collect()
}

impl From<&Hooks> for HooksView {
    fn from(hooks: &Hooks) -> Self {
        let words = |command: &Option<HookCommand>| command.clone().map(Vec::from);
        Self {
            deliver: words(&hooks.deliver),
            verify: words(&hooks.verify),
            revoked: words(&hooks.revoked),
            timeout: text(hooks.timeout.as_ref()),
            retries: hooks.retries,
            verify_echo: hooks.verify_echo,
            env: texts(&hooks.env),
        }
    }
}

impl From<&Profile> for ProfileView {
    fn from(profile: &Profile) -> Self {
        let lifetime = |lifetime| String::from(lifetime);
        let rotation = &profile.rotation;
        Self {
            name: profile.name.to_string(),
            description: text(profile.description.as_ref()),
            prefix: text(profile.prefix.as_ref()),
            scopes: texts(&profile.scopes),
            default_scopes: texts(&profile.default_scopes),
            implies: lists(&profile.implies),
            roles: lists(&profile.roles),
            require: profile.require.iter().map(|member| member.as_str()).collect(),
            resource_levels: profile.resource_levels.clone(),
            environments: texts(&profile.environments),
            expires: profile.expires.map(lifetime),
            min_expires: text(profile.min_expires.as_ref()),
            max_expires: text(profile.max_expires.as_ref()),
            rotate_every: text(rotation.rotate_every.as_ref()),
            rotate_before: text(rotation.rotate_before.as_ref()),
            grace: text(rotation.grace.as_ref()),
            pending_for: text(rotation.pending_for.as_ref()),
            personal: profile.personal,
            hooks: HooksView::from(&rotation.hooks),
        }
    }
}

impl View for ProfileView {
    fn members() -> Vec<&'static str> {
        vec![
            "name",
            "description",
            "prefix",
            "scopes",
            "default_scopes",
            "implies",
            "roles",
            "require",
            "resource_levels",
            "environments",
            "expires",
            "min_expires",
            "max_expires",
            "rotate_every",
            "rotate_before",
            "grace",
            "pending_for",
            "personal",
            "hooks",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Prefix", "Scopes", "Expires", "At most", "Rotated every", "Description"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            Cell::or_dash(self.prefix.as_deref()),
            if self.scopes.is_empty() { "any".into() } else { self.scopes.join(",").into() },
            Cell::or_dash(self.expires.as_deref()),
            Cell::or_dash(self.max_expires.as_deref()),
            Cell::or_dash(self.rotate_every.as_deref()),
            Cell::or_dash(self.description.as_deref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        let named = |label, lists: &BTreeMap<String, Vec<String>>| -> Vec<_> {
            lists.iter().map(|(name, items)| (label, Some(format!("{name}: {}", items.join(", "))))).collect()
        };
        let mut facts = vec![
            ("Name", Some(self.name.clone())),
            ("Description", self.description.clone()),
            ("Prefix", self.prefix.clone()),
            ("Scopes", list(&self.scopes).or_else(|| Some("any".to_owned()))),
            ("Default scopes", list(&self.default_scopes)),
        ];
        facts.extend(named("Implies", &self.implies));
        facts.extend(named("Role", &self.roles));
        facts.extend([
            ("Requires", (!self.require.is_empty()).then(|| self.require.join(", "))),
            ("Resource", (!self.resource_levels.is_empty()).then(|| self.resource_levels.join("/"))),
            ("Environments", list(&self.environments)),
            ("Owner", self.personal.then(|| "the operating-system user".to_owned())),
            ("Expires", self.expires.clone()),
            ("Expires at least", self.min_expires.clone()),
            ("Expires at most", self.max_expires.clone()),
            ("Rotated every", self.rotate_every.clone()),
            ("Rotated before", self.rotate_before.clone()),
            ("Grace", self.grace.clone()),
            ("Pending for", self.pending_for.clone()),
        ]);
        facts.extend(self.hooks.facts());
        facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}

impl HooksView {
    fn facts(&self) -> [(&'static str, Option<String>); 7] {
        let command = |words: &Option<Vec<String>>| {
            let command = HookCommand::try_from(words.clone()?).ok()?;
            Some(command.to_string())
        };
        [
            ("Deliver by", command(&self.deliver)),
            ("Verify by", command(&self.verify)),
            ("Announce by", command(&self.revoked)),
            ("Timeout", self.timeout.clone()),
            ("Retries", self.retries.map(|retries| retries.to_string())),
            ("Verify echo", self.verify_echo.filter(|echo| *echo).map(|_| "yes".to_owned())),
            ("Variables", (!self.env.is_empty()).then(|| self.env.join(", "))),
        ]
    }
}

/// A profile that was added or replaced, and whether that changed anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedProfile {
    /// The profile, as it is now.
    #[serde(flatten)]
    pub profile: ProfileView,
    /// Whether anything was done.
    pub changed: bool,
}

impl View for ChangedProfile {
    fn members() -> Vec<&'static str> {
        [ProfileView::members(), vec!["changed"]].concat()
    }
    fn columns() -> Vec<&'static str> {
        ProfileView::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        self.profile.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.profile.facts()
    }
}

/// A profile and the live keys outside of its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownProfile {
    #[serde(flatten)]
    profile: ProfileView,
    outside: Vec<OutsideView>,
}

/// A live key outside of its profile's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct OutsideView {
    id: String,
    name: String,
    reasons: Vec<String>,
}

impl ShownProfile {
    /// Of these.
    pub fn new(profile: &Profile, outside: &[Outside]) -> Self {
        let outside = outside.iter().map(|key| OutsideView {
            id: key.id.to_string(),
            name: key.name.to_string(),
            reasons: texts(&key.breaches),
        });
        Self { profile: ProfileView::from(profile), outside: outside.collect() }
    }
}

impl View for ShownProfile {
    fn members() -> Vec<&'static str> {
        [ProfileView::members(), vec!["outside"]].concat()
    }
    fn columns() -> Vec<&'static str> {
        ProfileView::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        self.profile.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = self.profile.facts();
        let said = |key: &OutsideView| format!("{} '{}': {}", key.id, key.name, key.reasons.join("; "));
        facts.extend(self.outside.iter().map(|key| ("Outside", said(key))));
        facts
    }
}

/// A profile that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemovedProfile {
    name: String,
    changed: bool,
}

impl RemovedProfile {
    /// Called this.
    pub fn new(name: &PlainName) -> Self {
        Self { name: name.to_string(), changed: true }
    }
}

impl View for RemovedProfile {
    fn members() -> Vec<&'static str> {
        vec!["name", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Removed"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.name.as_str().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Removed", self.name.clone())]
    }
}
