//! A named destination of verification files.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::hook::HookCommand;
use super::key::Key;
use super::name::{Labels, PlainName};
use super::rights::{Audience, Environment, ResourcePath, Scope};
use super::time::{Span, Timestamp};

/// The destination and audiences of verification files, and which keys they contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its name, and the subject of its files.
    pub name: PlainName,
    /// The format, as in `--format`.
    pub format: String,
    /// The dialect of the format `sql`, as in `--dialect`; `None`: the portable one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<String>,
    /// The absolute path of the file.
    pub path: PathBuf,
    /// The audiences of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<Audience>,
    /// How long a file is valid.
    pub valid_for: Span,
    /// Selects the keys that it contains.
    #[serde(default)]
    pub filter: Filter,
    /// The file's permission bits.
    pub mode: u32,
    /// The file's group, by name or number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How long servers may take to load a new file; `None`: they have it once it was reloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Span>,
    /// The servers whose receipts count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<PlainName>,
    /// Whether rotations continue without waiting for it.
    #[serde(default)]
    pub optional: bool,
    /// The command that makes servers load a new file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reload: Option<HookCommand>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// Selects the keys of a target's files. An empty criterion selects all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Keys that could act on one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourcePath>,
    /// Keys that could be used in one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Environment>,
    /// Keys that were granted one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Scope>,
    /// Keys of one of these profiles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<PlainName>,
    /// Keys with all of these labels.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
}

impl Filter {
    /// Whether a server that requires what the filter names may accept the key: this includes keys bound to a
    /// parent or a child, and unbound ones.
    pub fn admits(&self, key: &Key) -> bool {
        let any = |is_empty: bool, found: bool| is_empty || found;
        let resource = key.resource.as_ref().is_none_or(|bound| {
            any(
                self.resources.is_empty(),
                self.resources.iter().any(|wanted| bound.covers(wanted) || wanted.covers(bound)),
            )
        });
        let environment = key
            .environment
            .as_ref()
            .is_none_or(|bound| any(self.environments.is_empty(), self.environments.contains(bound)));
        let scopes = self.scopes.iter().any(|scope| key.scopes.contains(scope));
        resource
            && environment
            && any(self.scopes.is_empty(), scopes)
            && any(self.profiles.is_empty(), self.profiles.contains(&key.profile))
            && self.labels.iter().all(|(name, value)| key.about.labels.get(name) == Some(value))
    }
}

impl Target {
    /// The default validity of a target's files.
    pub const VALID_FOR: Span = Span::days(30);
    /// The default permission bits of a target's files.
    pub const MODE: u32 = 0o600;

    /// A target without a restricted audience, with every key and the default settings.
    pub fn new(name: PlainName, format: &str, path: PathBuf, created_at: Timestamp) -> Self {
        Self {
            name,
            format: format.to_owned(),
            dialect: None,
            path,
            audiences: Vec::new(),
            valid_for: Self::VALID_FOR,
            filter: Filter::default(),
            mode: Self::MODE,
            group: None,
            pickup: None,
            servers: Vec::new(),
            optional: false,
            reload: None,
            created_at,
        }
    }

    /// How long servers may take to load a new file.
    pub fn pickup(&self) -> Span {
        self.pickup.unwrap_or(Span::seconds(0))
    }
}

/// Parses the permission bits of a file that servers read and only its owner writes, or its group.
pub fn parse_mode(text: &str) -> Result<u32, Invalid> {
    let octal = text.strip_prefix("0o").unwrap_or(text);
    let is_octal = (3..=4).contains(&octal.len()) && octal.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let bits = u32::from_str_radix(octal, 8).ok().filter(|_| is_octal);
    // Not writable by everybody, no setuid, setgid or sticky bit, readable by its owner.
    bits.filter(|bits| bits & 0o7002 == 0 && bits & 0o400 != 0).ok_or(Invalid::new(
        "a mode",
        "octal, such as 0640: readable by its owner, not writable by others, without special bits",
    ))
}
