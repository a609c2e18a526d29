//! A repair that is cut off, or meets errors: the damaged vault is there, or the repaired one.

use rusqlite::Connection;
use tempfile::TempDir;

use crate::fault::cases::furnish;
use crate::fault::{Fault, record, strike};
use crate::folders::{copy, reset};
use crate::support::{Home, is_full};

const REPAIR: [&str; 4] = ["vault", "check", "--repair", "--yes"];
/// In CI each so manieth call is hit.
const STRIDE: usize = 9;

#[test]
fn t02_a_repair_that_is_cut_off() {
    let home = Home::new();
    furnish(&home);
    let keys = home.keys().len();
    let sql = "UPDATE keys SET sealed = CAST(substr(sealed, 1, 20) || x'0000' || substr(sealed, 23) AS BLOB)
               WHERE id = (SELECT min(id) FROM keys)";
    Connection::open(home.vault()).unwrap().execute(sql, []).unwrap();
    let before = TempDir::new().unwrap();
    copy(&home.path("."), before.path());
    let Some(recorded) = record(&home, &REPAIR, b"") else { return };
    let (calls, answer) = recorded;
    assert_eq!(answer.code, 0, "{answer:?}");
    let moments: Vec<_> = calls.iter().filter(|call| call.changes()).collect();
    let (mut hits, mut old) = (0, 0);
    for call in moments.iter().step_by(if is_full() { 1 } else { STRIDE }) {
        for fault in [Fault::Kill, Fault::Error("EIO"), Fault::Error("ENOSPC")] {
            reset(&home.path("."), before.path());
            let struck = strike(&home, &REPAIR, b"", call, fault);
            if !struck.hit {
                continue;
            }
            hits += 1;
            let what = format!("{fault:?} {}: {:?}", call.text, struck.answer);
            let mut check = home.run(&["vault", "check"]);
            assert!(check.code == 6 || check.code == 0, "{what}: {check:?}");
            assert!(struck.answer.code != 0 || check.code == 0, "{what}: {check:?}");
            if check.code == 6 {
                old += 1;
                home.run(&REPAIR).expect(0);
                check = home.run(&["vault", "check"]);
            }
            check.expect(0);
            assert_eq!(home.keys().len(), keys - 1, "{what}");
        }
    }
    assert!(old > 0 && old < hits, "{old} of {hits}");
    println!("t02: repair: {hits} of {hits} faults: the damaged vault ({old}) or the repaired one");
}
