//! What a repair leaves in the file.

use super::super::tree::MAX_HEIGHT;
use super::super::tree::pages::Pages;
use super::*;

/// The generation that each node of the file was written in.
fn generations(vault: &Vault<Unlocked>) -> Vec<i64> {
    let pages: Pages<'_> = vault.pages();
    let mut found = Vec::new();
    pages
        .ids(&mut |id| {
            found.push(pages.salvage(id, MAX_HEIGHT).unwrap().1.generation());
            Ok(())
        })
        .unwrap();
    found
}

/// The data key stays, so nodes of the damaged vault still open: one that is planted must not pass for newer than what
/// the repair wrote, should that be damaged in its turn.
#[test]
fn its_nodes_are_newer_than_all_before() {
    let scene = Scene::new();
    for number in 0..5 {
        scene.write(|transaction| Ok(transaction.insert(&series(number))?));
    }
    let newest = scene.read(|transaction| Ok(transaction.generation()));
    assert_eq!(generations(&scene.open()).into_iter().max(), Some(newest));
    scene.alter("ANALYZE");
    let then = |transaction: &mut Transaction<'_>, _: &[Damage], _: &Salvaged| {
        Ok(transaction.record(AuditEntry::new(Action::VaultRepair))?)
    };
    let repaired = scene.open().repair(NOW, &mut |_| {}, then).unwrap();
    let all = generations(&scene.open());
    assert!(!all.is_empty() && all.iter().all(|generation| *generation == repaired.generation), "{all:?}");
    assert!(repaired.generation > newest);
    assert_eq!(scene.series(), [0, 1, 2, 3, 4].map(series));
    scene.check().unwrap();
}
