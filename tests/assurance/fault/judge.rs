//! What must hold after a fault.

use super::state::{Found, words_of};
use super::trial::Trial;
use super::{Fault, Syscall};
use crate::support::is_same_folder;
use crate::support::{Answer, is_full};
use keywright::domain::token;

/// What an error says that came after all was done: nobody shall take it for not done.
const STANDS: [&str; 10] = [
    "it is unknown whether",
    "the change is saved",
    "any requested change has been made",
    "the secret is kept",
    "was installed, but",
    "the key was created, but",
    "the keys were created, but",
    "the key is disabled, but",
    "the key is revoked, but",
    "the keys are revoked, but",
];

/// What an error says that prevented all of it.
const PREVENTED: [&str; 2] = ["no key was created", "the vault is unchanged"];

/// What an error says of a secret that was given out, where it may be that of no key.
const VOID: [&str; 3] = [
    "a printed secret is invalid",
    "it is unknown whether the delivered secret is valid",
    "if the key is listed",
];

impl Trial<'_> {
    /// What it left: the old state, the new one or one between; or what is wrong with that.
    pub(super) fn judge(
        &self,
        call: Option<&Syscall>,
        fault: Fault,
        answer: &Answer,
    ) -> Result<&'static str, String> {
        self.judge_answer(call, fault, answer)?;
        let untouched = is_same_folder(&self.home.path(""), self.before.path());
        // Byte for byte as it was, and no secret was given out: that has been looked at already.
        let place = if untouched && !gives_secrets(&answer.stdout) {
            0
        } else {
            let found = self.look()?;
            self.judge_secrets(&found, answer)?;
            let place = self.states.iter().position(|known| *known == found.state);
            place.ok_or_else(|| format!("neither old nor new nor between: {:?}", found.state))?
        };
        self.judge_end(place, fault, answer)?;
        if answer.code != -9 && fault != Fault::Gone {
            self.judge_leftovers(call)?;
        }
        // After a success it has been seen how it ends when it is run once more.
        if !untouched && (answer.code != 0 || is_full()) {
            self.judge_repeated(place)?;
        }
        Ok(match place {
            _ if self.states.len() == 1 => "read",
            0 => "old",
            _ if place + 1 == self.states.len() => "new",
            _ => "between",
        })
    }

    fn judge_answer(&self, call: Option<&Syscall>, fault: Fault, answer: &Answer) -> Result<(), String> {
        let failed = ![0, -9].contains(&answer.code);
        if failed && !is_documented(answer.code, call, fault) {
            return Err("another exit code than is documented".to_owned());
        }
        if failed && !answer.stderr.contains("error") {
            return Err("it does not say what went wrong".to_owned());
        }
        if self.case.reads && answer.code == 0 && answer.stdout != self.answer.stdout {
            return Err("it says something else and ends with 0".to_owned());
        }
        Ok(())
    }

    /// Exit 0 means the new state; another code the old one, or it says so.
    fn judge_end(&self, place: usize, fault: Fault, answer: &Answer) -> Result<(), String> {
        let last = self.states.len() - 1;
        let says = |words: &[&str]| words.iter().any(|words| answer.stderr.contains(words));
        let says_its_own = !self.case.says.is_empty() && says(&[self.case.says]);
        match answer.code {
            0 if place + self.case.spare >= last => Ok(()),
            0 => Err("it ends with 0 and is not done".to_owned()),
            -9 if fault == Fault::Kill => Ok(()),
            _ if place == 0 || self.case.resumes => Ok(()),
            _ if place == last && says(&PREVENTED) => Err("it says that it is not done".to_owned()),
            _ if says(&STANDS) || (says_its_own && place < last.max(2)) => Ok(()),
            // What it had made cannot be removed from a disk that is gone.
            _ if place < last && fault == Fault::Gone && !self.case.in_the_way.is_empty() => Ok(()),
            _ => Err(format!("it fails, does not say what is done, and left state {place}")),
        }
    }

    /// No live key without somebody who holds its secret, and no secret as if it were a key's.
    fn judge_secrets(&self, found: &Found, answer: &Answer) -> Result<(), String> {
        let orphans = found.orphans(self.home, &answer.stdout);
        if !orphans.is_empty() {
            return Err(format!("nobody holds the secret of {orphans:?}"));
        }
        let says = answer.code == -9 || VOID.iter().any(|words| answer.stderr.contains(words));
        if !self.case.prints_others && !found.knows_all(&answer.stdout) && !says {
            return Err("it printed a secret that is of no key, and does not say so".to_owned());
        }
        Ok(())
    }

    /// After an error nothing is left lying about, unless it is the removal that failed.
    fn judge_leftovers(&self, call: Option<&Syscall>) -> Result<(), String> {
        let root = self.home.path("");
        let mut left = self.home.leftovers();
        left.retain(|path| !self.before.path().join(path.strip_prefix(&root).unwrap()).exists());
        if left.is_empty() || call.is_some_and(Syscall::is_removal) {
            Ok(())
        } else {
            Err(format!("left behind: {left:?}"))
        }
    }

    /// The same command once more: it does what is left to do, or finds that it is done.
    fn judge_repeated(&self, place: usize) -> Result<(), String> {
        let (is_first, is_last) = (place == 0, place + 1 == self.states.len());
        let is_between = !is_first && !is_last;
        if is_between {
            for name in self.case.in_the_way {
                std::fs::remove_file(self.home.path(name)).map_err(|error| format!("{name}: {error}"))?;
            }
        }
        let answer = match self.case.then {
            Some(line) if is_between => self.home.run(line),
            _ => self.run(),
        };
        let expected = if is_last && !is_first { self.again } else { 0 };
        if answer.code != expected {
            return Err(format!("run again it ends with {} and not {expected}: {answer:?}", answer.code));
        }
        if is_last {
            return Ok(());
        }
        let last = &self.states[self.states.len() - 1];
        let found = self.look().map_err(|why| format!("run again: {why}"))?.state;
        if found == *last || (is_between && found.has_files_of(last)) {
            return Ok(());
        }
        Err(format!("run again it leaves {found:?}"))
    }
}

/// Whether an error may end so. What cannot be read cannot be told from damage, from an identity that
/// is not there, or from a file that servers do not have.
fn is_documented(code: i32, call: Option<&Syscall>, fault: Fault) -> bool {
    let is_read = |name: &str| call.is_some_and(|call| !call.changes() && call.text.contains(name));
    let unreadable = |name: &str| fault == Fault::Gone || is_read(name);
    match code {
        4 => unreadable("/edge.jsonl"),
        5 => unreadable(".txt") || unreadable("/phrase"),
        // SQLite says of a page that the disk does not give that it is damaged.
        6 => [".db", "/.keywright-"].iter().any(|name| unreadable(name)),
        code => [10, 11].contains(&code),
    }
}

fn gives_secrets(text: &str) -> bool {
    words_of(text).any(|word| token::parse(word).is_some())
}
