//! `status --format prometheus --out`: what the file is, what it replaces, and what leaves it as it was.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::support::{Home, available};

const WRITE: &str = "-q --no-input status --format prometheus --out @/keywright.prom";

/// A key, a target that is published, one that cannot be, and a server that has nothing.
pub(super) fn scene() -> Home {
    let home = Home::with_vault();
    home.create("ci", "--expires 60d -s read");
    home.ok("target add edge --format jsonl --path @/edge.jsonl --servers eu-1");
    home.ok("target add far --format haproxy --path @/gone/far.map");
    home.ok("publish edge");
    home
}

fn mode(home: &Home) -> u32 {
    home.path("keywright.prom").metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn prometheus_accepts_what_is_written() {
    if !available("promtool") {
        return;
    }
    let scene = scene();
    let restored = self::scene();
    restored.ok("vault backup backup");
    restored.ok("key revoke ci --yes");
    restored.ok("publish edge");
    restored.ok("vault restore backup");
    for home in [Home::with_vault(), scene, restored] {
        home.ok(WRITE);
        let text = home.read("keywright.prom");
        assert_eq!(text.replace(|c: char| c.is_ascii_digit(), ""), {
            let other = home.ok("status --format prometheus").stdout;
            other.replace(|c: char| c.is_ascii_digit(), "")
        });
        // It has something to say of bad names and types, too.
        let ran = home.program("promtool", "check metrics").stdin(text).run().exits(0);
        assert_eq!(ran.output(), "");
    }
    let ran = Home::new().program("promtool", "check metrics").stdin("keywright_x{a=\"b} 1\n").run();
    assert_ne!(ran.code, 0, "{ran}");
}

/// Whatever the umask and the folder for temporary files are, and without a home.
#[test]
fn the_collector_can_read_it() {
    let home = scene();
    for umask in ["077", "000", "027"] {
        let _ = std::fs::remove_file(home.path("keywright.prom"));
        let line = format!("umask {umask}; exec env -u HOME -u TMPDIR \"$KW\" {}", WRITE.replace("@/", "./"));
        let call = home.shell(&line).env("KEYWRIGHT_VAULT", home.vault());
        let call = call.env("KEYWRIGHT_IDENTITY", home.identity()).env("STATE_DIRECTORY", home.marks());
        let ran = call.run().exits(0);
        assert_eq!((ran.output().as_str(), mode(&home)), ("", 0o644), "{umask}: {ran}");
    }
    // What somebody has set stays.
    std::fs::set_permissions(home.path("keywright.prom"), std::fs::Permissions::from_mode(0o640)).unwrap();
    home.ok(WRITE);
    assert_eq!(mode(&home), 0o640);
    assert!(home.leftovers().is_empty(), "{:?}", home.leftovers());
}

#[test]
fn nothing_else_is_replaced() {
    let home = scene();
    let diary = home.write("diary", "# keywright metric\n");
    home.write("own", "# keywright metrics\n");
    symlink(home.path("own"), home.path("link")).unwrap();
    let (vault, identity) = (std::fs::read(home.vault()).unwrap(), std::fs::read(home.identity()).unwrap());
    let status = |out: &str| home.run(&format!("status --format prometheus -o json --out '{out}'"));
    for (out, code, said) in [
        (diary.as_str(), 4, "is not a file of metrics"),
        ("edge.jsonl", 4, "is not a file of metrics"),
        (".", 10, "directory"),
        ("link", 10, "link"),
        ("gone/keywright.prom", 10, "no folder"),
        ("/dev/null", 10, "/dev/null"),
    ] {
        let error = status(out);
        assert!(error.stderr.contains(said), "{out}: {error}");
        error.exits(code).error();
    }
    status(home.vault().to_str().unwrap()).exits(4);
    status(home.identity().to_str().unwrap()).exits(4);
    assert_eq!(home.read("diary"), "# keywright metric\n");
    assert_eq!(home.read("own"), "# keywright metrics\n");
    assert!(home.path("link").is_symlink());
    assert!(vault == std::fs::read(home.vault()).unwrap());
    assert!(identity == std::fs::read(home.identity()).unwrap());
}

/// A destination that is refused is said before anything is unlocked.
#[test]
fn the_destination_is_looked_at_first() {
    let home = scene();
    home.write("diary", "today");
    std::fs::remove_file(home.identity()).unwrap();
    home.run("--no-input status --format prometheus --out diary").exits(4);
    home.run("--no-input status --format prometheus --out other").exits(5);
    assert!(!home.path("other").exists());
}

/// Stale metrics are noticed by their time; half of them, or calm ones of no vault, would not be.
#[test]
fn the_earlier_file_stays_if_the_vault_cannot_be_read() {
    let home = scene();
    home.ok(WRITE);
    let before = home.read("keywright.prom");
    let old = std::fs::read(home.vault()).unwrap();
    home.create("later", "");
    let new = std::fs::read(home.vault()).unwrap();
    let refused = |code: i32, what: &str| {
        let ran = home.run(WRITE);
        assert_eq!(ran.code, code, "{what}: {ran}");
        assert!(home.read("keywright.prom") == before, "{what}");
    };
    std::fs::write(home.vault(), &old).unwrap();
    refused(7, "rolled back");
    let mut damaged = new.clone();
    let middle = damaged.len() / 2;
    damaged[middle..].fill(0x55);
    std::fs::write(home.vault(), damaged).unwrap();
    refused(6, "damaged");
    std::fs::remove_file(home.vault()).unwrap();
    refused(3, "missing");
    std::fs::write(home.vault(), new).unwrap();
    std::fs::rename(home.identity(), home.path("elsewhere")).unwrap();
    refused(5, "locked");
    std::fs::rename(home.path("elsewhere"), home.identity()).unwrap();
    // As on a full disk: the first bytes fit.
    if available("prlimit") {
        let under = "prlimit --fsize=4000";
        let ran = home.call(WRITE).under(under).run().exits(10);
        assert!(ran.stderr.contains("keywright.prom"), "{ran}");
        assert!(home.read("keywright.prom") == before && home.leftovers().is_empty());
    }
    home.ok(WRITE);
    assert!(home.read("keywright.prom") != before);
}

/// One that this machine does not know is looked at, and its metrics are not calm. One that somebody put in the place of
/// another is refused.
#[test]
fn a_vault_that_is_not_known_is_not_calm() {
    let home = Home::with_vault();
    let attention = || {
        home.ok(WRITE);
        let text = home.read("keywright.prom");
        let line = text.lines().find(|line| line.starts_with("keywright_attention_items{")).unwrap();
        line.split(' ').next_back().unwrap().to_owned()
    };
    assert_eq!(attention(), "0");
    std::fs::rename(home.marks(), home.path("marks")).unwrap();
    assert_eq!(attention(), "1");
    std::fs::rename(home.path("marks"), home.marks()).unwrap();
    let before = home.read("keywright.prom");
    let other = Home::with_vault();
    std::fs::copy(other.vault(), home.vault()).unwrap();
    std::fs::copy(other.identity(), home.identity()).unwrap();
    home.run(WRITE).exits(12);
    assert_eq!(home.read("keywright.prom"), before);
}
