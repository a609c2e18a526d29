//! Applying a profile to a request for a key, and checking keys against it.

use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::key::Key;
use super::name::Owner;
use super::network::{Network, Networks};
use super::profile::{Member, Profile};
use super::rights::{Environment, ResourcePath, Scope};
use super::time::{Lifetime, Span, Timestamp};
use super::words;

/// When a key expires, as requested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Expiry {
    /// As the profile specifies.
    #[default]
    ByProfile,
    /// Until it is revoked.
    Never,
    /// This long from now.
    After(Span),
    /// At this instant.
    At(Timestamp),
}

impl Expiry {
    /// From what was requested in either way.
    pub fn of(expires: Option<Self>, expires_at: Option<Timestamp>) -> Self {
        expires.or(expires_at.map(Self::At)).unwrap_or_default()
    }
}

/// Parses a lifetime, `never`, or a time as `--expires-at` takes it.
impl FromStr for Expiry {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Ok(time) = text.parse() {
            return Ok(Self::At(time));
        }
        match text.parse() {
            Ok(Lifetime::Never) => Ok(Self::Never),
            Ok(Lifetime::For(span)) => Ok(Self::After(span)),
            Err(Invalid { found, .. }) => {
                const EXPECTED: &str = "'never', a whole number of days above 0, a number with s, m, h, d or w, such as 90, 12h or 2w, at most 36525d, or a date such as 2030-01-31 (UTC)";
                Err(Invalid::new("an expiry", EXPECTED).found(found))
            }
        }
    }
}

/// Why a profile rejects a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRefusal {
    /// The profile requires members that are missing: a usage error.
    Missing(String),
    /// The request is outside of what the profile allows.
    Outside(String),
}

/// How a key violates its profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// A required member is missing.
    Missing(Member),
    /// It has a scope that cannot be granted.
    Scope(Scope),
    /// Its environment is not allowed.
    Environment(Environment),
    /// One of its networks is not within those that are allowed.
    Network(Network),
    /// Its resource has more segments than there are levels.
    Resource(ResourcePath),
    /// It expires too late.
    Expiry(Timestamp),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(member) => write!(f, "{} is missing", member.as_str()),
            Self::Scope(scope) => write!(f, "the scope '{scope}' is not granted"),
            Self::Environment(environment) => write!(f, "the environment '{environment}' is not allowed"),
            Self::Network(network) => write!(f, "the network {network} is not allowed"),
            Self::Resource(resource) => write!(f, "the resource '{resource}' has too many segments"),
            Self::Expiry(time) => write!(f, "the expiry {time} is too late"),
        }
    }
}

fn listed<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

impl Profile {
    /// The scopes of a new key, given the requested scopes and roles, with all that they imply; without a
    /// request, the profile's defaults. [`Profile::accept`] checks whether they are allowed, once the key is
    /// complete.
    pub fn grant(&self, mut scopes: Vec<Scope>, roles: &[String]) -> Result<Vec<Scope>, ProfileRefusal> {
        if scopes.is_empty() && roles.is_empty() {
            scopes.clone_from(&self.default_scopes);
        }
        for role in roles {
            scopes.extend_from_slice(self.role(role)?);
        }
        Ok(self.closure(scopes))
    }

    /// The networks of a new key: those that it names, else the profile's. [`Profile::accept`] checks whether they are
    /// allowed.
    pub fn networks(&self, asked: Networks) -> Networks {
        if asked.is_empty() { self.networks.clone() } else { asked }
    }

    /// The expiry of a new key; an error if it is too early. A past expiry is rejected elsewhere.
    pub fn new_expiry(&self, expiry: Expiry, now: Timestamp) -> Result<Option<Timestamp>, ProfileRefusal> {
        let expires_at = self.expires_at(expiry, now)?;
        if let (Some(min), Some(end)) = (self.min_expires, expires_at)
            && end > now
            && end < now.plus(min)
        {
            let what = format!("the profile '{}' allows an expiry of at least {min}", self.name);
            return Err(ProfileRefusal::Outside(what));
        }
        Ok(expires_at)
    }

