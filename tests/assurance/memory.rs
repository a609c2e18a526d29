//! A command stopped at one of its system calls, by `strace`, and its memory read from outside.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use keywright::domain::token_search;
use memchr::memmem;

use crate::support::{Home, missing};

/// The end of every command, whatever came of it.
pub(crate) const END: &str = "exit_group";
/// How long it is held: far longer than its memory takes to be read.
const HELD: &str = "delay_enter=100s";
/// How long it may take to get there: 6,000 looks, 10 ms apart.
const LOOKS: u32 = 6_000;
const PAUSE: Duration = Duration::from_millis(10);

/// A command to be held.
pub(crate) struct Run<'a> {
    pub(crate) line: &'a str,
    pub(crate) stdin: &'a str,
    /// A line of shell around it, in which `"$@"` is the command.
    pub(crate) shell: &'a str,
    /// What is typed at a terminal of its own, each line at a prompt.
    pub(crate) typed: &'a [&'a str],
}

impl Default for Run<'_> {
    fn default() -> Self {
        Self { line: "", stdin: "", shell: "exec \"$@\"", typed: &[] }
    }
}

/// What was found of a command when it was held.
pub(crate) struct Stopped {
    /// What it was, in words.
    pub(crate) command: String,
    /// The number that its last system call was given: of `exit_group`, the exit code.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Where from, and what: every mapping that can be read.
    mappings: Vec<(String, Vec<u8>)>,
}

impl Stopped {
    /// The mappings that hold this, by what they are for.
    pub(crate) fn find(&self, needle: &[u8]) -> Vec<&str> {
        let finder = memmem::Finder::new(needle);
        self.mappings
            .iter()
            .filter(|(_, bytes)| finder.find(bytes).is_some())
            .map(|(name, _)| &**name)
            .collect()
    }

    /// Everything that has the form of one of our secrets, each once.
    pub(crate) fn secrets(&self) -> BTreeSet<String> {
        let found = self.mappings.iter().flat_map(|(_, bytes)| {
            token_search::search(bytes).map(|place| String::from_utf8(bytes[place].to_vec()).unwrap())
        });
        found.collect()
    }

