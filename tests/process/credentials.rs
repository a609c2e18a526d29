//! Unlocking with what the system provides: systemd's credentials, variables, and their precedence.

use crate::support::{Call, Home};

/// As the process of a unit: no home, only what systemd sets.
fn unit(home: &Home, args: &str) -> Call {
    let vault = home.vault();
    let call = home
        .call("--vault")
        .arg(vault)
        .args(&format!("--no-input -o json {args}"))
        .env_remove("HOME")
        .env_remove("PATH")
        .env_remove("TMPDIR")
        .env_remove("KW");
    call.env("CREDENTIALS_DIRECTORY", home.path("credentials")).env("STATE_DIRECTORY", home.path("state"))
}

#[test]
fn a_credential_identity_unlocks() {
    let home = Home::with_vault();
    std::fs::create_dir(home.path("credentials")).unwrap();
    let before = unit(&home, "key list").run().fails(5, "locked");
    let words = "no identity was given, neither HOME nor XDG_CONFIG_HOME is set, and";
    assert!(before["message"].as_str().unwrap().contains(words), "{before}");
    std::fs::rename(home.identity(), home.path("credentials/keywright.identity")).unwrap();
    assert_eq!(unit(&home, "key list").run().exits(0).json()["items"], serde_json::json!([]));
    unit(&home, "key create ci").run().fails(12, "untrusted");
    let fingerprint =
        unit(&home, "vault info").run().exits(0).json()["fingerprint"].as_str().unwrap().to_owned();
    unit(&home, &format!("vault trust {fingerprint}")).run().exits(0);
    unit(&home, "key create ci").run().exits(0);
    let info = unit(&home, "vault info").run().exits(0).json();
    assert!(info["state_folder"].as_str().unwrap().starts_with(&home.text("state")), "{info}");
    assert!(!crate::support::contents(&home.path("state")).is_empty(), "the mark is in STATE_DIRECTORY");
    home.write("credentials/keywright.identity", "garbage");
    unit(&home, "key list").run().fails(5, "locked");
}

#[test]
fn a_credential_passphrase_unlocks() {
    let home = Home::new();
    std::fs::create_dir(home.path("credentials")).unwrap();
    let pass = home.write("credentials/keywright.passphrase", "correct horse\nnot this line\n");
    home.ok(&format!("init --passphrase-file {pass}"));
    unit(&home, "key list").run().exits(0);
    home.write("credentials/keywright.passphrase", "battery staple\n");
    unit(&home, "key list").run().fails(5, "locked");
}

#[test]
fn what_is_named_is_all_that_is_tried() {
    let home = Home::with_vault();
    let stranger = "stranger";
    home.ok(&format!("init --new-identity {stranger} --vault other.db"));
    // The default identity would unlock the vault, and is not tried.
    home.run(&format!("key list --identity {stranger} -o json")).fails(5, "locked");
    home.call("key list -o json").env("KEYWRIGHT_IDENTITY", stranger).run().fails(5, "locked");
    let missing = home.call("key list -o json").env("KEYWRIGHT_PASSPHRASE_FILE", "missing").run();
    missing.fails(5, "locked");
    // An option overrides the variable; several identities are tried in turn.
    let ours = ".config/keywright/identity.txt";
    home.call(&format!("key list --identity {ours}")).env("KEYWRIGHT_IDENTITY", stranger).run().exits(0);
    home.ok(&format!("key list --identity {stranger} --identity {ours}"));
    home.call("key list").env("KEYWRIGHT_IDENTITY", "").run().exits(0);
}

#[test]
fn a_passphrase_comes_from_a_file_a_pipe_or_a_descriptor() {
    let home = Home::new();
    home.write("pass", "correct horse\r\nmore\n");
    home.ok("init --passphrase-file pass");
    for way in [
        "--passphrase-file pass",
        "--passphrase-file <(cat pass)",
        "--passphrase-fd 7 7<pass",
        "--passphrase-fd 0 <pass",
        "--passphrase-fd 3 3< <(echo 'correct horse')",
    ] {
        home.shell(&format!("exec \"$KW\" key list {way}")).run().exits(0);
    }
    home.call("key list").env("KEYWRIGHT_PASSPHRASE_FILE", home.path("pass")).run().exits(0);
}

