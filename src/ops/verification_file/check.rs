//! `check`: decides on presented keys as a server does.

use std::fs::File;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::public_key;
use crate::crypto::signing::PublicKey;
use crate::domain::Invalid;
use crate::domain::name::PlainName;
use crate::domain::network::parse_address;
use crate::domain::rights::{Audience, Denial, Environment, Requirements, ResourcePath, Scope, Unchecked};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::verification::{
    Decision, Entry, EntryRef, OpenedFile, Rejection, Seen, StateDir, VerifiedFile, VerifiedKey, Verifier,
};

/// What is to be checked against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// The verification file (jsonl)
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,

    /// Trusted public key: a file, or the key itself; repeatable
    #[arg(long, value_name = "KEY", required = true, allow_hyphen_values = true)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,

    /// What the file must be.
    #[command(flatten)]
    pub expected: ExpectedFile,

    /// What is needed of a key.
    #[command(flatten)]
    pub wanted: RequiredRights,

    /// Verify as if it were this time
    // The state is not advanced then.
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,

    /// Folder for rollback protection: remembers the newest file seen, and refuses older ones
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,

    /// Name of this server in the receipts written to --state [default: the host name]
    #[arg(long, value_name = "NAME", requires = "state")]
    pub server: Option<PlainName>,
}

/// What a file must be, beyond authentic and valid now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ExpectedFile {
    /// Require the file to be made for this audience
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<Audience>,

    /// Require the file to be of this target, or of this `export/…`; replaces another that --state remembers
    #[arg(long, value_name = "SUBJECT", value_parser = NonEmptyStringValueParser::new())]
    pub subject: Option<String>,
}

impl ExpectedFile {
    /// A verifier that accepts only such files, signed by one of these keys.
    pub(super) fn verifier(&self, trusted: impl IntoIterator<Item = PublicKey>) -> Verifier {
        let mut verifier = Verifier::new(trusted);
        if let Some(audience) = &self.audience {
            verifier = verifier.audience(audience.clone());
        }
        if let Some(subject) = &self.subject {
            verifier = verifier.subject(subject);
        }
        verifier
    }
}

/// What is needed of a key; the owned form of `Requirements`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct RequiredRights {
    /// Require this scope; comma-separated, repeatable: all are required
    #[arg(long, value_name = "SCOPE", value_delimiter = ',')]
    pub scope: Vec<Scope>,

    /// Require access to this resource
    #[arg(long, value_name = "PATH")]
    pub resource: Option<ResourcePath>,

    /// Require validity in this environment
    #[arg(long, value_name = "ENV")]
    pub environment: Option<Environment>,

    /// Where the key is presented from: an IPv4 or IPv6 address; a key that is bound to networks needs it
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub address: Option<IpAddr>,
}

fn address(text: &str) -> std::result::Result<IpAddr, Invalid> {
    parse_address(text)
        .ok_or(Invalid::new("an address", "an IPv4 or IPv6 address, such as 192.0.2.7, without port or zone"))
}

impl RequiredRights {
    /// Borrows them as `Requirements`.
    pub fn requirements(&self) -> Requirements<'_> {
        Requirements {
            scopes: &self.scope,
            resource: self.resource.as_ref(),
            environment: self.environment.as_ref(),
            address: self.address,
        }
    }
}

/// A key as listed in a verification file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedKey {
    /// Its id.
    pub id: String,
    /// Valid from.
    pub not_before: Option<Timestamp>,
    /// Valid until, not including.
    pub expires_at: Option<Timestamp>,
    /// The scopes it was granted.
    pub scopes: Vec<String>,
    /// The resource it is bound to; `None`: unrestricted.
    pub resource: Option<String>,
    /// The environment it is restricted to; `None`: unrestricted.
    pub environment: Option<String>,
    /// The networks it may be used from; none: anywhere.
    pub networks: Vec<String>,
    /// Whether its entry has a member that this program does not know, so that it never admits.
    pub is_unsupported: bool,
}

impl From<EntryRef<'_>> for PublishedKey {
    fn from(entry: EntryRef<'_>) -> Self {
        Self {
            id: entry.id().to_owned(),
            not_before: entry.not_before(),
            expires_at: entry.expires_at(),
            scopes: entry.scopes().map(str::to_owned).collect(),
            resource: entry.resource().map(str::to_owned),
            environment: entry.environment().map(str::to_owned),
            networks: entry
                .networks()
                .into_iter()
                .flat_map(str::split_whitespace)
                .map(str::to_owned)
                .collect(),
            is_unsupported: entry.is_unsupported(),
        }
    }
}

