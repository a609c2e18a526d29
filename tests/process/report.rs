//! `report`: the file that is written, and the page in a browser.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use serde_json::Value;

use super::pseudo_terminal::Terminal;
use crate::support::{Home, find, missing};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn the_file_is_its_owners_alone_and_written_again() {
    let home = Home::with_vault();
    let first = home.shell("umask 000; \"$KW\" report --out report.html").run().exits(0);
    assert_eq!(first.stderr, "wrote report.html\n");
    assert_eq!((first.stdout.as_str(), mode(&home.path("report.html"))), ("", 0o600));
    home.create("ci", "");
    assert!(!home.read("report.html").contains("<bdi>ci</bdi>"));
    fs::set_permissions(home.path("report.html"), Permissions::from_mode(0o644)).unwrap();
    home.ok("report --out report.html");
    assert!(home.read("report.html").contains("<bdi>ci</bdi>"));
    assert_eq!(mode(&home.path("report.html")), 0o644, "whoever shares it need not do so again");
    assert_eq!(home.ok("report").stdout.len(), home.read("report.html").len(), "stdout has the same");
    assert!(home.leftovers().is_empty());
}

#[test]
fn what_is_at_its_path_is_left_alone() {
    let home = Home::with_vault();
    home.ok("report --out real.html");
    fs::create_dir(home.path("folder")).unwrap();
    symlink(home.path("real.html"), home.path("link")).unwrap();
    symlink(home.path("nowhere"), home.path("dangling")).unwrap();
    home.write("diary", "<!DOCTYPE html><!-- my diary -->");
    home.shell("mkfifo pipe").run().exits(0);
    let before = home.contents();
    for (path, code, name) in [
        ("folder", 10, "io"),
        ("link", 10, "io"),
        ("dangling", 10, "io"),
        ("pipe", 10, "io"),
        ("no/such/folder/report.html", 10, "io"),
        ("diary", 4, "conflict"),
        (home.identity().to_str().unwrap(), 4, "conflict"),
        (home.vault().to_str().unwrap(), 4, "conflict"),
    ] {
        home.call("-o json report --out").arg(path).run().fails(code, name);
    }
    assert_eq!(home.contents(), before);
}

/// Whatever stops it: the page of yesterday is better than half of one of today.
#[test]
fn an_earlier_page_stays_whole_if_a_new_one_cannot_be_made() {
    let home = Home::with_vault();
    home.ok("report --out report.html");
    let before = home.read("report.html");
    home.create("ci", "");
    home.write("other.txt", "AGE-SECRET-KEY-1");
    home.call("-o json --identity other.txt report --out report.html").run().fails(5, "locked");
    home.call("-o json --vault nothing report --out report.html").run().fails(3, "not_found");
    // No file may be longer than this many bytes.
    let full = home.call("-o json report --out report.html").under("prlimit --fsize=5000").run();
    full.fails(10, "io");
    assert_eq!(home.read("report.html"), before);
    assert!(home.leftovers().is_empty());
}

#[test]
fn on_a_terminal_it_wants_a_file() {
    let home = Home::with_vault();
    let (screen, code) = Terminal::open(&home, "\"$KW\" report").end();
    assert_eq!(code, 2, "{screen}");
    assert!(screen.contains("--out report.html") && !screen.contains("<html"), "{screen}");
    let (screen, code) = Terminal::open(&home, "\"$KW\" report --out report.html").end();
    assert_eq!((code, screen.trim()), (0, "wrote report.html"));
}

/// A vault that this machine does not know may be looked at; the page says that it is not known.
#[test]
fn a_page_of_an_unknown_vault_says_so() {
    let home = Home::with_vault();
    fs::remove_dir_all(home.marks()).unwrap();
    let page = home.run("report").exits(0).stdout;
    assert!(page.contains("keywright vault trust"), "{page}");
    assert!(page.contains("class=\"alarm\""), "{page}");
}

/// Names that would break out of the page, reverse it or not end.
fn hostile() -> Home {
    let home = Home::with_vault();
    let long = "n".repeat(128);
    let names = [
        "</bdi></li><script>alert(1)</script>",
        "\"'><img src=http://192.0.2.1/x.png onerror=alert(1)>",
        "</style><link rel=stylesheet href=http://192.0.2.1/x.css>",
        "מפתח ראשי 42",
        "日本語のキー 🔑",
        "&lt;b&gt; &amp; `code`",
        &long,
    ];
    for (index, name) in names.iter().enumerate() {
        let call = home.call(&format!("key create --expires {} --secret-only", 10 + index * 60));
        call.arg(format!("--name={name}")).run().exits(0);
    }
    home.ok("target add edge --format jsonl --audience edge --path edge.keys --servers web1,web2");
    home.ok("publish");
    home.call("key revoke --yes")
        .arg(format!("--reason={}", names[1]))
        .arg("--")
        .arg(names[0])
        .run()
        .exits(0);
    home.call("key disable --").arg(names[3]).run().exits(0);
    home.call("rotate start --secret-only --").arg(names[4]).run().exits(0);
    home.call("key edit --rotate-every 30d --").arg(names[5]).run().exits(0);
    home
}

/// In headless Chromium at three widths, light and dark: what is asked of the network, what axe-core finds, what does
/// not fit, what is said on the console.
#[test]
fn in_a_browser_it_asks_for_nothing_fits_and_can_be_read_by_all() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = root.join("target/tools/browser");
    let (Some(node), Some(chromium)) = (find("node"), find("chromium")) else { return };
    if !packages.join("node_modules").is_dir() {
        return missing("the packages for the browser are not installed: scripts/tools browser");
    }
    let home = hostile();
    home.ok("report --out report.html");
    let script = root.join("tests/process/browser/report.mjs");
    // The path of a socket may have no more than 107 bytes, and the browser has one where temporary files are.
    let short = tempfile::TempDir::with_prefix_in("keywright-browser-", "/tmp").unwrap();
    let call = home.program(node.to_str().unwrap(), "").env("TMPDIR", short.path());
    let call = call.arg(script).arg(&chromium).arg(&packages);
    let answer = call.arg(home.path("report.html")).arg(home.root()).run().exits(0);
    let seen: Vec<Value> = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(seen.len(), 6, "{}", answer.stdout);
    for view in seen {
        for member in ["requests", "said", "violations"] {
            assert_eq!(view[member], Value::Array(Vec::new()), "{member}: {view}");
        }
        assert!(view["overflow"].as_i64().unwrap() <= 0, "it does not fit: {view}");
        let blocked =
            ["connect-src", "frame-src", "img-src", "media-src", "script-src-elem", "style-src-elem"];
        assert_eq!(view["blocked"], serde_json::json!(blocked), "{view}");
        let parts = ["attention", "timeline", "servers", "calendar", "unused", "log"];
        assert_eq!(view["parts"], serde_json::json!(parts), "{view}");
        let picture = home.path(&format!("{}-{}.png", view["width"], view["colorScheme"].as_str().unwrap()));
        assert!(picture.metadata().unwrap().len() > 10_000, "{view}");
    }
}
