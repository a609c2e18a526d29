//! Rotations with hostile hooks, and wrong secrets and profiles.

use super::rotating::{GOOD, Lineage, running};
use crate::support::Home;

/// Failing hooks, each with the expected message.
const HOSTILE: &[(&str, &str)] = &[
    (r#"deliver = ["/no/such/program"]"#, "/no/such/program does not exist"),
    (r#"deliver = ["keywright-test-no-such-program"]"#, "no such program in"),
    (r#"deliver = ["@/consumer"]"#, "is not executable"),
    (r#"deliver = ["@"]"#, "is a folder"),
    ("deliver = [\"/bin/sleep\", \"100\"]\ntimeout = \"1s\"", "took longer than 1s and was killed"),
    (
        "deliver = [\"/bin/sh\", \"-c\", \"trap '' TERM; while :; do sleep 1; done; : @\"]\ntimeout = \"1s\"",
        "took longer than 1s and was killed",
    ),
    (
        r#"deliver = ["/bin/sh", "-c", "head -c 30000000 /dev/zero | tee /dev/stderr; exit 3"]"#,
        "exited with 3",
    ),
    (
        r#"deliver = ["/bin/sh", "-c", "yes flood | head -c 30000000 >&2; echo the reason >&2; exit 3"]"#,
        "flood the reason",
    ),
    (
        r#"deliver = ["/bin/sh", "-c", "setsid sh -c 'sleep 300; : @' & (sleep 300; : @) & sleep 0.2; exit 3"]"#,
        "exited with 3",
    ),
    (r#"deliver = ["/bin/sh", "-c", "kill -SEGV $$"]"#, "was killed by signal 11"),
    (r#"deliver = ["/bin/sh", "-c", "kill -KILL 0"]"#, "was killed by signal 9"),
    (
        r#"deliver = ["/bin/sh", "-c", "read -r s; echo \"$s\"; echo \"it is $s\" >&2; exit 4"]"#,
        "output withheld",
    ),
    (r#"deliver = ["/bin/sh", "-c", "base64 >&2; exit 4"]"#, "output withheld"),
    (r#"deliver = ["/bin/sh", "-c", "base32 -w0 >&2; exit 4"]"#, "output withheld"),
    (r#"deliver = ["/bin/sh", "-c", "od >&2; exit 4"]"#, "output withheld"),
    (r#"deliver = ["/bin/sh", "-c", "od -An -tx1 >&2; exit 4"]"#, "output withheld"),
    (r#"deliver = ["/bin/sh", "-c", "rev >&2; exit 4"]"#, "output withheld"),
    (
        "deliver = [\"/bin/true\"]\nverify = [\"/bin/true\"]\nverify_echo = true",
        "the verify hook printed nothing",
    ),
    (
        "deliver = [\"/bin/true\"]\nverify = [\"/bin/cat\", \"@/consumer\"]\nverify_echo = true",
        "the verify hook printed a secret other than the new one",
    ),
    (
        "deliver = [\"/bin/true\"]\nverify = [\"/bin/sh\", \"-c\", \"cat /dev/zero\"]\nverify_echo = true\ntimeout = \"1s\"",
        "took longer than 1s and was killed",
    ),
    (
        "deliver = [\"/bin/true\"]\nverify = [\"/bin/sh\", \"-c\", \"cat '@/consumer'; exit 9\"]\nverify_echo = true",
        "exited with 9",
    ),
];

#[test]
fn a_hostile_hook_costs_nothing_but_time() {
    let mut tried = 0;
    for (hooks, said) in HOSTILE {
        let Some(lineage) = Lineage::due(hooks) else { return };
        let ran = lineage.home.run("rotate run -o json");
        let all = ran.output();
        let found = Lineage::incomplete(ran);
        assert!(found.contains(said), "{hooks}: {found}");
        assert_eq!(running(&lineage.home), [""; 0], "{hooks}: left behind");
        assert_eq!(lineage.statuses("+0"), ["active", "pending"], "{hooks}");
        assert!(
            lineage.verifies("+0", &lineage.old) && lineage.admitted(&lineage.old, &later(60)),
            "{hooks}"
        );
        let status = lineage.home.ok("rotate status -o json").stdout;
        assert!(status.contains(said), "{hooks}: {status}");

        // The secret is only in the vault: neither in the output nor in the records.
        let new = lineage.home.ok("rotate secret bot --secret-only").stdout;
        let log = lineage.home.ok("audit export").stdout;
        for said in [&all, &status, &log] {
            let parts = [&new[8..30], &new[20..50], &lineage.old[8..30]];
            assert!(parts.iter().all(|part| !said.contains(part)), "{hooks}: a secret: {said}");
        }

        lineage.repair(GOOD);
        // A deliver hook that reported success is not run again: the owner corrects the consumer.
        if found.contains("the verify hook") {
            lineage.home.write("consumer", new.trim_end());
        }
        lineage.home.ok("rotate run");
        assert_eq!(lineage.consumer(), new.trim_end(), "{hooks}: another secret");
        lineage.is_delivered("+0");
        tried += 1;
    }
    println!(
        "hooks: {tried} of {tried} hostile ones: exit 11, named, the old key good; repaired: it went on"
    );
}

/// A hook that succeeds and leaves processes running does no harm either.
#[test]
fn what_a_good_hook_leaves_running_is_ended() {
    let moved = "mv '@/arriving' '@/consumer'";
    let hooks = GOOD.replace(moved, &format!("{moved}; setsid sh -c 'sleep 300; : @' & sleep 0.2"));
    assert!(hooks.contains("setsid"), "the hook is another one: {hooks}");
    let Some(lineage) = Lineage::due(&hooks) else { return };
    lineage.home.ok("rotate run");
    assert_eq!(running(&lineage.home), [""; 0]);
    lineage.is_delivered("+0");
}

/// The time this many seconds from now.
pub(crate) fn later(seconds: i64) -> String {
    keywright::domain::time::Timestamp::from_unix(crate::support::now() + seconds).to_string()
}

#[test]
fn only_the_new_secret_confirms() {
    let home = Home::with_vault();
    let first = home.create("bot", "").secret;
    let other = home.create("other", "").secret;
    let rotate = |secret: &str| home.call("rotate confirm bot -o json").stdin(secret).run();
    let second = home.ok("rotate start bot --secret-only").stdout;
    rotate(&second).exits(0);
    home.ok("rotate finish bot --now --yes");
    let third = home.ok("rotate start bot --secret-only").stdout;
    let cut = &third[..third.len() - 2];
    for (secret, said) in [
        (other.as_str(), "the secret of 'other'"),
        (first.as_str(), "the secret of version 1"),
        (second.as_str(), "the old secret"),
        ("\n", "no secret was given"),
        ("\r\n", "no secret was given"),
        ("kw_nonsense", "not the new secret"),
        (cut, "not the new secret"),
    ] {
        let error = rotate(secret).fails(8, "denied");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(said), "{secret:?}: {message}");
    }
    let list = home.json("rotate status");
    assert_eq!(list["items"][0]["step"], "delivered", "{list}");
    rotate(&third.replace('\n', "\r\n")).exits(0);
    home.run("rotate secret bot -o json").fails(4, "conflict");
}

#[test]
fn a_fault_in_a_profile_is_named_with_its_line() {
    let home = Home::with_vault();
    let before = home.json("profile list");
    for (text, line, said) in [
        ("name = \"p\"\n\nunknown = 1\n", 3, "unknown"),
        ("name = \"p\"\nscopes = [\"a\", \"b\"]\n[implies]\na = [\"b\"]\nb = [\"a\"]\n", 4, "a"),
        ("name = \"p\"\ngrace = \"-2d\"\n", 2, "grace"),
        ("name = \"p\"\nrotate_every = \"0d\"\n", 2, "rotate_every"),
        ("name = \"p\"\n[hooks]\ndeliver = [\"./here\"]\n", 3, "deliver"),
        ("name = \"p\"\n[hooks]\ntimeout = \"-1s\"\n", 3, "timeout"),
        ("name = \"p\"\n[hooks]\nretries = 1000\n", 3, "retries"),
        ("name = \"p\"\n[hooks]\nverify_echo = true\n", 3, "verify"),
        ("name = \"p\"\npending_for = \"9d\"\ngrace = \"2d\"\nrotate_before = \"10d\"\n", 4, "pending_for"),
        ("name = \"p\"\nx", 2, "TOML"),
    ] {
        home.write("p.toml", text);
        let ran = home.run("profile add --from p.toml -o json").exits(2);
        let message = ran.error()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(&format!("line {line}")), "{text}: {message}");
        assert!(message.contains(said) || said == "TOML", "{text}: {message}");
    }
    assert_eq!(home.json("profile list"), before);
}
