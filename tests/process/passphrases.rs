//! The bytes of a passphrase that is given: its line, byte-order marks, encodings, control characters, and its
//! strength.

use crate::support::Home;

const PLAIN: &str = "hunter2 horse\n";

/// What some editors write is the same passphrase.
#[test]
fn a_byte_order_mark_is_no_part_of_a_passphrase() {
    let home = Home::new();
    home.write("plain", PLAIN);
    home.write("bom", format!("\u{feff}{PLAIN}"));
    home.write("crlf", "\u{feff}hunter2 horse\r\nsecond line\r\n");
    std::fs::create_dir(home.path("credentials")).unwrap();
    for (made, vault) in [("plain", "1.db"), ("bom", "2.db")] {
        home.ok(&format!("init --vault {vault} --passphrase-file {made}"));
        for given in ["plain", "bom", "crlf"] {
            home.ok(&format!("key list --vault {vault} --passphrase-file {given}"));
            home.shell(&format!("exec \"$KW\" key list --vault {vault} --passphrase-fd 3 3<{given}"))
                .run()
                .exits(0);
            std::fs::copy(home.path(given), home.path("credentials/keywright.passphrase")).unwrap();
            let folder = home.path("credentials");
            home.call(&format!("key list --vault {vault}"))
                .env("CREDENTIALS_DIRECTORY", folder)
                .run()
                .exits(0);
        }
    }
    // Identities alike.
    home.ok("init --vault 3.db --new-identity id");
    home.write("id-bom", format!("\u{feff}{}", home.read("id")));
    home.ok("key list --vault 3.db --identity id-bom");
}

#[test]
fn control_characters_and_utf16_are_refused() {
    let home = Home::new();
    home.write("plain", PLAIN);
    home.ok("init --passphrase-file plain");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    std::fs::create_dir(home.path("credentials")).unwrap();
    for (bytes, told) in [
        (b"hunter2\thorse\n".to_vec(), "the control character U+0009"),
        (b"hunter2\rhorse\n".to_vec(), "the control character U+000D"),
        (b"hunter2 horse\0\n".to_vec(), "the control character U+0000"),
        (b"hunter2\x1b[31m\n".to_vec(), "the control character U+001B"),
        ("hunter2\u{9b}\n".into(), "the control character U+009B"),
        (b"hunter2\x7f".to_vec(), "the control character U+007F"),
        (utf16(&format!("\u{feff}{PLAIN}")), "UTF-16 text, not UTF-8"),
        (utf16(PLAIN), "UTF-16 text, not UTF-8"),
    ] {
        home.write("bad", &bytes);
        home.write("credentials/keywright.passphrase", &bytes);
        for line in ["init --vault new.db", "key list", "slot add x"] {
            let unlock = if line.starts_with("slot") { "plain" } else { "bad" };
            for given in ["--passphrase-file bad", "--passphrase-fd 3 3<bad"] {
                let line = format!("KEYWRIGHT_PASSPHRASE_FILE={unlock} exec \"$KW\" -o json {line} {given}");
                let error = home.shell(&line).run().fails(2, "usage");
                assert!(error["message"].as_str().unwrap().contains(told), "{line}: {error}");
                assert!(!error.to_string().contains("hunter2"), "{error}");
            }
        }
        let unit = home.call("-o json key list").env("CREDENTIALS_DIRECTORY", home.path("credentials"));
        let error = unit.run().fails(2, "usage");
        assert!(error["message"].as_str().unwrap().contains(told), "{error}");
        assert!(!home.path("new.db").exists());
    }
}

/// As in age: the same letters in another form of Unicode are another passphrase.
#[test]
fn letters_stay_as_they_are_given() {
    let home = Home::new();
    home.write("composed", "M\u{fc}ller und Sohn\n");
    home.write("decomposed", "Mu\u{308}ller und Sohn\n");
    home.ok("init --passphrase-file composed");
    home.ok("key list --passphrase-file composed");
    home.run("key list --passphrase-file decomposed -o json").fails(5, "locked");
}

/// Where nobody can be asked it is a warning.
#[test]
fn a_weak_new_passphrase_is_warned_of() {
    let home = Home::new();
    home.write("weak", "password\n");
    home.write("fair", "zebra lemon quarry\n");
    let told = "warning: the new passphrase is easy to guess";
    let made = home.ok("init --passphrase-file weak");
    assert!(made.stderr.contains(told) && !made.stderr.contains("password"), "{made}");
    assert!(!home.ok("key list --passphrase-file weak").stderr.contains("easy"), "it is no new one");
    let added =
        home.call("slot add more --passphrase-file weak").env("KEYWRIGHT_PASSPHRASE_FILE", "weak").run();
    assert!(added.exits(0).stderr.contains(told));
    for (given, is_weak) in [("fair", false), ("weak", true)] {
        let line = format!("slot passphrase more --passphrase-file {given}");
        let changed = home.call(&line).env("KEYWRIGHT_PASSPHRASE_FILE", "weak").run().exits(0);
        assert_eq!(changed.stderr.contains(told), is_weak, "{changed}");
    }
    assert!(!home.ok("init --vault other.db --passphrase-file fair").stderr.contains("easy"));
}
