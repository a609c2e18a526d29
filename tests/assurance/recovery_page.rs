//! The commands of `docs/recovery.md`, run as printed, at a terminal, on a machine without the program.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::{Call, missing};

/// What the page takes, beside Python with its package.
const PROGRAMS: [&str; 7] = ["age", "sqlite3", "jq", "openssl", "basenc", "sha256sum", "ssh-keygen"];
/// Runs a script of bash at a terminal of its own, and answers the questions asked there.
const TERMINAL: &str = r#"
import os, pty, sys
script, *answers = [os.fsencode(argument) for argument in sys.argv[1:]]
questions = dict(zip(answers[::2], answers[1::2]))
shown = b""
def read(terminal):
    global shown
    piece = os.read(terminal, 4096)
    shown += piece
    for question, answer in questions.items():
        if question in shown:
            shown = b""
            os.write(terminal, answer + b"\n")
    return piece
sys.exit(pty.spawn(["bash", "-e", script], read) >> 8)
"#;

/// The repository's file.
pub(crate) fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The Python that has the package `cryptography`. Says what is missing, if anything of all that is.
pub(crate) fn python() -> Option<String> {
    let is_there = |name: &&str| {
        let found =
            Command::new("bash").args(["-c", &format!("command -v {name}")]).stdout(Stdio::null()).status();
        found.unwrap().success()
    };
    let mut absent: Vec<&str> = PROGRAMS.into_iter().filter(|name| !is_there(name)).collect();
    let script = "import cryptography, sys; print(sys.executable)";
    let found = ["python3", "/usr/bin/python3"].into_iter().find_map(|python| {
        let output = Command::new(python).args(["-c", script]).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
    });
    if found.is_none() {
        absent.push("python3 with the package cryptography");
    }
    if !absent.is_empty() {
        missing(&format!("not installed: {absent:?}"));
    }
    found.filter(|_| absent.is_empty())
}

/// A block of commands and the heading that it stands under.
struct Block {
    heading: String,
    commands: String,
}

/// The page, and which of its sections are one way of several: those under a heading of the third level.
pub(crate) struct Page(Vec<Block>);

impl Page {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(file("docs/recovery.md")).unwrap();
        let (mut blocks, mut heading) = (Vec::new(), String::new());
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("## ") || line.starts_with("### ") {
                line.clone_into(&mut heading);
            } else if let Some(language) = line.strip_prefix("```") {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
                if language == "sh" {
                    blocks.push(Block { heading: heading.clone(), commands: body.join("\n") });
                }
            }
        }
        assert!(blocks.len() > 12, "the page was not understood");
        Self(blocks)
    }

    /// The sections of which some are chosen.
    pub(crate) fn choices(&self) -> Vec<&str> {
        self.0.iter().filter_map(|block| block.heading.strip_prefix("### ")).collect()
    }

    /// Every block but those of the choices that were not made.
    fn chosen(&self, choices: &[&str]) -> impl Iterator<Item = &Block> {
        let is_chosen = |block: &&Block| {
            block.heading.strip_prefix("### ").is_none_or(|heading| choices.contains(&heading))
        };
        self.0.iter().filter(is_chosen)
    }

    /// Runs it in this home, and deletes nothing of what it printed.
    #[track_caller]
    pub(crate) fn run(&self, home: &Bare, python: &str, choices: &[&str], answers: &[&str]) -> Outcome {
        let mut script = "if command -v keywright; then exit 99; fi\n".to_owned();
        for (number, block) in self.chosen(choices).enumerate() {
            if block.heading == "## Clean up" {
                script.push_str("cp recovered.jsonl ~/; pwd > ~/place; stat -c %A ./* > ~/modes\n");
            }
            writeln!(script, "{{ {}\n}} > ~/{number}.printed", block.commands).unwrap();
        }
        std::fs::write(home.path("script"), script).unwrap();
        std::fs::create_dir(home.path("bin")).unwrap();
        home.program("python3", &format!("#!/bin/sh\nexec {python} \"$@\"\n"));
        let call = Call::new(python, Path::new("/")).args("-c").arg(TERMINAL).arg(home.path("script"));
        let call = answers.iter().fold(call, Call::arg);
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", home.path("bin").display());
        let call = call.env("HOME", home.path("")).env("TERM", "dumb").env("PATH", path);
        let ran = call.run();
        let read = |name: &str| std::fs::read_to_string(home.path(name)).unwrap_or_default();
        let printed = self.chosen(choices).enumerate();
        let printed =
            printed.map(|(number, block)| (block.commands.clone(), read(&format!("{number}.printed"))));
        let printed = printed.collect();
        assert_eq!(ran.code, 0, "{choices:?}: {ran:?}: {printed:?}");
        let place = PathBuf::from(read("place").trim_end());
        assert!(place.starts_with("/dev/shm") && !place.exists(), "{} is still there", place.display());
        let modes = read("modes");
        assert!(modes.lines().count() > 4 && modes.lines().all(|mode| mode.ends_with("------")), "{modes}");
        Outcome { recovered: read("recovered.jsonl"), printed, screen: ran.stdout }
    }
}

/// What running the page left.
pub(crate) struct Outcome {
    pub(crate) recovered: String,
    /// By the commands of a block, what they printed.
    printed: BTreeMap<String, String>,
    pub(crate) screen: String,
}

impl Outcome {
    /// What the one block with this in it printed.
    #[track_caller]
    pub(crate) fn of(&self, part: &str) -> &str {
        let mut found = self.printed.iter().filter(|(commands, _)| commands.contains(part));
        let (_, printed) = found.next().unwrap_or_else(|| panic!("no block with {part:?}"));
        assert!(found.next().is_none(), "several blocks with {part:?}");
        printed
    }
}

/// A home with nothing in it but the script.
pub(crate) struct Bare(TempDir);

impl Bare {
    pub(crate) fn new() -> Self {
        let bare = Self(TempDir::with_prefix("keywright-bare-").unwrap());
        std::fs::copy(file("scripts/recover.py"), bare.path("recover.py")).unwrap();
        bare
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path("bin").join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}
