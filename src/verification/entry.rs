//! One key in a verification file.

use super::canonical;
use super::members;
use crate::domain::digest::Digest;
use crate::domain::id::{KeyId, is_key_id};
use crate::domain::network::{self, Networks};
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
    /// The networks that it may be used from; none: anywhere.
    pub networks: Networks,
}

impl Entry {
    /// Parses a line of a `jsonl` body; the error says what is wrong with it. One with members that this program does
    /// not know is an error too: what they restrict would be lost.
    pub(crate) fn from_jsonl(line: &[u8]) -> Result<Self, &'static str> {
        const MALFORMED: &str = "a value is malformed";
        let (head, grant) = parse(line)?;
        if grant.is_unsupported {
            return Err("it has a member that this program does not know");
        }
        let scopes = grant.scope.split(' ').filter(|scope| !scope.is_empty());
        let networks = grant.net.into_iter().flat_map(network::networks_in).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            digest: head.digest,
            id: head.id.parse().map_err(|_| MALFORMED)?,
            not_before: head.nbf.map(Timestamp::from_unix),
            expires_at: head.exp.map(Timestamp::from_unix),
            scopes: scopes.map(str::parse).collect::<Result<_, _>>().map_err(|_| MALFORMED)?,
            resource: grant.resource.map(str::parse).transpose().map_err(|_| MALFORMED)?,
            environment: grant.environment.map(str::parse).transpose().map_err(|_| MALFORMED)?,
            networks: networks.and_then(Networks::new).map_err(|_| MALFORMED)?,
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
    pub(super) net: Option<&'a str>,
    /// Whether it has a member that this program does not know. What is unknown may be a restriction, so it never
    /// admits.
    pub(super) is_unsupported: bool,
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
        if self.net.is_some_and(|net| !network::is_net(net)) {
            return Err("the networks are malformed");
        }
        Ok(())
    }
}

/// Parses a line of a `jsonl` body and checks the digest and the id; the error says what is wrong.
pub(super) fn parse(line: &[u8]) -> Result<(Head<'_>, Grant<'_>), &'static str> {
    let canonical = canonical::head(line).and_then(|(head, rest)| Some((head, canonical::grant(rest)?)));
    canonical.map_or_else(|| parse_json(line), Ok)
}

/// The same as `parse`, by the JSON parser.
pub(super) fn parse_json(line: &[u8]) -> Result<(Head<'_>, Grant<'_>), &'static str> {
    let members = members::read(line)?;
    if !is_key_id(members.id) {
        return Err("the id is not that of a key");
    }
    let digest =
        Digest::from_hex(members.digest.as_bytes()).ok_or("the digest is not 64 lowercase hex characters")?;
    Ok((Head { digest, id: members.id, nbf: members.nbf, exp: members.exp }, members.grant))
}
