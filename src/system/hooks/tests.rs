//! Misbehaving programs, run for real.

use std::ffi::OsString;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::domain::token;
use crate::secret::Secret;

/// Far more than any of these should take, on a busy machine too.
const LOOSE: Duration = Duration::from_secs(10);
/// So that no test's time includes waiting for another.
static ONE_TEST: Mutex<()> = Mutex::new(());

/// Runs it, and verifies that it returns in time and leaves no process behind.
fn run(words: &[&str], stdin: Option<&str>, seconds: u32) -> HookOutput {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // All its descendants inherit the variable.
    let mark = format!("{}-{count}-{:?}", std::process::id(), std::thread::current().id());
    let environment = [("PATH".into(), "/usr/bin:/bin".into()), ("MARK".into(), OsString::from(&mark))];
    let command = HookCommand::try_from(words.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap();
    let secret = stdin.map(|text| Secret::new(text.to_owned()));
    let call = HookCall {
        command: &command,
        environment: &environment,
        stdin: secret.as_ref(),
        timeout: Span::seconds(seconds),
    };
    let _alone = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let start = Instant::now();
    let output = SystemHooks::default().run(&call);
    assert!(start.elapsed() < LOOSE, "took {:?}", start.elapsed());
    assert_eq!(survivors(&mark), Vec::<String>::new());
    assert_eq!(orphans::children(), [], "zombies");
    output
}

fn sh(script: &str) -> HookOutput {
    run(&["sh", "-c", script], None, 20)
}

/// The processes with this mark in their environment.
fn survivors(mark: &str) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| Some(entry.ok()?.path()));
    let read = |path: &Path, name| {
        String::from_utf8_lossy(&std::fs::read(path.join(name)).unwrap_or_default()).into_owned()
    };
    processes
        .filter(|path| read(path, "environ").split('\0').any(|variable| variable == format!("MARK={mark}")))
        .map(|path| read(&path, "cmdline"))
        .collect()
}

/// A script with this text and mode, and its temporary folder.
fn script(text: &str, mode: u32) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (folder, name)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn not_started(output: &HookOutput) -> String {
    match &output.end {
        HookEnd::NotStarted(error) => error.to_string(),
        end => panic!("{end:?}"),
    }
}

#[test]
fn it_says_how_a_program_ended() {
    assert!(matches!(run(&["true"], None, 20).end, HookEnd::Exited(0)));
    assert!(matches!(run(&["/bin/sh", "-c", "exit 3"], None, 20).end, HookEnd::Exited(3)));
    assert!(matches!(sh("kill -9 $$").end, HookEnd::Killed(9)));
    assert!(matches!(sh("kill -SEGV $$").end, HookEnd::Killed(11)));
    let output = sh(r"printf '\377\0\001'; printf 'oh\n' >&2");
    assert_eq!((&output.stdout[..], &output.stderr[..]), (&b"\xff\0\x01"[..], &b"oh\n"[..]));
}

#[test]
fn it_gets_its_environment_its_folder_and_no_shell() {
    let output = run(&["env"], None, 20);
    let mut lines: Vec<&str> = text(&output.stdout).lines().collect();
    lines.sort_unstable();
    assert!(
        lines[0].starts_with("MARK=") && lines[1] == "PATH=/usr/bin:/bin" && lines.len() == 2,
        "{lines:?}"
    );
    assert_eq!(text(&run(&["/bin/pwd"], None, 20).stdout), "/\n");
    assert_eq!(text(&run(&["echo", "$HOME; a  b", "*"], None, 20).stdout), "$HOME; a  b *\n");
}

#[test]
fn it_reads_the_secret_and_then_the_end() {
    assert_eq!(text(&run(&["cat"], Some("acme_live_x"), 20).stdout), "acme_live_x");
    assert_eq!(text(&run(&["cat"], None, 20).stdout), "");
    // More than a pipe holds: read, not read, and read in part.
    let long = "x".repeat(300_000);
    assert_eq!(text(&run(&["wc", "-c"], Some(&long), 20).stdout).trim(), "300000");
    assert!(matches!(run(&["sh", "-c", "sleep 0.2; exit 5"], Some(&long), 20).end, HookEnd::Exited(5)));
    assert!(matches!(run(&["head", "-c", "70000"], Some(&long), 20).end, HookEnd::Exited(0)));
    assert!(matches!(run(&["sh", "-c", "exec <&-; sleep 0.2"], Some(&long), 20).end, HookEnd::Exited(0)));
}

