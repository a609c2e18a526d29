//! A command line, and the process that runs it.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::Answer;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_keywright");

/// The timeout of a command: scrypt on a busy machine is the slowest.
const LIMIT: Duration = Duration::from_secs(60);
/// The polling intervals for its exit, at first and later on.
const PAUSES: [Duration; 2] = [Duration::from_millis(2), Duration::from_millis(20)];

#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// The program first.
    words: Vec<OsString>,
    folder: PathBuf,
    environment: BTreeMap<OsString, OsString>,
    stdin: Option<Vec<u8>>,
    limit: Duration,
    is_killable: bool,
}

impl Call {
    /// In this working directory, with an empty environment.
    pub(crate) fn new(program: &str, folder: &Path) -> Self {
        Self {
            words: vec![program.into()],
            folder: folder.to_owned(),
            environment: BTreeMap::new(),
            stdin: None,
            limit: LIMIT,
            is_killable: false,
        }
    }

    /// Adds one argument unsplit.
    pub(crate) fn arg(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    pub(crate) fn args(mut self, line: &str) -> Self {
        let words = self.split(line);
        self.words.extend(words);
        self
    }

    /// Runs it under another program, such as `strace -o log`.
    pub(crate) fn under(mut self, line: &str) -> Self {
        let mut words: Vec<OsString> = self.split(line).collect();
        words.append(&mut self.words);
        Self { words, ..self }
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.insert(name.into(), value.as_ref().to_owned());
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.environment.remove(OsStr::new(name));
        self
    }

    /// Its stdin, from a pipe; the default is /dev/null.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    pub(crate) fn timeout(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Allows that a signal ends it.
    pub(crate) fn killable(mut self) -> Self {
        self.is_killable = true;
        self
    }

    /// The words of a line, split as by a shell; `@/` is the folder.
    fn split(&self, line: &str) -> impl Iterator<Item = OsString> + use<> {
        let words = shell_words::split(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let folder = format!("{}/", self.folder.to_str().unwrap());
        words.into_iter().map(move |word| word.replace("@/", &folder).into())
    }

    pub(crate) fn quoted(&self) -> String {
        shell_words::join(self.words.iter().map(|word| word.to_str().unwrap()))
    }

    fn line(&self) -> String {
        let words = self.words.iter().map(|word| word.to_string_lossy());
        let line = words.collect::<Vec<_>>().join(" ");
        line.strip_prefix(PROGRAM).map_or_else(|| line.clone(), |rest| format!("keywright{rest}"))
    }

    /// As a `Command`, to run it in another way.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).current_dir(&self.folder);
        command.env_clear().envs(&self.environment);
        command.stdin(self.stdin.as_ref().map_or_else(Stdio::null, |_| Stdio::piped()));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    #[track_caller]
    pub(crate) fn spawn(mut self) -> Running {
        let line = self.line();
        let mut child = self.command().spawn().unwrap_or_else(|error| panic!("{line}: {error}"));
        if let (Some(mut pipe), Some(bytes)) = (child.stdin.take(), self.stdin.take()) {
            // A command that does not read its stdin closes it: not an error.
            std::thread::spawn(move || pipe.write_all(&bytes));
        }
        let stdout = read(child.stdout.take().unwrap());
        let stderr = read(child.stderr.take().unwrap());
        Running { child, line, stdout, stderr, limit: self.limit, is_killable: self.is_killable }
    }

    /// Runs it and asserts that it exits within its timeout, not by a signal, and without a panic.
    #[track_caller]
    pub(crate) fn run(self) -> Answer {
        self.spawn().wait()
    }
}

/// A started command. It is killed when dropped.
pub(crate) struct Running {
    child: Child,
    line: String,
    stdout: Receiver<Vec<u8>>,
    stderr: Receiver<Vec<u8>>,
    limit: Duration,
    is_killable: bool,
}

impl Running {
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.is_killable = true;
    }

    /// Waits, with the assertions of [`Call::run`].
    #[track_caller]
    pub(crate) fn wait(mut self) -> Answer {
        let Some(status) = self.ended() else { panic!("it hangs: {}", self.line) };
        // Processes that it started may keep its streams open for longer.
        let rest = |stream: &Receiver<Vec<u8>>| stream.recv_timeout(self.limit);
        let (Ok(bytes), Ok(errors)) = (rest(&self.stdout), rest(&self.stderr)) else {
            panic!("a process that it started hangs: {}", self.line)
        };
        let answer = Answer {
            code: status.code().unwrap_or_else(|| -status.signal().unwrap_or(0)),
            stdout: String::from_utf8_lossy(&bytes).into_owned(),
            stderr: String::from_utf8_lossy(&errors).into_owned(),
            bytes,
            line: std::mem::take(&mut self.line),
        };
        assert!(self.is_killable || answer.code >= 0, "it was killed: {answer}");
        let output = answer.output();
        assert!(!output.contains("panicked at") && !output.contains("RUST_BACKTRACE"), "a panic: {answer}");
        answer
    }

    /// Its exit status; `None` after the timeout.
    fn ended(&mut self) -> Option<ExitStatus> {
        let mut waited = Duration::ZERO;
        for look in 0.. {
            let status = self.child.try_wait().unwrap();
            if status.is_some() || waited > self.limit {
                return status;
            }
            let pause = PAUSES[usize::from(look > 50)];
            std::thread::sleep(pause);
            waited += pause;
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a stream to its end in a thread.
fn read(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        send.send(bytes)
    });
    receive
}
