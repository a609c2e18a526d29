//! The view of a server's receipt.

use crate::ops::publish::receipt::Imported;
use crate::output::fields::{Datum, Field, Record, number, text};
use crate::output::table::Tone;

type Row = Field<Imported>;

fn serial((epoch, generation): (i64, u64)) -> Datum {
    Datum::Map(vec![("epoch".to_owned(), number(epoch)), ("generation".to_owned(), number(generation))])
}

impl Record for Imported {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |imported| text(&imported.receipt.target)).labelled("Target").listed("Target"),
        Row::member("server", |imported| text(&imported.receipt.server)).labelled("Server").listed("Server"),
        Row::member("epoch", |imported| number(imported.receipt.epoch)),
        Row::member("generation", |imported| number(imported.receipt.generation)).listed("Generation"),
        Row::member("loaded_at", |imported| text(&imported.receipt.loaded_at)).listed("Loaded"),
        Row::member("changed", |imported| imported.changed.into()),
        Row::member("went_back_from", |imported| imported.went_back_from.map_or(Datum::None, serial)),
        Row::column("Imported", |imported| {
            text(match imported {
                Imported { went_back_from: Some(_), .. } => "now: it went back",
                Imported { changed: true, .. } => "now",
                Imported { changed: false, .. } => "before",
            })
        })
        .toned(|imported| imported.went_back_from.map_or(Tone::Plain, |_| Tone::Bad)),
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
        let imported = Imported { receipt: receipt.clone(), changed: true, went_back_from: None };
        // The digest was compared with that of the file, and is of no further use.
        assert_eq!(unshown(&receipt, &Shown(&imported)), ["dig"]);
    }
}
