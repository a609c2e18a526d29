//! Assurance, secrets in wrong places: in a text that a file brings in, a secret is neither repeated nor stored, and one
//! that a vault holds already is not shown.

use std::collections::BTreeMap;

use serde_json::Value;

use super::misplaced_secrets::{START, assert_not_repeated, assert_not_stored, home, secret};
use super::repair::opened;

#[test]
fn a_line_of_bulk_input_has_it_in_its_member_only() {
    let (home, secret) = (home(), secret());
    let escaped = secret.replace('_', "\\u005f");
    for value in [secret.clone(), format!("see {secret} there"), escaped] {
        for member in [
            format!("\"name\":\"{value}\""),
            format!("\"name\":\"n\",\"description\":\"{value}\""),
            format!("\"name\":\"n\",\"owner\":\"{value}\""),
            format!("\"name\":\"n\",\"labels\":{{\"team\":\"{value}\"}}"),
            format!("\"name\":\"n\",\"labels\":{{\"{value}\":\"team\"}}"),
            format!("\"name\":\"n\",\"resource\":\"{value}\""),
            format!("\"name\":\"n\",\"scopes\":[\"read\",\"{value}\"]"),
            format!("\"name\":\"n\",\"roles\":[\"{value}\"]"),
            format!("\"name\":\"n\",\"profile\":\"{value}\""),
            format!("\"name\":\"n\",\"prefix\":\"{value}\""),
            format!("\"name\":\"n\",\"expires_at\":\"{value}\""),
            format!("\"name\":\"n\",\"{value}\":1"),
        ] {
            for (line, more) in [("key create", ""), ("key import", ",\"secret\":\"hunter2 of somebody\"")] {
                let call = home.call(line).args("--from -").stdin(format!("{{{member}{more}}}\n"));
                let answer = call.clone().arg("-v").run().exits(2);
                assert_not_repeated(&answer);
                assert!(answer.stderr.contains("--from: line 1: "), "{answer}");
                let answer = call.args("-o json").run();
                assert_not_repeated(&answer);
                answer.fails(2, "usage");
            }
        }
    }
    assert_not_stored(&home);
    // Where it belongs.
    let line = format!("{{\"name\":\"imported\",\"secret\":\"{secret}\"}}\n");
    let answer = home.call("key import --from -").stdin(line).run().exits(0);
    assert_not_repeated(&answer);
    home.call("key verify").stdin(&*secret).run().exits(0);
    assert_not_stored(&home);
}

#[test]
fn no_file_brings_one_in() {
    let (home, secret) = (home(), secret());
    for text in [
        format!("name = \"p\"\ndescription = \"{secret}\"\n"),
        format!("name = \"{secret}\"\n"),
        format!("name = \"p\"\n# {secret}\n"),
        format!("name = \"p\"\n{secret} = 1\n"),
        format!("name = \"p\"\n[hooks]\nverify = [\"/bin/x\", \"{secret}\"]\n"),
        format!("name = \"p\"\ndescription = \"{}\"\n", secret.replace('_', "\\u005f")),
        format!("name = {secret}\n"),
    ] {
        home.write("p.toml", &text);
        for options in ["-v", "-o json"] {
            let answer = home.run(&format!("profile add --from p.toml {options}")).exits(2);
            assert_not_repeated(&answer);
        }
    }
    let dig = "0".repeat(64);
    for (target, server) in [("t", &*secret), (&*secret, "edge-1")] {
        let receipt = format!(
            "{{\"target\":\"{target}\",\"server\":\"{server}\",\"epoch\":1,\"gen\":1,\"dig\":\"sha256:{dig}\",\"loaded_at\":\"2026-01-01T00:00:00Z\"}}"
        );
        home.write("receipt.json", receipt);
        let answer = home.run("receipt import receipt.json -v");
        assert_not_repeated(&answer);
        assert_ne!(answer.code, 0, "{answer}");
    }
    for (format, log) in [
        ("jsonl", format!("{{\"key\":\"{secret}\",\"at\":\"2026-01-01T00:00:00Z\"}}\n{{\"{secret}\":1}}\n")),
        ("combined", format!("h - {secret} [01/Jan/2026:00:00:00 +0000] x\n{secret}\n")),
        ("haproxy", format!("{secret}\n")),
    ] {
        let call = home.call("usage import - -v --format").arg(format).stdin(log);
        assert_not_repeated(&call.clone().run());
        assert_not_repeated(&call.arg("--skip-broken").run());
    }
    home.write("id.txt", format!("{secret}\n"));
    assert_not_repeated(&home.run("status -v --identity id.txt"));
    assert_not_repeated(&home.run("check -v --file f --public-key id.txt"));
    for file in ["p.toml", "receipt.json", "id.txt"] {
        std::fs::remove_file(home.path(file)).unwrap();
    }
    assert_not_stored(&home);
}

/// A vault from before secrets were refused as texts: it can be read and mended, and shows no more than a start.
#[test]
fn a_vault_that_holds_one_already_shows_its_start() {
    let (home, secret) = (home(), secret());
    let place = "here is a text that is as long as a secret, and some more";
    home.ok(&format!("key edit x --description '{}'", &place.repeat(2)[..secret.len()]));
    let vault = opened(&home, &home.vault());
    let mut entries = vault.nodes().remove(0).entries;
    let mut changed = 0;
    for (_, value) in &mut entries {
        let text = String::from_utf8_lossy(value).into_owned();
        if text.contains(&place.repeat(2)[..secret.len()]) {
            *value = text.replace(&place.repeat(2)[..secret.len()], &secret).into_bytes();
            changed += 1;
        }
    }
    assert_eq!(changed, 1);
    vault.put_entries(&home.vault(), &vault.manifest, &entries);
    let mut shown: BTreeMap<&str, Value> = BTreeMap::new();
    for format in ["table", "json", "jsonl", "csv"] {
        for line in ["key show x", "key list --limit 0", "key disable x", "key enable x"] {
            let answer = home.ok(&format!("{line} -o {format}"));
            assert_not_repeated(&answer);
            let is_column = line == "key list --limit 0" && format == "table";
            assert!(answer.stdout.contains(START) || is_column, "{answer}");
            if format == "json" {
                shown.insert(line, answer.json());
            }
        }
    }
    assert_eq!(shown["key show x"]["description"], START);
    home.ok("key edit x --description 'no secret'");
    assert_not_stored(&home);
}