    pub(crate) fn size(&self) -> usize {
        self.mappings.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// Whether this machine allows it; if not, that is said.
pub(crate) fn is_allowed() -> bool {
    let why = forbidden();
    if let Some(why) = &why {
        missing(&format!("t10: {why}"));
    }
    why.is_none()
}

/// Runs a command until it makes this call, and reads its memory then. The command is killed there.
pub(crate) fn stopped_at(call: &str, home: &Home, run: &Run<'_>) -> Stopped {
    let place = |name: &str| home.path(name);
    let (log, stdin) = (place("strace.log"), place("stdin"));
    std::fs::write(&stdin, run.stdin).unwrap();
    let _ = std::fs::remove_file(&log);
    let mut command = traced(call, home, run);
    if run.typed.is_empty() {
        command.stdin(File::open(stdin).unwrap());
    } else {
        command.stdin(Stdio::piped());
    }
    command.stdout(File::create(place("stdout")).unwrap()).stderr(File::create(place("stderr")).unwrap());
    let mut held = Held { child: command.spawn().unwrap(), process: None };
    held.type_lines(run.typed, &place("stdout"));
    let code = held.wait(&log, call, &place("stderr"));
    let read = |name| String::from_utf8_lossy(&std::fs::read(place(name)).unwrap()).into_owned();
    let mappings = mappings(held.process.unwrap());
    drop(held);
    let command = format!("{} ({}, {} lines typed)", run.line, run.shell, run.typed.len());
    Stopped { command, code, stdout: read("stdout"), stderr: read("stderr"), mappings }
}

fn forbidden() -> Option<String> {
    if Command::new("strace").arg("-V").output().is_err() {
        return Some("strace is not installed".to_owned());
    }
    // The program is not dumpable: its memory is root's to read.
    let is_root = rustix::process::geteuid().is_root();
    (!is_root).then(|| "only root may read the memory of the program".to_owned())
}

fn traced(call: &str, home: &Home, run: &Run<'_>) -> Command {
    let strace = format!("strace -o strace.log -e trace={call} -e inject={call}:{HELD}");
    let traced = home.call(run.line).under(&strace);
    let traced = if run.typed.is_empty() {
        traced.under(&format!("sh -c {} sh", shell_words::quote(run.shell)))
    } else {
        home.program("script", "-q -e -c").arg(format!("exec {}", traced.quoted())).arg("/dev/null")
    };
    traced.env("SHELL", "/bin/sh").command()
}

/// A process that is ended with what traces it, whatever becomes of the test.
struct Held {
    child: Child,
    process: Option<u32>,
}

impl Held {
    /// Types each line once another prompt is there.
    fn type_lines(&mut self, lines: &[&str], screen: &PathBuf) {
        let mut seen = 0;
        for line in lines {
            let shown = || std::fs::read_to_string(screen).unwrap();
            let prompt = soon(|| Some(shown()).filter(|shown| shown.len() > seen && shown.ends_with(": ")));
            seen = prompt.unwrap_or_else(|| panic!("no prompt: {}", shown())).len();
            // A prompt turns the echo off around it; what is typed before that is thrown away.
            std::thread::sleep(30 * PAUSE);
            let keyboard = self.child.stdin.as_mut().unwrap();
            keyboard.write_all(format!("{line}\n").as_bytes()).unwrap();
        }
    }

    /// Waits until it makes the call; the call's first number.
    fn wait(&mut self, log: &PathBuf, call: &str, stderr: &PathBuf) -> i32 {
        let prepared = format!("{call}(");
        let number = soon(|| {
            let text = std::fs::read_to_string(log).unwrap_or_default();
            let rest = text.split_once(&prepared)?.1;
            self.process = find(self.child.id());
            self.process?;
            Some(rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().unwrap_or(0))
        });
        let said = || std::fs::read_to_string(stderr).unwrap();
        number.unwrap_or_else(|| panic!("it did not come to {call}: {}", said()))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Both, for strace waits to the end of the delay; and the program first, lest it goes on.
        if let Some(process) = self.process {
            let tracer = status(process, "TracerPid:");
            for number in [Some(process), tracer].into_iter().flatten() {
                let pid = rustix::process::Pid::from_raw(i32::try_from(number).unwrap());
                let _ = rustix::process::kill_process(pid.unwrap(), rustix::process::Signal::KILL);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn soon<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    (0..LOOKS).find_map(|_| {
        let found = look();
        if found.is_none() {
            std::thread::sleep(PAUSE);
        }
        found
    })
}

/// The program, among a process and those below it.
fn find(process: u32) -> Option<u32> {
    let program = std::fs::read_link(format!("/proc/{process}/exe")).ok()?;
    if program == Path::new(env!("CARGO_BIN_EXE_keywright")) {
        return Some(process);
    }
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()?;
    children.split_whitespace().find_map(|child| find(child.parse().ok()?))
}

fn status(process: u32, line: &str) -> Option<u32> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    text.lines().find_map(|found| found.strip_prefix(line))?.trim().parse().ok().filter(|number| *number > 0)
}

/// Every mapping that can be read, the kernel's own pages apart.
fn mappings(process: u32) -> Vec<(String, Vec<u8>)> {
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut found = Vec::new();
    for line in maps.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let name = words.get(5).copied().unwrap_or("anonymous");
        if !words[1].starts_with('r') || name.starts_with("[v") {
            continue;
        }
        let (start, end) = words[0].split_once('-').unwrap();
        let (start, end) = (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(end - start).unwrap()];
        memory.read_exact_at(&mut bytes, start).unwrap_or_else(|error| panic!("{line}: {error}"));
        found.push((format!("{} {name}", words[1]), bytes));
    }
    for part in ["[heap]", "[stack]"] {
        assert!(found.iter().any(|(name, _)| name.ends_with(part)), "{part} was not read:\n{maps}");
    }
    found
}
