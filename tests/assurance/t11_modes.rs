//! Who may read what the product makes, whatever the umask.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::support::{Home, files_below, finish};

/// Runs the binary with a umask that takes nothing away.
fn open_handed(home: &Home, arguments: &[&str], stdin: &[u8]) {
    let mut command = Command::new("sh");
    command.args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_keywright")]).args(arguments);
    home.enter(&mut command);
    finish(command, stdin).expect(0);
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn t11_everything_made_is_the_owners_alone() {
    let home = Home::new();
    let at = |name: &str| home.text(name);
    std::fs::write(home.path("bulk.jsonl"), "{\"name\":\"x\"}\n{\"name\":\"y\"}\n").unwrap();
    let given = files_below(&home.path(""));
    let (identity, vault) = (at("new/folders/identity.txt"), at("other/folders/vault.db"));
    let named = ["--vault", vault.as_str(), "--identity", identity.as_str()];
    let run = |arguments: &[&str], stdin: &[u8]| open_handed(&home, &[&named, arguments].concat(), stdin);
    open_handed(&home, &["init", "--vault", &vault, "--new-identity", &identity], b"");
    let secret_file = at("secret.txt");
    run(&["key", "create", "a", "--secret-file", &secret_file], b"");
    run(&["key", "create", "--from", &at("bulk.jsonl")], b"");
    run(&["export", "--format", "jsonl", "--audience", "edge", "--out", &at("keys.jsonl")], b"");
    run(&["export", "--format", "haproxy", "--out", &at("keys.map")], b"");
    run(&["vault", "backup", &at("backup.db")], b"");
    let public = home.run(&[&named[..], &["public-key"]].concat()).expect(0).stdout;
    std::fs::write(home.path("public.pem"), public).unwrap();
    std::fs::set_permissions(home.path("public.pem"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let (file, key, state) = (at("keys.jsonl"), at("public.pem"), at("check/state"));
    let secret = std::fs::read(home.path("secret.txt")).unwrap();
    let check = ["check", "--file", &file, "--public-key", &key, "--audience", "edge", "--state", &state];
    open_handed(&home, &check, &secret);
    let (placed, seen) = (at("placed.jsonl"), at("install/state"));
    open_handed(
        &home,
        &["inspect", &file, "--public-key", &key, "--install", &placed, "--state", &seen],
        b"",
    );
    let mut looked_at = 0;
    for path in files_below(&home.path("")) {
        if given.contains(&path) {
            continue;
        }
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), expected, "{}", path.display());
        looked_at += 1;
    }
    for made in
        ["vault.db", "identity.txt", "mark.json", "mark.lock", "last-backup", "backup.db", "secret.txt"]
    {
        assert!(files_below(&home.path("")).iter().any(|path| path.ends_with(made)), "{made} was made");
    }
    assert_eq!(home.leftovers(), Vec::<std::path::PathBuf>::new());
    println!("t11: umask 000: {looked_at} of {looked_at} files and folders are 0600 or 0700");
}

#[test]
fn t11_an_existing_folder_keeps_its_mode() {
    let home = Home::with_vault();
    let folder = home.path("given");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let out = home.text("given/keys.jsonl");
    open_handed(&home, &["export", "--format", "jsonl", "--out", &out], b"");
    open_handed(&home, &["vault", "backup", &home.text("given/backup.db")], b"");
    assert_eq!(mode(&folder), 0o755);
}