    /// The default expiry of a successor: as the profile specifies, else its predecessor's lifetime from now,
    /// within the current limit.
    pub fn successor_expiry(&self, predecessor: &Key, now: Timestamp) -> Option<Timestamp> {
        match self.expires {
            Some(Lifetime::Never) => None,
            Some(Lifetime::For(span)) => Some(now.plus(span)),
            None => {
                let end = now.unix().saturating_add(predecessor.lifetime()?);
                let most = self.max_expires.map(|max| now.plus(max));
                let end = Timestamp::from_unix(end);
                Some(most.map_or(end, |most| most.min(end)))
            }
        }
    }

    fn role(&self, role: &str) -> Result<&[Scope], ProfileRefusal> {
        self.roles.get(role).map(Vec::as_slice).ok_or_else(|| {
            let roles = listed(self.roles.keys());
            let known = if roles.is_empty() { String::new() } else { format!("; its roles are {roles}") };
            ProfileRefusal::Outside(format!("the profile '{}' has no role '{role}'{known}", self.name))
        })
    }

    /// The expiry of a key for what was requested. No expiry counts as longer than any limit, unless the
    /// profile itself says `never`.
    pub fn expires_at(&self, expiry: Expiry, now: Timestamp) -> Result<Option<Timestamp>, ProfileRefusal> {
        let by_default = match self.expires {
            Some(Lifetime::For(span)) => Expiry::After(span),
            Some(Lifetime::Never) | None => Expiry::ByProfile,
        };
        let expiry = if expiry == Expiry::ByProfile { by_default } else { expiry };
        match (expiry, self.max_expires) {
            (Expiry::After(span), _) => Ok(Some(now.plus(span))),
            (Expiry::At(time), _) => Ok(Some(time)),
            (Expiry::Never, Some(max)) if self.expires != Some(Lifetime::Never) => {
                Err(self.too_long(max, "'never'"))
            }
            (Expiry::Never | Expiry::ByProfile, _) => Ok(None),
        }
    }

    fn too_long(&self, max: Span, asked: &str) -> ProfileRefusal {
        let what = format!(
            "the profile '{}' allows an expiry of at most {max} after a key is made, not {asked}",
            self.name
        );
        ProfileRefusal::Outside(what)
    }

    /// The owner of a key, given the requested one.
    pub fn owner(&self, asked: Option<Owner>, user: &str) -> Result<Option<Owner>, ProfileRefusal> {
        if !self.personal {
            return Ok(asked);
        }
        if let Some(other) = asked.filter(|owner| owner.as_str() != user) {
            let what = format!(
                "keys of the profile '{}' are personal: the owner is '{user}', not '{other}'",
                self.name
            );
            return Err(ProfileRefusal::Outside(what));
        }
        let own =
            user.parse().map_err(|invalid| ProfileRefusal::Outside(format!("the user '{user}': {invalid}")));
        own.map(Some)
    }

    /// The key's violations of the profile.
    pub fn violations(&self, key: &Key) -> Vec<Violation> {
        let mut violations: Vec<Violation> = self.missing(key).map(Violation::Missing).collect();
        if !self.scopes.is_empty() {
            let strange = key.scopes.iter().filter(|scope| !self.scopes.contains(scope));
            violations.extend(strange.cloned().map(Violation::Scope));
        }
        if !self.environments.is_empty() {
            let strange = key.environment.iter().filter(|here| !self.environments.contains(here));
            violations.extend(strange.cloned().map(Violation::Environment));
        }
        if !self.networks.is_empty() {
            let is_allowed = |network: &Network| self.networks.iter().any(|wide| wide.covers(network));
            let strange = key.networks.iter().filter(|network| !is_allowed(network));
            violations.extend(strange.map(Violation::Network));
        }
        if !self.resource_levels.is_empty() {
            let deep = key.resource.iter().filter(|path| path.depth() > self.resource_levels.len());
            violations.extend(deep.cloned().map(Violation::Resource));
        }
        if let Some(max) = self.max_expires {
            let late = key.expires_at.filter(|end| *end > key.created_at.plus(max));
            violations.extend(late.map(Violation::Expiry));
        }
        violations
    }

