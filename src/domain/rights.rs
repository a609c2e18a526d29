//! What a key may do, on what, and where.

use std::net::IpAddr;

use super::network;
use super::time::Timestamp;
use super::{PLAIN, SCOPE, SEGMENT, only, parsed_string};

parsed_string!(
    /// One right, such as `read` or `users:write`: a scope-token of RFC 6749 section 3.3 without the comma
    /// (it separates scopes in options), at most 64 characters.
    Scope, "a scope", "1 to 64 visible ASCII characters without space, comma, double quote or backslash",
    is_scope
);

#[cfg(feature = "cli")]
parsed_string!(
    /// The name of a set of scopes: it has the form of a scope.
    RoleName, "a role", "1 to 64 visible ASCII characters without space, comma, double quote or backslash",
    is_scope
);

parsed_string!(
    /// What a key may act on: 1 to 16 segments joined by `/`, such as `acme/products`. A key bound
    /// to `acme` covers all below it.
    ResourcePath, "a resource",
    "1 to 16 segments joined by '/', each 1 to 64 of A-Z a-z 0-9 . _ ~ : @ + = -, none of them '.' or '..'",
    is_resource
);

parsed_string!(
    /// The stage a key is restricted to, such as `prod`.
    Environment, "an environment", "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit",
    is_environment
);

parsed_string!(
    /// The servers that a verification file is meant for: 1 to 128 visible ASCII characters.
    Audience, "an audience", "1 to 128 of A-Z a-z 0-9 . _ ~ : @ + = / -",
    |text| (1..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:@+=/-".contains(&b))
);

/// Whether the text is a scope.
pub(crate) fn is_scope(text: &str) -> bool {
    (1..=64).contains(&text.len()) && only(text, SCOPE)
}

/// Whether the text is an environment.
pub(crate) fn is_environment(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && only(text, PLAIN)
}

/// Whether the text is a resource path.
pub(crate) fn is_resource(text: &str) -> bool {
    let segment = |segment: &str| {
        (1..=64).contains(&segment.len()) && segment != "." && segment != ".." && only(segment, SEGMENT)
    };
    text.split('/').count() <= 16 && text.split('/').all(segment)
}

impl ResourcePath {
    /// Whether a key bound to this path may act on `wanted`: equal or below, segment by segment,
    /// so `acme` covers `acme/products` and not `acmex`.
    pub fn covers(&self, wanted: &Self) -> bool {
        covers(&self.0, &wanted.0)
    }

    /// How many segments it has.
    pub fn depth(&self) -> usize {
        self.0.split('/').count()
    }

    /// The path of its first `depth` segments; `None` if it has fewer, and for a depth of 0.
    pub fn upper(&self, depth: usize) -> Option<Self> {
        let end = self.0.match_indices('/').map(|(place, _)| place).chain([self.0.len()]);
        end.take(depth).nth(depth.checked_sub(1)?).map(|end| Self(self.0[..end].to_owned()))
    }
}

/// `ResourcePath::covers` on text already known to be a path.
pub(crate) fn covers(bound: &str, wanted: &str) -> bool {
    wanted.strip_prefix(bound).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a request requires of the presented key. Unset members are not checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Requirements<'a> {
    /// All of these must be granted.
    pub scopes: &'a [Scope],
    /// It must be equal to the key's resource or below it.
    pub resource: Option<&'a ResourcePath>,
    /// It must be the key's environment, where the key is bound to one.
    pub environment: Option<&'a Environment>,
    /// Where it is presented from. A key that is bound to networks is denied without it.
    pub address: Option<IpAddr>,
}

/// The rights of a key and its validity: one check for every record that has them.
#[derive(Debug, Clone)]
pub struct Rights<'a, I> {
    /// The scopes it was granted.
    pub scopes: I,
    /// The resource that it is bound to; `None`: unrestricted.
    pub resource: Option<&'a str>,
    /// The environment that it is restricted to; `None`: unrestricted.
    pub environment: Option<&'a str>,
    /// The networks that it may be used from, as an entry's `net`; `None`: anywhere.
    pub networks: Option<&'a str>,
    /// Valid from.
    pub not_before: Option<Timestamp>,
    /// Valid until, exclusive.
    pub expires_at: Option<Timestamp>,
}

