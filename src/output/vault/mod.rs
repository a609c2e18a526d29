//! What the vault as a whole looks like.

pub mod restore;
pub mod status;

use std::path::Path;

use serde::Serialize;

use super::slot::SlotView;
use super::table::Cell;
use super::view::View;
use crate::domain::time::Timestamp;
use crate::ops::vault::init::Outcome;
use crate::ops::vault::{Info, signing};
use crate::ops::{Integrity, PublicKey};

/// A vault that was just made.
#[derive(Debug, Serialize)]
pub struct NewVaultView {
    path: String,
    id: String,
    identity: Option<String>,
    slots: Vec<SlotView>,
}

impl From<&Outcome> for NewVaultView {
    fn from(made: &Outcome) -> Self {
        Self {
            path: made.path.display().to_string(),
            id: made.id.to_string(),
            identity: made.identity_file.as_ref().map(|path| path.display().to_string()),
            slots: made.slots.iter().map(SlotView::from).collect(),
        }
    }
}

impl View for NewVaultView {
    fn members() -> Vec<&'static str> {
        vec!["path", "id", "identity", "slots"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Vault", "ID"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.path.as_str().into(), self.id.as_str().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Vault", self.path.clone()), ("ID", self.id.clone())];
        facts.extend(self.identity.clone().map(|path| ("Identity", path)));
        for slot in &self.slots {
            let proven = if slot.proven { "" } else { ", never seen to unlock" };
            facts.push(("Unlocked by", format!("{} ({}{proven})", slot.name, slot.kind())));
        }
        facts
    }
}

/// Facts about the vault.
#[derive(Debug, Serialize)]
pub struct InfoView {
    path: String,
    id: String,
    format: i64,
    created_at: String,
    generation: i64,
    newest_time: String,
    keys: i64,
    slots: i64,
    events: i64,
    size: u64,
    signing_kid: String,
    state_folder: Option<String>,
    last_backup_at: Option<String>,
}

impl From<&Info> for InfoView {
    fn from(info: &Info) -> Self {
        Self {
            path: info.path.display().to_string(),
            id: info.id.to_string(),
            format: info.format,
            created_at: info.created_at.to_string(),
            generation: info.generation,
            newest_time: info.newest_time.to_string(),
            keys: info.keys,
            slots: info.slots,
            events: info.events,
            size: info.size,
            signing_kid: info.signing_kid.clone(),
            state_folder: info.state_folder.as_ref().map(|path| path.display().to_string()),
            last_backup_at: info.last_backup_at.map(|at| at.to_string()),
        }
    }
}

impl View for InfoView {
    fn members() -> Vec<&'static str> {
        vec![
            "path",
            "id",
            "format",
            "created_at",
            "generation",
            "newest_time",
            "keys",
            "slots",
            "events",
            "size",
            "signing_kid",
            "state_folder",
            "last_backup_at",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Vault", "ID", "Keys"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.path.as_str().into(), self.id.as_str().into(), self.keys.to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Vault", self.path.clone()),
            ("ID", self.id.clone()),
            ("Format", self.format.to_string()),
            ("Created", self.created_at.clone()),
            ("Generation", self.generation.to_string()),
            ("Newest time seen", self.newest_time.clone()),
            ("Keys", self.keys.to_string()),
            ("Slots", self.slots.to_string()),
            ("Audit events", self.events.to_string()),
            ("Size", format!("{} bytes", self.size)),
            ("Signing key", self.signing_kid.clone()),
            ("State folder", self.state_folder.clone().unwrap_or_else(|| "none".to_owned())),
            ("Last backup here", self.last_backup_at.clone().unwrap_or_else(|| "none".to_owned())),
        ]
    }
}

/// A vault that was found whole.
#[derive(Debug, Serialize)]
pub struct IntegrityView {
    ok: bool,
    rows: u64,
    events: u64,
    generation: i64,
}

impl From<&Integrity> for IntegrityView {
    fn from(found: &Integrity) -> Self {
        Self { ok: true, rows: found.rows, events: found.events, generation: found.generation }
    }
}

impl View for IntegrityView {
    fn members() -> Vec<&'static str> {
        vec!["ok", "rows", "events", "generation"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Vault", "Rows", "Events", "Generation"]
    }

    fn cells(&self) -> Vec<Cell> {
        let numbers = [self.rows.to_string(), self.events.to_string(), self.generation.to_string()];
        std::iter::once("whole".into()).chain(numbers.map(Cell::from)).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Vault", "whole and genuine".to_owned()),
            ("Rows", self.rows.to_string()),
            ("Audit events", self.events.to_string()),
            ("Generation", self.generation.to_string()),
        ]
    }
}

/// An audit log whose chain was followed.
#[derive(Debug, Serialize)]
pub struct ChainView {
    /// Always true: a broken chain is an error.
    pub verified: bool,
    /// How many events there are.
    pub events: u64,
}

impl View for ChainView {
    fn members() -> Vec<&'static str> {
        vec!["verified", "events"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Audit log", "Events"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec!["whole".into(), self.events.to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Audit log", "whole, from the first event to the last".to_owned()),
            ("Events", self.events.to_string()),
        ]
    }
}

/// A copy that was made.
#[derive(Debug, Serialize)]
pub struct BackupView {
    path: String,
    at: String,
}

impl BackupView {
    /// Made here and now.
    pub fn new(path: &Path, now: Timestamp) -> Self {
        Self { path: path.display().to_string(), at: now.to_string() }
    }
}

impl View for BackupView {
    fn members() -> Vec<&'static str> {
        vec!["path", "at"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Backup", "At"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.path.as_str().into(), self.at.as_str().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Backup", self.path.clone()), ("At", self.at.clone())]
    }
}

/// The keys that files are signed with, after a step from one to the next.
#[derive(Debug, Serialize)]
pub struct SigningView {
    active: SigningKeyView,
    prepared: Option<SigningKeyView>,
}

#[derive(Debug, Serialize)]
struct SigningKeyView {
    kid: String,
    public_key: String,
}

impl From<PublicKey> for SigningKeyView {
    fn from(key: PublicKey) -> Self {
        Self { kid: key.thumbprint(), public_key: key.to_raw() }
    }
}

impl From<&signing::Outcome> for SigningView {
    fn from(done: &signing::Outcome) -> Self {
        Self { active: done.active.into(), prepared: done.prepared.map(SigningKeyView::from) }
    }
}

impl View for SigningView {
    fn members() -> Vec<&'static str> {
        vec!["active", "prepared"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Signing key", "Prepared"]
    }

    fn cells(&self) -> Vec<Cell> {
        let prepared = self.prepared.as_ref().map(|key| key.kid.clone()).unwrap_or_default();
        vec![self.active.kid.as_str().into(), prepared.into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Signing key", self.active.kid.clone())];
        if let Some(key) = &self.prepared {
            facts.push(("Prepared", key.kid.clone()));
            facts.push(("Its public key", key.public_key.clone()));
        }
        facts
    }
}
