//! A shell line on a pseudo-terminal of `script`, what it shows, and what a person types there.

use std::io::{Read as _, Write as _};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Home, available};

/// The timeout for new output on the terminal.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shell line on a terminal of its own.
pub(crate) struct Terminal {
    child: Child,
    shown: Receiver<Vec<u8>>,
    screen: String,
}

impl Terminal {
    /// Starts it. `$KW` is the program; streams that the line does not redirect are the terminal.
    pub(crate) fn open(home: &Home, line: &str) -> Self {
        let script =
            home.program("script", "-q -e -c").arg(format!("exec bash -c '{line}'")).arg("/dev/null");
        let mut command = script.env("TERM", "xterm").env("SHELL", "/bin/sh").command();
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let (send, shown) = channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4_096];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                if send.send(piece[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, shown, screen: String::new() }
    }

    /// The same on a terminal of that many columns.
    pub(crate) fn wide(home: &Home, columns: usize, line: &str) -> Self {
        Self::open(home, &format!("stty cols {columns} rows 24; {line}"))
    }

    /// Waits until the screen shows this, and consumes the output up to it.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> String {
        loop {
            if let Some((before, after)) = self.screen.split_once(text) {
                let before = before.to_owned();
                self.screen = after.to_owned();
                return before;
            }
            let piece = self.shown.recv_timeout(PATIENCE);
            let piece = piece.unwrap_or_else(|_| panic!("no {text:?}, but {:?}", self.screen));
            self.screen.push_str(&String::from_utf8_lossy(&piece));
        }
    }

    pub(crate) fn types(&mut self, text: &str) {
        // A prompt turns the echo off first; earlier input is discarded.
        std::thread::sleep(Duration::from_millis(300));
        let keyboard = self.child.stdin.as_mut().unwrap();
        keyboard.write_all(format!("{text}\n").as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits for the exit: the output since, and the exit code.
    pub(crate) fn end(mut self) -> (String, i32) {
        loop {
            match self.shown.recv_timeout(PATIENCE) {
                Ok(piece) => self.screen.push_str(&String::from_utf8_lossy(&piece)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {:?}", self.screen),
            }
        }
        let code = self.child.wait().unwrap().code().unwrap();
        (std::mem::take(&mut self.screen), code)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Its shell first: hung up, it would write its history into a folder that is removed by then.
        // Its processes are of many groups, but of the one session that `script` began.
        for process in session_of(self.child.id()) {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// All processes of the session that a child of this process leads: its terminal's.
fn session_of(parent: u32) -> Vec<Pid> {
    // Parent and session, the second and fourth after the name in brackets: proc_pid_stat(5).
    let stat = |pid: i32| -> Option<(u32, i32)> {
        let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(1);
        Some((fields.next()?.parse().ok()?, fields.nth(1)?.parse().ok()?))
    };
    let entries = std::fs::read_dir("/proc").unwrap();
    let pids = entries.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    let all: Vec<_> = pids.filter_map(|pid: i32| Some((pid, stat(pid)?))).collect();
    let leads = |session| all.iter().any(|(pid, (of, own))| (pid, *of, own) == (session, parent, session));
    all.iter().filter(|(_, (_, own))| leads(own)).filter_map(|(pid, _)| Pid::from_raw(*pid)).collect()
}

#[test]
fn nothing_runs_on_after_a_terminal_is_closed() {
    if !available("script") {
        return;
    }
    let home = Home::new();
    // An interactive shell with a job of its own; a shell that is hung up writes its history.
    let mut terminal =
        Terminal::open(&home, "trap \"echo late >late\" HUP; sleep 60 & set -m; sleep 60 & wait");
    let session = loop {
        let session = session_of(terminal.child.id());
        if session.len() == 3 {
            break session;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    terminal.types("");
    drop(terminal);
    // Who is killed is gone for good only when the parent has looked.
    for process in session {
        while std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()))
            .is_ok_and(|stat| !stat.contains(") Z "))
        {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    assert!(!home.path("late").exists());
}
