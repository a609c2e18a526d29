//! `scan` of a real tree: what it finds, what it skips, and that it prints no secret.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use serde_json::Value;

use crate::support::{Answer, Home, available};

/// Secrets of four keys: active, disabled, revoked, and of another vault.
struct Secrets([String; 4]);

impl Secrets {
    fn of(home: &Home) -> Self {
        let create = |home: &Home, name: &str| home.create(name, "--prefix acme_live").secret;
        let secrets = ["live", "off", "gone"].map(|name| create(home, name));
        home.ok("key disable off");
        home.ok("key revoke gone --yes");
        let [live, off, gone] = secrets;
        Self([live, off, gone, create(&Home::with_vault(), "other")])
    }

    /// Asserts that none of them was printed, not even more than the displayable start.
    fn assert_hidden(&self, ran: &Answer) {
        for secret in &self.0 {
            for hidden in [&secret[..19], &secret[19..40], &secret[secret.len() - 20..]] {
                assert!(!ran.output().contains(hidden), "{ran}");
            }
        }
    }
}

fn folder(home: &Home, name: &str) {
    std::fs::create_dir_all(home.path(name)).unwrap();
}

/// The findings of a JSON report: path, line, column (0 and 0 in a name), name and status, live.
fn findings(ran: &Answer) -> Vec<(String, u64, u64, String, bool)> {
    let items = ran.json()["items"].as_array().unwrap().clone();
    let of = |item: &Value| {
        let key = &item["key"];
        let whose = match key["name"].as_str() {
            Some(name) => format!("{name} {}", key["status"].as_str().unwrap()),
            None => "unknown".to_owned(),
        };
        let number = |member: &str| if item[member].is_null() { 0 } else { item[member].as_u64().unwrap() };
        let path = item["path"].as_str().unwrap().to_owned();
        (path, number("line"), number("column"), whose, item["live"].as_bool().unwrap())
    };
    items.iter().map(of).collect()
}

#[test]
fn a_tree_is_searched_and_no_secret_is_printed() {
    let home = Home::with_vault();
    let secrets = Secrets::of(&home);
    let [live, off, gone, other] = &secrets.0;
    for name in ["tree/src", "tree/build", "tree/.git", "tree/.ci"] {
        folder(&home, name);
    }
    let damaged = live.replace(&live[30..31], if live[30..31] == *"x" { "y" } else { "x" });
    home.write("tree/.gitignore", "build/\n*.tmp\n");
    home.write("tree/.ignore", "notes\n");
    home.write("tree/build/out.js", live);
    home.write("tree/x.tmp", live);
    home.write("tree/notes", live);
    home.write("tree/.git/config", format!("url = https://x:{live}@host/\n"));
    home.write("tree/.env", format!("A=1\r\nAPI_KEY={live}\r\n"));
    home.write("tree/.ci/run.json", format!("{{\"é\": \"{off}\"}}"));
    home.write("tree/binary", [b"\0ELF ", live.as_bytes()].concat());
    home.write("tree/damaged", format!("{damaged}\n{}\n{}", &live[..live.len() - 1], live.replace('_', "-")));
    home.write("tree/src/main.rs", format!("// {gone}\nlet x = \"https://h/?k={other}&y\";\n"));
    let wide = [" ".repeat(300_000), format!("MY_{live}"), "z".repeat(1_000_000), live.clone()].concat();
    home.write("tree/wide", wide);
    symlink(home.path("tree/.env"), home.path("tree/link")).unwrap();
    home.program("mkfifo", "tree/pipe").run().exits(0);
    let raw = home.path("tree").join(OsStr::from_bytes(b"\xff\x1b[31m.txt"));
    std::fs::write(raw, format!("{live}{live}")).unwrap();

    let ran = home.run("scan tree -o json").exits(8);
    let length = u64::try_from(live.len()).unwrap();
    let is = |path: &str, line, column, whose: &str, live| {
        (format!("tree/{path}"), line, column, whose.to_owned(), live)
    };
    let expected = [
        is(".ci/run.json", 1, 8, "off disabled", true),
        is(".env", 2, 9, "live active", true),
        is("binary", 1, 5, "live active", true),
        is("src/main.rs", 1, 4, "gone revoked", false),
        is("src/main.rs", 2, 23, "unknown", false),
        is("wide", 1, 300_004, "live active", true),
        is("wide", 1, 1_300_004 + length, "live active", true),
        is("\\xff\u{1b}[31m.txt", 1, 1, "live active", true),
        is("\\xff\u{1b}[31m.txt", 1, 1 + length, "live active", true),
    ];
    assert_eq!(findings(&ran), expected);
    secrets.assert_hidden(&ran);
    assert!(ran.stderr.is_empty() && !ran.stdout.contains('\u{1b}'), "{ran}");

    for format in ["text", "json", "sarif"] {
        let ran = home.run(&format!("scan tree --format {format}")).exits(8);
        secrets.assert_hidden(&ran);
        assert!(!ran.output().contains('\u{1b}'), "{ran}");
    }
    for format in ["table", "jsonl", "csv"] {
        secrets.assert_hidden(&home.run(&format!("scan tree -o {format} -v")).exits(8));
    }
    let text = home.run("scan tree").exits(8);
    assert_eq!(text.stdout.lines().count(), expected.len());
    assert!(text.stdout.contains("\ntree/.env:2:9: key_"), "{text}");
    assert!(text.stdout.contains(&format!("'live' v1 active ({}…)\n", &live[..18])), "{text}");
    assert!(text.stdout.contains(&format!("tree/src/main.rs:2:23: unknown ({}…)\n", &other[..18])), "{text}");
    let summary = "scanned 9 files, found 9 secrets: 7 live\n\
        left out 2 files and 1 folder that ignore files exclude; --no-ignore searches them\n";
    assert_eq!(text.stderr, summary);
}

