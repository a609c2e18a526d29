//! Networks of keys: what is no network, and a key that a server judges by the address that it is presented from.

use serde_json::json;

use crate::support::Home;

/// What is no network, and what is said of it.
const NO_NETWORKS: &[(&str, &str)] = &[
    ("10.0.0.1/8", "the network is 10.0.0.0/8"),
    ("192.0.2.7/0", "the network is 0.0.0.0/0"),
    ("2001:db8::1/32", "the network is 2001:db8::/32"),
    ("::ffff:10.0.0.0/104", "must be written as IPv4, such as 10.0.0.0/8"),
    ("::ffff:10.0.0.1", "must be written as IPv4, such as 10.0.0.0/8"),
    ("10.0.0.0/33", "such as 10.0.0.0/8"),
    ("::/129", "such as 10.0.0.0/8"),
    ("10.0.0.0/", "such as 10.0.0.0/8"),
    ("10.0.0.0/-1", "such as 10.0.0.0/8"),
    ("10.0.0.0/08", "such as 10.0.0.0/8"),
    ("10.0.0.0/255.0.0.0", "such as 10.0.0.0/8"),
    ("010.0.0.0/8", "such as 10.0.0.0/8"),
    ("10/8", "such as 10.0.0.0/8"),
    ("fe80::1%eth0", "such as 10.0.0.0/8"),
    ("fe80::%eth0/64", "such as 10.0.0.0/8"),
    ("[2001:db8::]/32", "such as 10.0.0.0/8"),
    ("10.0.0.1:443", "such as 10.0.0.0/8"),
    ("localhost", "such as 10.0.0.0/8"),
    ("", "such as 10.0.0.0/8"),
    (" 10.0.0.0/8", "such as 10.0.0.0/8"),
    ("10.0.0.0/8 ", "such as 10.0.0.0/8"),
    ("10.0.0.0/8 ::1", "such as 10.0.0.0/8"),
    ("10.0.0.0/8, ::1", "such as 10.0.0.0/8"),
    ("10.0.0.0/8,", "such as 10.0.0.0/8"),
    ("10.0.0.0/8\n", "such as 10.0.0.0/8"),
    ("١٠.0.0.0/8", "such as 10.0.0.0/8"),
];

#[test]
fn what_is_no_network_is_refused_and_nothing_is_made() {
    let home = Home::with_vault();
    let before = home.contents();
    for (network, expected) in NO_NETWORKS {
        let option = format!("--network={network}");
        let ran = home.call("key create x").arg(&option).run().exits(2);
        assert!(ran.stderr.contains("--network") && ran.stderr.contains(expected), "{ran}");
        // In an edit an empty text clears.
        if !network.is_empty() && !network.ends_with(',') {
            home.call("key edit x").arg(&option).run().exits(2);
        }
        let line = json!({ "name": "x", "networks": [network] }).to_string();
        let ran = home.call("key create --from -").stdin(line).run().exits(2);
        assert!(ran.stderr.contains("--from: line 1: networks: "), "{ran}");
        let profile = format!("name = \"p\"\nnetworks = [{}]\n", json!(network));
        let ran = home.call("profile add --from -").stdin(profile).run().exits(2);
        assert!(ran.stderr.contains("line 2: networks"), "{ran}");
    }
    let many = (0..33).map(|number| format!("10.0.0.{number}")).collect::<Vec<_>>().join(",");
    let ran = home.call("key create x").arg(format!("--network={many}")).run().exits(2);
    assert!(ran.stderr.contains("at most 32 networks"), "{ran}");
    assert!(home.contents() == before, "something was changed");
}

/// The longest that a key can have is in its file, and found there.
#[test]
fn as_many_as_can_be_reach_the_servers() {
    let home = Home::with_vault();
    let longest: Vec<String> =
        (0..32).map(|number| format!("2001:db8:1111:2222:3333:4444:5555:66{number:02x}")).collect();
    let all = longest.join(",");
    let secret = home.create("ci", &format!("--network {all} --network {}", longest[0])).secret;
    home.ok("export --format jsonl --audience edge --out keys");
    home.write("pub.pem", home.ok("public-key").bytes);
    for (address, code) in [(&*longest[31], 0), ("2001:db8:1111:2222:3333:4444:5555:6620", 8)] {
        let args = format!("check --file keys --public-key pub.pem --audience edge --address {address}");
        home.call(&args).stdin(&*secret).run().exits(code);
    }
}

