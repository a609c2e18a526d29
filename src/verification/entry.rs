//! One key in a verification file.

use serde::Deserialize;

use crate::domain::digest::Digest;
use crate::domain::id::{KeyId, is_key_id};
use crate::domain::rights::{Environment, ResourcePath, Scope, is_environment, is_resource, is_scope};
use crate::domain::time::Timestamp;

/// A key as it is published: the input of a writer. Entries are written in ascending order of their digests,
/// no digest twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 of its secret.
    pub digest: Digest,
    /// Its id.
    pub id: KeyId,
    /// Valid from.
    pub not_before: Option<Timestamp>,
    /// Valid until, exclusive.
    pub expires_at: Option<Timestamp>,
    /// The scopes that it was granted.
    pub scopes: Vec<Scope>,
    /// The resource that it is bound to; `None`: unrestricted.
    pub resource: Option<ResourcePath>,
    /// The environment that it is restricted to; `None`: unrestricted.
    pub environment: Option<Environment>,
}

impl Entry {
    /// Parses a line of a `jsonl` body; the error says what is wrong with it.
    pub(crate) fn from_jsonl(line: &[u8]) -> Result<Self, &'static str> {
        Line::parse(line)?.entry()
    }
}

/// A raw line of a `jsonl` body. Unknown members are ignored. Values are borrowed, so one with an escape is
/// rejected: no valid value needs one.
#[derive(Deserialize)]
pub(super) struct Line<'a> {
    digest: &'a str,
    pub(super) id: &'a str,
    pub(super) nbf: Option<i64>,
    pub(super) exp: Option<i64>,
    pub(super) scope: &'a str,
    pub(super) resource: Option<&'a str>,
    pub(super) environment: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// Parses a line and checks the id; the error says what is wrong.
    pub(super) fn parse(line: &'a [u8]) -> Result<Self, &'static str> {
        let line: Self = serde_json::from_slice(line)
            .map_err(|_| "not a JSON object with digest, id and scope, each once and of its type")?;
        if !is_key_id(line.id) {
            return Err("the id is not that of a key");
        }
        Ok(line)
    }

    /// SHA-256 of the key's secret; the error says what is wrong with it.
    pub(super) fn digest(&self) -> Result<Digest, &'static str> {
        Digest::from_hex(self.digest.as_bytes()).ok_or("the digest is not 64 lowercase hex characters")
    }

    /// The whole line as the entry that a writer gets; the error says what is wrong with it.
    fn entry(&self) -> Result<Entry, &'static str> {
        const MALFORMED: &str = "a value is malformed";
        let scopes = self.scope.split(' ').filter(|scope| !scope.is_empty());
        Ok(Entry {
            digest: self.digest()?,
            id: self.id.parse().map_err(|_| MALFORMED)?,
            not_before: self.nbf.map(Timestamp::from_unix),
            expires_at: self.exp.map(Timestamp::from_unix),
            scopes: scopes.map(str::parse).collect::<Result<_, _>>().map_err(|_| MALFORMED)?,
            resource: self.resource.map(str::parse).transpose().map_err(|_| MALFORMED)?,
            environment: self.environment.map(str::parse).transpose().map_err(|_| MALFORMED)?,
        })
    }

    /// Validates the rights; the error says what is wrong. Separate, because a loader needs it only once for
    /// all keys with equal rights.
    pub(super) fn check_grant(&self) -> Result<(), &'static str> {
        if !self.scope.is_empty() && !self.scope.split(' ').all(is_scope) {
            return Err("a scope is malformed");
        }
        if self.resource.is_some_and(|resource| !is_resource(resource)) {
            return Err("the resource is malformed");
        }
        if self.environment.is_some_and(|environment| !is_environment(environment)) {
            return Err("the environment is malformed");
        }
        Ok(())
    }
}
