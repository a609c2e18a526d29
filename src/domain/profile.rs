//! A profile: a template and a policy for keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::name::{Description, PlainName};
use super::policy::RotationPolicy;
use super::rights::{Environment, Scope};
use super::time::{Lifetime, Span};
use super::token::Prefix;

/// The profile of a key that names none: no scopes, no expiry.
pub const DEFAULT_PROFILE: &str = "default";
/// Its prefix.
pub const DEFAULT_PREFIX: &str = "kw";

/// What keys of one kind have in common, and what they must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: PlainName,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Description>,
    /// What secrets start with; nothing: `kw`.
    #[serde(default)]
    pub prefix: Option<Prefix>,
    /// What may be granted; empty: anything.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// Granted where nothing is asked for.
    #[serde(default)]
    pub default_scopes: Vec<Scope>,
    /// What a scope brings with it.
    #[serde(default)]
    pub implies: BTreeMap<Scope, Vec<Scope>>,
    /// Names for sets of scopes.
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<Scope>>,
    /// What a key must have.
    #[serde(default)]
    pub require: Vec<Member>,
    /// What the segments of a resource are called; empty: they have no names, and any number will do.
    #[serde(default)]
    pub resource_levels: Vec<String>,
    /// The environments there are; empty: any.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// The lifetime of a key that asks for none.
    #[serde(default)]
    pub expires: Option<Lifetime>,
    /// The shortest lifetime that may be asked for.
    #[serde(default)]
    pub min_expires: Option<Span>,
    /// The longest.
    #[serde(default)]
    pub max_expires: Option<Span>,
    /// Whether the owner is the operating-system user and nobody else.
    #[serde(default)]
    pub personal: bool,
    /// When and how its keys are rotated.
    #[serde(default)]
    pub rotation: RotationPolicy,
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
    Expires,
    Scopes,
}