#[test]
fn a_server_judges_by_the_address() {
    let home = Home::with_vault();
    let bound = home.create("bound", "-s read --network 10.0.0.0/8 --network 2001:DB8::/32,192.0.2.7").secret;
    let anywhere = home.create("anywhere", "").secret;
    home.ok("export --format jsonl --audience edge --out keys");
    home.write("pub.pem", home.ok("public-key").bytes);
    let file = home.read("keys");
    let nets =
        file.lines().filter(|line| line.contains(r#","net":"10.0.0.0/8 192.0.2.7/32 2001:db8::/32"}"#));
    assert_eq!(nets.count(), 1, "{file}");
    let check = |secret: &str, more: &str| {
        let args = format!("check --file keys --public-key pub.pem --audience edge -o json {more}");
        let ran = home.call(&args).stdin(secret).run();
        (ran.code, ran.json())
    };
    for inside in
        ["10.0.0.1", "10.255.255.255", "192.0.2.7", "2001:db8::1", "::ffff:10.1.2.3", "::FFFF:a00:1"]
    {
        let (code, answer) = check(&bound, &format!("--address {inside}"));
        assert_eq!((code, &answer["unchecked"]), (0, &json!(["scope"])), "{inside}: {answer}");
    }
    let outside =
        ["11.0.0.0", "9.255.255.255", "192.0.2.8", "2001:db9::", "::1", "::10.0.0.1", "64:ff9b::a00:1"];
    let outside = outside.map(|address| format!("--address {address}"));
    for asked in outside.iter().map(String::as_str).chain(["", "--scope admin"]) {
        let (code, answer) = check(&bound, asked);
        assert_eq!((code, &answer["reason"]), (8, &json!("network")), "{asked}: {answer}");
    }
    for asked in ["", "--address 11.0.0.0", "--address ::1"] {
        assert_eq!(check(&anywhere, asked).0, 0, "{asked}");
    }
    for address in
        ["", "10.0.0.1:80", "[::1]", "fe80::1%1", "10.0.0.0/8", "localhost", "10.0.0.1 ", "10.0.0.01"]
    {
        let args = "check --file keys --public-key pub.pem --audience edge";
        let ran = home.call(args).arg(format!("--address={address}")).stdin(&*bound).run().exits(2);
        assert!(ran.stderr.contains("without port or zone"), "{ran}");
    }
}

/// Narrowed, a key is in the targets' way until they follow, as one with fewer scopes is.
#[test]
fn a_narrowed_key_is_published_anew() {
    let home = Home::with_vault();
    home.create("ci", "--network 10.0.0.0/8");
    home.ok("target add t --format jsonl --path @/t.jsonl --audience edge");
    home.ok("publish");
    assert!(home.json("publish")["items"][0]["changed"] == false, "nothing is due");
    let ran = home.ok("key edit ci --network 10.1.0.0/16");
    assert!(ran.stderr.contains("still has its former rights"), "{ran}");
    assert!(home.read("t.jsonl").contains(r#""net":"10.0.0.0/8""#));
    home.ok("publish");
    assert!(home.read("t.jsonl").contains(r#""net":"10.1.0.0/16""#));
    home.ok("key edit ci --network 0.0.0.0/0 --widen");
    home.ok("key edit ci --network '' --widen");
    home.ok("publish");
    assert!(!home.read("t.jsonl").contains("net"));
}

/// A format that says nothing of networks would admit the key from anywhere.
#[test]
fn a_key_is_in_no_file_that_does_not_bind_it() {
    let home = Home::with_vault();
    let (free, bound) = (home.create("free", ""), home.create("bound", "--network 10.0.0.0/8"));
    let ran = home.ok("export --format haproxy --audience edge --out map");
    let words = "lacks 1 key bound to networks";
    assert!(ran.stderr.contains(words), "{ran}");
    assert!(home.read("map").contains(&free.id) && !home.read("map").contains(&bound.id));
    let ran = home.ok("export --format jsonl --audience edge --out lines");
    assert!(home.read("lines").contains(&bound.id) && !ran.stderr.contains("lacks"), "{ran}");
    home.ok("target add map --format haproxy --path @/t.map");
    home.ok("target add lines --format jsonl --path @/t.jsonl");
    let ran = home.ok("publish");
    assert!(
        ran.stderr.contains(&format!("the file of 'map' {words}")) && !ran.stderr.contains("'lines'"),
        "{ran}"
    );
    // Once bound, a key leaves the files that cannot bind it.
    let ran = home.ok("key edit free --network ::1");
    assert!(ran.stderr.contains("'lines', 'map' still has its former rights"), "{ran}");
    home.ok("publish");
    assert!(!home.read("t.map").contains(&free.id) && home.read("t.jsonl").contains(&free.id));
    // A rotation does not wait for the new key in them.
    let secret = home.json("rotate start bound")["secret"].as_str().unwrap().to_owned();
    home.ok("publish");
    home.ok("export --format jsonl --audience edge --out lines");
    home.call("rotate confirm bound").stdin(secret).run().exits(0);
    home.ok("publish");
    home.ok("rotate finish bound --now --yes");
}

/// What is lost by a restore comes back bound.
#[test]
fn keys_adopted_from_a_file_keep_them() {
    let home = Home::with_vault();
    home.ok("vault backup @/backup.db");
    home.create("ci", "--network 10.0.0.0/8,::1");
    home.ok("export --format jsonl --audience edge --out keys");
    home.ok("vault restore @/backup.db");
    home.ok("key import --from-file keys");
    let list = home.json("key list");
    assert_eq!(list["items"][0]["networks"], json!(["10.0.0.0/8", "::1/128"]), "{list}");
}
