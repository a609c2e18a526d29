//! What people type in the form of another option: dates for durations, months, files for recipients.

use serde_json::Value;

use crate::support::Home;

fn expires_at(home: &Home, key: &str) -> Value {
    home.json(&format!("key show {key}"))["expires_at"].clone()
}

#[test]
fn a_date_is_an_expiry_wherever_one_is_given() {
    let home = Home::with_vault();
    let (date, end) = ("2099-12-31", "2099-12-31T00:00:00Z");
    home.create("made", &format!("--expires {date}"));
    home.call("key create variable").env("KEYWRIGHT_EXPIRES", date).run().exits(0);
    let line = format!("{{\"name\":\"bulk\",\"expires\":\"{date}\"}}");
    home.call("key create --from -").stdin(line).run().exits(0);
    let line = format!("{{\"name\":\"old\",\"expires\":\"{date}\",\"digest\":\"{}\"}}", "ab".repeat(32));
    home.call("key import --trust-digests --from -").stdin(line).run().exits(0);
    home.create("edited", "");
    home.ok(&format!("key edit edited --expires {date}"));
    for key in ["made", "variable", "bulk", "old", "edited"] {
        assert_eq!(expires_at(&home, key), end, "{key}");
    }
    home.create("rotated", "");
    let rotation = home.json(&format!("rotate start rotated --expires {date}"));
    assert_eq!(rotation["successor"]["expires_at"], end);
    home.create("time", "--expires 2099-12-31T02:00:00+02:00");
    assert_eq!(expires_at(&home, "time"), end);
    for past in ["2001-01-01", "2001-01-01T00:00:00Z"] {
        assert_ne!(home.run(&format!("key create past --expires {past}")).code, 0);
    }
    home.run("key create both --expires 2099-12-31 --expires-at 2099-12-31").exits(2);
}

#[test]
fn another_form_is_told_what_to_write() {
    let home = Home::with_vault();
    let target = "target add t --format jsonl --path f";
    for (line, said) in [
        ("key create x --expires 1y", "for 1y write 365d"),
        ("key create x --expires 6mo", "for 6mo write 183d"),
        ("key create x --expires '3 months'", "for 3 months write 92d"),
        ("key edit x --expires 1month", "for 1month write 31d"),
        ("rotate start x --expires 2years", "for 2years write 730d"),
        ("key create x --expires 2027-02-30", "there is no date 2027-02-30"),
        ("key create x --expires-at 90d", "give a duration to --expires: --expires 90d"),
        ("key create x --expires-at 1y", "give a duration to --expires: --expires 365d"),
        ("key create x --not-before 7d", "7d is a duration"),
        ("key create x --not-before 1893456000", "write 2030-01-01T00:00:00Z"),
        ("rotate start x --grace 2027-01-01", "2027-01-01 is a date"),
        ("key edit x --rotate-every 2027-01-01", "2027-01-01 is a date"),
        ("key edit x --rotate-every 3mo", "for 3mo write 92d"),
        ("export --format jsonl --valid-for 2027-01-01", "2027-01-01 is a date"),
        (&format!("{target} --pickup 1mo"), "for 1mo write 31d"),
        ("key list --expiring-within 2027-01-01", "2027-01-01 is a date"),
        ("key list --unused-for 3months", "for 3months write 92d"),
        ("status --lock-timeout '5 minutes'", "for 5 minutes write 5m"),
        ("audit list --since 6mo", "for 6mo write 183d"),
        ("scan . --format table", "choose the output format with -o: -o table"),
        ("key list --format json", "choose the output format with -o, such as -o json"),
        ("status --json", "choose the output format with -o, such as -o json"),
        ("export -o haproxy", "give this format to --format: --format haproxy"),
        ("key create x --scope a,b", "--scopes"),
        ("key create x --rotate-every 1d", "--rotate-every belongs to `keywright key edit`"),
        ("key create x --rotate-before 1d", "--rotate-before belongs to `keywright key edit`"),
        ("key list --reason leaked", "--reason belongs to `keywright key revoke`"),
        ("rotate confirm x --to-credential y", "`keywright rotate start` and `keywright rotate secret`"),
        ("profile add shop.toml", "give the file to --from: --from shop.toml"),
        ("profile edit shop 'my shop.toml'", "give the file to --from: --from 'my shop.toml'"),
        ("report 'my page.html'", "give the file to --out: --out 'my page.html'"),
        ("calendar keys.ics", "give the file to --out: --out keys.ics"),
        ("report --format html", "it has one form; name the file with --out"),
        ("timeline --out x", "make a page: `keywright report --out FILE`"),
        ("key import keys.jsonl", "give the file to --from: --from keys.jsonl"),
        ("key create --profile shop x p.toml", "give the file to --from: --from p.toml"),
    ] {
        let ran = home.run(line).exits(2);
        assert!(ran.stderr.contains(said), "{said}: {ran}");
        // What clap takes it for is not said beside that.
        assert!(!said.contains("keywright") || !ran.stderr.contains("tip:"), "{ran}");
        let error = home.run(&format!("-o json {line}"));
        if !line.contains("-o haproxy") {
            let error = error.fails(2, "usage").to_string();
            assert!(error.contains(said), "{said}: {error}");
        }
    }
    // The format of a file is no format of an answer.
    for line in [
        "target add t --format json --path f",
        "export --format json",
        "usage import log --format json",
        "public-key --format json",
    ] {
        // Where one is alike, clap says which.
        let ran = home.run(line).exits(2);
        assert!(ran.stderr.contains("[possible values: ") && !ran.stderr.contains("hint:"), "{ran}");
    }
    let line = "{\"name\":\"x\",\"expires\":\"1y\"}";
    let ran = home.call("key create --from -").stdin(line).run().exits(2);
    assert!(
        ran.stderr.contains("line 1: expires: an expiry must be") && ran.stderr.contains("write 365d"),
        "{ran}"
    );
    home.write("p.toml", "name = \"p\"\nexpires = \"2027-01-01\"\nmax_expires = \"1y\"\n");
    let ran = home.run("profile add --from p.toml").exits(2);
    assert!(ran.stderr.contains("2027-01-01 is a date") && ran.stderr.contains("for 1y write 365d"), "{ran}");
}

