//! The privileges that the process drops before it reads a secret, and that programs it starts inherit its
//! original state.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Home, available, missing};

/// A check command that records the kernel's status of itself and of Keywright.
const LOOK: &str = r#"#!/bin/sh
sleep 0.2 # Keywright guards itself again once it knows that this runs
cat /proc/$PPID/status /proc/$PPID/limits >"$HOME/parent"
cat /proc/self/status /proc/self/limits >"$HOME/own"
stat -c %u /proc/$PPID/environ >"$HOME/owner"
ls -l /proc/self/fd >"$HOME/descriptors"
if [ -e "$HOME/abort" ]; then kill -QUIT $PPID; sleep 10; fi
"#;

/// A vault with a credential that has this check command.
fn looking(look: &str) -> Home {
    let home = Home::for_other_users();
    home.ok("init --new-identity");
    home.write("look", look);
    std::fs::set_permissions(home.path("look"), std::fs::Permissions::from_mode(0o755)).unwrap();
    home.call("credential set one --check")
        .arg(format!("'{}'", home.text("look")))
        .stdin("a secret")
        .run()
        .exits(0);
    home
}

fn read(home: &Home, name: &str) -> String {
    std::fs::read_to_string(home.path(name)).unwrap()
}

/// The kernel's status lines that must not depend on the parent process. (Not `SigIgn`: glibc has its own
/// signals ignored in what it spawns.)
fn kept(text: &str) -> Vec<String> {
    let lines = ["Umask:", "SigBlk:", "SigCgt:", "Seccomp:", "NoNewPrivs:", "Max core file size"];
    let kept = text.lines().filter(|line| lines.iter().any(|start| line.starts_with(start)));
    kept.map(str::to_owned).collect()
}

/// The start of a shell line that runs as another user, who owns this home; unchanged if we are not root.
fn as_another(home: &Home) -> String {
    home.shell("cp \"$KW\" kw && chmod a+rx kw").run().exits(0);
    if home.shell("id -u").run().stdout != "0\n" {
        return String::new();
    }
    home.shell("chown -R 65534:65534 .").run().exits(0);
    "setpriv --reuid=65534 --regid=65534 --clear-groups ".to_owned()
}

#[test]
fn it_is_guarded_and_its_hooks_are_started_as_it_was() {
    let home = looking(LOOK);
    for before in ["umask 027; trap '' HUP", "umask 0; ulimit -S -c 4096", "ulimit -c 0"] {
        let plain = home.shell(&format!("{before}; cat /proc/self/status /proc/self/limits")).run().exits(0);
        let line = format!("{before}; exec 7<look 9>other; exec \"$KW\" credential verify one");
        home.shell(&line).run().exits(0);
        let (own, parent) = (kept(&read(&home, "own")), kept(&read(&home, "parent")));
        let plain = kept(&plain.stdout);
        assert_eq!(plain.len(), 6, "{plain:?}");
        assert_eq!(own, plain, "{before}");
        assert!(parent.contains(&"Umask:\t0077".to_owned()), "{before}: {parent:?}");
        let core = parent.iter().find(|line| line.starts_with("Max core")).unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{before}: {core}");
        let text = read(&home, "descriptors");
        let open: Vec<&str> = text.lines().filter(|line| line.contains(" -> ")).collect();
        // The fourth is the folder that ls reads, the second the file that it writes to.
        assert!(open.len() == 4 && open[3].contains("/proc/"), "{before}: {text}");
    }
}

#[test]
fn another_process_of_the_same_user_cannot_look_into_it() {
    if !available("setpriv") {
        return;
    }
    let home = looking(&format!("{LOOK}(cat /proc/$PPID/environ >/dev/null) 2>\"$HOME/refused\"\nexit 0\n"));
    let another = as_another(&home);
    home.shell(&format!("exec {another}./kw credential verify one")).run().exits(0);
    // The files of a process that is not dumpable belong to root.
    assert_eq!(read(&home, "owner"), "0\n");
    assert!(read(&home, "refused").contains("Permission denied"), "{}", read(&home, "refused"));
}

#[test]
fn it_leaves_no_core() {
    let home = looking(LOOK);
    home.write("abort", "");
    let unlimited = "ulimit -c unlimited || exit 9";
    let status = |line: &str| {
        use std::os::unix::process::ExitStatusExt as _;
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &format!("{unlimited}; exec {line}")]).current_dir(home.path(""));
        let found = command.env("HOME", home.path("")).status().unwrap();
        (found.signal(), found.core_dumped())
    };
    match status("sh -c 'kill -QUIT $$'") {
        (Some(3), true) => {}
        found => return missing(&format!("this machine leaves no core of anything: {found:?}")),
    }
    let line = format!("'{}' credential verify one >/dev/null 2>&1", crate::support::PROGRAM);
    assert_eq!(status(&line), (Some(3), false));
}

/// If the system refuses a protection, the process works without it.
#[test]
fn what_the_system_refuses_is_done_without() {
    if !available("strace") {
        return;
    }
    let home = Home::with_vault();
    for calls in ["prctl", "umask", "prlimit64", "prctl,umask,prlimit64", "close_range"] {
        let inject = format!("inject={calls}:error=EPERM");
        let strace = format!("strace -o trace -e trace={calls} -e {inject}");
        home.call(&format!("key create 'key {calls}'")).under(&strace).run().exits(0);
        let ran = home.call("run -- echo ran").under(&strace).run();
        assert_eq!(ran.exits(0).stdout, "ran\n", "{calls}");
        let trace = read(&home, "trace");
        assert!(trace.contains("(INJECTED)"), "{calls}: {trace}");
    }
}