impl<'a, I: Iterator<Item = &'a str> + Clone> Rights<'a, I> {
    /// Checks the key against the requirements at this instant. Returns the first denial, or the restrictions
    /// that were not checked. Allocates nothing.
    pub fn check(&self, requirements: &Requirements, now: Timestamp) -> Result<Unchecked, Denial> {
        if self.not_before.is_some_and(|start| now < start) {
            return Err(Denial::NotYetValid);
        }
        if self.expires_at.is_some_and(|end| now >= end) {
            return Err(Denial::Expired);
        }
        let is_inside = |net| requirements.address.is_some_and(|address| network::admits(net, address));
        if self.networks.is_some_and(|net| !is_inside(net)) {
            return Err(Denial::Network);
        }
        let granted = |wanted: &Scope| self.scopes.clone().any(|scope| scope == wanted.as_str());
        if !requirements.scopes.iter().all(granted) {
            return Err(Denial::Scope);
        }
        if let (Some(bound), Some(wanted)) = (self.resource, requirements.resource)
            && !covers(bound, wanted.as_str())
        {
            return Err(Denial::Resource);
        }
        if let (Some(bound), Some(wanted)) = (self.environment, requirements.environment)
            && bound != wanted.as_str()
        {
            return Err(Denial::Environment);
        }
        Ok(Unchecked {
            scope: requirements.scopes.is_empty() && self.scopes.clone().next().is_some(),
            resource: requirements.resource.is_none() && self.resource.is_some(),
            environment: requirements.environment.is_none() && self.environment.is_some(),
        })
    }
}

/// The restrictions of a key that the requirements did not check, so that a caller notices an omission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unchecked {
    /// The key has scopes and none was required.
    pub scope: bool,
    /// The key is bound to a resource and none was required.
    pub resource: bool,
    /// The key is bound to an environment and none was required.
    pub environment: bool,
}

impl Unchecked {
    /// The values of the answer's member `unchecked`, in this order: scope, resource, environment.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let all = [(self.scope, "scope"), (self.resource, "resource"), (self.environment, "environment")];
        all.into_iter().filter(|(open, _)| *open).map(|(_, word)| word)
    }
}

/// Why a presented key is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// No such key, and malformed: a typing mistake or a truncated paste.
    Malformed,
    /// No such key.
    Unknown,
    /// Revoked. Only the vault reports it: a verification file does not contain such a key.
    Revoked,
    /// Disabled. Only the vault reports it.
    Disabled,
    /// Before its `not_before`.
    NotYetValid,
    /// Past its expiry.
    Expired,
    /// It is bound to networks, and was presented from elsewhere, or nobody said from where.
    Network,
    /// A required scope is missing.
    Scope,
    /// It is bound to another resource.
    Resource,
    /// It is bound to another environment.
    Environment,
    /// Its entry has a member that this program does not know, which may be a restriction.
    Unsupported,
}

impl Denial {
    /// Whether the key is known and valid now, but not for what was asked: HTTP 403, where others are 401.
    pub fn is_of_rights(self) -> bool {
        matches!(self, Self::Network | Self::Scope | Self::Resource | Self::Environment | Self::Unsupported)
    }

