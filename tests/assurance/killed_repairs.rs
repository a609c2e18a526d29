//! Row 2: a repair that is interrupted, or meets errors: afterwards there is the damaged vault or the
//! repaired one.

use rusqlite::Connection;
use tempfile::TempDir;

use crate::fault::cases::furnish;
use crate::fault::{Fault, record, strike};
use crate::support::opened::OpenedVault;
use crate::support::{Home, bulk, copy_folder, is_full, reset_folder};

const REPAIR: &str = "vault check --repair --yes";
/// In CI each so manieth call is hit.
const STRIDE: usize = 9;

#[test]
fn t02_a_repair_that_is_cut_off() {
    let home = Home::new();
    furnish(&home);
    home.call("key create --from - -o jsonl").stdin(bulk(200)).run().exits(0);
    let left = home.keys().len() - damage(&home);
    let before = TempDir::new().unwrap();
    copy_folder(home.root(), before.path());
    let Some(recorded) = record(&home, &home.call(REPAIR)) else { return };
    let (calls, answer) = recorded;
    assert_eq!(answer.code, 0, "{answer:?}");
    let moments: Vec<_> = calls.iter().filter(|call| call.changes()).collect();
    let (mut hits, mut old) = (0, 0);
    for call in moments.iter().step_by(if is_full() { 1 } else { STRIDE }) {
        for fault in [Fault::Kill, Fault::Error("EIO"), Fault::Error("ENOSPC")] {
            reset_folder(home.root(), before.path());
            let struck = strike(&home.call(REPAIR), call, fault);
            if !struck.hit {
                continue;
            }
            hits += 1;
            let what = format!("{fault:?} {}: {:?}", call.text, struck.answer);
            let mut check = home.run("vault check");
            assert!(check.code == 6 || check.code == 0, "{what}: {check:?}");
            assert!(struck.answer.code != 0 || check.code == 0, "{what}: {check:?}");
            if check.code == 6 {
                old += 1;
                home.ok(REPAIR);
                check = home.run("vault check");
            }
            check.exits(0);
            assert_eq!(home.keys().len(), left, "{what}");
        }
    }
    assert!(old > 0 && old < hits, "{old} of {hits}");
    println!("t02: repair: {hits} of {hits} faults: the damaged vault ({old}) or the repaired one");
}

/// Damages a leaf with nothing but keys. Returns how many.
fn damage(home: &Home) -> usize {
    let opened = OpenedVault::open(&home.vault(), &home.read(".config/keywright/identity.txt")).unwrap();
    let leaf = opened.nodes().into_iter().find(|node| node.is_all_of("keys")).unwrap();
    let vault = Connection::open(home.vault()).unwrap();
    vault.execute("UPDATE node SET sealed = zeroblob(16332) WHERE id = ?1", [leaf.id]).unwrap();
    leaf.entries.len()
}
