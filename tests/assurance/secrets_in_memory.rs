//! Row 10: the memory of a command when it ends, successfully or not: no passphrase, no identity, no key of
//! the vault and no secret.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use keywright::crypto::envelope::{Identity, encrypt_with_passphrase};
use keywright::secret::Passphrase;

use crate::canaries::{Canary, identity_of, keys_of};
use crate::held_commands::Scene;
use crate::memory::{Run, stopped_at};
use crate::support::{Home, Minted, available};

const PASSPHRASE: &str = "canary passphrase 0f3a9c7e51d2 f1b8aa07c94e, long enough";
const WRONG: &str = "another canary that opens nothing 5e02ab41 c07d9921 at all";
const FOREIGN: &str = "canaryForeignSecret9Qx7Lw3Vz8Rt5Yp2Kd6Hs4Jf1";

const CLOSED: &str = "exec \"$@\" >&-";
const FULL: &str = "exec \"$@\" >/dev/full";

/// A scene with files that hold passphrases, which are looked for.
fn with_passphrases() -> Option<Scene> {
    let mut scene = Scene::new()?;
    for (file, passphrase) in [("pass", PASSPHRASE), ("wrong", WRONG)] {
        fs::write(scene.home.path(file), format!("{passphrase}\n")).unwrap();
        scene.seek(Canary::text(&format!("the passphrase in {file}"), passphrase));
    }
    Some(scene)
}

