//! A repository, as git is asked about it.

use std::ffi::OsStr;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::domain::words;
use crate::error::{Error, Kind, Result, plain};
use crate::ports::Git;

/// How long git may take for a short answer. Its settings can name files elsewhere, for which it would wait for ever.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) struct Repository<'a> {
    pub(super) git: &'a dyn Git,
    pub(super) folder: &'a Path,
}

impl Repository<'_> {
    pub(super) fn start<W: AsRef<OsStr>>(&self, words: &[W], input: Stdio) -> Result<Process> {
        self.spawn(words, input, Stdio::null()).map(Process)
    }

    fn spawn<W: AsRef<OsStr>>(&self, words: &[W], input: Stdio, errors: Stdio) -> Result<Child> {
        let words: Vec<&OsStr> = words.iter().map(AsRef::as_ref).collect();
        self.git.start(self.folder, &words, input, errors).map_err(|error| {
            Error::new(Kind::Io, format!("cannot run git: {}", plain(&error)))
                .hint("install git; the history can also come in through stdin, with -")
                .source(error)
        })
    }

    /// What a short command of git's answers, or else what it complains of.
    fn ask(&self, words: &[&OsStr]) -> Result<std::result::Result<String, String>> {
        answer(self.spawn(words, Stdio::null(), Stdio::piped())?, PATIENCE)
    }

    pub(super) fn is_shallow(&self) -> Result<bool> {
        let path = self.folder.display();
        let words = ["rev-parse", "--is-shallow-repository"].map(OsStr::new);
        match self.ask(&words)? {
            Ok(answer) => Ok(answer == "true"),
            Err(words) if words.contains("not a git repository") => {
                Err(Error::not_found(format!("'{path}' is not in a git repository"))
                    .hint("name the repository's folder: `keywright scan FOLDER --git`"))
            }
            Err(words) if words.contains("dubious ownership") => {
                let mine = "run `git config --global --add safe.directory FOLDER` if you trust its owner";
                Err(Error::new(Kind::Io, format!("git does not read '{path}': it is another user's"))
                    .hint(mine))
            }
            Err(words) => Err(refused(&words)),
        }
    }

    pub(super) fn check(&self, range: &OsStr) -> Result<()> {
        let words = ["rev-list", "--max-count=0", "--end-of-options"].map(OsStr::new);
        let words = [&words[..], &[range, "--".as_ref()]].concat();
        let Err(words) = self.ask(&words)? else { return Ok(()) };
        if words.contains("bad revision") || words.contains("bad object") {
            let range = range.display();
            return Err(Error::not_found(format!("the repository has no commits '{range}'"))
                .hint("give RANGE as to `git log`; `git branch --all` and `git tag` list names"));
        }
        Err(refused(&words))
    }

    /// The tags that have a message.
    pub(super) fn tags(&self) -> Result<Vec<String>> {
        let words = ["for-each-ref", "--format=%(objecttype) %(objectname)"].map(OsStr::new);
        let listed = self.ask(&words)?.map_err(|words| refused(&words))?;
        Ok(listed.lines().filter_map(|line| line.strip_prefix("tag ")).map(str::to_owned).collect())
    }
}

/// What a started git says until it ends, if it does in this time: its answer, or else its complaint.
fn answer(child: Child, limit: Duration) -> Result<std::result::Result<String, String>> {
    let mut process = Process(child);
    let (stdout, stderr) = (process.0.stdout.take(), process.0.stderr.take());
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let (mut told, mut complaint) = (Vec::new(), Vec::new());
        let read = stdout.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut told));
        let read = read.and_then(|_| stderr.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut complaint)));
        // Nobody may wait any more.
        let _ = send.send(read.map(|_| (told, complaint)));
    });
    let Ok(read) = receive.recv_timeout(limit) else {
        let what = format!("git did not answer within {}", words::count(limit.as_secs(), "second"));
        return Err(Error::new(Kind::Io, what)
            .hint("a file that its settings include may be a pipe: see `git config --list --show-origin`"));
    };
    let (told, complaint) = read.map_err(|error| Error::io("cannot read what git says", error))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    Ok(if process.ended_well() { Ok(text(&told)) } else { Err(text(&complaint)) })
}

fn refused(words: &str) -> Error {
    let first = words.lines().next().unwrap_or("it gave no reason");
    Error::new(Kind::Io, format!("git cannot read the repository: {}", first.trim_start_matches("fatal: ")))
}

/// A started git, which does not outlive the search.
pub(super) struct Process(Child);

impl Process {
    pub(super) fn take_stdout(&mut self) -> Stdio {
        self.0.stdout.take().map_or_else(Stdio::null, Stdio::from)
    }

    pub(super) fn take_output(&mut self) -> Result<ChildStdout> {
        self.0.stdout.take().ok_or_else(|| Error::internal("git has no output"))
    }

    pub(super) fn take_input(&mut self) -> Result<ChildStdin> {
        self.0.stdin.take().ok_or_else(|| Error::internal("git has no input"))
    }

    pub(super) fn end(&mut self) {
        let _ = self.0.kill();
    }

    pub(super) fn ended_well(&mut self) -> bool {
        self.0.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn started(line: &str) -> Child {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    #[test]
    fn an_answer_is_waited_for_and_not_for_ever() {
        let limit = Duration::from_secs(20);
        assert_eq!(answer(started("echo a; echo b >&2"), limit).unwrap(), Ok("a".to_owned()));
        assert_eq!(answer(started("echo a; echo b >&2; exit 3"), limit).unwrap(), Err("b".to_owned()));
        let error = answer(started("exec sleep 600"), Duration::from_millis(50)).unwrap_err();
        assert!(error.kind.exit_code() == 10 && error.message.contains("did not answer"), "{error}");
    }
}
