//! The answer to a presented key. A view of its own instead of a table of fields: `key` has two forms, and the text for people depends on the command.

use serde::{Serialize, Serializer};

use super::rights;
use crate::domain::rights::{Denial, Unchecked};
use crate::domain::time::Timestamp;
use crate::ops::credential;
use crate::ops::key::verify::Outcome;
use crate::ops::verification_file::check::{Answer, PublishedKey};
use crate::ops::verification_file::lines::LineAnswer;
use crate::output::fields::Shown;
use crate::output::key::KeyAt;
use crate::output::table::{Cell, Tone};
use crate::output::view::View;

/// `{"valid", "reason", "key", "unchecked"}`; `unchecked` is null unless the answer is valid.
#[derive(Debug, Serialize)]
pub struct AnswerView {
    /// Whether the key meets the requirements.
    pub valid: bool,
    reason: Option<&'static str>,
    key: Option<AnswerKey>,
    unchecked: Option<Vec<&'static str>>,
    /// The text for people, if it differs from that of a presented key.
    #[serde(skip)]
    words: Option<&'static str>,
}

/// The key: the vault's record, or the file's entry.
#[derive(Debug)]
enum AnswerKey {
    Vault(Box<KeyAt>),
    File(PublishedKey),
}

impl Serialize for AnswerKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Vault(key) => key.serialize(serializer),
            Self::File(key) => Shown(key).serialize(serializer),
        }
    }
}

impl AnswerView {
    fn new(verdict: Result<Unchecked, Denial>, key: Option<AnswerKey>) -> Self {
        match verdict {
            Ok(unchecked) => {
                let unchecked = Some(unchecked.words().collect());
                Self { valid: true, reason: None, key, unchecked, words: None }
            }
            Err(denial) => {
                Self { valid: false, reason: Some(denial.as_str()), key, unchecked: None, words: None }
            }
        }
    }

    /// The answer about a stored secret.
    pub fn of_credential(answer: &credential::Answer, now: Timestamp) -> Self {
        let no = |reason, words| Self {
            valid: false,
            reason: Some(reason),
            key: None,
            unchecked: None,
            words: Some(words),
        };
        match answer {
            credential::Answer::Ours(outcome) => Self::of_vault(outcome, now),
            credential::Answer::Passed => Self {
                valid: true,
                reason: None,
                key: None,
                unchecked: Some(Vec::new()),
                words: Some("valid, according to its check command"),
            },
            credential::Answer::Unknown => {
                no("unknown", "unknown: it is not a key of this vault and has no check command")
            }
            credential::Answer::Failed(_) => no("check_failed", "refused by its check command"),
            credential::Answer::Silent(_) => {
                no("check_unavailable", "unknown: its check command failed to run")
            }
        }
    }

    pub fn of_vault(outcome: &Outcome, now: Timestamp) -> Self {
        let key = outcome.key.as_ref().map(|key| AnswerKey::Vault(Box::new(KeyAt::of(key, now))));
        Self::new(outcome.verdict, key)
    }

    pub fn of_file(answer: &Answer) -> Self {
        Self::new(answer.verdict, answer.key.as_ref().map(|key| AnswerKey::File(key.clone())))
    }

    /// The answer to one of many secrets. Without a valid file it is no, and `stale`.
    pub fn of_line(answer: &LineAnswer) -> Self {
        match answer {
            LineAnswer::Decided(answer) => Self::of_file(answer),
            LineAnswer::Stale => {
                Self { valid: false, reason: Some("stale"), key: None, unchecked: None, words: None }
            }
        }
    }

    fn words(&self) -> String {
        if let Some(words) = self.words {
            return words.to_owned();
        }
        match self.reason {
            None => "valid".to_owned(),
            Some("malformed") => {
                "refused: it does not have the form of a key (mistyped or truncated?)".to_owned()
            }
            Some("unknown") => "refused: no such key".to_owned(),
            Some("not_yet_valid") => "refused: it is not valid yet".to_owned(),
            Some("scope") => "refused: it lacks a required scope".to_owned(),
            Some("resource") => "refused: it is bound to another resource".to_owned(),
            Some("network") => {
                "refused: it is not presented from a network that it is bound to (--address)".to_owned()
            }
            Some("unsupported") => {
                "refused: its entry has a member that this program does not know (upgrade it)".to_owned()
            }
            Some("environment") => "refused: it is bound to another environment".to_owned(),
            Some(status) => format!("refused: it is {status}"),
        }
    }
}

impl View for AnswerView {
    fn members() -> Vec<&'static str> {
        vec!["valid", "reason", "key", "unchecked"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Answer"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::toned(self.words(), if self.valid { Tone::Good } else { Tone::Bad })]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Answer", self.words())];
        match &self.key {
            Some(AnswerKey::Vault(key)) => facts.push(("Key", format!("{} ({})", key.key.name, key.key.id))),
            Some(AnswerKey::File(key)) => {
                facts.extend([("Key", key.id.clone()), ("Rights", rights(key))]);
            }
            None => {}
        }
        if let Some(unchecked) = self.unchecked.as_ref().filter(|list| !list.is_empty()) {
            facts.push(("Not checked", unchecked.join(", ")));
        }
        facts
    }
}
