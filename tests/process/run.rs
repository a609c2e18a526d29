//! `run`: the program gets the secret and is otherwise unaffected by Keywright.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, Stdio};

use crate::support::{Answer, Home, PROGRAM};

const SECRET: &str = "canary-run-4c9d27e1b05f";

fn stored() -> Home {
    let home = Home::with_vault();
    home.call("credential set one").stdin(format!("{SECRET}\n")).run().exits(0);
    home
}

/// Runs a line of shell with the secret in `ONE`.
fn sh(home: &Home, line: &str) -> Answer {
    home.call("run --env ONE=credential:one -- sh -c").arg(line).run()
}

#[test]
fn the_exit_code_is_the_programs_own() {
    let home = stored();
    for code in [0, 1, 3, 42, 255] {
        let ran = sh(&home, &format!("printf %s \"$ONE\"; exit {code}")).exits(code);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (SECRET, ""), "{ran}");
    }
}

#[test]
fn without_a_reference_no_vault_is_opened() {
    let home = Home::new();
    home.run("run -- sh -c 'exit 42'").exits(42);
    home.run("run --env A=credential:x -- sh -c 'touch ran' -o json").exits(3);
    let locked = stored();
    std::fs::remove_file(locked.identity()).unwrap();
    locked.run("run --no-input -- sh -c 'exit 42'").exits(42);
    let ran = locked.run("run --no-input --env A=credential:one -- touch ran").exits(5);
    assert!(!home.path("ran").exists() && !locked.path("ran").exists(), "{ran}");
}

#[test]
fn what_cannot_be_run_is_said_before_the_vault_is_unlocked() {
    let home = stored();
    std::fs::remove_file(home.identity()).unwrap();
    home.write("plain", "x");
    let env = "--env A=credential:one --no-input -o json --";
    for (program, code, name) in [
        ("no-such-program", 3, "not_found"),
        ("./missing", 3, "not_found"),
        ("./plain", 10, "io"),
        ("/", 10, "io"),
    ] {
        let error = home.run(&format!("run {env} {program}")).fails(code, name);
        assert!(error["message"].as_str().unwrap().contains(program), "{error}");
    }
}

#[test]
fn an_unknown_credential_runs_nothing() {
    let home = stored();
    let args = "run --env A=credential:one --env B=credential:two -o json -- touch ran";
    let error = home.run(args).fails(3, "not_found");
    assert!(error["message"].as_str().unwrap().contains("'two'"), "{error}");
    assert!(!home.path("ran").exists());
    let log = home.ok("audit list --limit 0 -o csv").stdout;
    assert!(!log.contains("credential.run"), "nothing was handed out: {log}");
}

/// The kernel's status of a process that `cat`s it: lines that must not depend on the parent process.
fn kept(status: &str) -> Vec<&str> {
    let lines = ["Umask:", "SigBlk:", "SigIgn:", "SigCgt:", "Seccomp:", "NoNewPrivs:", "Max core file size"];
    status.lines().filter(|line| lines.iter().any(|start| line.starts_with(start))).collect()
}

#[test]
fn the_program_is_started_as_if_from_the_shell() {
    let home = stored();
    let files = ["/proc/self/status", "/proc/self/limits"];
    for before in ["umask 027; trap '' HUP", "umask 0; ulimit -S -c 4096", "ulimit -c 0"] {
        let plain = home.shell(&format!("{before}; exec cat {}", files.join(" "))).run().exits(0);
        let line = format!("{before}; exec \"$KW\" run --env ONE=credential:one -- cat {}", files.join(" "));
        let ours = home.shell(&line).run().exits(0);
        let (plain, ours) = (plain.stdout, ours.stdout);
        assert_eq!(kept(&plain).len(), 7, "{plain}");
        assert_eq!(kept(&ours), kept(&plain), "{before}");
    }
}

#[test]
fn only_the_first_three_descriptors_are_passed_on() {
    let home = stored();
    let list = "ls /proc/self/fd | tr '\\n' ' '";
    let line = format!("exec 7<given 9>other; exec \"$KW\" run --env ONE=credential:one -- sh -c \"{list}\"");
    home.write("given", "");
    assert_eq!(home.shell(&line).run().exits(0).stdout, "0 1 2 3 ", "3 is the folder");
    // With a file there is one more descriptor, of that file.
    let line =
        "exec \"$KW\" run --file F=credential:one -- sh -c 'ls /proc/self/fd | wc -l; echo $F; readlink $F'";
    let ran = home.shell(line).run().exits(0);
    let text = &ran.stdout;
    let lines: Vec<&str> = text.lines().collect();
    let [count, place, target] = lines[..] else { panic!("{ran}") };
    assert_eq!(count, "5");
    assert!(place.starts_with("/dev/fd/") && target.contains("/memfd:"), "{ran}");
}

#[test]
fn a_file_holds_the_secret_and_cannot_be_changed() {
    let home = stored();
    let line = "cat $F; echo; cat $F; echo; sh -c 'cat \"$F\"'; echo; (echo x >$F) 2>/dev/null || echo sealed; cat $F";
    let ran = home.call("run --file F=credential:one -- sh -c").arg(line).run().exits(0);
    assert_eq!(ran.stdout, format!("{SECRET}\n{SECRET}\n{SECRET}\nsealed\n{SECRET}"));
    let environment = home.ok("run --file F=credential:one -- env");
    assert!(!environment.stdout.contains(SECRET), "{environment}");
    let names = std::fs::read_dir(home.path("tmp")).unwrap().count();
    assert_eq!(names, 0, "no file in any folder");
}