#[test]
fn names_of_files_and_folders_are_searched_too() {
    let home = Home::with_vault();
    let secrets = Secrets::of(&home);
    let [live, off, gone, other] = &secrets.0;
    folder(&home, &format!("tree/{off}"));
    folder(&home, "tree/.git");
    home.write("tree/.gitignore", "ignored*\n");
    home.write(&format!("tree/ignored-{live}"), "");
    home.write(&format!("tree/.git/{live}"), "");
    home.write(&format!("tree/{off}/MY_{live}.bak"), format!("\nx {other}"));
    home.write(&format!("tree/{off}/binary {gone}"), "\0");
    symlink("nowhere", home.path(&format!("tree/link-{other}"))).unwrap();
    let start = |secret: &str| format!("{}…", &secret[..18]);
    let [live_, off_, gone_, other_] = secrets.0.each_ref().map(|secret| start(secret));
    let is =
        |path: &str, line, column, whose: &str, live| (path.to_owned(), line, column, whose.to_owned(), live);
    let mut expected = [
        is(&format!("tree/{off_}"), 0, 0, "off disabled", true),
        is(&format!("tree/{off_}/MY_{live_}.bak"), 0, 0, "live active", true),
        is(&format!("tree/{off_}/MY_{live_}.bak"), 2, 3, "unknown", false),
        is(&format!("tree/{off_}/binary {gone_}"), 0, 0, "gone revoked", false),
        is(&format!("tree/link-{other_}"), 0, 0, "unknown", false),
    ];
    expected.sort();
    let sorted = |ran: &Answer| {
        let mut found = findings(ran);
        found.sort();
        found
    };
    for args in ["tree", "./tree tree", "tree tree/acme*"] {
        let ran = home.shell(&format!("\"$KW\" scan {args} -o json")).run().exits(8);
        assert_eq!(sorted(&ran), expected, "{args}");
        secrets.assert_hidden(&ran);
    }
    // The whole of a path that is given, and each secret once.
    let ran = home.run(&format!("scan 'tree/{off}/MY_{live}.bak' -o json")).exits(8);
    assert_eq!(sorted(&ran), expected[..3]);
    let ran = home.run("scan tree").exits(8);
    let named = format!("tree/{off_}/MY_{live_}.bak: in its name: key_");
    assert!(ran.stdout.lines().any(|line| line.starts_with(&named)), "{ran}");
    assert!(ran.stdout.contains(&format!("MY_{live_}.bak:2:3: unknown ({other_})\n")), "{ran}");
    for options in ["", "-v", "-o csv", "-o jsonl", "--format sarif", "--format json --no-ignore"] {
        secrets.assert_hidden(&home.run(&format!("scan tree {options}")).exits(8));
    }
    let log = home.run("scan tree --format sarif").exits(8).json();
    let in_name = |result: &&Value| result["locations"][0]["physicalLocation"]["region"].is_null();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(in_name).count(), 4);
    let place = &results.iter().find(in_name).unwrap()["locations"][0]["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!(uri, format!("tree/{}", off_.replace('…', "%E2%80%A6")));
    // A file that is not there, and one that cannot be read.
    let ran = home.run(&format!("scan 'tree/{live}' -v")).exits(3);
    secrets.assert_hidden(&ran);
    assert!(ran.stderr.contains(&live_), "{ran}");
}