impl From<Entry> for PublishedKey {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            not_before: entry.not_before,
            expires_at: entry.expires_at,
            scopes: entry.scopes.iter().map(ToString::to_string).collect(),
            resource: entry.resource.map(|resource| resource.to_string()),
            environment: entry.environment.map(|environment| environment.to_string()),
            networks: entry.networks.iter().map(|network| network.to_string()).collect(),
            is_unsupported: false,
        }
    }
}

/// The answer to one presented key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The key, if the file contains it, whatever the verdict.
    pub key: Option<PublishedKey>,
    /// Valid, with the restrictions that were not checked; or the reason for the denial.
    pub verdict: Result<Unchecked, Denial>,
}

impl From<Decision<'_>> for Answer {
    fn from(decision: Decision<'_>) -> Self {
        Self { key: decision.key.map(PublishedKey::from), verdict: decision.verdict }
    }
}

/// A file whose line 1 is authentic. What remains to be checked depends on what it is to be asked.
#[derive(Debug)]
pub struct Pending<'a> {
    request: &'a Request,
    file: OpenedFile<File>,
    state: Option<StateDir>,
}

/// An accepted file, ready for any number of keys.
#[derive(Debug)]
pub struct Session {
    file: VerifiedFile,
    wanted: RequiredRights,
    at: Option<Timestamp>,
}

/// What an accepted file says of one key.
#[derive(Debug)]
pub struct Single<'a> {
    key: VerifiedKey,
    request: &'a Request,
}

/// Opens the file and verifies its line 1, or reports why not.
pub fn begin(request: &Request) -> Result<Pending<'_>> {
    let verifier = request.expected.verifier(public_key::read(&request.public_key)?);
    let file = File::open(&request.file)
        .map_err(|error| Error::io(format!("opening '{}' failed", request.file.display()), error))?;
    let state = request.state.as_deref().map(|path| state_of(path, request.server.as_ref())).transpose()?;
    let file = verifier.open(file).map_err(about(&request.file))?;
    Ok(Pending { request, file, state })
}

impl<'a> Pending<'a> {
    /// Accepts the file with all its keys, or reports why not. The mark is stored once every check has passed.
    pub fn load(self, now: Timestamp) -> Result<Session> {
        let Self { request, file, state } = self;
        let refused = about(&request.file);
        let file = file.load(request.at.unwrap_or(now), &state).map_err(&refused)?;
        remember(request, state, &file.seen(), now).map_err(refused)?;
        Ok(Session { file, wanted: request.wanted.clone(), at: request.at })
    }

    /// Accepts the file for one key, or reports why not, as `load` does, and keeps nothing else of it. Without a
    /// key the file is accepted all the same.
    pub fn find(self, presented: Option<&Secret>, now: Timestamp) -> Result<Single<'a>> {
        let Self { request, file, state } = self;
        let refused = about(&request.file);
        let presented = presented.map_or("", Secret::expose).as_bytes();
        let key = file.find(presented, request.at.unwrap_or(now), &state).map_err(&refused)?;
        remember(request, state, &key.seen(), now).map_err(refused)?;
        Ok(Single { key, request })
    }
}

/// Remembers an accepted file.
fn remember(
    request: &Request,
    state: Option<StateDir>,
    seen: &Seen,
    now: Timestamp,
) -> Result<(), Rejection> {
    match state {
        Some(state) if request.at.is_none() => state.accept(seen, now),
        _ => Ok(()),
    }
}

impl Session {
    /// Decides on one key.
    ///
    /// # Errors
    /// The file has become stale since it was opened.
    pub fn decide(&self, presented: &Secret, now: Timestamp) -> Result<Answer, Rejection> {
        let time = self.at.unwrap_or(now);
        let decision = self.file.decide(presented.expose().as_bytes(), &self.wanted.requirements(), time)?;
        Ok(decision.into())
    }
}

impl Single<'_> {
    /// Decides on the key.
    ///
    /// # Errors
    /// The file has become stale since it was read.
    pub fn decide(&self, now: Timestamp) -> Result<Answer> {
        let time = self.request.at.unwrap_or(now);
        Ok(self.key.decide(&self.request.wanted.requirements(), time)?.into())
    }
}

/// The state folder of a server that writes receipts.
pub(in crate::ops) fn state_of(folder: &Path, server: Option<&PlainName>) -> Result<StateDir> {
    let name = server.map_or_else(StateDir::host, ToString::to_string);
    Ok(StateDir::open(folder)?.server(name))
}

/// Names the file in an error about it.
pub(in crate::ops) fn about(file: &Path) -> impl Fn(Rejection) -> Error {
    move |rejection| {
        let names_its_own = matches!(rejection, Rejection::State(_) | Rejection::StateIo { .. });
        let mut error = Error::from(rejection);
        if !names_its_own {
            error.message = format!("'{}': {}", file.display(), error.message);
        }
        error
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
pub(in crate::ops) mod tests;
