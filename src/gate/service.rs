//! The decision on a request.

use std::sync::Arc;

use super::answer::{Answer, Refusal};
use super::conversation::Respond;
use super::demand::Demands;
use super::head::{Head, Once};
use super::usage::Usage;
use crate::domain::network::parse_address;
use crate::domain::rights::{Environment, Requirements, ResourcePath};
use crate::domain::time::Timestamp;
use crate::verification::VerifiedFile;

/// What the command line says of requests.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) demands: Demands,
    pub(super) resource: Option<ResourcePath>,
    pub(super) environment: Option<Environment>,
    /// The header in which the proxy says where the client is; `None`: no key that is bound to networks is admitted.
    pub(super) client_address: Option<String>,
    /// `None`: nobody wants to know.
    pub(super) usage: Option<Arc<Usage>>,
}

/// The file in force and the time, for the requests that are answered together.
pub(super) struct Turn<'a> {
    pub(super) service: &'a Service,
    pub(super) file: Option<Arc<VerifiedFile>>,
    pub(super) now: Timestamp,
}

impl Respond for Turn<'_> {
    fn address_header(&self) -> Option<&str> {
        self.service.client_address.as_deref()
    }

    fn respond(&self, head: &Head<'_>) -> Answer<'_> {
        self.decide(head).unwrap_or_else(Answer::Refused)
    }
}

impl Turn<'_> {
    fn decide(&self, head: &Head<'_>) -> Result<Answer<'_>, Refusal> {
        let Service { demands, resource, environment, usage, .. } = self.service;
        let demand = demands.named_by(head.target).ok_or(Refusal::Demand)?;
        let presented = head.key?;
        let address = match head.address {
            Once::Absent => None,
            Once::Value(text) => {
                let address = std::str::from_utf8(text).ok().and_then(parse_address);
                Some(address.ok_or(Refusal::Address)?)
            }
            Once::Repeated => return Err(Refusal::Address),
        };
        let file = self.file.as_deref().ok_or(Refusal::NoFile)?;
        let requirements = Requirements {
            scopes: &demand.scopes,
            resource: resource.as_ref(),
            environment: environment.as_ref(),
            address,
        };
        let decision = file.decide(presented, &requirements, self.now).map_err(|_| Refusal::Stale)?;
        let answer = Answer::from(decision);
        if let (Answer::Admitted { key, .. }, Some(usage)) = (&answer, usage) {
            usage.record(key.id(), self.now);
        }
        Ok(answer)
    }
}
