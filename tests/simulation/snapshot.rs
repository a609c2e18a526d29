//! What is in the vault, read with its own transactions.

use std::collections::BTreeMap;

use keywright::domain::key::Key;
use keywright::domain::publication::Publication;
use keywright::domain::rotation::{Ended, Rotation};
use keywright::domain::time::Timestamp;
use keywright::ops::{Unlocked, Vault};
use keywright::store::{Flow, RotationRecord};

#[derive(Default)]
pub(crate) struct Snapshot {
    pub(crate) keys: BTreeMap<String, Key>,
    pub(crate) rotations: Vec<(Rotation, bool)>,
    pub(crate) files: Vec<Publication>,
    pub(crate) generation: i64,
}

impl Snapshot {
    pub(crate) fn take(vault: &Vault<Unlocked>, now: Timestamp) -> Self {
        vault
            .read(now, |transaction| {
                let mut snapshot = Self { generation: transaction.generation(), ..Self::default() };
                transaction.scan::<Key>(0, &mut |stored| {
                    snapshot.keys.insert(stored.record.id.to_string(), stored.record);
                    Ok(Flow::Continue)
                })?;
                transaction.scan::<RotationRecord>(0, &mut |stored| {
                    snapshot.rotations.push((stored.record.rotation, stored.record.escrow.is_some()));
                    Ok(Flow::Continue)
                })?;
                transaction.scan::<Publication>(0, &mut |stored| {
                    snapshot.files.push(stored.record);
                    Ok(Flow::Continue)
                })?;
                Ok(snapshot)
            })
            .unwrap()
    }

    pub(crate) fn lineage<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Key> {
        self.keys.values().filter(move |key| key.name.as_str() == name)
    }

    /// The rotation of a lineage that goes on.
    pub(crate) fn open(&self, name: &str) -> Option<&Rotation> {
        let mut rotations = self.rotations.iter().map(|(rotation, _)| rotation);
        rotations.find(|rotation| rotation.name.as_str() == name && rotation.is_open())
    }

    /// What the vault knows of a lineage, in words.
    pub(crate) fn describe(&self, name: &str, now: Timestamp) -> String {
        let mut keys: Vec<&Key> = self.lineage(name).collect();
        keys.sort_by_key(|key| key.version);
        let keys = keys.iter().rev().take(4).rev().map(|key| {
            let ends = key.ends_at().map_or("-".to_owned(), |end| end.to_string());
            let made = key.created_at;
            format!("v{} {} made {made} ends {ends}", key.version, key.status(now).as_str())
        });
        let rotations = self.rotations.iter().filter(|(rotation, _)| rotation.name.as_str() == name);
        let rotations = rotations.map(|(rotation, escrow)| {
            let Rotation { started_at, attempted_at, revealed_at, delivered_at, confirmed_at, .. } = rotation;
            let ended = rotation.ended.map(|Ended { at, how }| (at.unix(), how));
            format!(
                "rotation {} since {started_at}: attempted {attempted_at:?} revealed {revealed_at:?} delivered \
                 {delivered_at:?} confirmed {confirmed_at:?} deadline {:?} ended {ended:?} escrow {escrow} failure {:?}",
                rotation.step().as_str(),
                rotation.deadline,
                rotation.failure,
            )
        });
        keys.chain(rotations).collect::<Vec<_>>().join("\n  ")
    }
}
