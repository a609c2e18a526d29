//! Slots of an age plugin: a hardware token, of which the program stores only its name.

use std::os::unix::fs::PermissionsExt;

use crate::support::{Call, Home, available};

/// A recipient of `age-plugin-kwtest`, its identity, and another identity.
const RECIPIENT: &str = "age1kwtest1wd6xjcmt7cs3vc";
const IDENTITY: &str = "AGE-PLUGIN-KWTEST-1WD6XJCMTDCZTAJ";
const STRANGER: &str = "AGE-PLUGIN-KWTEST-1DA6XSETJVQZ0LD";

/// A vault, a folder with the plugin in it, and its identity file.
struct Token {
    home: Home,
    programs: String,
}

impl Token {
    fn new() -> Option<Self> {
        if !available("python3") {
            return None;
        }
        let home = Home::with_vault();
        std::fs::create_dir(home.path("programs")).unwrap();
        let plugin = home.write("programs/age-plugin-kwtest", include_str!("age-plugin-kwtest.py"));
        std::fs::set_permissions(home.path(&plugin), std::fs::Permissions::from_mode(0o755)).unwrap();
        let file = |name: &str, text: String| {
            home.write(name, text);
            std::fs::set_permissions(home.path(name), std::fs::Permissions::from_mode(0o600)).unwrap();
        };
        file("token.txt", format!("# Recipient: {RECIPIENT}\n{IDENTITY}\n"));
        file("bare.txt", format!("{IDENTITY}\n"));
        file("stranger.txt", format!("{STRANGER}\n"));
        let programs = format!("{}:{}", home.text("programs"), "/usr/local/bin:/usr/bin:/bin");
        Some(Self { home, programs })
    }

    fn call(&self, args: &str) -> Call {
        self.home.call(args).env("PATH", &self.programs)
    }
}

#[test]
fn a_plugin_unlocks_and_its_slot_survives_a_re_key() {
    let Some(token) = Token::new() else { return };
    let home = &token.home;
    let secret = home.create("ci", "").secret;
    let opens = "key list --identity token.txt";
    token.call(opens).run().exits(5);
    token.call("slot add token --identity token.txt").run().exits(0);
    let slots = home.json("slot list");
    let slot = slots["items"].as_array().unwrap().iter().find(|slot| slot["name"] == "token").unwrap();
    assert_eq!((&slot["kind"], &slot["proven"]), (&"plugin".into(), &true.into()), "{slot}");
    token.call(opens).run().exits(0);
    token.call("key list --identity stranger.txt").run().exits(5);
    token.call("vault rekey").run().exits(0);
    token.call(opens).run().exits(0);
    // With the token alone, too.
    token.call("slot remove identity --identity token.txt").run().exits(0);
    home.run("key list -o json").fails(5, "locked");
    token.call("vault check --identity token.txt").run().exits(0);
    let verified = token.call("key verify --identity token.txt").stdin(secret).run().exits(0);
    assert!(verified.stdout.contains("ci"), "{verified}");
}

#[test]
fn a_token_that_is_not_there_changes_nothing_and_is_named() {
    let Some(token) = Token::new() else { return };
    let home = &token.home;
    // Without the comment in the identity file the recipient is unknown.
    let unknown = token.call("slot add token --identity bare.txt").run().exits(5);
    assert!(unknown.stderr.contains("recipient"), "{unknown}");
    token.call(&format!("slot add token --recipient {RECIPIENT}")).run().exits(0);
    let before = std::fs::read(home.vault()).unwrap();
    for args in [
        "vault rekey",
        &format!("slot add more --recipient {RECIPIENT}"),
        "slot add more --identity token.txt",
        "key list --identity token.txt",
    ] {
        let missing = home.call(args).run();
        assert!([5, 10].contains(&missing.code), "{args:?}: {missing}");
        assert!(missing.stderr.contains("age-plugin-kwtest is not on the PATH"), "{args:?}: {missing}");
        let gone = token.call(args).env("KWTEST", "gone").run();
        assert!([5, 10].contains(&gone.code), "{args:?}: {gone}");
        assert!(gone.stderr.contains("please insert the token"), "{args:?}: {gone}");
        assert!(std::fs::read(home.vault()).unwrap() == before, "{args:?} changed the vault");
    }
    token.call("vault rekey").run().exits(0);
    token.call("key list --identity token.txt").run().exits(0);
}

/// However it fails: named, and neither a defect of ours nor a wrong argument.
#[test]
fn a_plugin_that_fails_is_named() {
    let Some(token) = Token::new() else { return };
    let home = &token.home;
    token.call("slot add token --identity token.txt").run().exits(0);
    let before = std::fs::read(home.vault()).unwrap();
    for body in [
        "exit 1",
        "kill -9 $$",
        "echo garbage",
        "head -c 100000 /dev/zero | tr '\\0' x",
        "printf -- '-> error\n\n'",
        "printf -- '-> \n\n'",
        "printf '\\377\\376\n'",
        "cat > /dev/null & exec 1>&-",
    ] {
        let program = home.path("programs/age-plugin-kwtest");
        std::fs::write(&program, format!("#!/bin/bash\n{body}\n")).unwrap();
        for args in [
            "key list --identity token.txt",
            &format!("slot add more --recipient {RECIPIENT}"),
            "vault rekey",
            &format!("key create new --encrypt-to {RECIPIENT}"),
            &format!("rotate start none --encrypt-to {RECIPIENT}"),
            &format!("vault backup copy.age --recipient {RECIPIENT}"),
        ] {
            let answer = token.call(args).run();
            let is_late = args.starts_with("rotate");
            let expected: &[i32] = if is_late { &[3, 10] } else { &[5, 10] };
            assert!(expected.contains(&answer.code), "{body}: {answer}");
            assert!(is_late || answer.stderr.contains("age-plugin-kwtest"), "{body}: {answer}");
        }
        assert!(std::fs::read(home.vault()).unwrap() == before && !home.path("copy.age").exists(), "{body}");
    }
}

/// What unlocks the vault, and what our parent left open, is none of its business.
#[test]
fn a_plugin_gets_no_variables_and_descriptors_of_ours() {
    let Some(token) = Token::new() else { return };
    let home = &token.home;
    let program = home.path("programs/age-plugin-kwtest");
    let genuine = std::fs::read_to_string(&program).unwrap();
    std::fs::rename(&program, home.path("programs/genuine")).unwrap();
    assert!(genuine.starts_with("#!"));
    let line = "#!/bin/bash\n{ env; ls -l /proc/$$/fd; } >> \"$HOME/seen\"; exec \"$(dirname \"$0\")/genuine\" \"$@\"\n";
    std::fs::write(&program, line).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    home.write("left-open", "");
    let run = |line: &str| {
        let call = home.shell(&format!("exec 7< left-open; \"$KW\" {line}")).env("PATH", &token.programs);
        let call = call.env("CREDENTIALS_DIRECTORY", home.path("none")).env("KEYWRIGHT_LOCK_TIMEOUT", "3");
        call.env("KEYWRIGHT_IDENTITY", home.identity()).run().exits(0);
    };
    run("slot add token --identity token.txt");
    run("key list --identity token.txt");
    let seen = home.read("seen");
    assert!(seen.contains("HOME=") && seen.matches("PATH=").count() >= 2, "{seen}");
    for ours in ["KEYWRIGHT_", "CREDENTIALS_DIRECTORY", "left-open", "vault.db"] {
        assert!(!seen.contains(ours), "{ours}: {seen}");
    }
}
