//! What a verification file looks like, and what changed between two.

pub mod answer;

use std::fmt;

use serde::Serialize;

use super::escape;
use super::table::Cell;
use super::view::View;
use crate::ops::verification_file::diff;
use crate::ops::verification_file::inspect::Outcome;
use answer::PublishedKeyView;

/// The report of `inspect`.
#[derive(Debug, Serialize)]
pub struct FileView {
    format: String,
    genuine: Option<bool>,
    whole: bool,
    damage: Option<String>,
    validity: &'static str,
    kid: String,
    issuer: String,
    subject: String,
    audience: Vec<String>,
    issued_at: String,
    expires_at: String,
    epoch: i64,
    generation: u64,
    count: u64,
    digest: String,
    installed: bool,
}

impl From<&Outcome> for FileView {
    fn from(found: &Outcome) -> Self {
        let claims = &found.claims;
        Self {
            format: claims.fmt.to_string(),
            genuine: found.genuine,
            whole: found.damage.is_none(),
            damage: found.damage.clone(),
            validity: found.freshness.as_str(),
            kid: found.kid.clone(),
            issuer: claims.iss.clone(),
            subject: claims.sub.clone(),
            audience: claims.aud.clone(),
            issued_at: claims.iat.to_string(),
            expires_at: claims.exp.to_string(),
            epoch: claims.epoch.unix(),
            generation: claims.generation,
            count: claims.cnt,
            digest: format!("sha256:{}", claims.dig),
            installed: found.installed,
        }
    }
}

impl View for FileView {
    fn members() -> Vec<&'static str> {
        vec![
            "format",
            "genuine",
            "whole",
            "damage",
            "validity",
            "kid",
            "issuer",
            "subject",
            "audience",
            "issued_at",
            "expires_at",
            "epoch",
            "generation",
            "count",
            "digest",
            "installed",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Subject", "Epoch", "Generation", "Keys", "Validity"]
    }

    fn cells(&self) -> Vec<Cell> {
        let numbers = [self.epoch.to_string(), self.generation.to_string(), self.count.to_string()];
        let mut cells = vec![self.subject.as_str().into()];
        cells.extend(numbers.map(Cell::from));
        cells.push(self.validity.into());
        cells
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let genuine = match self.genuine {
            Some(true) => "yes, signed by the given key",
            Some(false) => "no",
            None => "not checked: no public key was given",
        };
        let audience = if self.audience.is_empty() { "anybody".to_owned() } else { self.audience.join(", ") };
        let mut facts = vec![
            ("Genuine", genuine.to_owned()),
            ("Whole", self.damage.clone().unwrap_or_else(|| "yes".to_owned())),
            ("Validity", self.validity.to_owned()),
            ("Format", self.format.clone()),
            ("Subject", self.subject.clone()),
            ("Audience", audience),
            ("Issued", self.issued_at.clone()),
            ("Stale from", self.expires_at.clone()),
            ("Generation", format!("{} of epoch {}", self.generation, self.epoch)),
            ("Keys", self.count.to_string()),
            ("Issuer", self.issuer.clone()),
            ("Signing key", self.kid.clone()),
        ];
        if self.installed {
            facts.push(("Installed", "yes".to_owned()));
        }
        facts
    }
}

/// The report of `diff`.
#[derive(Debug, Serialize)]
pub struct DiffView {
    gained: Vec<PublishedKeyView>,
    lost: Vec<PublishedKeyView>,
    changed: Vec<ChangeView>,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    before: PublishedKeyView,
    after: PublishedKeyView,
}

impl From<&diff::Outcome> for DiffView {
    fn from(found: &diff::Outcome) -> Self {
        let change = |change: &diff::Change| ChangeView {
            before: (&change.before).into(),
            after: (&change.after).into(),
        };
        Self {
            gained: found.gained.iter().map(PublishedKeyView::from).collect(),
            lost: found.lost.iter().map(PublishedKeyView::from).collect(),
            changed: found.changed.iter().map(change).collect(),
        }
    }
}

/// A line per key: `+` gains access, `-` loses it, `~` may do something else than before.
impl fmt::Display for DiffView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.gained.is_empty() && self.lost.is_empty() && self.changed.is_empty() {
            return writeln!(f, "the same keys with the same rights");
        }
        for key in &self.gained {
            writeln!(f, "+ {}  {}", escape::line(&key.id), escape::line(&key.rights()))?;
        }
        for key in &self.lost {
            writeln!(f, "- {}  {}", escape::line(&key.id), escape::line(&key.rights()))?;
        }
        for change in &self.changed {
            let (before, after) = (change.before.rights(), change.after.rights());
            writeln!(
                f,
                "~ {}  {} -> {}",
                escape::line(&change.after.id),
                escape::line(&before),
                escape::line(&after)
            )?;
        }
        Ok(())
    }
}
