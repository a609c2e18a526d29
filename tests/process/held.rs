//! `unlock` with the kernel's keyring: who can read what is held, and where nothing can be. `tests/cli/vault/held.rs` has
//! the rest.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use keyutils_raw::{KeyringSerial, keyctl_join_session_keyring, keyctl_revoke};

use crate::support::{Answer, Call, Home, available, missing};

/// The plugin of `tests/process/plugin.rs`.
const RECIPIENT: &str = "age1kwtest1wd6xjcmt7cs3vc";
const IDENTITY: &str = "AGE-PLUGIN-KWTEST-1WD6XJCMTDCZTAJ";

/// A session of its own for this test: its keyring. `None`: this machine has none, which is an error in CI.
fn session() -> Option<KeyringSerial> {
    let joined = keyctl_join_session_keyring(None);
    joined.inspect_err(|error| missing(&format!("there is no session keyring here: {error}"))).ok()
}

/// A vault that is held open in a session of its own. What opens it otherwise is away.
struct Held {
    home: Home,
    session: KeyringSerial,
}

impl Held {
    fn new() -> Option<Self> {
        let session = session()?;
        let home = Home::with_vault();
        home.ok("unlock");
        let held = Self { home, session };
        held.put_away();
        Some(held)
    }

    fn put_away(&self) {
        std::fs::rename(self.home.identity(), self.home.path("away")).unwrap();
    }

    fn put_back(&self) {
        std::fs::rename(self.home.path("away"), self.home.identity()).unwrap();
    }

    /// The line of `/proc/keys` about it: serial number, flags, uses, time-out, permissions, user, group, type, name.
    fn key(&self) -> Option<Vec<String>> {
        let keys = std::fs::read_to_string("/proc/keys").unwrap();
        let id = self.id();
        let line = keys.lines().find(|line| line.contains(&id))?;
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        // One that was invalidated, revoked or is dead stays in the list until the kernel collects it.
        (!words[1].contains(['i', 'R', 'D'])).then_some(words)
    }

