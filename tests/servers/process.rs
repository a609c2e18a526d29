//! A server as a process: with a copy of its example, in a folder of its own, killed when dropped.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use crate::support::Home;

/// How often something is tried before it counts as never happening, and how long between.
pub(crate) const TRIES: u32 = 100;
pub(crate) const PAUSE: Duration = Duration::from_millis(100);

/// Tries again and again, a bounded number of times.
#[track_caller]
pub(crate) fn until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..TRIES {
        if happened() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("never: {what}");
}

/// The text of a file of an example.
pub(crate) fn example(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A text with each of these in place of what the example has for it; that must be there.
#[track_caller]
pub(crate) fn with(text: &str, replacements: &[(&str, &str)]) -> String {
    replacements.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the example has no {from}:\n{text}");
        text.replace(from, to)
    })
}

/// A port that nobody listens on; somebody may, before it is used.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// A process, and all that it starts, until it is dropped.
pub(crate) struct Process(Child);

impl Process {
    /// Its output goes to a file of the folder `run`, where logs are.
    pub(crate) fn start(home: &Home, name: &str, command: &mut Command) -> Self {
        let log = File::create(home.path(&format!("run/{name}.out"))).unwrap();
        command.stdout(log.try_clone().unwrap()).stderr(log).process_group(0);
        Self(command.spawn().unwrap_or_else(|error| panic!("{name}: {error}")))
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }

    /// Those that it started with this argument.
    pub(crate) fn children_with(&self, argument: &str) -> Vec<Pid> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let read = |name: &str| std::fs::read_to_string(entry.path().join(name)).unwrap_or_default();
            // The parent is the second field after the name, which ends with a bracket.
            let parent =
                read("stat").rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
            if parent == Some(self.0.id()) && read("cmdline").split('\0').any(|word| word == argument) {
                let id = entry.file_name().to_str().and_then(|id| id.parse().ok());
                found.extend(id.and_then(Pid::from_raw));
            }
        }
        found
    }

    /// Kills it with its children, such as nginx's workers, and waits for it.
    pub(crate) fn kill(&mut self) {
        let group = Pid::from_child(&self.0);
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A server that listens on a port of loopback.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) process: Process,
}

impl Server {
    /// Somebody else may take the free port before the server does: then it exits, and another is tried.
    pub(crate) fn start(home: &Home, name: &str, command: impl Fn(u16) -> Command) -> Self {
        for _ in 0..5 {
            let port = free_port();
            let mut process = Process::start(home, name, command(port).stdin(Stdio::null()));
            for _ in 0..TRIES {
                if !process.is_running() {
                    break;
                }
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Self { port, process };
                }
                std::thread::sleep(PAUSE);
            }
        }
        panic!("{name} does not start: {}", home.read(&format!("run/{name}.out")));
    }
}
