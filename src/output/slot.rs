//! The views of slots.

use super::fields::{Facts, Field, Record, nested_list, number, optional, text};
use super::key::date;
use super::layout::Shape;
use super::table::Tone;
use crate::domain::slot::{Slot, SlotKind};
use crate::ops::vault::rekey;

type Row = Field<Slot>;

impl Record for Slot {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |slot| text(&slot.name)).labelled("Slot").listed("Name"),
        Row::member("kind", |slot| text(slot.kind.as_str())),
        Row::fact("Kind", |slot| text(kind(slot))).listed("Kind").shaped(Shape::Whole).ranked(3),
        Row::member("recipient", |slot| text(&slot.recipient)),
        Row::member("role", |slot| text(slot.role.as_str()))
            .labelled("Role")
            .listed("Role")
            .shaped(Shape::Whole)
            .ranked(1),
        Row::column("Created", |slot| text(&date(slot.created_at))).shaped(Shape::Whole).ranked(5),
        Row::member("proven", |slot| slot.proven.into()),
        Row::fact("Proven", |slot| text(if slot.proven { "yes" } else { "never used to unlock" }))
            .listed("Proven")
            .ranked(2)
            .toned(|slot| if slot.proven { Tone::Good } else { Tone::Warning }),
        Row::fact("Recipient", |slot| text(&slot.recipient)).listed("Recipient").shaped(Shape::End).ranked(4),
        Row::member("created_at", |slot| text(&slot.created_at)),
    ];
}

fn kind(slot: &Slot) -> &'static str {
    match slot.kind {
        SlotKind::X25519 => "age identity",
        SlotKind::Ssh => "SSH key",
        SlotKind::Plugin => "age plugin",
        SlotKind::Passphrase => "passphrase",
    }
}

/// One line for each slot.
pub(super) fn openers(slots: &[Slot]) -> Facts {
    let words = |slot: &Slot| {
        let proven = if slot.proven { "" } else { ", never used to unlock" };
        ("Unlocked by", format!("{} ({}{proven})", slot.name, kind(slot)))
    };
    slots.iter().map(words).collect()
}

type Rekey = Field<rekey::Outcome>;

impl Record for rekey::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Rekey::member("fingerprint", |done| text(&done.fingerprint)).labelled("New fingerprint"),
        Rekey::member("removed", |done| optional(removed(done).as_ref())).labelled("Removed"),
        Rekey::column("Removed", |done| text(removed(done).unwrap_or_default())),
        Rekey::member("generation", |done| number(done.generation))
            .labelled("Generation")
            .listed("Generation"),
        Rekey::member("slots", |done| nested_list(&done.slots)),
        Rekey::facts(|done| openers(&done.slots)),
    ];
}

fn removed(done: &rekey::Outcome) -> Option<&str> {
    done.removed.as_ref().map(|slot| slot.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::fields::Shown;
    use super::super::fields::tests::unshown;
    use super::*;
    use crate::domain::slot::Role;
    use crate::domain::time::Timestamp;

    #[test]
    fn every_field_of_a_slot_is_shown() {
        let slot = Slot {
            name: "laptop".parse().unwrap(),
            kind: SlotKind::Ssh,
            recipient: "ssh-ed25519 AAAA".to_owned(),
            role: Role::Admin,
            proven: true,
            created_at: Timestamp::from_unix(1_767_225_600),
        };
        assert_eq!(unshown(&slot, &Shown(&slot)), Vec::<String>::new());
    }
}
