//! A profile: a template and a policy for keys.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::key::Key;
use super::name::{Description, PlainName};
use super::network::Networks;
use super::policy::RotationPolicy;
use super::rights::{Environment, Scope};
use super::time::{Lifetime, Span};
use super::token::Prefix;

/// The profile of keys without one: no scopes, no expiry.
pub const DEFAULT_PROFILE: &str = "default";
/// The prefix of the default profile.
pub const DEFAULT_PREFIX: &str = "kw";
/// Maximum number of levels: a resource has no more segments.
pub const MAX_LEVELS: usize = 16;

/// A template for keys of one kind, and the limits that they must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: PlainName,
    /// Its purpose.
    #[serde(default)]
    pub description: Option<Description>,
    /// The prefix of secrets; `None`: `kw`.
    #[serde(default)]
    pub prefix: Option<Prefix>,
    /// The scopes that may be granted; empty: any.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// The scopes granted if none are requested.
    #[serde(default)]
    pub default_scopes: Vec<Scope>,
    /// The scopes that a scope implies.
    #[serde(default)]
    pub implies: BTreeMap<Scope, Vec<Scope>>,
    /// Names for sets of scopes.
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<Scope>>,
    /// The members that a key must have.
    #[serde(default)]
    pub require: Vec<Member>,
    /// The names of a resource's segments; empty: unnamed, and any number of them.
    #[serde(default)]
    pub resource_levels: Vec<String>,
    /// The allowed environments; empty: any.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// The networks that keys must be bound to, or to parts of; a key that names none is bound to all of these. None:
    /// no limit.
    #[serde(default)]
    pub networks: Networks,
    /// The lifetime of a key if none is requested.
    #[serde(default)]
    pub expires: Option<Lifetime>,
    /// The minimum lifetime.
    #[serde(default)]
    pub min_expires: Option<Span>,
    /// The maximum lifetime.
    #[serde(default)]
    pub max_expires: Option<Span>,
    /// Whether the owner is the operating-system user and nobody else.
    #[serde(default)]
    pub personal: bool,
    /// When and how its keys are rotated.
    #[serde(default)]
    pub rotation: RotationPolicy,
}

impl Profile {
    /// The profile of keys without one.
    pub fn default_profile() -> Result<Self, Invalid> {
        Ok(Self {
            name: DEFAULT_PROFILE.parse()?,
            description: None,
            prefix: Some(DEFAULT_PREFIX.parse()?),
            scopes: Vec::new(),
            default_scopes: Vec::new(),
            implies: BTreeMap::new(),
            roles: BTreeMap::new(),
            require: Vec::new(),
            resource_levels: Vec::new(),
            environments: Vec::new(),
            networks: Networks::default(),
            expires: None,
            min_expires: None,
            max_expires: None,
            personal: false,
            rotation: RotationPolicy::default(),
        })
    }

    /// The prefix of its keys' secrets.
    pub fn prefix(&self) -> Result<Prefix, Invalid> {
        self.prefix.clone().map_or_else(|| DEFAULT_PREFIX.parse(), Ok)
    }

    /// These scopes and all that they imply, without duplicates: in the given order, then the implied ones.
    pub fn closure(&self, scopes: impl IntoIterator<Item = Scope>) -> Vec<Scope> {
        let mut closed: Vec<Scope> = Vec::new();
        let add = |closed: &mut Vec<Scope>, scope: &Scope| {
            if !closed.contains(scope) {
                closed.push(scope.clone());
            }
        };
        scopes.into_iter().for_each(|scope| add(&mut closed, &scope));
        let mut place = 0;
        while let Some(scope) = closed.get(place) {
            for implied in self.implies.get(scope).into_iter().flatten() {
                add(&mut closed, implied);
            }
            place += 1;
        }
        closed
    }
}

/// A member of a key that a profile may require.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the members of domain::key::Key")]
pub enum Member {
    Description,
    Owner,
    Resource,
    Environment,
    Network,
    Expires,
    Scopes,
}

/// A member, its name, and whether a key has it.
type Required = (Member, &'static str, fn(&Key) -> bool);

impl Member {
    /// All of them, in the order of the prompts.
    const ALL: [Required; 7] = [
        (Self::Description, "description", |key| key.about.description.is_some()),
        (Self::Owner, "owner", |key| key.about.owner.is_some()),
        (Self::Resource, "resource", |key| key.resource.is_some()),
        (Self::Environment, "environment", |key| key.environment.is_some()),
        (Self::Network, "network", |key| !key.networks.is_empty()),
        (Self::Expires, "expires", |key| key.expires_at.is_some()),
        (Self::Scopes, "scopes", |key| !key.scopes.is_empty()),
    ];

    /// Its name, which is also that of the option without the dashes.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(member, ..)| *member == self).map_or("", |(_, name, _)| name)
    }

    /// Those that a key does not have.
    pub(super) fn lacking(key: &Key) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|(_, _, has)| !has(key)).map(|(member, ..)| member)
    }
}

static NAMES: LazyLock<String> =
    LazyLock::new(|| format!("one of {}", Member::ALL.map(|(_, name, _)| name).join(", ")));

impl FromStr for Member {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let named = Self::ALL.into_iter().find(|(_, name, _)| *name == text);
        named.map(|(member, ..)| member).ok_or(Invalid::new("a required member", &NAMES))
    }
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
