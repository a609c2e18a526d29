//! Credentials: a stored secret is returned unchanged, and is found nowhere else.

use super::canary::{guises, holds};
use crate::support::{Home, PROGRAM, contents};

const SECRET: &str = "canary-stored-91e0c37ab5d2";

/// No file of the home contains the secret, raw or encoded.
fn is_nowhere(home: &Home, secret: &str) {
    for (path, bytes) in contents(&home.path("")) {
        for guise in guises(secret) {
            assert!(!holds(&bytes, &guise), "{guise} is in {}", path.display());
        }
    }
}

#[test]
fn what_goes_in_comes_out_and_is_nowhere_else() {
    let home = Home::with_vault();
    let vault = std::fs::metadata(home.vault()).unwrap().len();
    for (name, secret) in [("a", SECRET), ("b", "x\"\\\u{1}\u{7f}é\n\nlast"), ("c", " spaces ")] {
        let set = home.call(&format!("-v credential set {name}")).stdin(format!("{secret}\n")).run().exits(0);
        assert!(!set.output().contains(secret), "{set}");
        assert_eq!(home.ok(&format!("credential get {name}")).stdout, format!("{secret}\n"));
    }
    for args in ["credential list -o json", "audit list", "status", "vault check"] {
        let ran = home.ok(&format!("-v {args}"));
        assert!(!ran.output().contains(SECRET), "{ran}");
    }
    is_nowhere(&home, SECRET);
    home.call("credential set a").stdin("another").run().exits(0);
    is_nowhere(&home, SECRET);
    home.ok("credential remove a --yes");
    is_nowhere(&home, SECRET);
    is_nowhere(&home, "another");
    assert!(std::fs::metadata(home.vault()).unwrap().len() >= vault);
}

#[test]
fn what_is_read_is_bounded_and_text() {
    let home = Home::with_vault();
    let before = home.contents();
    let args = "credential set x -o json";
    let too_long = "x".repeat(65_537);
    let wrong: [(&[u8], &str); 4] =
        [(b"", "empty"), (b"\n", "empty"), (b"canary\xff\xfe", "UTF-8"), (too_long.as_bytes(), "64 KiB")];
    for (bytes, named) in wrong {
        let error = home.call(args).stdin(bytes).run().fails(2, "usage");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(named) && !message.contains("canary"), "{error}");
    }
    home.shell("exec \"$KW\" credential set x <&-").run().exits(2);
    home.shell("yes | \"$KW\" credential set x").run().exits(2);
    assert!(home.contents() == before, "something was changed");
    let longest = "x".repeat(65_536);
    home.call(args).stdin(format!("{longest}\r\n")).run().exits(0);
    assert!(home.ok("credential get x").stdout == longest + "\n");
}

#[test]
fn a_secret_that_nobody_can_read_is_not_got() {
    let home = Home::with_vault();
    home.call("credential set x").stdin(SECRET).run().exits(0);
    for closed in [">&-", ">/dev/full"] {
        let ran = home.shell(&format!("exec \"$KW\" credential get x {closed}")).run().exits(10);
        assert!(ran.stderr.contains("deliver") && !ran.stderr.contains("--secret-file"), "{ran}");
    }
    home.run("credential get y -o json").fails(3, "not_found");
}

#[test]
fn one_of_ours_is_verified_until_it_is_revoked() {
    let home = Home::with_vault();
    home.ok("key create org --to-credential org_abc123");
    let verify = "credential verify org_abc123 -o json";
    let answer = home.ok(verify).json();
    assert_eq!((&answer["valid"], &answer["key"]["name"]), (&true.into(), &"org".into()));
    home.ok("key revoke org --yes");
    let answer = home.run(verify).exits(8).json();
    assert_eq!((&answer["valid"], &answer["reason"]), (&false.into(), &"revoked".into()));
}

#[test]
fn a_foreign_one_is_judged_by_its_own_command() {
    let home = Home::with_vault();
    let reason = |check: &str, code: i32| {
        home.call("credential set x --force --check").arg(check).stdin(SECRET).run().exits(0);
        let ran = home.run("-v credential verify x -o json").exits(code);
        assert!(!ran.output().contains(SECRET), "{ran}");
        ran.json()["reason"].as_str().unwrap_or("-").to_owned()
    };
    assert_eq!(reason(&format!("grep -qx {SECRET}"), 0), "-", "it reads the secret");
    assert_eq!(reason("grep -q another", 8), "check_failed");
    assert_eq!(reason("sh -c 'cat >&2; exit 1'", 8), "check_failed");
    assert_eq!(reason("/no/such/program", 8), "check_unavailable");
    assert_eq!(reason("sh -c 'kill -9 $$'", 8), "check_unavailable");
    assert_eq!(reason("none", 8), "unknown");
}

/// A lineage whose rotations store the secret in a credential, unattended.
fn rotated(home: &Home, env: &str) {
    let hook = |word: &str| {
        format!(
            "[\"{PROGRAM}\", \"--no-input\", \"--vault\", \"{}\", \"credential\", \"{word}\", \"shop\"]",
            home.vault().display()
        )
    };
    let profile = format!(
        "name = \"shop\"\n[hooks]\ndeliver = {}\nverify = {}\nverify_echo = true\nretries = 0\n{env}",
        hook("set"),
        hook("get")
    );
    home.ok(&format!("profile add --from {}", home.write("shop.toml", profile)));
    home.ok("key create shop --profile shop --to-credential shop");
    home.ok("rotate start shop");
}

#[test]
fn a_rotation_delivers_into_a_credential() {
    let home = Home::with_vault();
    rotated(&home, "");
    let old = home.ok("credential get shop").stdout;
    let ran = home.ok("rotate run --no-input");
    assert!(ran.stdout.contains("confirmed"), "{ran}");
    let new = home.ok("credential get shop").stdout;
    assert!(new != old && !ran.output().contains(new.trim_end()), "{ran}");
    let answer = home.json("credential verify shop");
    assert_eq!((&answer["key"]["version"], &answer["key"]["status"]), (&2.into(), &"active".into()));
}

#[test]
fn a_rotation_under_systemd_delivers_into_a_credential() {
    for (env, code) in [("env = [\"CREDENTIALS_DIRECTORY\", \"STATE_DIRECTORY\"]\n", 0), ("", 11)] {
        let home = Home::with_vault();
        rotated(&home, env);
        std::fs::create_dir(home.path("handed")).unwrap();
        let vault = home.vault();
        let trust = format!("vault trust {}", home.fingerprint());
        home.call(&trust).env("STATE_DIRECTORY", home.path("state")).run().exits(0);
        std::fs::rename(home.identity(), home.path("handed/keywright.identity")).unwrap();
        let ran = home
            .call("rotate run --no-input --vault")
            .arg(vault)
            .env_remove("HOME")
            .env("CREDENTIALS_DIRECTORY", home.path("handed"))
            .env("STATE_DIRECTORY", home.path("state"))
            .run()
            .exits(code);
        assert_eq!(ran.stdout.contains("confirmed"), code == 0, "{ran}");
    }
}