#[test]
fn what_is_left_out_can_be_asked_for() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    folder(&home, "tree/.git");
    home.write("tree/.gitignore", "ignored\n");
    home.write("tree/ignored", &live);
    home.write("tree/.git/config", &live);
    symlink(home.path("tree/ignored"), home.path("tree/link")).unwrap();
    let paths = |args: &str| -> Vec<String> {
        let ran = home.run(&format!("scan -o json {args}"));
        let found: Vec<_> = findings(&ran).into_iter().map(|finding| finding.0).collect();
        assert_eq!(ran.code, if found.is_empty() { 0 } else { 8 }, "{ran}");
        found
    };
    assert!(paths("tree").is_empty());
    assert_eq!(paths("tree --no-ignore"), ["tree/ignored"]);
    // Paths given explicitly are searched.
    assert_eq!(paths("tree/ignored tree/link tree/.git"), ["tree/.git/config", "tree/ignored", "tree/link"]);
    assert_eq!(paths("./tree/ignored tree/ignored"), ["./tree/ignored", "tree/ignored"]);
    let ran = home.shell("cd tree && \"$KW\" scan . --no-ignore --format text").run().exits(8);
    assert!(ran.stdout.starts_with("ignored:1:1: "), "{ran}");
}

#[test]
fn logs_come_in_through_stdin() {
    let home = Home::with_vault();
    let secrets = Secrets::of(&home);
    let [live, _, gone, _] = &secrets.0;
    let mut log = "2026-01-01 GET /\n".repeat(100_000).into_bytes();
    // NUL bytes are skipped, and not counted.
    log.extend(format!("\0 token={live}\n").bytes());
    let ran = home.call("scan -").stdin(log).run().exits(8);
    assert!(ran.stdout.starts_with("-:100001:8: key_"), "{ran}");
    secrets.assert_hidden(&ran);
    let ran = home.call("scan -").stdin(gone.as_str()).run().exits(0);
    assert!(ran.stdout.contains(" revoked (") && ran.stderr.contains("1 secret: 0 live"), "{ran}");
    let ran = home.call("scan - -o json").stdin("").run().exits(0);
    assert_eq!(findings(&ran), []);
    assert_eq!(ran.json()["searched"]["files"], 1);
    // A pipe given explicitly is read, too.
    let ran = home.shell(&format!("\"$KW\" scan <(printf %s {live})")).run().exits(8);
    assert!(ran.stdout.starts_with("/dev/fd/"), "{ran}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let home = Home::with_vault();
    let (live, mine) = (home.create("live", "").secret, home.path("tree/shut"));
    folder(&home, "tree/shut");
    home.write("tree/file", "nothing");
    // Nobody can read this from its start, not even root.
    let memory = "/proc/self/mem";
    let ran = home.run(&format!("scan tree {memory}")).exits(11);
    assert!(ran.stderr.contains("warning: cannot read /proc/self/mem: "), "{ran}");
    assert!(ran.stderr.contains("error: 1 file could not be read\n"), "{ran}");
    let ran = home.run(&format!("scan tree {memory} -o json")).exits(11);
    assert_eq!(findings(&ran), []);
    let ran = home.run(&format!("scan tree {memory} --format sarif")).exits(11);
    assert_eq!(ran.json()["runs"][0]["invocations"][0]["executionSuccessful"], false);
    home.write("tree/file", live);
    let ran = home.run(&format!("scan tree {memory}")).exits(8);
    assert!(ran.stderr.contains("warning: cannot read ") && ran.stdout.contains("tree/file:1:1"), "{ran}");
    home.run("scan tree nothing -o json").fails(3, "not_found");

    std::fs::set_permissions(&mine, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        let ran = home.run("scan tree").exits(8);
        assert!(ran.stderr.contains("warning: cannot read tree/shut: permission denied"), "{ran}");
    }
    std::fs::set_permissions(&mine, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let home = Home::with_vault();
    let secrets = Secrets::of(&home);
    home.write("a b#.txt", secrets.0.join("\n"));
    let ran = home.run("scan 'a b#.txt' '@/a b#.txt' --format sarif").exits(8);
    let log = ran.json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string() && driver["version"].is_string(), "{ran}");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    // What code hosts ask for beyond the schema.
    for rule in driver["rules"].as_array().unwrap() {
        for member in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[member]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(rule["help"]["markdown"].is_string() && rule["name"].is_string(), "{rule}");
        let severity: f64 = rule["properties"]["security-severity"].as_str().unwrap().parse().unwrap();
        assert!((0.1..=10.0).contains(&severity) && rule["properties"]["tags"][0] == "security");
    }
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object(), "{ran}");
    let mut fingerprints = BTreeSet::new();
    let mut levels = Vec::new();
    for result in results {
        let rule = &driver["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"], "{ran}");
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"], "{ran}");
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1, "{ran}");
        let (from, to) = (&region["startColumn"], &region["endColumn"]);
        assert_eq!(to.as_u64().unwrap() - from.as_u64().unwrap(), 64);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let is_relative = uri == "a%20b%23.txt" && place["artifactLocation"]["uriBaseId"] == "%SRCROOT%";
        assert!(is_relative || uri.starts_with("file:///") && uri.ends_with("/a%20b%23.txt"), "{uri}");
        let fingerprint = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
        assert!(fingerprint.len() == 18 && fingerprint.ends_with(":1") && fingerprints.insert(fingerprint));
        levels.push(result["level"].as_str().unwrap());
    }
    levels.sort_unstable();
    assert_eq!(levels, ["error", "error", "error", "error", "note", "note", "warning", "warning"]);
}