    /// The value of the answer's member `reason`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::Revoked => "revoked",
            Self::Disabled => "disabled",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::Network => "network",
            Self::Scope => "scope",
            Self::Resource => "resource",
            Self::Environment => "environment",
            Self::Unsupported => "unsupported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights() -> Rights<'static, std::str::Split<'static, char>> {
        Rights {
            scopes: "read write".split(' '),
            resource: Some("acme/products"),
            environment: Some("prod"),
            networks: None,
            not_before: Some(Timestamp::from_unix(100)),
            expires_at: Some(Timestamp::from_unix(200)),
        }
    }

    #[test]
    fn times_are_from_and_until_not_including() {
        let at = |now| rights().check(&Requirements::default(), Timestamp::from_unix(now)).err();
        assert_eq!(at(99), Some(Denial::NotYetValid));
        assert_eq!(at(100), None);
        assert_eq!(at(199), None);
        assert_eq!(at(200), Some(Denial::Expired));
    }

    #[test]
    fn each_limit_is_asked_or_reported() {
        let now = Timestamp::from_unix(150);
        let scopes: Vec<Scope> = ["write", "read"].map(|scope| scope.parse().unwrap()).into();
        let (below, above): (ResourcePath, ResourcePath) =
            ("acme/products/7".parse().unwrap(), "acme".parse().unwrap());
        let (prod, dev): (Environment, Environment) = ("prod".parse().unwrap(), "dev".parse().unwrap());
        let full =
            Requirements { scopes: &scopes, resource: Some(&below), environment: Some(&prod), address: None };
        assert_eq!(rights().check(&full, now), Ok(Unchecked::default()));
        let other: Vec<Scope> = vec!["read".parse().unwrap(), "admin".parse().unwrap()];
        assert_eq!(rights().check(&Requirements { scopes: &other, ..full }, now), Err(Denial::Scope));
        assert_eq!(
            rights().check(&Requirements { resource: Some(&above), ..full }, now),
            Err(Denial::Resource)
        );
        assert_eq!(
            rights().check(&Requirements { environment: Some(&dev), ..full }, now),
            Err(Denial::Environment)
        );
        let open = rights().check(&Requirements::default(), now).unwrap();
        assert_eq!(open.words().collect::<Vec<_>>(), ["scope", "resource", "environment"]);
        let unbound = Rights { scopes: std::iter::empty(), resource: None, environment: None, ..plain() };
        let wanted = Requirements { scopes: &[], ..full };
        assert_eq!(unbound.check(&wanted, now), Ok(Unchecked::default()));
        assert_eq!(unbound.check(&full, now), Err(Denial::Scope), "no scopes grant nothing");
        assert_eq!(unbound.check(&Requirements::default(), now).unwrap().words().count(), 0);
    }

    fn plain() -> Rights<'static, std::iter::Empty<&'static str>> {
        Rights {
            scopes: std::iter::empty(),
            resource: None,
            environment: None,
            networks: None,
            not_before: None,
            expires_at: None,
        }
    }

    #[test]
    fn coverage_goes_by_segments() {
        let path = |text: &str| text.parse::<ResourcePath>().unwrap();
        assert!(path("acme").covers(&path("acme")));
        assert!(path("acme").covers(&path("acme/products/7")));
        assert!(!path("acme").covers(&path("acmex")));
        assert!(!path("acme/products").covers(&path("acme")));
    }

    proptest::proptest! {
        /// Compared with the definition: the segments of one start with those of the other.
        #[test]
        fn coverage_is_a_prefix_of_segments(
            bound in proptest::collection::vec("[ab.]{1,2}", 1..4),
            wanted in proptest::collection::vec("[ab.]{1,2}", 1..5),
        ) {
            let path = |segments: &[String]| segments.join("/").parse::<ResourcePath>();
            if let (Ok(one), Ok(other)) = (path(&bound), path(&wanted)) {
                proptest::prop_assert_eq!(one.covers(&other), wanted.starts_with(&bound));
                let below: ResourcePath = format!("{one}/{other}").parse().unwrap();
                proptest::prop_assert!(one.covers(&below) && !below.covers(&one));
            }
        }
    }

    #[test]
    fn a_path_has_paths_above_it() {
        let path: ResourcePath = "acme/products/7".parse().unwrap();
        let upper = |depth| path.upper(depth).map(|path| path.to_string());
        assert_eq!(path.depth(), 3);
        assert_eq!((upper(0), upper(1).as_deref()), (None, Some("acme")));
        assert_eq!((upper(2).as_deref(), upper(3).as_deref()), (Some("acme/products"), Some(path.as_str())));
        assert_eq!(upper(4), None);
    }

    #[test]
    fn bad_forms_are_refused() {
        for bad in ["", "/", "a/", "/a", "a//b", "a/../b", "a b", "a/b,c", "a\nb"] {
            assert!(bad.parse::<ResourcePath>().is_err(), "{bad:?}");
        }
        for bad in ["", "a b", "a,b", "a\"b", "a\\b", "é", &"x".repeat(65)] {
            assert!(bad.parse::<Scope>().is_err(), "{bad:?}");
        }
        for bad in ["", "-x", "a b", "a/b"] {
            assert!(bad.parse::<Environment>().is_err(), "{bad:?}");
        }
    }
}
