//! Recipients as people paste them: one each, and whatever else is refused by its name.

use serde_json::json;

use crate::support::{Home, available};

const ONE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN6p8cwntQMvuvIVf8Pydd7L6yMiY8wlf5d4dgUy5Uv/";
const TWO: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP4F3BKw0BVlST1xNSByyNTjoFlGJAGrPbcH3y7rPYa5";
const AGE: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

/// Every command that takes a recipient; it is the last word.
const COMMANDS: [&str; 6] = [
    "init --vault new.db --identity .config/keywright/identity.txt --recipient",
    "slot add another --recipient",
    "vault backup copy.age --recipient",
    "key create another --encrypt-to",
    "rotate start ci --encrypt-to",
    "rotate secret turning --encrypt-to",
];

fn home() -> Home {
    let home = Home::with_vault();
    home.create("ci", "");
    home.create("turning", "");
    home.ok("rotate start turning");
    home
}

#[test]
fn no_command_drops_the_second_recipient() {
    let home = home();
    let before = home.contents();
    let one_each = |text: &str, told: &str| {
        for line in COMMANDS {
            let error = home.call(&format!("-o json {line}")).arg(text).run().fails(2, "usage");
            assert!(error["message"].as_str().unwrap().contains(told), "{line} {text:?}: {error}");
            assert_eq!(error["hint"], "give one recipient each", "{line} {text:?}");
        }
        let error = home.call("-o json key create another").env("KEYWRIGHT_ENCRYPT_TO", text).run();
        assert!(error.fails(2, "usage")["message"].as_str().unwrap().contains(told), "{text:?}");
    };
    for between in ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
        one_each(&format!("{ONE}{between}{TWO}\n"), "several lines");
    }
    one_each(&format!("{ONE} ana@laptop\n{AGE}"), "several lines");
    for between in [" ", ",", ", ", ";"] {
        one_each(&format!("{AGE}{between}{AGE}"), "several recipients");
        one_each(&format!("{ONE}{between}{TWO}"), "several recipients");
    }
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn what_is_no_recipient_is_told_by_its_name() {
    let home = home();
    let secret = home.read(".config/keywright/identity.txt");
    let secret = secret.lines().last().unwrap();
    for (text, told, hint) in [
        (&*format!("{ONE}\t{TWO}"), "the invisible character U+0009", ""),
        (&format!("{ONE} a\u{202e}b"), "the invisible character U+202E", ""),
        (&format!("from=\"10.0.0.0/8\",no-pty {ONE}"), "other text before the public key", "alone"),
        (secret, "text without a secret", "keep an identity in a file"),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n",
            "it is a private key",
            "ssh-keygen -y",
        ),
        (&format!("{ONE}AAAA"), "is not an age recipient", ""),
        ("~/.ssh/id_ed25519.pub", "is not an age recipient", "$(cat FILE)"),
        ("\n", "it is empty", ""),
    ] {
        for line in COMMANDS {
            let error = home.call(&format!("-o json {line}")).arg(text).run().fails(2, "usage");
            assert!(error["message"].as_str().unwrap().contains(told), "{line} {text:?}: {error}");
            assert!(error["hint"].as_str().unwrap_or_default().contains(hint), "{line} {text:?}: {error}");
            assert!(!error.to_string().contains(secret), "{error}");
        }
    }
}

#[test]
fn a_line_ending_and_a_byte_order_mark_are_no_part_of_it() {
    let home = Home::with_vault();
    for (name, text) in [
        ("a", format!("{ONE} Ana Müller, laptop\n")),
        ("b", format!("\u{feff}{TWO}\r\n")),
        ("c", format!(" {AGE} ")),
    ] {
        let slot =
            home.call(&format!("slot add {name} -o json --recipient")).arg(&text).run().exits(0).json();
        assert_eq!(slot["recipient"], json!(text.trim_matches(['\u{feff}', '\r', '\n', ' '])));
    }
    // They are encrypted to by the next re-key.
    home.ok("vault rekey");
}

