//! The view of a server's receipt.

use crate::ops::publish::receipt::Imported;
use crate::output::fields::{Field, Record, number, text};

type Row = Field<Imported>;

impl Record for Imported {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |imported| text(&imported.receipt.target)).labelled("Target").listed("Target"),
        Row::member("server", |imported| text(&imported.receipt.server)).labelled("Server").listed("Server"),
        Row::member("epoch", |imported| number(imported.receipt.epoch)),
        Row::member("generation", |imported| number(imported.receipt.generation)).listed("Generation"),
        Row::member("loaded_at", |imported| text(&imported.receipt.loaded_at)).listed("Loaded"),
        Row::member("changed", |imported| imported.changed.into()),
        Row::column("Imported", |imported| text(if imported.changed { "now" } else { "before" })),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::receipt::Receipt;
    use crate::domain::time::Timestamp;
    use crate::output::fields::Shown;
    use crate::output::fields::tests::unshown;

    #[test]
    fn all_of_a_receipt_is_shown() {
        let receipt = Receipt {
            target: "edge".into(),
            server: "eu-1".into(),
            epoch: 1_767_225_601,
            generation: 7,
            dig: Digest::from_bytes([9; 32]),
            loaded_at: Timestamp::from_unix(1_767_225_602),
        };
        let imported = Imported { receipt: receipt.clone(), changed: true };
        // The digest was compared with that of the file, and is of no further use.
        assert_eq!(unshown(&receipt, &Shown(&imported)), ["dig"]);
    }
}