#[test]
fn the_environment_is_passed_on_but_for_what_unlocks() {
    let home = stored();
    home.call("credential set two").stdin("another-secret").run().exits(0);
    let identity = home.identity();
    let ran = home
        .call("run --env ONE=credential:one -- env")
        .env("KEYWRIGHT_IDENTITY", &identity)
        .env("KEYWRIGHT_LOCK_TIMEOUT", "9")
        .env("CREDENTIALS_DIRECTORY", home.path("tmp"))
        .env("ONE", "overridden")
        .env("OTHER", "kept")
        .run()
        .exits(0);
    let text = &ran.stdout;
    let mut names: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
    names.sort_unstable();
    assert_eq!(names, ["HOME", "KEYWRIGHT_LOCK_TIMEOUT", "KW", "ONE", "OTHER", "PATH", "TMPDIR"]);
    assert!(text.contains(&format!("ONE={SECRET}\n")) && !text.contains("another-secret"), "{ran}");
    let ran = home.call("run -- env").env("KEYWRIGHT_PASSPHRASE_FILE", "x").run().exits(0);
    assert!(!ran.stdout.contains("KEYWRIGHT_PASSPHRASE_FILE"), "{ran}");
}

#[test]
fn stdin_is_the_programs() {
    let home = stored();
    let args = "run --env ONE=credential:one -- cat";
    let bytes: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let ran = home.call(args).stdin(bytes.clone()).run().exits(0);
    assert!(ran.bytes == bytes);
    for closed in ["<&-", "<&- >&-", "2>&-"] {
        let line = format!("exec \"$KW\" run --env ONE=credential:one -- sh -c 'test -n \"$ONE\"' {closed}");
        home.shell(&line).run().exits(0);
    }
    // A reader that closes its pipe ends a writer: SIGPIPE is not ignored.
    let line = "\"$KW\" run --env ONE=credential:one -- sh -c 'while :; do echo x; done' | head -1; echo ${PIPESTATUS[0]}";
    assert_eq!(home.shell(line).run().exits(0).stdout, "x\n141\n");
}

/// Starts a program with `run` and waits until it reports that it is ready.
fn started(home: &Home, line: &str) -> Child {
    // A background test run may ignore SIGINT, and a shell cannot trap a signal that was ignored when it
    // started.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT,TERM,HUP,USR1", PROGRAM]);
    command.args(["run", "--env", "ONE=credential:one", "--", "sh", "-c", line]);
    command.env_clear().env("HOME", home.path("")).env("PATH", "/usr/bin:/bin");
    let mut child = command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said, "ready\n");
    child
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status();
    assert!(status.unwrap().success());
}

#[test]
fn signals_reach_the_program() {
    let home = stored();
    for name in ["INT", "TERM", "HUP", "USR1"] {
        // The shell runs traps between two commands: a signal interrupts `read`. A lost signal must not make
        // the test wait for ever.
        let line = format!("trap 'exit 7' {name}; echo ready; while read x; do :; done; exit 5");
        let mut child = started(&home, &line);
        signal(&child, name);
        // Ends the shell's `read`.
        drop(child.stdin.take());
        assert_eq!(child.wait().unwrap().code(), Some(7), "{name}");
    }
    for (name, number) in [("TERM", 15), ("INT", 2), ("KILL", 9)] {
        let mut child = started(&home, "echo ready; read x");
        signal(&child, name);
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(number), "{status}");
    }
}

#[test]
fn nothing_of_keywright_is_left_in_the_process() {
    let home = stored();
    let line = "echo ready; read x; cat /proc/$$/comm";
    let mut child = started(&home, line);
    let read = |what: &str| std::fs::read(format!("/proc/{}/{what}", child.id())).unwrap();
    let arguments = String::from_utf8(read("cmdline")).unwrap();
    assert!(arguments.starts_with("sh\0-c\0") && !arguments.contains(SECRET), "{arguments}");
    let program = std::fs::read_link(format!("/proc/{}/exe", child.id())).unwrap();
    assert!(!program.ends_with("keywright"), "{}", program.display());
    child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    let mut rest = String::new();
    child.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "sh\n");
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_value_that_might_be_a_secret_is_never_repeated() {
    let home = stored();
    let before = home.contents();
    for given in ["TOKEN=canary_typed_secret", "canary_typed_secret", "TOKEN=credential:canary typed secret"]
    {
        for option in ["--env", "--file"] {
            for more in ["-v", "-o json"] {
                let ran = home.run(&format!("run {option} '{given}' {more} -- touch ran")).exits(2);
                assert!(!ran.output().contains("canary"), "{ran}");
                assert!(ran.stderr.contains(option), "{ran}");
                assert!(!given.starts_with("TOKEN") || ran.stderr.contains("TOKEN"), "{ran}");
            }
        }
    }
    assert!(home.contents() == before, "something was changed");
}