/// The home's identity behind the passphrase in `pass`.
fn protect(home: &Home) {
    let plain = fs::read(home.identity()).unwrap();
    let protected = encrypt_with_passphrase(&Passphrase::new(PASSPHRASE.to_owned()), &plain).unwrap();
    fs::write(home.path("protected"), protected).unwrap();
    fs::set_permissions(home.path("protected"), fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn t10_passphrases() {
    let Some(mut scene) = with_passphrases() else { return };
    let init = "--vault pass.db --passphrase-file pass init";
    let made = scene.ends(0, init);
    let vault = scene.home.path("pass.db");
    let identity = identity_of(&vault, PASSPHRASE);
    scene.look(&made, keys_of(&vault, &identity));
    scene.look(&made, vec![Canary::identity(&identity)]);
    scene.ends(4, init);
    scene.ends(0, "--vault pass.db --passphrase-file pass key list");
    scene.ends(5, "--vault pass.db --passphrase-file wrong key list");
    let by_descriptor = "--vault pass.db --passphrase-fd 3 key list";
    for shell in ["exec \"$@\" 3<pass", "cat pass | exec \"$@\" 3<&0 </dev/null"] {
        scene.within(shell, 0, by_descriptor);
    }
    // Nothing is asked where the identity at its usual place is enough.
    fs::remove_file(scene.home.identity()).unwrap();
    scene.typed(&[PASSPHRASE], 0, "--vault pass.db key list");
    scene.typed(&[WRONG; 3], 5, "--vault pass.db key list");
    scene.typed(&[PASSPHRASE, PASSPHRASE], 0, "--vault new.db init");
    scene.typed(&[PASSPHRASE, WRONG, PASSPHRASE, WRONG, PASSPHRASE, WRONG], 2, "--vault other.db init");
    scene.report("passphrases");
}

#[test]
fn t10_identities() {
    let Some(mut scene) = with_passphrases() else { return };
    scene.ends(0, "key list");
    scene.ends(0, "vault check");
    scene.ends(0, "status");
    scene.ends(3, "key show nobody");
    scene.ends(2, "key create a --expires nonsense");
    let init = "--vault other.db init --new-identity other.txt";
    let made = scene.ends(0, init);
    let other = scene.text("other.txt");
    scene.look(&made, keys_of(&scene.home.path("other.db"), &other));
    scene.look(&made, vec![Canary::identity(&other)]);
    scene.ends(4, init);
    scene.ends(5, "--identity other.txt key list");

    protect(&scene.home);
    let list = "--identity protected key list";
    scene.ends(0, &format!("--passphrase-file pass {list}"));
    scene.ends(5, &format!("--passphrase-file wrong {list}"));
    scene.typed(&[PASSPHRASE], 0, list);
    scene.typed(&[WRONG; 3], 5, list);
    scene.report("identities");
}

#[test]
fn t10_ssh_keys() {
    let Some(mut scene) = with_passphrases() else { return };
    if !available("ssh-keygen") {
        return;
    }
    scene.home.program("ssh-keygen", "-q -t ed25519 -N '' -f ssh").run().exits(0);
    let canary = Canary::ssh(&scene.text("ssh"));
    scene.seek(canary);
    scene.ends(0, "--vault ssh.db --identity ssh init");
    let list = "--vault ssh.db --identity ssh key list";
    scene.ends(0, list);
    scene.home.program("ssh-keygen", &format!("-q -p -P '' -N '{PASSPHRASE}' -f ssh")).run().exits(0);
    scene.ends(0, &format!("--passphrase-file pass {list}"));
    scene.ends(5, &format!("--passphrase-file wrong {list}"));
    scene.typed(&[PASSPHRASE], 0, list);
    scene.report("SSH keys");
}

#[test]
fn t10_minted_secrets() {
    let Some(mut scene) = Scene::new() else { return };
    for way in ["-o=table", "-o=json", "-o=jsonl", "-o=csv", "--secret-only"] {
        let stopped = scene.ends(0, &format!("key create 'shown {way}' {way}"));
        scene.shown(&stopped, &stopped.stdout, 1);
    }
    let stopped = scene.ends(0, "key create file --secret-file secret.txt");
    let text = scene.text("secret.txt");
    scene.shown(&stopped, &text, 1);
    let identity = Identity::parse(scene.text(".config/keywright/identity.txt").as_bytes(), None).unwrap();
    let recipient = &identity.recipients[0].text;
    let stopped = scene.ends(0, &format!("key create encrypted --encrypt-to {recipient}"));
    let text = String::from_utf8(identity.decrypt(stopped.stdout.as_bytes()).unwrap().to_vec()).unwrap();
    scene.shown(&stopped, &text, 1);
    let stopped = scene.ends(0, "key create kept --to-credential kept");
    let text = scene.home.ok("credential get kept").stdout;
    scene.shown(&stopped, &text, 1);
    for way in ["-o=json", "-o=jsonl", "-o=csv", "-o=table"] {
        let lines: String =
            (0..3).map(|n| format!("{{\"name\":\"bulk {n} {way}\"}}\n")).collect::<Vec<_>>().concat();
        let stopped = scene.reads(0, &format!("key create --from - {way}"), &lines);
        scene.shown(&stopped, &stopped.stdout, 3);
    }
    scene.ends(4, "key create file");
    fs::write(scene.home.path("bulk.jsonl"), "{\"name\":\"undelivered\"}\n").unwrap();
    for shell in [CLOSED, FULL] {
        for way in ["-o=table", "-o=json", "--secret-only"] {
            scene.within(shell, 10, &format!("key create undelivered {way}"));
        }
        scene.within(shell, 10, "key create --from bulk.jsonl");
    }
    scene.report("minted secrets");
}

#[test]
fn t10_rotations() {
    let Some(mut scene) = Scene::new() else { return };
    for name in ["a", "b", "c", "d"] {
        let Minted { secret, .. } = scene.home.create(name, "");
        scene.seek(Canary::secret(&secret));
    }
    let mut secrets = Vec::new();
    for (name, way) in [("a", "-o=table"), ("b", "-o=json"), ("c", "--secret-only")] {
        for step in ["start", "secret"] {
            let stopped = scene.ends(0, &format!("rotate {step} {name} {way}"));
            secrets.extend(scene.shown(&stopped, &stopped.stdout, 1));
        }
    }
    scene.within(FULL, 10, "rotate start d");
    let stopped = scene.ends(0, "rotate secret d");
    scene.shown(&stopped, &stopped.stdout, 1);
    scene.reads(8, "rotate confirm a", &secrets[2]);
    scene.reads(0, "rotate confirm a", &secrets[0]);
    scene.ends(0, "rotate finish a --now --yes");
    scene.ends(0, "rotate abort b --yes");
    scene.ends(0, "rotate status");
    let deliver = "--rotate-every 1d --deliver cat --verify true";
    scene.ends(0, &format!("key edit c {deliver}"));
    scene.ends(0, "rotate run");
    scene.report("rotations");
}

#[test]
fn t10_secrets_that_are_read() {
    let Some(mut scene) = Scene::new() else { return };
    let Minted { secret, .. } = scene.home.create("a", "-s read");
    scene.seek(Canary::secret(&secret));
    scene.seek(Canary::text("the foreign secret", FOREIGN));
    scene.reads(0, "key verify", &secret);
    scene.reads(8, "key verify --scope write", &secret);
    scene.reads(8, "key verify", FOREIGN);
    scene.typed(&[&secret], 0, "--identity .config/keywright/identity.txt key verify");
    scene.reads(0, "credential set one", FOREIGN);
    scene.reads(0, "credential set two --check cat", FOREIGN);
    scene.ends(0, "credential get one");
    scene.ends(0, "credential verify two");
    scene.within(CLOSED, 10, "credential get one");
    // A program that cannot be run after all: nothing takes the place of this process.
    fs::write(scene.home.path("broken"), "#!/no/such/interpreter\n").unwrap();
    fs::set_permissions(scene.home.path("broken"), fs::Permissions::from_mode(0o755)).unwrap();
    for way in ["--env", "--file"] {
        scene.ends(3, &format!("run {way} A=credential:one -- ./broken"));
    }
    let line = |name: &str, secret: &str| format!("{{\"name\":\"{name}\",\"secret\":\"{secret}\"}}\n");
    fs::write(scene.home.path("import"), line("again", FOREIGN)).unwrap();
    scene.reads(0, "key import --from -", &line("foreign", FOREIGN));
    scene.ends(4, "key import --from import");
    // Escaped, so that the parser unescapes it into a buffer of its own.
    scene.reads(0, "key import --from -", &line("escaped", &format!("{FOREIGN}\\u0041")));
    scene.reads(2, "key import --from -", &line("broken", FOREIGN).replace('}', ""));
    scene.reads(2, "key import --from -", &line("odd", FOREIGN).replace("secret", "secrets"));
    fs::create_dir(scene.home.path("tree")).unwrap();
    fs::write(scene.home.path("tree/config"), format!("key = {secret}\n")).unwrap();
    scene.ends(8, "scan tree");
    scene.ends(8, "scan tree/config");
    scene.reads(8, "scan -", &secret);
    scene.report("secrets that are read");
}

#[test]
fn t10_files_for_servers() {
    let Some(mut scene) = Scene::new() else { return };
    let Minted { secret, .. } = scene.home.create("a", "-s read");
    scene.seek(Canary::secret(&secret));
    let line = format!("{secret}\n");
    scene.ends(0, "export --format jsonl --audience edge --out keys.jsonl");
    scene.ends(0, "export --format haproxy");
    let public = scene.ends(0, "public-key").stdout;
    fs::write(scene.home.path("public.pem"), public).unwrap();
    scene.ends(0, "target add edge --format jsonl --path @/edge.jsonl --audience edge");
    scene.ends(0, "publish");
    scene.ends(0, "vault backup backup.db");
    scene.ends(0, "audit verify");
    let check = "check --file keys.jsonl --public-key public.pem --audience";
    scene.reads(0, &format!("{check} edge"), &line);
    scene.reads(8, &format!("{check} edge --scope write"), &line);
    scene.reads(0, &format!("{check} edge --lines"), &line.repeat(3));
    scene.reads(6, &format!("{check} other"), &line);
    scene.report("files for servers");
}

/// While a command goes on, what unlocked the vault is gone; and the search finds what is in use.
#[test]
fn t10_in_use() {
    let Some(scene) = with_passphrases() else { return };
    let home = &scene.home;
    home.create("due", "");
    let deliver = "--rotate-every 1d --deliver 'sleep 20' --verify true";
    home.ok(&format!("key edit due {deliver}"));
    protect(home);
    // The secret is in a file, and the key is not yet committed.
    in_use(&scene, "fsync", "key create a --secret-file secret.txt");
    // The hook that it is delivered by is running. Until now the vault kept no secret: what shares a leaf with a
    // record that is read is in memory too.
    home.ok("rotate start due");
    in_use(&scene, "pidfd_open", "rotate run");
    println!("t10: in use: passphrase, identity and data key gone at 2 of 2 moments; the secret found");
}

#[track_caller]
fn in_use(scene: &Scene, call: &str, command: &str) {
    let line = format!("--identity protected --passphrase-file pass {command}");
    let stopped = stopped_at(call, &scene.home, &Run { line: &line, ..Run::default() });
    let found = |name: &str| {
        let canary = scene.canaries.iter().find(|canary| canary.name == name).unwrap();
        canary.found_in(&stopped)
    };
    for used_up in ["the passphrase in pass", "the identity", "the data key"] {
        assert!(found(used_up).is_empty(), "{}", found(used_up).join("\n"));
    }
    assert!(!found("the seal key").is_empty(), "{call}: the search is blind");
    assert_eq!(stopped.secrets().len(), 1, "{call}: there is one, and it is in use");
}