#[test]
fn it_inherits_no_descriptor() {
    let file = tempfile::tempfile().unwrap();
    rustix::io::fcntl_setfd(&file, rustix::io::FdFlags::empty()).unwrap();
    super::super::harden::close_on_exec();
    let output = run(&["ls", "-l", "/proc/self/fd"], Some("x"), 20);
    let shown = text(&output.stdout);
    // The fourth is the folder that ls reads.
    let links: Vec<&str> = shown.lines().filter(|line| line.contains(" -> ")).collect();
    assert_eq!(links.len(), 4, "{shown}");
    assert!(links[..3].iter().all(|link| link.contains("pipe:")) && links[3].contains("/proc/"), "{shown}");
    assert!(file.as_raw_fd() > 2);
}

#[test]
fn a_program_that_hangs_is_ended() {
    let start = Instant::now();
    assert!(matches!(run(&["sleep", "1000"], None, 1).end, HookEnd::TimedOut));
    assert!(start.elapsed() >= Duration::from_secs(1));
    // On SIGTERM it exits by itself, and its output so far is kept.
    let asked = run(&["sh", "-c", "trap 'echo bye; exit 0' TERM; while :; do sleep 0.1; done"], None, 1);
    assert!(matches!(asked.end, HookEnd::TimedOut));
    assert_eq!(text(&asked.stdout), "bye\n");
    let deaf = "trap '' TERM INT HUP; sleep 1000 & sleep 1000";
    assert!(matches!(run(&["sh", "-c", deaf], Some("x"), 1).end, HookEnd::TimedOut));
    assert!(matches!(run(&["sh", "-c", "kill -STOP $$"], None, 1).end, HookEnd::TimedOut));
    assert!(matches!(run(&["sleep", "1000"], None, 0).end, HookEnd::TimedOut));
    let closed = "exec <&- >&- 2>&-; sleep 1000";
    assert!(matches!(run(&["sh", "-c", closed], None, 1).end, HookEnd::TimedOut));
    let closed = "exec <&- >&- 2>&-; sleep 0.3; exit 4";
    assert!(matches!(run(&["sh", "-c", closed], None, 20).end, HookEnd::Exited(4)));
}

/// Of stdout the start is kept, which may be a secret; of stderr what it said last.
#[test]
fn what_it_said_last_is_kept() {
    let all = (1..=60_000).fold(String::new(), |all, number| all + &format!("{number}\n"));
    let output = sh("seq 60000; seq 60000 >&2; exit 3");
    assert_eq!(text(&output.stdout), &all[..streams::KEPT]);
    assert_eq!(text(&output.stderr), &all[all.len() - streams::KEPT + streams::EDGE..]);
    // Nothing is lost of what just fits.
    let output = sh(&format!("(printf begin; head -c {} /dev/zero; printf end) >&2", streams::KEPT - 8));
    assert!(output.stderr.starts_with(b"begin") && output.stderr.ends_with(b"end"));
    assert_eq!(output.stderr.len(), streams::KEPT);
}

/// Half of one could not be recognised as such.
#[test]
fn no_half_of_a_secret_is_kept_where_the_beginning_was_lost() {
    let secret = token::assemble(&"acme_live".parse().unwrap(), &[b'q'; 48]);
    for hidden in [1, 30, secret.len() - 1] {
        let rest = streams::KEPT - hidden;
        let output = sh(&format!("(printf {secret}; head -c {rest} /dev/zero | tr '\\0' ' ') >&2"));
        assert!(!output.stderr.is_empty() && output.stderr.iter().all(|byte| *byte == b' '), "{hidden}");
    }
}

#[test]
fn a_flood_is_bounded() {
    let before = peak();
    let output = run(&["sh", "-c", "yes & yes no >&2 & wait"], None, 1);
    assert!(matches!(output.end, HookEnd::TimedOut));
    let end = streams::KEPT - streams::EDGE;
    assert_eq!((output.stdout.len(), output.stderr.len()), (streams::KEPT, end));
    assert_eq!((output.stdout.capacity(), output.stderr.capacity()), (streams::KEPT, streams::KEPT));
    let output = sh("head -c 1000000000 /dev/zero; head -c 100000 /dev/zero >&2; exit 6");
    assert!(matches!(output.end, HookEnd::Exited(6)));
    assert_eq!((output.stdout.len(), output.stderr.len()), (streams::KEPT, end));
    // The kernel sums up the counts of threads late, so a peak can seem to go down.
    let more = peak().saturating_sub(before);
    assert!(more < 32 * 1024, "{more} KiB");
}

