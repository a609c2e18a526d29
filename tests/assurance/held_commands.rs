//! Row 10: commands of one home, stopped at their exit, and the findings in their memory.

use keywright::domain::token;

use crate::canaries::{Canary, keys_of};
use crate::memory::{END, Run, Stopped, is_allowed, stopped_at};
use crate::support::Home;

pub(crate) struct Scene {
    pub(crate) home: Home,
    pub(crate) canaries: Vec<Canary>,
    ends: usize,
    bytes: usize,
    finds: Vec<String>,
}

impl Scene {
    /// With a vault whose keys and identity are looked for. None where memory cannot be read.
    pub(crate) fn new() -> Option<Self> {
        let home = is_allowed().then(Home::with_vault)?;
        let mut scene = Self { home, canaries: Vec::new(), ends: 0, bytes: 0, finds: Vec::new() };
        let identity = scene.text(".config/keywright/identity.txt");
        scene.canaries = keys_of(&scene.home.vault(), &identity);
        scene.seek(Canary::identity(&identity));
        Some(scene)
    }

    /// What a file of the home holds.
    pub(crate) fn text(&self, name: &str) -> String {
        self.home.read(name)
    }

    /// Looks for this too, from the next command on.
    pub(crate) fn seek(&mut self, canary: Canary) {
        self.canaries.push(canary);
    }

    /// Runs a command to its end, and looks for all that is known to be secret.
    #[track_caller]
    fn end(&mut self, code: i32, run: &Run<'_>) -> Stopped {
        let stopped = stopped_at(END, &self.home, run);
        assert_eq!(stopped.code, code, "{}: {}\n{}", run.line, stopped.stdout, stopped.stderr);
        self.ends += 1;
        self.bytes += stopped.size();
        for canary in &self.canaries {
            self.finds.extend(canary.found_in(&stopped));
        }
        // Known or not, nothing whole of that form may be there.
        let secrets = stopped.secrets();
        self.finds.extend(secrets.iter().map(|secret| format!("{}: {secret}", stopped.command)));
        stopped
    }

    #[track_caller]
    pub(crate) fn ends(&mut self, code: i32, line: &str) -> Stopped {
        self.end(code, &Run { line, ..Run::default() })
    }

    #[track_caller]
    pub(crate) fn reads(&mut self, code: i32, line: &str, stdin: &str) -> Stopped {
        self.end(code, &Run { line, stdin, ..Run::default() })
    }

    /// With a line of shell around it, in which `"$@"` is the command.
    #[track_caller]
    pub(crate) fn within(&mut self, shell: &str, code: i32, line: &str) -> Stopped {
        self.end(code, &Run { line, shell, ..Run::default() })
    }

    /// At a terminal, where these lines are typed.
    #[track_caller]
    pub(crate) fn typed(&mut self, lines: &[&str], code: i32, line: &str) -> Stopped {
        self.end(code, &Run { line, typed: lines, ..Run::default() })
    }

    /// Looks for what became known by a command, in its own memory and from now on.
    pub(crate) fn look(&mut self, stopped: &Stopped, canaries: Vec<Canary>) {
        for canary in canaries {
            self.finds.extend(canary.found_in(stopped));
            self.seek(canary);
        }
    }

    /// The same for the secrets that a command showed, of which there must be so many.
    #[track_caller]
    pub(crate) fn shown(&mut self, stopped: &Stopped, text: &str, count: usize) -> Vec<String> {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let secrets: Vec<String> =
            words.filter(|word| token::parse(word).is_some()).map(str::to_owned).collect();
        assert_eq!(secrets.len(), count, "{text}");
        self.look(stopped, secrets.iter().map(|secret| Canary::secret(secret)).collect());
        secrets
    }

    #[track_caller]
    pub(crate) fn report(self, what: &str) {
        let Self { canaries, ends, bytes, finds, .. } = self;
        let (secrets, size) = (canaries.len(), bytes >> 20);
        println!("t10: {what}: {ends} ends, {secrets} secrets, {size} MiB searched, {} finds", finds.len());
        assert!(finds.is_empty(), "\n{}", finds.join("\n"));
    }
}
