//! Free text at its limit and one character above it, counted in characters, not bytes.

use crate::support::Home;

#[test]
fn texts_up_to_their_bound_and_no_further() {
    let home = Home::with_vault();
    let wide = |count: usize| "\u{1d11e}".repeat(count);
    home.create("base", "");
    for (option, bound) in [("--description", 4_096), ("--owner", 256)] {
        for text in [wide(bound), "x".repeat(bound)] {
            home.ok(&format!("key edit base {option} {text}"));
            assert_eq!(home.json("key show base")[&option[2..]], *text);
        }
        let error =
            home.run(&format!("key edit base {option} {} -o json", wide(bound + 1))).fails(2, "usage");
        assert!(error["message"].as_str().unwrap().contains(option), "{option}");
    }
    let label = format!("{}={}", "k".repeat(64), wide(256));
    home.ok(&format!("key edit base --label {label}"));
    assert_eq!(home.json("key show base")["labels"]["k".repeat(64)], *wide(256));
    for label in [format!("{}=v", "k".repeat(65)), format!("k={}", wide(257))] {
        home.run(&format!("key edit base --label {label} -o json")).fails(2, "usage");
    }
    home.run(&format!("key revoke base --yes --reason {} -o json", wide(1_025))).fails(2, "usage");
    home.ok(&format!("key revoke base --yes --reason {}", wide(1_024)));
    assert_eq!(home.json("key show base")["revoked_reason"], *wide(1_024));
}

#[test]
fn names_prefixes_and_rights_up_to_their_bound() {
    let home = Home::with_vault();
    let name = "\u{e9}".repeat(128);
    home.create(&name, "");
    assert_eq!(home.names(), [&*name]);
    home.run(&format!("key create {name}x -o json")).fails(2, "usage");
    let deep = vec!["d".repeat(64); 16].join("/");
    let (scope, environment, prefix) = ("s".repeat(64), "e".repeat(64), "p".repeat(32));
    let key =
        format!("key create deep --resource {deep} -s {scope} --environment {environment} --prefix {prefix}");
    let key = home.json(&key);
    assert_eq!((&key["resource"], &key["environment"]), (&deep.clone().into(), &environment.clone().into()));
    assert!(key["secret"].as_str().unwrap().starts_with(&prefix));
    for (option, value) in [
        ("--resource", format!("{deep}/d")),
        ("--resource", "d".repeat(65)),
        ("--scopes", "s".repeat(65)),
        ("--environment", "e".repeat(65)),
        ("--prefix", "p".repeat(33)),
    ] {
        home.run(&format!("key create over {option} {value} -o json")).fails(2, "usage");
    }
    let scopes = |count: usize| (0..count).map(|n| format!("s{n}")).collect::<Vec<_>>().join(",");
    home.ok(&format!("key create many -s {}", scopes(64)));
    home.run(&format!("key create over -s {} -o json", scopes(65))).fails(2, "usage");
    assert_eq!(home.names().len(), 3);
}

#[test]
fn the_largest_key_is_published_and_checked() {
    let home = Home::with_vault();
    let scopes = (0..64).map(|n| format!("{n:0>64}")).collect::<Vec<_>>().join(",");
    let deep = vec!["d".repeat(64); 16].join("/");
    let secret =
        home.create("big", &format!("-s {scopes} --resource {deep} --environment {}", "e".repeat(64))).secret;
    let labels: Vec<String> = (0..64).map(|n| format!("l{n}={}", "v".repeat(256))).collect();
    let edit = home
        .call("key edit big --description")
        .arg("\n".repeat(4_096))
        .args("--label")
        .args(&labels.join(" --label "));
    edit.run().exits(0);
    home.run("key edit big --label onemore=x -o json").fails(2, "usage");
    home.ok("export --format jsonl --audience edge --out keys");
    let public = home.ok("public-key --format raw").stdout;
    let check = format!("check --file keys --public-key {} --audience edge --resource {deep}", public.trim());
    home.call(&check).stdin(secret).run().exits(0);
    home.ok("vault check");
}
