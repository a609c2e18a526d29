//! `slot add --new-identity`: the file is there before the slot is, and not without it.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::Home;

#[test]
fn a_new_identity_opens_its_slot() {
    let home = Home::with_vault();
    let slot = home.json("slot add laptop --role admin --new-identity keys/laptop.txt");
    assert_eq!((&slot["proven"], &slot["role"]), (&true.into(), &"admin".into()));
    let file = home.path("keys/laptop.txt");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(home.read("keys/laptop.txt").contains(slot["recipient"].as_str().unwrap()));
    home.ok("key create ci --identity keys/laptop.txt");
}

#[test]
fn nothing_is_left_where_the_slot_is_refused() {
    let home = Home::with_vault();
    home.ok("slot add laptop --role member --new-identity laptop.txt");
    let before = home.contents();
    for (line, code) in [
        ("slot add laptop --new-identity new.txt", 4),
        ("slot add other --new-identity laptop.txt", 4),
        (
            "slot add other --new-identity laptop.txt --recipient age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg",
            2,
        ),
        ("slot add other --new-identity new.txt --identity laptop.txt", 2),
        ("slot add other --new-identity new.txt --passphrase-file laptop.txt", 2),
        ("slot add other --new-identity", 2),
        ("slot add other --new-identity \"\"", 2),
        ("slot add other --new-identity .", 4),
        ("slot add other --new-identity laptop.txt/new.txt", 10),
    ] {
        home.run(line).exits(code);
        assert!(home.contents() == before, "{line}");
    }
    // A member may not: the denial is recorded, and no file is made.
    let member = home.call("slot add other --new-identity new.txt").env("KEYWRIGHT_IDENTITY", "laptop.txt");
    member.run().exits(4);
    assert!(!home.path("new.txt").exists());
    // A link is not followed, though what it names does not exist.
    std::os::unix::fs::symlink("elsewhere", home.path("link")).unwrap();
    home.run("slot add other --new-identity link").exits(4);
    assert!(!home.path("elsewhere").exists());
}
