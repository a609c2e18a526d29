//! Running git on repositories that may be an attacker's.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::find;
use crate::ports::{Environment, Git, GitIndex};

/// The most that is read of the paths in an index, in bytes.
const MAX_PATHS: u64 = 1 << 30;

/// What of a repository's settings makes git run a program or reach another machine when it reads, and what could
/// hide a part of the history from it.
const OVERRULED: [&str; 6] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.alternateRefsCommand=",
    "core.commitGraph=false",
    "core.bigFileThreshold=32m",
    "protocol.allow=never",
];

/// The variables that say as much. All others are withheld, but those by which git finds the person's own settings:
/// they say whose repositories git may read.
const VARIABLES: [(&str, &str); 9] = [
    ("LC_ALL", "C"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_PAGER", "cat"),
    ("GIT_ASKPASS", "false"),
];

/// Runs the git that is in `PATH`.
pub struct SystemGit<'a>(&'a Environment);

impl<'a> SystemGit<'a> {
    pub fn new(environment: &'a Environment) -> Self {
        Self(environment)
    }

    fn command(&self) -> io::Result<Command> {
        let path = self.0.get("PATH");
        let folders: Vec<PathBuf> = match path {
            // A relative folder may be the attacker's.
            Some(path) => std::env::split_paths(path).filter(|folder| folder.is_absolute()).collect(),
            None => find::FOLDERS.map(PathBuf::from).into(),
        };
        let mut command = Command::new(find::program("git".as_ref(), folders, "PATH")?);
        command.env_clear().envs(path.map(|path| ("PATH", path))).env("LC_ALL", "C");
        Ok(command)
    }
}

impl Git for SystemGit<'_> {
    fn tracked(&self, index: &GitIndex<'_>) -> io::Result<Vec<u8>> {
        let mut command = self.command()?;
        // A repository of ours, with the index of the other: so git never reads what that one is set to.
        let refused = |error: io::Error| io::Error::new(error.kind(), "no temporary folder can be made");
        let own = tempfile::tempdir().map_err(refused)?;
        let format = if index.is_sha256 { "sha256" } else { "sha1" };
        let settings =
            format!("[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = {format}\n");
        fs::write(own.path().join("config"), settings)?;
        fs::write(own.path().join("HEAD"), "ref: refs/heads/none\n")?;
        fs::create_dir(own.path().join("refs"))?;
        command.current_dir(own.path()).env("GIT_DIR", own.path());
        command.env("GIT_INDEX_FILE", index.index.canonicalize()?);
        command.env("GIT_OBJECT_DIRECTORY", std::path::absolute(index.objects)?);
        command.envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")]);
        command.args(["ls-files", "-z", "--cached"]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut paths = Vec::new();
        let read = child.stdout.take().map(|stdout| stdout.take(MAX_PATHS + 1).read_to_end(&mut paths));
        let is_whole = u64::try_from(paths.len()).is_ok_and(|length| length <= MAX_PATHS);
        if !is_whole {
            let _ = child.kill();
        }
        let status = child.wait()?;
        read.transpose()?;
        if is_whole && status.success() {
            Ok(paths)
        } else {
            Err(io::Error::other("git cannot read its index"))
        }
    }

    fn start(&self, folder: &Path, words: &[&OsStr], input: Stdio, errors: Stdio) -> io::Result<Child> {
        let mut command = self.command()?;
        let own = ["HOME", "XDG_CONFIG_HOME"].map(|name| self.0.get(name).map(|value| (name, value)));
        command.envs(own.into_iter().flatten()).envs(VARIABLES);
        command.arg("--no-pager");
        for setting in OVERRULED {
            command.args(["-c", setting]);
        }
        command.args(words).current_dir(folder);
        command.stdin(input).stdout(Stdio::piped()).stderr(errors).spawn()
    }
}
