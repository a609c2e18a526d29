//! `--public-key` takes what `public-key` writes, in every format, and what people put around it.

use crate::support::Home;

/// A vault with two valid signing keys, and a file that it signed.
fn home() -> Home {
    let home = Home::with_vault();
    home.create("k", "");
    home.ok("vault rekey --signing --prepare");
    home.ok("export --format jsonl --audience edge --out file");
    home
}

fn is_genuine(home: &Home, key: &str) -> bool {
    home.call("inspect file -o json --public-key").arg(key).run().exits(0).json()["genuine"] == true
}

#[test]
fn what_is_written_is_read_in_every_format() {
    let home = home();
    for format in ["pem", "jwk", "raw"] {
        let text = home.ok(&format!("public-key --format {format}")).stdout;
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\n \n{text}\n")] {
            home.write("keys", &text);
            assert!(is_genuine(&home, "keys"), "{format}");
            // As the argument itself: "$(keywright public-key)".
            assert!(is_genuine(&home, text.trim()), "{format}");
        }
    }
    let set = home.json("public-key --format jwk");
    assert_eq!(set["keys"].as_array().map(Vec::len), Some(2), "{set}");
    let one = Home::with_vault().json("public-key --format jwk");
    assert_eq!(one["kty"], "OKP");
}

#[test]
fn text_around_pem_and_other_members_of_jwks_say_nothing() {
    let home = home();
    let pem = home.ok("public-key").stdout;
    let around = pem.replace("-----BEGIN", "Key of the vault\n-----BEGIN") + "-- \nAna\n";
    home.write("keys", around);
    assert!(is_genuine(&home, "keys"));
    let jwk =
        home.ok("public-key --format jwk").stdout.replace("\"use\":\"sig\"", "\"use\":\"sig\",\"x5t\":\"y\"");
    home.write("keys", jwk);
    assert!(is_genuine(&home, "keys"));
}

#[test]
fn what_no_server_should_have_is_refused() {
    let home = home();
    let jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}";
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
    for private in [jwk, pem] {
        home.write("private", private);
        for key in ["private", private] {
            let ran = home.call("inspect file --public-key").arg(key).run().exits(2);
            assert!(ran.stderr.contains("this has a private key"), "{ran}");
            assert!(!ran.stderr.contains("nWGxne") && !ran.stderr.contains("MC4C"), "{ran}");
        }
    }
    let vault = home.text(home.vault().to_str().unwrap());
    let ran = home.call("inspect file --public-key").arg(vault).run().exits(2);
    assert!(ran.stderr.contains("is a vault") && ran.stderr.contains("hint: print it with"), "{ran}");
    home.call("inspect file --public-key").arg("x".repeat(300)).run().exits(3);
}