#[test]
fn the_audit_log_takes_how_long_ago() {
    let home = Home::with_vault();
    home.create("k", "");
    let count =
        |options: &str| home.json(&format!("audit list {options}"))["items"].as_array().unwrap().len();
    let all = count("");
    assert_eq!((count("--since 7d"), count("--until 7d")), (all, 0));
    // A second may have passed.
    assert!(count("--since 0d") <= all && all > 0);
    home.run("audit list --since 2026").exits(2);
}

#[test]
fn an_identity_is_never_repeated_and_a_recipient_is_no_identity() {
    let home = Home::with_vault();
    let identity = home.read(home.identity().to_str().unwrap());
    let secret = identity.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap();
    let public = identity.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap();
    for line in [
        "slot add x --recipient",
        "slot add x --identity",
        "init --vault new.db --identity",
        "init --vault new.db --recipient",
        "status --identity",
        "key create x --encrypt-to",
        "key create x --description",
        "key show",
        "check --file f --public-key",
        "nonsense",
    ] {
        let ran = home.call(line).arg(secret).run().exits(2);
        assert!(!ran.output().contains(&secret[17..]), "{ran}");
    }
    let ran = home.call("slot add x --recipient").arg(secret).run().exits(2);
    assert!(ran.stderr.contains("keep an identity in a file"), "{ran}");
    let ran = home.call("status --identity").arg(public).run().exits(2);
    assert!(ran.stderr.contains("that is a recipient"), "{ran}");
    home.write("my key.pub", public);
    for line in ["slot add x --recipient", "vault backup b --recipient", "key create x --encrypt-to"] {
        let ran = home.call(line).arg("my key.pub").run().exits(2);
        let option = line.rsplit(' ').next().unwrap();
        assert!(
            ran.stderr.contains(&format!("give what is in it: {option} \"$(cat 'my key.pub')\"")),
            "{ran}"
        );
        let ran = home.call(line).arg(home.identity()).run().exits(2);
        assert!(ran.stderr.contains("that is the file of an identity"), "{ran}");
    }
    assert!(home.names().is_empty());
}

#[test]
fn a_longer_life_is_widening() {
    let home = Home::with_vault();
    home.create("k", "--expires 2098-01-01");
    for longer in ["--expires never", "--expires 2099-01-01", "--expires-at 2099-01-01", "--expires 36525d"] {
        let ran = home.run(&format!("key edit k {longer}")).exits(4);
        assert!(ran.stderr.contains("more rights than before: expires_at"), "{ran}");
        assert!(ran.stderr.contains("hint: add --widen"), "{ran}");
    }
    assert_eq!(expires_at(&home, "k"), "2098-01-01T00:00:00Z");
    home.ok("key edit k --expires 2097-01-01");
    home.ok("key edit k --expires 2098-01-01 --widen");
    home.ok("key edit k --expires never --widen");
    assert_eq!(expires_at(&home, "k"), Value::Null);
}

#[test]
fn what_is_to_be_given_instead_is_named() {
    let home = Home::with_vault();
    std::fs::create_dir(home.path("state")).unwrap();
    for (line, code, said) in [
        ("receipt import state", 10, "hint: name the receipts in it: state/*.receipt.json"),
        ("key import --from-file nosuch", 3, "opening 'nosuch' failed: no such file or directory"),
        ("key import", 2, "key import <--from <FILE>|--from-file <VERIFICATION_FILE>>"),
        ("key import --trust-digests", 2, "--from <FILE>|--from-file <VERIFICATION_FILE>"),
        ("key delete", 2, "key delete <KEY|--ended-before <DURATION>|--status <STATUS>>"),
        ("unlock --for soon", 2, "must be at most 24h, such as 15m or 8h"),
        ("unlock --for 25h", 2, "must be at most 24h, such as 15m or 8h"),
    ] {
        let ran = home.run(line).exits(code);
        assert!(ran.stderr.contains(said), "{line}: {ran}");
    }
}