#[test]
fn the_rule_for_other_scanners_finds_what_is_minted() {
    let home = Home::with_vault();
    let mut secrets = vec![home.create("ci", "").secret];
    for prefix in ["k", "a1_2b", "p234567890123456789012345678901_"] {
        let prefix = prefix.trim_end_matches('_');
        let args = format!("key create {prefix} --prefix {prefix} --secret-only");
        secrets.push(home.ok(&args).stdout.trim_end().to_owned());
    }
    let lines: Vec<String> = secrets.iter().map(|secret| format!("x = \"{secret}\";")).collect();
    let others = ["not_a_secret", "kw_abc", "a sha: 0123456789abcdef0123456789abcdef0123456789abcdef"];
    let file = home.write("f", lines.join("\n") + "\n" + &others.join("\n") + "\n");
    // Neither a vault nor a path is needed.
    let elsewhere = Home::new();
    let rule = |scanner: &str| elsewhere.ok(&format!("scan --rules {scanner}")).stdout;
    let expression = rule("regex").trim_end().to_owned();
    for flavour in ["-E", "-P"] {
        if !available("grep") {
            return;
        }
        let ran = home.program("grep", flavour).arg("-o").arg(&expression).arg(&file).run().exits(0);
        let found: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
        assert_eq!(found, secrets, "{flavour}");
    }
    for scanner in ["gitleaks", "trufflehog"] {
        assert!(rule(scanner).contains(&expression), "{scanner}");
    }
}