/// All ways to pass a passphrase on a descriptor. The process reopens it, which the kernel must allow
/// although the process is not dumpable.
#[test]
fn a_passphrase_is_read_from_descriptors() {
    if !available("setpriv") {
        return;
    }
    let home = Home::for_other_users();
    home.ok("init --new-identity");
    home.write("pass", "correct horse\n");
    let tries = |user: &str| {
        for (given, redirection) in [
            ("--passphrase-fd 3", "3<pass"),
            ("--passphrase-fd 3", "3< <(cat pass)"),
            ("--passphrase-fd 3", "3<<<$(cat pass)"),
            ("--passphrase-fd 0", "<pass"),
            ("--passphrase-file /dev/fd/3", "3<pass"),
            ("--passphrase-file /proc/self/fd/3", "3< <(cat pass)"),
            ("--passphrase-file /dev/stdin", "<pass"),
            ("--passphrase-file <(cat pass)", ""),
        ] {
            // All of it in a shell of that user, since the pipes belong to them as well.
            let line = format!("exec {user}bash -c 'exec ./kw {given} key list {redirection}'");
            let ran = home.shell(&line).run().exits(5);
            // It was read; that it is tried on no slot saves a second each.
            let tried = "the passphrase given opens no slot: the vault has no passphrase slot";
            assert!(ran.stderr.contains(tried), "{user}{given} {redirection}: {ran}");
        }
    };
    home.shell("cp \"$KW\" kw").run().exits(0);
    tries("");
    let another = as_another(&home);
    if !another.is_empty() {
        tries(&another);
    }
}

/// `sudo` in somebody's home: what is written there stays theirs, and they go on with it.
#[test]
fn as_root_in_the_home_of_another() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    if !rustix::process::geteuid().is_root() || !available("setpriv") {
        return;
    }
    let home = Home::for_other_users();
    home.shell("cp \"$KW\" kw; chmod a+rx kw; chown -R 65534:65534 .").run().exits(0);
    let them = |line: &str| {
        let line = format!("exec setpriv --reuid=65534 --regid=65534 --clear-groups ./kw {line}");
        home.shell(&line).run().exits(0)
    };
    them("init --new-identity");
    them("target add edge --format jsonl --path \"$PWD/edge\" --audience edge --mode 0640");
    them("publish");
    home.write("key.pem", them("public-key").stdout);
    let state = std::fs::metadata(home.marks()).unwrap();
    assert_eq!(state.uid(), 65_534);
    // A first look of root's, and what follows.
    std::fs::remove_dir_all(home.marks()).unwrap();
    home.ok(&format!("vault trust {}", home.fingerprint()));
    let secret = home.create("one", "").secret;
    home.ok("vault rekey");
    home.ok("rotate run");
    home.ok("publish");
    home.ok("vault backup backup.db");
    let check = "check --file edge --public-key key.pem --audience edge --state seen/deep --server s1";
    std::fs::create_dir(home.path("seen")).unwrap();
    std::os::unix::fs::chown(home.path("seen"), Some(65_534), Some(65_534)).unwrap();
    home.call(check).stdin(secret.as_str()).run().exits(0);
    for folder in [home.marks(), home.path("seen"), home.vault().parent().unwrap().to_owned()] {
        for path in crate::support::files_below(&folder) {
            let found = std::fs::symlink_metadata(&path).unwrap();
            assert_eq!((found.uid(), found.gid()), (65_534, 65_534), "{}", path.display());
        }
    }
    let edge = std::fs::metadata(home.path("edge")).unwrap();
    assert_eq!((edge.uid(), edge.permissions().mode() & 0o777), (65_534, 0o640));
    them("key create two");
    them("publish");
    home.write("secret", &secret);
    them(&format!("{check} < secret"));
    // What somebody has opened to a group stays so.
    let pin = home.mark_folder().join("pin.json");
    std::fs::set_permissions(&pin, std::fs::Permissions::from_mode(0o640)).unwrap();
    home.ok("vault rekey");
    assert_eq!(std::fs::metadata(&pin).unwrap().permissions().mode() & 0o777, 0o640);
}

/// What cannot be read for want of permission is said so, with what mends it.
#[test]
fn state_of_another_user() {
    if !rustix::process::geteuid().is_root() || !available("setpriv") {
        return;
    }
    let home = Home::for_other_users();
    home.shell("cp \"$KW\" kw; chmod a+rx kw; chown -R 65534:65534 .").run().exits(0);
    let them = |line: &str| {
        let line = format!("exec setpriv --reuid=65534 --regid=65534 --clear-groups ./kw {line}");
        home.shell(&line).run()
    };
    them("init --new-identity").exits(0);
    let places = std::fs::read_dir(home.marks().join("places")).unwrap().next().unwrap().unwrap().path();
    for file in [home.mark(), home.mark_folder().join("pin.json"), places, home.mark_folder()] {
        std::os::unix::fs::chown(&file, Some(0), Some(0)).unwrap();
        let error = them("key list -o json").fails(10, "io");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("chown"), "{error}");
        std::os::unix::fs::chown(&file, Some(65_534), Some(65_534)).unwrap();
    }
    them("key list").exits(0);
}

/// A file of the system's, linked into a folder of somebody who waits for root, stays the system's.
#[test]
fn root_gives_away_nothing_that_it_did_not_make() {
    use std::os::unix::fs::MetadataExt as _;
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let home = Home::with_vault();
    let precious = home.path("precious");
    std::fs::write(&precious, "root's own").unwrap();
    let lock = home.mark_folder().join("lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::hard_link(&precious, &lock).unwrap();
    for folder in [home.marks(), home.mark_folder()] {
        std::os::unix::fs::chown(folder, Some(65_534), Some(65_534)).unwrap();
    }
    home.ok("key create a --secret-file @/a.txt");
    assert_eq!(std::fs::metadata(&precious).unwrap().uid(), 0);
}