/// systemd guards its credentials by other means than their modes.
#[test]
fn who_else_can_read_what_unlocks() {
    let home = Home::new();
    std::fs::create_dir(home.path("credentials")).unwrap();
    home.write("pass", "correct horse\n");
    home.write("credentials/keywright.passphrase", "correct horse\n");
    home.shell("chmod 644 pass credentials/*; \"$KW\" init --passphrase-file pass").run().exits(0);
    let said = |call: crate::support::Call| call.run().exits(0).stderr;
    let open = said(home.call("key list --passphrase-file pass"));
    assert!(open.contains("other users can read the passphrase file pass; run `chmod 600 pass`"), "{open}");
    let warned = home.call("status --check --passphrase-file pass").run().exits(8);
    assert!(warned.stdout.contains("passphrase file"), "{warned}");
    let fingerprint =
        unit(&home, "vault info").run().exits(0).json()["fingerprint"].as_str().unwrap().to_owned();
    unit(&home, &format!("vault trust {fingerprint}")).run().exits(0);
    assert_eq!(said(unit(&home, "key list")), "");
    assert_eq!(said(unit(&home, "key list --passphrase-file @/credentials/keywright.passphrase")), "");
    home.shell("chmod 600 pass").run().exits(0);
    assert_eq!(said(home.call("key list --passphrase-file pass")), "");
}

/// What a hint says can be pasted, whatever a name or a path holds.
#[test]
fn hints_are_quoted_for_a_shell() {
    let home = Home::with_vault();
    home.create("CI deployer", "");
    let error = home.run("rotate finish 'CI deployer' -o json").fails(4, "conflict");
    assert!(error["hint"].as_str().unwrap().contains("`keywright rotate start 'CI deployer'`"), "{error}");
    home.shell("chmod 644 .config/keywright/identity.txt").run().exits(0);
    let error = home.run("key list -o json").fails(5, "locked");
    let hint = error["hint"].as_str().unwrap();
    let command = hint.split('`').nth(1).unwrap();
    home.shell(command).run().exits(0);
    home.ok("key list");
}

#[test]
fn an_ssh_key_unlocks() {
    if !crate::support::available("ssh-keygen") {
        return;
    }
    let home = Home::new();
    home.program("ssh-keygen", "-q -t ed25519 -N '' -f id").run().exits(0);
    home.ok("init --identity id");
    let slots = home.json("slot list --identity id");
    assert_eq!((&slots["items"][0]["kind"], &slots["items"][0]["proven"]), (&"ssh".into(), &true.into()));
    home.ok("key create ci --identity id");
    home.run("key list -o json").fails(5, "locked");
    home.program("ssh-keygen", "-q -t ed25519 -N '' -f other").run().exits(0);
    home.run("key list --identity other -o json").fails(5, "locked");
}

#[test]
fn an_identity_file_may_have_a_passphrase() {
    let home = Home::with_vault();
    let plain = std::fs::read(home.identity()).unwrap();
    let passphrase = keywright::secret::Passphrase::new("correct horse".to_owned());
    let protected = keywright::crypto::envelope::encrypt_with_passphrase(&passphrase, &plain).unwrap();
    let (identity, pass) = (home.write("identity.age", protected), home.write("pass", "correct horse\n"));
    std::fs::remove_file(home.identity()).unwrap();
    home.shell("chmod 600 identity.age").run().exits(0);
    home.ok(&format!("key list --identity {identity} --passphrase-file {pass}"));
    let args = format!("key list --identity {identity} -o json");
    home.shell(&format!("exec setsid -w \"$KW\" {args}")).run().fails(5, "locked");
    let wrong = home.write("wrong", "battery staple\n");
    home.run(&format!("{args} --passphrase-file {wrong}")).fails(5, "locked");
}

#[test]
fn a_slot_by_recipient_must_be_seen_to_open_once() {
    let home = Home::new();
    let identity = "id";
    let made = home.json(&format!("init --new-identity {identity} --vault other.db"));
    let recipient = made["slots"][0]["recipient"].as_str().unwrap();
    home.run(&format!("init --recipient {recipient} -o json")).fails(5, "locked");
    assert!(!home.vault().exists(), "a vault that nobody is known to open");
    let made = home.json(&format!("init --recipient {recipient} --identity {identity}"));
    assert!(made["slots"].as_array().unwrap().iter().any(|slot| slot["proven"] == true), "{made}");
    home.ok(&format!("key list --identity {identity}"));
}