    /// The required members that are missing. If the profile limits the expiry and has no default, a key
    /// needs one; if it limits the networks, a key that may be used from anywhere is beyond them.
    fn missing(&self, key: &Key) -> impl Iterator<Item = Member> {
        let limited = |member| match member {
            Member::Expires => self.max_expires.is_some() && self.expires != Some(Lifetime::Never),
            Member::Network => !self.networks.is_empty(),
            _ => false,
        };
        let required = move |member: &Member| self.require.contains(member) || limited(*member);
        Member::lacking(key).filter(required)
    }

    /// Rejects a key that violates the profile; an existing key only for new violations.
    pub fn accept(&self, key: &Key, before: Option<&Key>) -> Result<(), ProfileRefusal> {
        self.refuse_new(key, &before.map(|before| self.violations(before)).unwrap_or_default())
    }

    /// Rejects a successor that violates the profile, as a new key: also where its predecessor does. But for the
    /// expiry, which is the predecessor's where the profile has none.
    pub fn accept_successor(&self, key: &Key, predecessor: &Key) -> Result<(), ProfileRefusal> {
        let mut known = self.violations(predecessor);
        known.retain(|breach| matches!(breach, Violation::Expiry(_) | Violation::Missing(Member::Expires)));
        self.refuse_new(key, &known)
    }

    fn refuse_new(&self, key: &Key, known: &[Violation]) -> Result<(), ProfileRefusal> {
        let mut new = self.violations(key);
        new.retain(|breach| !known.contains(breach));
        let missing = new.iter().filter_map(|breach| match breach {
            Violation::Missing(member) => Some(self.option_of(*member)),
            _ => None,
        });
        let missing = listed(missing);
        let outside = new.iter().find(|breach| !matches!(breach, Violation::Missing(_)));
        match (outside.map(|breach| self.refusal(breach)), missing.is_empty()) {
            (None, true) => Ok(()),
            (None, false) => {
                Err(ProfileRefusal::Missing(format!("the profile '{}' requires {missing}", self.name)))
            }
            (Some(ProfileRefusal::Outside(what)), false) => {
                Err(ProfileRefusal::Outside(format!("{what}; it also requires {missing}")))
            }
            (Some(refusal), _) => Err(refusal),
        }
    }

    /// The option that sets a member, with the profile's limits on its values.
    fn option_of(&self, member: Member) -> String {
        let values = match member {
            Member::Resource => self.resource_levels.join("/"),
            Member::Environment => listed(&self.environments),
            Member::Network => listed(self.networks.iter()),
            Member::Scopes => listed(&self.scopes),
            _ => String::new(),
        };
        let option = format!("--{}", member.as_str());
        if values.is_empty() { option } else { format!("{option} ({values})") }
    }

    /// A violation as an error, with the allowed values.
    fn refusal(&self, breach: &Violation) -> ProfileRefusal {
        let profile = &self.name;
        ProfileRefusal::Outside(match breach {
            Violation::Missing(member) => {
                format!("the profile '{profile}' requires {}", self.option_of(*member))
            }
            Violation::Scope(scope) => format!(
                "the profile '{profile}' does not grant the scope '{scope}'; its scopes are {}",
                listed(&self.scopes)
            ),
            Violation::Environment(environment) => format!(
                "the profile '{profile}' does not allow the environment '{environment}'; its environments are {}",
                listed(&self.environments)
            ),
            Violation::Network(network) => format!(
                "the profile '{profile}' does not allow the network {network}; its networks are {}",
                listed(self.networks.iter())
            ),
            Violation::Resource(path) => format!(
                "the resource '{path}' has {}; the profile '{profile}' has the levels {}",
                words::count(path.depth(), "segment"),
                self.resource_levels.join("/")
            ),
            Violation::Expiry(time) => {
                return self.too_long(self.max_expires.unwrap_or(Span::MAX), &format!("until {time}"));
            }
        })
    }
}

#[cfg(test)]
#[path = "grant_tests.rs"]
mod tests;