/// The peak memory of this process, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn children_that_are_left_behind_are_killed() {
    // They keep the pipes open, ignore signals, leave the group, leave the session, and all of it.
    for left in [
        "sleep 1000 & exit 7",
        "(trap '' TERM HUP; sleep 1000) & exit 7",
        "(sleep 1000 >&- 2>&- <&- &) & exit 7",
        "setsid sleep 1000 & sleep 0.2; exit 7",
        "(setsid sh -c 'setsid sleep 1000 & setsid sleep 1000 & sleep 1000' &); sleep 0.3; exit 7",
        "setsid -f sh -c 'trap \"\" TERM HUP; setsid -f yes; yes >&2'; sleep 0.3; exit 7",
        "setsid -f true; exit 7",
    ] {
        let output = sh(left);
        assert!(matches!(output.end, HookEnd::Exited(7)), "{left}: {:?}", output.end);
    }
    let hangs = "setsid -f sleep 1000; sleep 1000 & sleep 1000";
    assert!(matches!(run(&["sh", "-c", hangs], None, 1).end, HookEnd::TimedOut));
}

#[test]
fn a_program_that_joins_our_group_is_killed_alone() {
    let joins =
        "import os, time\nos.setpgid(0, os.getpgid(os.getppid()))\nprint(1, flush=True)\ntime.sleep(1000)";
    let output = run(&["python3", "-c", joins], None, 2);
    assert!(matches!(output.end, HookEnd::TimedOut), "{:?}", output.end);
    assert_eq!(text(&output.stdout), "1\n", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn other_children_are_left_alone() {
    let _alone = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let mut other = Command::new("sleep").arg("1000").spawn().unwrap();
    // Adopted before, so that it is in the same list as the orphans of the hook.
    rustix::process::set_child_subreaper(Some(rustix::process::getpid())).unwrap();
    let adopting = Command::new("sh").args(["-c", "sleep 1000 >/dev/null 2>&1 & echo $!"]).output().unwrap();
    let adopted = Pid::from_raw(text(&adopting.stdout).trim().parse().unwrap()).unwrap();
    assert_eq!(orphans::children(), [adopted]);

    assert!(matches!(sh_beside("setsid -f sleep 1000; exit 2").end, HookEnd::Exited(2)));
    assert_eq!(orphans::children(), [adopted]);
    assert!(other.try_wait().unwrap().is_none());
    assert!(rustix::process::child_subreaper().unwrap().is_some());

    rustix::process::set_child_subreaper(None).unwrap();
    kill_process(adopted, Signal::KILL).unwrap();
    waitid(WaitId::Pid(adopted), WaitIdOptions::EXITED).unwrap();
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(matches!(sh_beside("exit 2").end, HookEnd::Exited(2)));
    assert_eq!(rustix::process::child_subreaper(), Ok(None));
}

/// Like `run`, but without checking this process's children, one of which is not the program's.
fn sh_beside(script: &str) -> HookOutput {
    let command = HookCommand::try_from(vec!["sh".to_owned(), "-c".to_owned(), script.to_owned()]).unwrap();
    let environment = [("PATH".into(), "/usr/bin:/bin".into())];
    SystemHooks::default().run(&HookCall {
        command: &command,
        environment: &environment,
        stdin: None,
        timeout: Span::seconds(20),
    })
}

#[test]
fn what_cannot_be_started_says_why() {
    let why = |words: &[&str]| not_started(&run(words, None, 20));
    assert_eq!(why(&["keywright-no-such"]), "no such program in /usr/local/bin, /usr/bin, /bin");
    assert_eq!(why(&["/no/such"]), "/no/such does not exist");
    assert_eq!(why(&["/usr"]), "/usr is a folder");
    assert_eq!(why(&["/dev/null"]), "/dev/null is not a file");
    assert!(why(&["/etc/passwd/x"]).starts_with("/etc/passwd/x cannot be inspected: "));
    let (_folder, plain) = script("#!/bin/sh\n", 0o644);
    assert_eq!(why(&[&plain]), format!("{plain} is not executable"));
    for first in ["#!/bin/sh\r\n", "#!/no/such\n"] {
        let (_folder, broken) = script(&format!("{first}echo ran"), 0o755);
        assert_eq!(why(&[&broken]), format!("{broken} needs an interpreter that does not exist"));
    }
    // A shell would run it.
    for text in ["echo ran\n", ""] {
        let (_folder, shell_less) = script(text, 0o755);
        let reason = format!("{shell_less} is neither an executable nor a script that starts with #!");
        assert_eq!(why(&[&shell_less]), reason);
    }
    let (_folder, good) = script("#!/bin/sh\necho \"$@\"", 0o755);
    assert_eq!(text(&run(&[&good, "a b", "c"], None, 20).stdout), "a b c\n");
}
