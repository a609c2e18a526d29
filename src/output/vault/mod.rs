//! The views of the vault as a whole.

pub mod metrics;
pub mod replay;
pub mod restore;
pub mod status;

use std::path::PathBuf;

use super::fields::{Datum, Field, Record, nested_list, number, optional, optional_number, text};
use super::slot::openers;
use crate::domain::words;
use crate::ops::vault::{Info, backup, held, init, signing_key, trust};
use crate::ops::{Integrity, PublicKey};

/// A vault that was just created.
type New = Field<init::Outcome>;

impl Record for init::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        New::member("path", |made| text(&made.path.display())).labelled("Vault").listed("Vault"),
        New::member("id", |made| text(&made.id)).labelled("ID").listed("ID"),
        New::member("fingerprint", |made| text(&made.fingerprint)).labelled("Fingerprint"),
        New::member("identity", |made| path(made.identity_file.as_ref())).labelled("Identity"),
        New::member("slots", |made| nested_list(&made.slots)),
        New::facts(|made| openers(&made.slots)),
        New::fact("Keys recovered", |made| optional_number(made.recovery.keys)),
        New::member("findings", |made| nested_list(&made.recovery.replayed.findings)),
    ];
}

type Row = Field<Info>;

impl Record for Info {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("path", |info| text(&info.path.display())).labelled("Vault").listed("Vault"),
        Row::member("id", |info| text(&info.id)).labelled("ID").listed("ID"),
        Row::member("fingerprint", |info| text(&info.fingerprint)).labelled("Fingerprint"),
        Row::member("format", |info| number(info.format)).labelled("Format"),
        Row::member("created_at", |info| text(&info.created_at)).labelled("Created"),
        Row::member("generation", |info| number(info.generation)).labelled("Generation"),
        Row::member("newest_time", |info| text(&info.newest_time)).labelled("Newest time seen"),
        Row::member("keys", |info| number(info.keys)).labelled("Keys").listed("Keys"),
        Row::member("slots", |info| number(info.slots)).labelled("Slots"),
        Row::member("events", |info| number(info.events)).labelled("Audit events"),
        Row::member("size", |info| number(info.size)),
        Row::fact("Size", |info| text(&words::count(info.size, "byte"))),
        Row::member("signing_kid", |info| text(&info.signing_kid)).labelled("Signing key"),
        Row::member("state_folder", |info| path(info.state_folder.as_ref())),
        Row::fact("State folder", |info| or_none(path(info.state_folder.as_ref()))),
        Row::member("last_backup_at", |info| optional(info.last_backup_at.as_ref())),
        Row::fact("Last backup here", |info| or_none(optional(info.last_backup_at.as_ref()))),
    ];
}

fn path(path: Option<&PathBuf>) -> Datum {
    path.map_or(Datum::None, |path| text(&path.display()))
}

fn or_none(value: Datum) -> Datum {
    if value == Datum::None { text("none") } else { value }
}

/// A vault that is held open.
type Open = Field<held::Outcome>;

impl Record for held::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Open::member("id", |held| text(&held.id)).labelled("Vault").listed("Vault"),
        Open::member("slot", |held| text(&held.slot)).labelled("Unlocked by").listed("Slot"),
        Open::member("unlocked_until", |held| text(&held.until)).labelled("Held open until").listed("Until"),
    ];
}

/// How many vaults were held open until `lock`.
pub struct Dropped {
    /// Their number.
    pub vaults: usize,
}

impl Record for Dropped {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("vaults", |dropped: &Self| number(u64::try_from(dropped.vaults).unwrap_or(0))),
        Field::member("changed", |dropped: &Self| (dropped.vaults > 0).into()),
        Field::fact("Locked", |dropped: &Self| match dropped.vaults {
            0 => text("nothing was held open"),
            1 => text("1 vault"),
            many => text(&format!("{many} vaults")),
        })
        .listed("Locked"),
    ];
}

/// An intact vault.
type Whole = Field<Integrity>;

impl Record for Integrity {
    const FIELDS: &'static [Field<Self>] = &[
        // A vault that is not intact is an error.
        Whole::member("ok", |_| true.into()),
        Whole::fact("Vault", |_| text("consistent and authentic")),
        Whole::column("Vault", |_| text("whole")),
        Whole::member("rows", |found| number(found.rows)).labelled("Rows").listed("Rows"),
        Whole::member("events", |found| number(found.events)).labelled("Audit events").listed("Events"),
        Whole::member("generation", |found| number(found.generation))
            .labelled("Generation")
            .listed("Generation"),
    ];
}

impl Record for backup::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("path", |copy: &Self| text(&copy.path.display())).labelled("Backup").listed("Backup"),
        Field::member("id", |copy: &Self| text(&copy.id)).labelled("ID"),
        Field::member("fingerprint", |copy: &Self| optional(copy.fingerprint.as_ref())).labelled("Known by"),
        Field::member("at", |copy: &Self| text(&copy.at)).labelled("At").listed("At"),
    ];
}

/// A vault that this machine knows from now on.
impl Record for trust::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("path", |done: &Self| text(&done.path.display())).labelled("Vault").listed("Vault"),
        Field::member("id", |done: &Self| text(&done.id)).labelled("ID").listed("ID"),
        Field::member("fingerprint", |done: &Self| text(&done.fingerprint))
            .labelled("Trusted")
            .listed("Fingerprint"),
        Field::member("changed", |done: &Self| done.changed.into()),
    ];
}

/// The signing keys, after a step from one to the next.
type Signing = Field<signing_key::Outcome>;

impl Record for signing_key::Outcome {
    const FIELDS: &'static [Field<Self>] = &[
        Signing::member("active", |keys| public_key(&keys.active)),
        Signing::fact("Current kid", |keys| text(&keys.active.thumbprint())).listed("Signing key"),
        Signing::member("prepared", |keys| keys.prepared.as_ref().map_or(Datum::None, public_key)),
        Signing::fact("Next kid", |keys| optional(prepared(keys).as_ref())),
        Signing::column("Prepared", |keys| text(&prepared(keys).unwrap_or_default())),
        Signing::fact("Next public key", |keys| optional(keys.prepared.map(|key| key.to_raw()).as_ref())),
    ];
}

fn prepared(keys: &signing_key::Outcome) -> Option<String> {
    keys.prepared.map(|key| key.thumbprint())
}

fn public_key(key: &PublicKey) -> Datum {
    Datum::Map(vec![
        ("kid".to_owned(), text(&key.thumbprint())),
        ("public_key".to_owned(), text(&key.to_raw())),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::fields::Shown;
    use super::super::fields::tests::unshown;
    use super::*;
    use crate::domain::time::Timestamp;

    #[test]
    fn every_field_of_what_is_known_of_a_vault_is_shown() {
        let info = Info {
            path: "/srv/vault.db".into(),
            id: "0f0e0d0c-0b0a-4908-8706-050403020100".parse().unwrap(),
            fingerprint: "kwv_aaaqeayeaudaocajbifqydiob4".parse().unwrap(),
            format: 1,
            created_at: Timestamp::from_unix(1_767_225_600),
            generation: 2,
            newest_time: Timestamp::from_unix(1_767_312_000),
            keys: 3,
            slots: 4,
            events: 5,
            size: 6,
            signing_kid: "kid".into(),
            state_folder: Some("/var/lib/keywright".into()),
            last_backup_at: Some(Timestamp::from_unix(1_767_398_400)),
        };
        assert_eq!(unshown(&info, &Shown(&info)), Vec::<String>::new());
    }
}
