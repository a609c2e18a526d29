//! Two processes and one vault: the state that one of them has read may have changed when it writes.

use crate::support::{Home, available};

/// A process that waits during a re-key gets an error that says so, and not one about tampering.
#[test]
fn a_re_key_meanwhile() {
    let home = Home::with_vault();
    // Opening the pipe waits for its reader, which has read the slots by then.
    let line = "mkfifo -m 600 pipe; \"$KW\" key create late -o json --identity pipe > out 2> err & \
                exec 3> pipe; \"$KW\" vault rekey > rekeyed && cat .config/keywright/identity.txt >&3; exec 3>&-; \
                wait $!";
    home.shell(line).run().exits(4);
    let error = std::fs::read_to_string(home.path("err")).unwrap();
    assert!(error.contains("re-keyed by another process") && error.contains("repeat the command"), "{error}");
    home.ok("key create late");
    assert_eq!(home.names(), ["late"]);
    home.ok("vault check");
}

/// One that only reads gets no error about a rollback: what it has open was replaced.
#[test]
fn a_restore_meanwhile() {
    let home = Home::with_vault();
    home.ok("vault backup copy.db");
    let line = "mkfifo -m 600 pipe; \"$KW\" key list -o json --identity pipe > out 2> err & \
                exec 3> pipe; \"$KW\" vault restore copy.db > restored && cat .config/keywright/identity.txt >&3; exec 3>&-; \
                wait $!";
    home.shell(line).run().exits(4);
    let error = std::fs::read_to_string(home.path("err")).unwrap();
    assert!(error.contains("replaced by another process") && error.contains("repeat the command"), "{error}");
    home.ok("key list");
}

/// One process demotes a slot to member while another one, which has already read the slots, waits to remove
/// the only other owner's.
#[test]
fn an_owner_stays() {
    if !available("sqlite3") || !available("age-keygen") {
        return;
    }
    let home = Home::with_vault();
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    let tables =
        "SELECT group_concat(name, ' ') FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let vault = ".local/share/keywright/vault.db";
    let tables = home.sql(tables);
    let mut moves = String::new();
    for table in tables.split_whitespace() {
        moves += &["DELETE FROM main.", table, "; INSERT INTO main.", table].concat();
        moves += &[" SELECT * FROM edited.", table, ";\n"].concat();
    }
    home.write("moves.sql", moves + "COMMIT;\n");
    // The edit is made in a copy, which is moved in under a lock that the other process waits for.
    let trust = home.fingerprint();
    let line = format!(
        "set -e; cp {vault} edited.db
         XDG_STATE_HOME=$PWD/elsewhere \"$KW\" --trust {trust} --vault edited.db slot edit second --role member > edited
         {{ echo \"ATTACH 'edited.db' AS edited; BEGIN IMMEDIATE;\"; sleep 3; cat moves.sql; }} | sqlite3 {vault} &
         sleep 1; set +e; \"$KW\" slot remove identity -o json > out 2> err; echo $?; wait"
    );
    let ran = home.shell(&line).run();
    assert_eq!(ran.stdout.trim(), "4", "{ran} {}", std::fs::read_to_string(home.path("err")).unwrap());
    let slots = home.json("slot list");
    let roles: Vec<_> =
        slots["items"].as_array().unwrap().iter().map(|slot| slot["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["owner", "member"]);
    home.ok("vault check");
}
