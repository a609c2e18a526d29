use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::domain::hook::HookCommand;
use crate::ports::HookRunner as _;
use crate::system::SystemHooks;

/// A folder that nobody else can write to, but for those above it.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(path: &Path, text: &[u8], mode: u32) {
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// What is said of a program with this content and mode, with its path as `@`.
fn said(text: &[u8], mode: u32) -> String {
    let folder = folder();
    let path = folder.path().join("hook");
    write(&path, text, mode);
    found(path.to_str().unwrap()).replace(path.to_str().unwrap(), "@")
}

fn found(program: &str) -> String {
    let command = HookCommand::try_from(vec![program.to_owned()]).unwrap();
    SystemHooks::default().find(&command).map_or_else(|error| error.to_string(), |_| String::new())
}

#[test]
fn what_can_be_run_is_found() {
    for good in
        ["#!/bin/sh\n", "#! /bin/sh -eu\n", "#!/usr/bin/env sh\n", "#!/usr/bin/env -S sh -eu\n", "#!/bin/sh"]
    {
        assert_eq!(said(good.as_bytes(), 0o700), "", "{good:?}");
    }
    assert_eq!(said(b"\x7fELF\0\0", 0o755), "", "another format may be known here");
    assert_eq!((found("sh"), found("/bin/sh")), (String::new(), String::new()));
}

#[test]
fn what_cannot_be_run_is_told_apart() {
    assert_eq!(found("/does/not/exist"), "/does/not/exist does not exist");
    assert_eq!(found("no-such-program"), "no such program in /usr/local/bin, /usr/bin, /bin");
    assert_eq!(found("/usr"), "/usr is a folder");
    assert_eq!(found("/dev/null"), "/dev/null is not a file");
    assert_eq!(said(b"#!/bin/sh\n", 0o644), "@ is not executable");
    for text in [&b""[..], b"echo hello\n", "# \u{e4}\n".as_bytes()] {
        assert_eq!(said(text, 0o755), format!("@ {}", find::NO_FORMAT), "{text:?}");
    }
    for (script, expected) in [
        ("#!/bin/nosuch\n", "@: its interpreter /bin/nosuch does not exist"),
        (
            "#!/bin/sh\r\n",
            "@: its interpreter /bin/sh\r does not exist: its line ends with a carriage return",
        ),
        ("#!/usr/bin\n", "@: its interpreter /usr/bin is a folder"),
        (
            "#!/usr/bin/env nosuch\n",
            "@: its interpreter 'nosuch' is missing: no such program in /usr/local/bin, /usr/bin, /bin",
        ),
        // The kernel passes all of it as one word.
        (
            "#!/usr/bin/env sh -eu\n",
            "@: its interpreter 'sh -eu' is missing: no such program in /usr/local/bin, /usr/bin, /bin",
        ),
    ] {
        assert_eq!(said(script.as_bytes(), 0o755), expected);
    }
}

/// An interpreter may be a script itself, and so on; one that leads to itself ends, too.
#[test]
fn interpreters_are_followed() {
    // The path of an interpreter ends at its first space, and that of TMPDIR may have some.
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    let (inner, outer) = (folder.path().join("inner"), folder.path().join("outer"));
    write(&inner, b"#!/bin/nosuch\n", 0o755);
    write(&outer, format!("#!{}\n", inner.display()).as_bytes(), 0o755);
    let text = found(outer.to_str().unwrap());
    assert!(text.ends_with("its interpreter /bin/nosuch does not exist"), "{text}");
    write(&inner, format!("#!{}\n", outer.display()).as_bytes(), 0o755);
    assert_eq!(found(outer.to_str().unwrap()), "");
}

#[test]
fn who_else_could_change_it_is_found() {
    let folder = folder();
    let place = folder.path().canonicalize().unwrap();
    let (inside, path) = (place.join("bin"), place.join("bin/hook"));
    std::fs::create_dir(&inside).unwrap();
    let mode =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    write(&path, b"#!/bin/sh\n", 0o755);
    mode(&inside, 0o755);
    assert_eq!(writable_by_others(&path), None);
    for (bits, open) in [(0o775, true), (0o757, true), (0o777, true), (0o1777, false)] {
        mode(&inside, bits);
        assert_eq!(writable_by_others(&path), Some(inside.clone()).filter(|_| open), "{bits:o}");
    }
    mode(&inside, 0o755);
    for bits in [0o775, 0o757] {
        mode(&path, bits);
        assert_eq!(writable_by_others(&path).as_ref(), Some(&path), "{bits:o}");
    }
    // Who can replace a link decides what is run.
    mode(&path, 0o755);
    let (open, link) = (place.join("open"), place.join("open/link"));
    std::fs::create_dir(&open).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    mode(&open, 0o777);
    assert_eq!(writable_by_others(&link), Some(open));
}
