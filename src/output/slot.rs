//! What opens the vault, and what became of it.

use serde::Serialize;

use super::table::{Cell, Tone};
use super::view::View;
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::ops::vault::rekey::Outcome;

/// One way to unlock.
#[derive(Debug, Clone, Serialize)]
pub struct SlotView {
    pub(super) name: String,
    kind: SlotKind,
    recipient: String,
    role: Role,
    pub(super) proven: bool,
    created_at: String,
}

impl From<&Slot> for SlotView {
    fn from(slot: &Slot) -> Self {
        Self {
            name: slot.name.to_string(),
            kind: slot.kind,
            recipient: slot.recipient.clone(),
            role: slot.role,
            proven: slot.proven,
            created_at: slot.created_at.to_string(),
        }
    }
}

impl SlotView {
    pub(super) fn kind(&self) -> &'static str {
        match self.kind {
            SlotKind::X25519 => "age identity",
            SlotKind::Ssh => "SSH key",
            SlotKind::Plugin => "age plugin",
            SlotKind::Passphrase => "passphrase",
        }
    }

    fn proven(&self) -> (&'static str, Tone) {
        if self.proven { ("yes", Tone::Good) } else { ("never seen to unlock", Tone::Warning) }
    }
}

impl View for SlotView {
    fn members() -> Vec<&'static str> {
        vec!["name", "kind", "recipient", "role", "proven", "created_at"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Kind", "Role", "Created", "Proven", "Recipient"]
    }

    fn cells(&self) -> Vec<Cell> {
        let (proven, tone) = self.proven();
        vec![
            self.name.as_str().into(),
            self.kind().into(),
            self.role.as_str().into(),
            self.created_at.get(..10).unwrap_or_default().into(),
            Cell::toned(proven, tone),
            self.recipient.as_str().into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Slot", self.name.clone()),
            ("Kind", self.kind().to_owned()),
            ("Role", self.role.as_str().to_owned()),
            ("Proven", self.proven().0.to_owned()),
            ("Recipient", self.recipient.clone()),
        ]
    }
}

/// A vault that was given another data key.
#[derive(Debug, Serialize)]
pub struct RekeyView {
    removed: Option<String>,
    generation: i64,
    slots: Vec<SlotView>,
}

impl From<&Outcome> for RekeyView {
    fn from(done: &Outcome) -> Self {
        Self {
            removed: done.removed.as_ref().map(|slot| slot.name.to_string()),
            generation: done.generation,
            slots: done.slots.iter().map(SlotView::from).collect(),
        }
    }
}

impl View for RekeyView {
    fn members() -> Vec<&'static str> {
        vec!["removed", "generation", "slots"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Removed", "Generation"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.removed.clone().unwrap_or_default().into(), self.generation.to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Data key", "new".to_owned())];
        facts.extend(self.removed.clone().map(|name| ("Removed", name)));
        facts.push(("Generation", self.generation.to_string()));
        for slot in &self.slots {
            let proven = if slot.proven { "" } else { ", never seen to unlock" };
            facts.push(("Unlocked by", format!("{} ({}{proven})", slot.name, slot.kind())));
        }
        facts
    }
}
