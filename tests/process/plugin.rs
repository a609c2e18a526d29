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
        assert!([2, 4, 5].contains(&missing.code), "{args:?}: {missing}");
        assert!(missing.stderr.contains("age-plugin-kwtest is not on the PATH"), "{args:?}: {missing}");
        let gone = token.call(args).env("KWTEST", "gone").run();
        assert!([2, 4, 5].contains(&gone.code), "{args:?}: {gone}");
        assert!(gone.stderr.contains("please insert the token"), "{args:?}: {gone}");
        assert!(std::fs::read(home.vault()).unwrap() == before, "{args:?} changed the vault");
    }
    token.call("vault rekey").run().exits(0);
    token.call("key list --identity token.txt").run().exits(0);
}
