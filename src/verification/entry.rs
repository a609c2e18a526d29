//! One key in a verification file.

use serde::Deserialize;

use super::canonical;
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
        const MALFORMED: &str = "a value is malformed";
        let (head, grant) = parse(line)?;
        let scopes = grant.scope.split(' ').filter(|scope| !scope.is_empty());
        Ok(Self {
            digest: head.digest,
            id: head.id.parse().map_err(|_| MALFORMED)?,
            not_before: head.nbf.map(Timestamp::from_unix),
            expires_at: head.exp.map(Timestamp::from_unix),
            scopes: scopes.map(str::parse).collect::<Result<_, _>>().map_err(|_| MALFORMED)?,
            resource: grant.resource.map(str::parse).transpose().map_err(|_| MALFORMED)?,
            environment: grant.environment.map(str::parse).transpose().map_err(|_| MALFORMED)?,
        })
    }
}

/// What a line says of one key alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) digest: Digest,
    pub(super) id: &'a str,
    pub(super) nbf: Option<i64>,
    pub(super) exp: Option<i64>,
}

/// What a line grants, as many others do. Not validated yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grant<'a> {
    pub(super) scope: &'a str,
    pub(super) resource: Option<&'a str>,
    pub(super) environment: Option<&'a str>,
}

impl Grant<'_> {
    /// Validates it; the error says what is wrong.
    pub(super) fn check(&self) -> Result<(), &'static str> {
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

/// Parses a line of a `jsonl` body and checks the digest and the id; the error says what is wrong.
pub(super) fn parse(line: &[u8]) -> Result<(Head<'_>, Grant<'_>), &'static str> {
    let canonical = canonical::head(line).and_then(|(head, rest)| Some((head, canonical::grant(rest)?)));
    canonical.map_or_else(|| parse_json(line), Ok)
}

/// The members of a line in any form of JSON. Unknown ones are ignored. Values are borrowed, so one with an
/// escape is rejected: no valid value needs one.
#[derive(Deserialize)]
struct Members<'a> {
    digest: &'a str,
    id: &'a str,
    nbf: Option<i64>,
    exp: Option<i64>,
    scope: &'a str,
    resource: Option<&'a str>,
    environment: Option<&'a str>,
}

/// The same as `parse`, by the JSON parser.
pub(super) fn parse_json(line: &[u8]) -> Result<(Head<'_>, Grant<'_>), &'static str> {
    let Members { digest, id, nbf, exp, scope, resource, environment } = serde_json::from_slice(line)
        .map_err(|_| "not a JSON object with digest, id and scope, each once and of its type")?;
    if !is_key_id(id) {
        return Err("the id is not that of a key");
    }
    let digest =
        Digest::from_hex(digest.as_bytes()).ok_or("the digest is not 64 lowercase hex characters")?;
    Ok((Head { digest, id, nbf, exp }, Grant { scope, resource, environment }))
}
