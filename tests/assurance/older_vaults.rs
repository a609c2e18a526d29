//! Row 6: rollback to an older vault, and the mark that detects it.

use std::fs;

use crate::support::{Home, Minted};

struct Rolled {
    home: Home,
    early: Minted,
    late: Minted,
    yesterday: Vec<u8>,
}

fn rolled() -> Rolled {
    let home = Home::with_vault();
    let early = home.create("early", "-s read");
    let yesterday = fs::read(home.vault()).unwrap();
    let late = home.create("late", "");
    home.ok(&format!("key revoke {} --yes", early.id));
    fs::write(home.vault(), &yesterday).unwrap();
    Rolled { home, early, late, yesterday }
}

#[test]
fn t06_an_older_vault_is_refused() {
    let Rolled { home, early, late, yesterday } = rolled();
    let commands: [&str; 9] = [
        "key list -o json",
        &format!("key show {} -o json", early.id),
        "key create new -o json",
        &format!("key revoke {} --yes -o json", early.id),
        "export --format jsonl --out out -o json",
        "vault check -o json",
        "vault info -o json",
        "audit verify -o json",
        "status -o json",
    ];
    for command in commands {
        let answer = home.run(command).exits(7);
        let error: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
        assert_eq!(error["error"]["code"], "rolled_back", "{command:?}");
        assert_eq!(answer.stdout, "", "{command:?}");
    }
    for key in [&early, &late] {
        home.verify(&key.secret).exits(7);
    }
    assert!(!home.path("out").exists());
    assert_eq!(fs::read(home.vault()).unwrap(), yesterday, "not written to");
    println!("t06: {} of {} commands: exit 7", commands.len() + 2, commands.len() + 2);
}

#[test]
fn t06_accept_rollback_reads_and_never_writes() {
    let Rolled { home, early, yesterday, .. } = rolled();
    let mark = fs::read(home.mark()).unwrap();
    let reading: [&str; 3] = ["key list", &format!("key show {}", early.id), "vault check"];
    for command in reading {
        let answer = home.ok(&format!("{command} --accept-rollback"));
        assert!(answer.stderr.contains("older"), "{command:?} says so: {answer:?}");
    }
    let writing: [&str; 4] = [
        "key create new",
        &format!("key revoke {} --yes", early.id),
        &format!("key edit {} --owner me", early.id),
        "export --format jsonl --out out",
    ];
    for command in writing {
        home.run(&format!("{command} --accept-rollback")).exits(7);
    }
    assert_eq!(fs::read(home.vault()).unwrap(), yesterday);
    assert_eq!(fs::read(home.mark()).unwrap(), mark, "never lowered");
    assert!(!home.path("out").exists());
    println!("t06: accept-rollback: 3 of 3 reads, 4 of 4 writes refused");
}

#[test]
fn t06_without_its_state_an_older_vault_reads() {
    let Rolled { home, .. } = rolled();
    fs::remove_dir_all(home.marks()).unwrap();
    assert_eq!(home.keys().len(), 1);
    home.ok("vault check");
    assert!(!home.marks().exists(), "and is not remembered");
    home.run("key create new").exits(12);
    home.ok(&format!("vault trust {}", home.fingerprint()));
    assert!(home.mark().exists(), "from now on it is");
    home.create("new", "");
}

#[test]
fn t06_a_damaged_mark_is_not_an_absent_one() {
    let home = Home::with_vault();
    home.create("a", "");
    let mark = home.mark();
    let good = fs::read(&mark).unwrap();
    let text = String::from_utf8(good.clone()).unwrap();
    let other = Home::with_vault();
    let mut bad: Vec<Vec<u8>> = vec![
        vec![],
        b"{}".to_vec(),
        b"null".to_vec(),
        good[..good.len() / 2].to_vec(),
        [good.as_slice(), b"x"].concat(),
        vec![0; 100_000],
        fs::read(other.mark()).unwrap(),
        text.replace("\"generation\":2", "\"generation\":1").into_bytes(),
        text.replace("\"audit_count\":2", "\"audit_count\":1").into_bytes(),
    ];
    bad.extend((0..good.len()).step_by(7).map(|place| {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        bytes
    }));
    for bytes in &bad {
        assert_ne!(*bytes, good);
        fs::write(&mark, bytes).unwrap();
        let shown = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(home.run("key list").code, 6, "{shown}");
        assert_eq!(home.run("key create b").code, 6, "{shown}");
    }
    fs::write(&mark, &good).unwrap();
    assert_eq!(home.keys().len(), 1);
    println!("t06: damaged marks: {} of {} exit 6", bad.len(), bad.len());
}
