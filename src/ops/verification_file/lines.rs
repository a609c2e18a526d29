//! `check --lines`: one answer after the other, from a file that is read once or followed.

use clap::ValueEnum;

use super::check::{Answer, Request, Session, begin, state_of};
use super::public_key;
use crate::domain::rights::Denial;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::verification::{Claims, Follower, Look, Rejection};

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Reply {
    /// An object, as `-o json` has it for one secret
    #[default]
    Json,
    /// `200 ID SCOPES`, `401 REASON`, `403 REASON ID` or `503 stale`, for programs that speak over pipes
    Plain,
}

/// The answer to one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineAnswer {
    /// A decision on the key.
    Decided(Answer),
    /// There is no valid file: nothing is admitted.
    Stale,
}

impl LineAnswer {
    /// Whether the key is admitted.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Decided(answer) if answer.verdict.is_ok())
    }

    /// The answer as `--reply plain` writes it: the HTTP status that a server would give, and why.
    pub fn plain(&self) -> String {
        let Self::Decided(Answer { key, verdict }) = self else { return "503 stale".to_owned() };
        match (verdict, key) {
            (Ok(_), Some(key)) if key.scopes.is_empty() => format!("200 {}", key.id),
            (Ok(_), Some(key)) => format!("200 {} {}", key.id, key.scopes.join(",")),
            (Err(denial), Some(key)) if denial.is_of_rights() => {
                format!("403 {} {}", denial.as_str(), key.id)
            }
            (Err(denial), _) => format!("401 {}", denial.as_str()),
            // A valid key is one that the file contains.
            (Ok(_), None) => format!("401 {}", Denial::Unknown.as_str()),
        }
    }
}

/// Where the answers come from.
#[derive(Debug)]
pub enum Source<'a> {
    /// A file that was read once.
    Once(Box<Session>),
    /// A file that is looked at before each answer.
    Followed(Box<Follower>, &'a Request),
}

/// What became of the file before an answer.
#[derive(Debug)]
pub enum Change {
    /// A new file is in force, with these claims.
    Loaded(Claims),
    /// What is wrong with what is there now, or why a new file could not be remembered.
    Warning(Error),
}

/// Accepts the file, or reports why not; with `follow`, a bad or missing one is only reported with the first answer.
pub fn open(request: &Request, follow: bool, now: Timestamp) -> Result<Source<'_>> {
    if !follow {
        return Ok(Source::Once(Box::new(begin(request)?.load(now)?)));
    }
    let verifier = request.expected.verifier(public_key::read(&request.public_key)?);
    let state = request.state.as_deref().map(|path| state_of(path, request.server.as_ref())).transpose()?;
    Ok(Source::Followed(Box::new(Follower::new(&request.file, verifier, state)), request))
}

impl Source<'_> {
    /// Looks whether there is another file. One that is read once has not changed.
    pub fn look(&mut self, now: Timestamp) -> Option<Change> {
        let Self::Followed(follower, request) = self else { return None };
        let about = super::check::about(&request.file);
        match follower.look(now) {
            Look::Unchanged => None,
            Look::Loaded { not_remembered: None } => {
                follower.current().get().map(|file| Change::Loaded(file.claims().clone()))
            }
            Look::Loaded { not_remembered: Some(why) } => {
                let mut error = about(why);
                error.message = format!(
                    "a newer file is in force, but after a restart an older one would be accepted: {}",
                    error.message
                );
                Some(Change::Warning(error))
            }
            Look::Refused(why) => Some(Change::Warning(about(why))),
        }
    }

    /// Decides on one key.
    pub fn decide(&self, presented: &Secret, now: Timestamp) -> Result<LineAnswer> {
        let found = match self {
            Self::Once(session) => session.decide(presented, now),
            Self::Followed(follower, request) => {
                let Some(file) = follower.current().get() else { return Ok(LineAnswer::Stale) };
                let decision =
                    file.decide(presented.expose().as_bytes(), &request.wanted.requirements(), now);
                decision.map(Answer::from)
            }
        };
        match found {
            Ok(answer) => Ok(LineAnswer::Decided(answer)),
            Err(Rejection::Stale { .. } | Rejection::Future { .. }) => Ok(LineAnswer::Stale),
            Err(rejection) => Err(rejection.into()),
        }
    }
}
