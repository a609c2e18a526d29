//! What a stored secret looks like: everything but the secret.

use serde::Serialize;

use super::stream::Output;
use super::table::Cell;
use super::view::View;
use crate::domain::credential::{Credential, CredentialName};
use crate::error::Result;

/// A stored secret as the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CredentialView {
    name: String,
    start: Option<String>,
    description: Option<String>,
    check: Option<String>,
    created_at: String,
    created_by: String,
    updated_at: String,
}

impl From<&Credential> for CredentialView {
    fn from(credential: &Credential) -> Self {
        Self {
            name: credential.name.to_string(),
            start: credential.start.clone(),
            description: credential.description.as_ref().map(ToString::to_string),
            check: credential.check.as_ref().map(ToString::to_string),
            created_at: credential.created_at.to_string(),
            created_by: credential.created_by.user.clone(),
            updated_at: credential.updated_at.to_string(),
        }
    }
}

impl View for CredentialView {
    fn members() -> Vec<&'static str> {
        vec!["name", "start", "description", "check", "created_at", "created_by", "updated_at"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Start", "Check", "Created", "Updated"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            Cell::or_dash(self.start.as_deref()),
            Cell::or_dash(self.check.as_ref().map(|_| "yes")),
            self.created_at.as_str().into(),
            self.updated_at.as_str().into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let facts = [
            ("Name", Some(self.name.clone())),
            ("Start", self.start.clone()),
            ("Description", self.description.clone()),
            ("Checked by", self.check.clone()),
            ("Created", Some(format!("{} by {}", self.created_at, self.created_by))),
            ("Updated", Some(self.updated_at.clone())),
        ];
        facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}

/// A stored secret and whether a command changed it: its JSON and `changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedCredential {
    /// As it is now or was last.
    #[serde(flatten)]
    pub credential: CredentialView,
    /// Whether anything was done.
    pub changed: bool,
}

impl View for ChangedCredential {
    fn members() -> Vec<&'static str> {
        vec!["name", "start", "description", "check", "created_at", "created_by", "updated_at", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        CredentialView::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        self.credential.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.credential.facts()
    }
}

impl Output<'_> {
    /// A thing whose secret was put into a credential. In JSON `secret` is null and `credential` says
    /// where it is; to people it is said on stderr.
    pub fn kept<V: View>(&mut self, view: &V, credential: &CredentialName) -> Result<()> {
        #[derive(Serialize)]
        struct Kept<'a, V> {
            #[serde(flatten)]
            view: &'a V,
            secret: Option<()>,
            credential: &'a str,
        }
        if self.format().is_json() {
            return self.json(&Kept { view, secret: None, credential: credential.as_str() });
        }
        self.one(view)?;
        self.note(&format!("the secret is in credential '{credential}'"));
        Ok(())
    }
}
