//! `check`: decides on presented keys as a server does.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::public_key;
use crate::domain::name::PlainName;
use crate::domain::rights::{Audience, Denial, Environment, Requirements, ResourcePath, Scope, Unchecked};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::verification::{EntryRef, Rejection, Seen, StateDir, VerifiedFile, Verifier};

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

    /// Require the file to be made for this audience
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<Audience>,

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
}

impl RequiredRights {
    /// Borrows them as `Requirements`.
    pub fn requirements(&self) -> Requirements<'_> {
        Requirements {
            scopes: &self.scope,
            resource: self.resource.as_ref(),
            environment: self.environment.as_ref(),
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

/// An accepted file, ready for any number of keys.
#[derive(Debug)]
pub struct Session {
    file: VerifiedFile,
    wanted: RequiredRights,
    at: Option<Timestamp>,
}

/// Accepts the file or reports why not. The mark is stored once every check has passed.
pub fn open(request: &Request, now: Timestamp) -> Result<Session> {
    let mut verifier = Verifier::new(public_key::read(&request.public_key)?);
    if let Some(audience) = &request.audience {
        verifier = verifier.audience(audience.clone());
    }
    let refused = about(&request.file);
    let time = request.at.unwrap_or(now);
    let file = File::open(&request.file)
        .map_err(|error| Error::io(format!("opening '{}' failed", request.file.display()), error))?;
    let file = match &request.state {
        None => verifier.load(file, time, &None::<Seen>).map_err(&refused)?,
        Some(path) => {
            let state = state_of(path, request.server.as_ref())?;
            let file = verifier.load(file, time, &state).map_err(&refused)?;
            if request.at.is_none() {
                state.accept(&file.seen(), now).map_err(&refused)?;
            }
            file
        }
    };
    Ok(Session { file, wanted: request.wanted.clone(), at: request.at })
}

impl Session {
    /// Decides on one key.
    ///
    /// # Errors
    /// The file has become stale since it was opened.
    pub fn decide(&self, presented: &Secret, now: Timestamp) -> Result<Answer> {
        let time = self.at.unwrap_or(now);
        let decision = self.file.decide(presented.expose().as_bytes(), &self.wanted.requirements(), time)?;
        Ok(Answer { key: decision.key.map(PublishedKey::from), verdict: decision.verdict })
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
pub(in crate::ops) mod tests {
    use super::*;
    use crate::crypto::signing::SigningKey;
    use crate::error::{Kind, Reason};
    use crate::verification::{Claims, Entry, Format, sign_line};

    pub(in crate::ops) const NOW: Timestamp = Timestamp::START;

    pub(in crate::ops) fn key() -> SigningKey {
        SigningKey::from_seed(&[7; 32]).unwrap()
    }

    pub(in crate::ops) fn entry(secret: &str, scope: &str) -> Entry {
        Entry {
            digest: crate::crypto::hash::sha256(secret.as_bytes()),
            id: crate::domain::id::KeyId::from_bits([9; 16]),
            not_before: None,
            expires_at: Some(Timestamp::from_unix(50)),
            scopes: vec![scope.parse().unwrap()],
            resource: None,
            environment: None,
        }
    }

    /// A file valid from 0 to 100.
    pub(in crate::ops) fn write(path: &Path, generation: u64, mut entries: Vec<Entry>) {
        entries.sort_by_key(|entry| entry.digest);
        let mut body = Vec::new();
        for entry in &entries {
            Format::Jsonl.write_entry(entry, &mut body);
        }
        let claims = Claims {
            ver: 1,
            iss: "urn:uuid:0".into(),
            sub: "api".into(),
            aud: vec!["api".into()],
            iat: NOW,
            exp: Timestamp::from_unix(100),
            epoch: NOW,
            generation,
            fmt: Format::Jsonl,
            cnt: u64::try_from(entries.len()).unwrap(),
            dig: crate::crypto::hash::sha256(&body),
        };
        std::fs::write(path, [sign_line(&claims, &key()).into_bytes(), body].concat()).unwrap();
    }

    #[test]
    fn checks_remembers_and_refuses_older_files() {
        let folder = tempfile::tempdir().unwrap();
        let (file, state) = (folder.path().join("keys"), folder.path().join("state"));
        let request = |at| Request {
            file: file.clone(),
            public_key: vec![key().public().to_raw()],
            audience: Some("api".parse().unwrap()),
            wanted: RequiredRights { scope: vec!["read".parse().unwrap()], ..RequiredRights::default() },
            at,
            state: Some(state.clone()),
            server: None,
        };
        assert_eq!(open(&request(None), NOW).unwrap_err().kind, Kind::NotFound);
        write(&file, 2, vec![entry("one", "read"), entry("two", "write")]);
        let session = open(&request(None), NOW).unwrap();
        let decide = |session: &Session, secret: &str| {
            session.decide(&Secret::new(secret.into()), NOW).unwrap().verdict
        };
        assert_eq!(decide(&session, "one"), Ok(Unchecked::default()));
        assert_eq!(decide(&session, "two"), Err(Denial::Scope));
        assert_eq!(decide(&session, "three"), Err(Denial::Malformed));
        let too_late = session.decide(&Secret::new("one".into()), Timestamp::from_unix(100)).unwrap_err();
        assert_eq!(too_late.kind, Kind::Tampered(Reason::Stale));
        let at_60 = open(&request(Some(Timestamp::from_unix(60))), NOW).unwrap();
        assert_eq!(decide(&at_60, "one"), Err(Denial::Expired));
        // With `at`, nothing is stored: generation 3 is not remembered.
        write(&file, 3, vec![]);
        open(&request(Some(NOW)), NOW).unwrap();
        write(&file, 2, vec![entry("one", "read"), entry("two", "write")]);
        open(&request(None), NOW).unwrap();
        write(&file, 1, vec![]);
        let older = open(&request(None), NOW).unwrap_err();
        assert_eq!(older.kind, Kind::RolledBack);
        assert!(older.message.contains("keys': the file has generation 1"), "{older}");
    }
}