/// Keys that cannot be used, by what is wrong with them. Where a passphrase would not help, none is asked for.
#[test]
fn ssh_keys_that_cannot_be_used_say_why() {
    if !available("ssh-keygen") {
        return;
    }
    let home = home();
    home.write("pass", "pass phrase\n");
    let make = |name: &str, line: &str| {
        home.program("ssh-keygen", &format!("-q -f {name} {line}")).run().exits(0);
    };
    make("chacha", "-t ed25519 -N 'pass phrase' -Z chacha20-poly1305@openssh.com");
    make("small", "-t rsa -b 1024 -N ''");
    make("small-enc", "-t rsa -b 1024 -N 'pass phrase'");
    make("large", "-t rsa -b 4104 -N ''");
    make("pem", "-t rsa -b 2048 -m PEM -N 'pass phrase'");
    make("pkcs8", "-t rsa -b 2048 -m PKCS8 -N ''");
    make("ecdsa", "-t ecdsa -N ''");
    make("ecdsa-pem", "-t ecdsa -m PEM -N 'pass phrase'");
    home.write("empty", "");
    home.write("text", "hello\n");
    let small = "it is an RSA key of 1024 bits; those of 2048 to 4096 bits can be used";
    for (name, told, hint) in [
        (
            "chacha",
            "it is encrypted with chacha20-poly1305@openssh.com",
            "run `ssh-keygen -p -Z aes256-ctr -f chacha`",
        ),
        ("small", small, "ssh-keygen -t ed25519"),
        ("small-enc", small, "ssh-keygen -t ed25519"),
        ("large", "it is an RSA key of 4104 bits", "ssh-keygen -t ed25519"),
        ("pem", "the old PEM format", "run `ssh-keygen -o -p -f pem`"),
        ("pkcs8", "the PKCS #8 format", "run `ssh-keygen -o -p -f pkcs8`"),
        ("ecdsa", "of the type ecdsa-sha2-nistp256", "ssh-keygen -t ed25519"),
        ("ecdsa-pem", "of the type ecdsa", "ssh-keygen -t ed25519"),
        ("small.pub", "it is a public key", "name the private key, perhaps small"),
        ("empty", "it is empty", ""),
        ("text", "it holds no age or SSH identity", ""),
    ] {
        home.ok(
            "vault backup b.age --recipient age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg",
        );
        for line in [
            "init --vault new.db --identity",
            "slot add x --identity",
            "key list --identity",
            "key list --passphrase-file pass --identity",
            "vault restore b.age --vault new.db --identity",
        ] {
            let error = home.run(&format!("{line} {name} -o json")).fails(5, "locked");
            assert!(error["message"].as_str().unwrap().contains(told), "{line} {name}: {error}");
            assert!(error["hint"].as_str().unwrap_or_default().contains(hint), "{line} {name}: {error}");
        }
        std::fs::remove_file(home.path("b.age")).unwrap();
        if let Ok(public) = std::fs::read_to_string(home.path(&format!("{name}.pub")))
            && !["chacha", "pem", "pkcs8"].contains(&name)
        {
            for line in COMMANDS {
                let error = home.call(&format!("-o json {line}")).arg(&public).run().fails(2, "usage");
                assert!(
                    error["message"].as_str().unwrap().contains("SSH key of the type ecdsa")
                        || error["message"].as_str().unwrap().contains(told),
                    "{line} {name}: {error}"
                );
            }
        }
    }
    // What the hints say mends them.
    for (name, line) in [
        ("chacha", "-q -p -P 'pass phrase' -N 'pass phrase' -Z aes256-ctr"),
        ("pem", "-q -o -p -P 'pass phrase' -N 'pass phrase'"),
        ("pkcs8", "-q -o -p -P '' -N ''"),
    ] {
        home.program("ssh-keygen", &format!("{line} -f {name}")).run().exits(0);
        let answer = home.run(&format!("key list --identity {name} --passphrase-file pass")).exits(5);
        assert!(answer.stderr.contains(&format!("identity {name} opens no slot")), "{answer}");
    }
}
