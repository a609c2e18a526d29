//! What a server's receipt looks like.

use serde::Serialize;

use crate::ops::publish::receipt::Imported;
use crate::output::table::Cell;
use crate::output::view::View;

/// A receipt that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptView {
    name: String,
    server: String,
    epoch: i64,
    generation: u64,
    loaded_at: String,
    changed: bool,
}

impl From<&Imported> for ReceiptView {
    fn from(imported: &Imported) -> Self {
        let receipt = &imported.receipt;
        Self {
            name: receipt.target.clone(),
            server: receipt.server.clone(),
            epoch: receipt.epoch,
            generation: receipt.generation,
            loaded_at: receipt.loaded_at.to_string(),
            changed: imported.changed,
        }
    }
}

impl View for ReceiptView {
    fn members() -> Vec<&'static str> {
        vec!["name", "server", "epoch", "generation", "loaded_at", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Target", "Server", "Generation", "Loaded", "Imported"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            self.server.as_str().into(),
            self.generation.to_string().into(),
            self.loaded_at.as_str().into(),
            if self.changed { "now" } else { "before" }.into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Target", self.name.clone()), ("Server", self.server.clone())]
    }
}
