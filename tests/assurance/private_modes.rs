//! Row 11: permissions of the files that the program creates, whatever the umask.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::{Answer, Call, Home, files_below};

/// Runs a command with a umask that takes nothing away.
fn run(call: Call) -> Answer {
    call.under("sh -c 'umask 000; exec \"$0\" \"$@\"'").run().exits(0)
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn t11_everything_made_is_the_owners_alone() {
    let home = Home::new();
    std::fs::write(home.path("bulk.jsonl"), "{\"name\":\"x\"}\n{\"name\":\"y\"}\n").unwrap();
    let given = files_below(home.root());
    let ours = "--vault other/folders/vault.db --identity new/folders/identity.txt";
    run(home.call("init --vault other/folders/vault.db --new-identity new/folders/identity.txt"));
    for line in [
        "key create a --secret-file secret.txt",
        "key create --from bulk.jsonl",
        "export --format jsonl --audience edge --out keys.jsonl",
        "export --format haproxy --out keys.map",
        "vault backup backup.db",
    ] {
        run(home.call(&format!("{ours} {line}")));
    }
    home.write("public.pem", home.ok(&format!("{ours} public-key")).stdout);
    std::fs::set_permissions(home.path("public.pem"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let check = "check --file keys.jsonl --public-key public.pem --audience edge --state check/state";
    run(home.call(check).stdin(home.read("secret.txt")));
    let install = "--install placed.jsonl --state install/state";
    run(home.call(&format!("inspect keys.jsonl --public-key public.pem {install}")));
    let mut looked_at = 0;
    for path in files_below(home.root()) {
        if given.contains(&path) {
            continue;
        }
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), expected, "{}", path.display());
        looked_at += 1;
    }
    for made in ["vault.db", "identity.txt", "pin.json", "lock", "last-backup", "backup.db", "secret.txt"] {
        assert!(files_below(home.root()).iter().any(|path| path.ends_with(made)), "{made} was made");
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
    run(home.call("export --format jsonl --out given/keys.jsonl"));
    run(home.call("vault backup given/backup.db"));
    assert_eq!(mode(&folder), 0o755);
}
