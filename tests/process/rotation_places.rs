//! Destinations that cannot be written: the old file stays, the rotation waits.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::rotating::{GOOD, Lineage};
use crate::support::{available, missing};

/// How the destination is broken and fixed again.
struct Fault<'a> {
    name: &'a str,
    said: &'a str,
    broken: &'a dyn Fn(&Lineage),
    repaired: &'a dyn Fn(&Lineage),
    /// Where the old file is meanwhile.
    old: &'a str,
    /// The command prefix that runs the program as another user.
    user: &'a str,
}

fn tried(lineage: &Lineage, fault: &Fault<'_>) {
    let old = std::fs::read(lineage.home.path("served/edge.jsonl")).unwrap();
    (fault.broken)(lineage);
    let call =
        |arguments: &str| lineage.home.shell(&format!("exec {} {arguments} -o json", fault.user)).run();
    // Nothing is due yet, so it is forced.
    let published = call("publish --force").exits(10);
    let error = &published.stderr;
    assert!(error.contains(fault.said) && error.contains("edge.jsonl"), "{}: {published}", fault.name);
    let found = Lineage::incomplete(call("rotate run"));
    assert!(found.contains("edge.jsonl") && found.contains(fault.said), "{}: {found}", fault.name);
    assert!(std::fs::read(lineage.home.path(fault.old)).unwrap() == old, "{}: the old file", fault.name);
    // Started but not delivered: no server knows the new key.
    let status = call("rotate status").exits(0).json();
    assert_eq!(status["items"][0]["step"], "started", "{}: {status}", fault.name);
    assert!(status["items"][0]["waits_for"].as_str().unwrap().contains("target edge"), "{status}");
    assert_eq!(lineage.consumer(), lineage.old, "{}", fault.name);
    let confirm = lineage.home.shell(&format!(
        "{user} rotate secret bot --secret-only > new && {user} rotate confirm bot -o json < new; code=$?; rm new; exit $code",
        user = fault.user
    ));
    confirm.run().exits(4);
    let drafts = crate::support::contents(&lineage.home.path("."));
    let drafts: Vec<_> =
        drafts.keys().filter(|path| path.to_string_lossy().contains("/.keywright-")).collect();
    assert!(drafts.is_empty(), "{}: left behind: {drafts:?}", fault.name);
    (fault.repaired)(lineage);
    call("rotate run").exits(0);
    assert!(std::fs::read(lineage.home.path("served/edge.jsonl")).unwrap() != old);
}

#[test]
fn a_folder_that_is_missing_and_a_link_in_the_place() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    let (served, away) = (lineage.home.path("served"), lineage.home.path("away"));
    tried(
        &lineage,
        &Fault {
            name: "a missing folder",
            said: "there is no folder",
            broken: &|_| std::fs::rename(&served, &away).unwrap(),
            repaired: &|_| std::fs::rename(&away, &served).unwrap(),
            old: "away/edge.jsonl",
            user: "\"$KW\"",
        },
    );
    lineage.is_delivered("+0");

    let Some(lineage) = Lineage::due(GOOD) else { return };
    let (file, real) = (lineage.home.path("served/edge.jsonl"), lineage.home.path("real.jsonl"));
    tried(
        &lineage,
        &Fault {
            name: "a symbolic link",
            said: "symbolic link",
            broken: &|_| {
                std::fs::rename(&file, &real).unwrap();
                symlink(&real, &file).unwrap();
            },
            repaired: &|_| std::fs::rename(&real, &file).unwrap(),
            old: "real.jsonl",
            user: "\"$KW\"",
        },
    );
    lineage.is_delivered("+0");
}

#[test]
fn a_folder_that_is_read_only() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    let mode = |mode: u32| {
        let folder = lineage.home.path("served");
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // Nothing is read-only for root: another user runs everything then.
    let is_root = lineage.home.shell("exit $(id -u | grep -c '^0$')").run().code == 1;
    if is_root && !available("setpriv") {
        return;
    }
    let user = if is_root {
        lineage.home.shell("cp \"$KW\" kw && chown -R 65534:65534 .").run().exits(0);
        "setpriv --reuid=65534 --regid=65534 --clear-groups ./kw"
    } else {
        "\"$KW\""
    };
    let fault = Fault {
        name: "a read-only folder",
        said: "ermission denied",
        broken: &|_| mode(0o555),
        repaired: &|_| mode(0o755),
        old: "served/edge.jsonl",
        user,
    };
    tried(&lineage, &fault);
}

/// A small file system mounted over a folder, unmounted when dropped.
struct Disk<'a>(&'a Lineage);

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = self.0.home.shell("umount -l served").run();
    }
}

#[test]
fn a_disk_that_is_full() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    lineage.home.shell("mv served/edge.jsonl .").run().exits(0);
    let mounted = lineage.home.shell("mount -t tmpfs -o size=64k,mode=0700 tmpfs served").run();
    if mounted.code != 0 {
        return missing("mounting a tmpfs is not permitted here");
    }
    let disk = Disk(&lineage);
    lineage.home.shell("mv edge.jsonl served").run().exits(0);
    let fault = Fault {
        name: "a full disk",
        said: "o space left",
        broken: &|lineage| {
            lineage.home.shell("cat /dev/zero > served/ballast; true").run().exits(0);
        },
        repaired: &|lineage| std::fs::remove_file(lineage.home.path("served/ballast")).unwrap(),
        old: "served/edge.jsonl",
        user: "\"$KW\"",
    };
    tried(&lineage, &fault);
    lineage.is_delivered("+0");
    drop(disk);
}