    fn id(&self) -> String {
        let answer = self.home.call("vault info -o json --identity away").run();
        let answer = if answer.code == 0 { answer } else { self.home.ok("vault info -o json") };
        serde_json::from_str::<serde_json::Value>(&answer.stdout).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// The program that reads it, with its arguments.
    fn reader(&self) -> String {
        self.home.write("read-keyring.py", include_str!("read-keyring.py"));
        let key = i32::from_str_radix(&self.key().unwrap()[0], 16).unwrap();
        let (program, id) = (self.home.text("read-keyring.py"), self.id());
        format!("/usr/bin/python3 '{program}' {} {key} keywright:{id}", self.session)
    }
}

/// Whether the data key is in there.
fn has_key(text: &str) -> bool {
    text.lines().any(|line| line.split(": ").nth(1).is_some_and(|bytes| bytes.len() == 2 * 49))
}

#[test]
fn it_opens_in_its_session_alone() {
    let Some(held) = Held::new() else { return };
    let home = &held.home;
    home.ok("key create ci");
    assert!(!home.json("status")["unlocked_until"].is_null());
    assert!(home.shell("\"$KW\" key show ci").run().exits(0).stdout.contains("ci"), "whatever starts it");
    let key = held.key().unwrap();
    assert_eq!(key[4], "1b000000", "the possessor alone may view, read, search and link it: {key:?}");
    assert!(["14m", "15m"].contains(&&*key[3]) && key[7] == "user", "{key:?}");
    std::thread::scope(|scope| {
        let elsewhere = scope.spawn(|| {
            session().unwrap();
            home.run("key list --no-input").exits(5);
            assert!(!home.ok("lock").stdout.contains("1 vault"), "it is not there");
        });
        elsewhere.join().unwrap();
    });
    home.ok("key show ci");
    assert!(home.ok("lock").stdout.contains("1 vault"));
    home.run("key show ci").exits(5);
    assert!(held.key().is_none(), "the key is gone");
}

#[test]
fn what_is_started_cannot_read_it() {
    if !available("python3") {
        return;
    }
    let Some(held) = Held::new() else { return };
    let (home, reader) = (&held.home, held.reader());
    let directly = home.shell(&reader).run().exits(0);
    assert!(has_key(&directly.stdout), "the reader does not read: {directly}");

    let ran = home.call(&format!("run -- {reader}")).run().exits(0);
    assert_eq!(ran.stdout, "nothing\n", "without a vault: {ran}");
    home.call("credential set one").stdin("canary-4c9d27e1b05f\n").run().exits(0);
    let ran = home.call(&format!("run --env ONE=credential:one -- {reader}")).run().exits(0);
    assert_eq!(ran.stdout, "nothing\n", "{ran}");

    let reload = format!("{reader} '{}'", home.text("reloaded"));
    home.call("target add edge --format jsonl --path @/edge.jsonl --reload").arg(reload).run().exits(0);
    home.ok("publish");
    assert_eq!(home.read("reloaded"), "nothing");
    home.ok("key list");
}

#[test]
fn an_age_plugin_cannot_read_it() {
    if !available("python3") {
        return;
    }
    let Some(held) = Held::new() else { return };
    let home = &held.home;
    let program = |name: &str, text: String| {
        home.write(name, text);
        std::fs::set_permissions(home.path(name), std::fs::Permissions::from_mode(0o700)).unwrap();
    };
    std::fs::create_dir(home.path("programs")).unwrap();
    program("programs/plugin", include_str!("age-plugin-kwtest.py").to_owned());
    let (reader, found) = (held.reader(), home.text("found"));
    let line = format!(
        "#!/bin/sh\n{reader} '{found}' >/dev/null 2>&1\nexec '{}' \"$@\"\n",
        home.text("programs/plugin")
    );
    program("programs/age-plugin-kwtest", line);
    program("token.txt", format!("# Recipient: {RECIPIENT}\n{IDENTITY}\n"));
    let call = |line: &str| {
        home.call(line).env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", home.text("programs")))
    };
    held.put_back();
    call("slot add token --identity token.txt").run().exits(0);
    assert_eq!(home.read("found"), "nothing");
    std::fs::remove_file(home.path("found")).unwrap();
    call("key list --identity token.txt").run().exits(0);
    assert_eq!(home.read("found"), "nothing");
    // `unlock` itself needs the session when the plugin has ended.
    home.ok("lock");
    call("unlock --identity token.txt").run().exits(0);
    held.put_away();
    home.ok("key list");
}

/// The kernel drops it by itself, whatever our clock says.
#[test]
fn it_is_gone_when_its_time_is_over() {
    if !available("faketime") {
        return;
    }
    let Some(session) = session() else { return };
    let home = Home::with_vault();
    let then = |line: &str| home.call(line).under("faketime -f '2030-01-01 00:00:00'");
    then("unlock --for 1s").run().exits(0);
    let held = Held { home, session };
    held.put_away();
    std::thread::sleep(Duration::from_secs(3));
    let then = |line: &str| held.home.call(line).under("faketime -f '2030-01-01 00:00:00'");
    then("key list --no-input").run().exits(5);
    held.put_back();
    then("unlock --for 1h").run().exits(0);
    held.put_away();
    then("key list --no-input").run().exits(0);
}

/// Where a login has brought none, the shell gets one: in what it falls back to every process of the user can read.
#[test]
fn without_a_session_the_shell_gets_one() {
    if !available("python3") || std::fs::read_to_string("/proc/keys").is_err() {
        return;
    }
    let home = Home::with_vault();
    home.write("read-keyring.py", include_str!("read-keyring.py"));
    let lines = "\"$KW\" unlock || exit 4; mv .config/keywright/identity.txt away; \"$KW\" key list || exit 5; \
                 \"$KW\" run -- /usr/bin/python3 read-keyring.py 1 1 keywright:$(\"$KW\" vault info -o json | \
                 sed -n 's/.*\"id\": \"\\(.*\\)\",/\\1/p')";
    let ran = home.shell(lines).run().exits(0);
    assert!(ran.stdout.ends_with("nothing\n"), "{ran}");
    // And nobody else has.
    home.run("key list --no-input").exits(5);
}

/// Any process of the user may link the keyring of a session that has a name, and read it by that.
#[test]
fn a_session_that_others_can_enter_holds_nothing() {
    if keyctl_join_session_keyring(Some("kwtest")).is_err() {
        return missing("there is no session keyring here");
    }
    let home = Home::with_vault();
    let error = home.run("unlock -o json").fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("no keyring of its own"), "{error}");
    home.ok("key list");
}

fn failing(home: &Home, line: &str, faults: &str) -> Call {
    home.call(line).under(&format!("strace -f -o /dev/null -e trace=keyctl,add_key {faults}"))
}

#[test]
fn where_there_is_no_keyring() {
    if !available("strace") {
        return;
    }
    let Some(session) = session() else { return };
    let home = Home::with_vault();
    let says = |answer: Answer, what: &str| {
        let error = answer.fails(4, "conflict");
        assert!(error["message"].as_str().unwrap().contains(what), "{error}");
    };
    for (error, what) in [("ENOSYS", "this kernel has no keyrings"), ("EPERM", "containers often forbid it")]
    {
        let faults = format!("-e inject=keyctl,add_key:error={error}");
        says(failing(&home, "unlock -o json", &faults).run(), what);
        failing(&home, "key list", &faults).run().exits(0);
        failing(&home, "run -- true", &faults).run().exits(0);
        failing(&home, "lock", &faults).run().exits(0);
    }
    says(failing(&home, "unlock -o json", "-e inject=add_key:error=EDQUOT").run(), "quota");
    home.run("status -o json").exits(0);

    // It cannot leave the session: nothing stays there that a program could read.
    home.ok("unlock");
    let held = Held { home, session };
    failing(&held.home, "run -- true", "-e inject=keyctl:error=EDQUOT:when=5").run().exits(0);
    assert!(held.key().is_none(), "it is still held");

    keyctl_revoke(session).unwrap();
    says(held.home.run("unlock -o json"), "when a login ends");
    held.home.ok("key list");
}
