//! The checks of a file, in their order.

use std::io::Read;

use super::body;
use super::claims::{self, Claims};
use super::entries::{Entries, Loader};
use super::file::VerifiedFile;
use super::framing::Format;
use super::lines::Lines;
use super::opened::OpenedFile;
use super::rejection::Rejection;
use super::seen::{self, Marks, Seen};
use crate::crypto::signing::PublicKey;
use crate::domain::rights::Audience;
use crate::domain::time::{Span, Timestamp};

/// How far a file's time of issue may be ahead of the clock: air-gapped clocks drift.
pub const TOLERANCE: Span = Span::seconds(300);

/// The trusted keys, the audience and the subject.
#[derive(Debug, Clone)]
pub struct Verifier {
    /// With their thumbprints.
    trusted: Vec<(String, PublicKey)>,
    audience: Option<Audience>,
    subject: Option<String>,
    pub(super) tolerance: Span,
}

impl Verifier {
    /// Trusts files signed by any of these keys, for any audience.
    pub fn new(trusted: impl IntoIterator<Item = PublicKey>) -> Self {
        let trusted = trusted.into_iter().map(|key| (key.thumbprint(), key)).collect();
        Self { trusted, audience: None, subject: None, tolerance: TOLERANCE }
    }

    /// Accepts only files for this audience. Every server should set it.
    #[must_use]
    pub fn audience(mut self, audience: Audience) -> Self {
        self.audience = Some(audience);
        self
    }

    /// Accepts only files of this subject (`sub`): the name of a target, or `export/<format>/<audience>`. It replaces
    /// another one that `marks` remember, which are rejected otherwise.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Accepts files issued up to this far ahead of the clock, instead of `TOLERANCE`.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Span) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Loads a `jsonl` file, if it passes every check. Memory is bounded by the number of entries that line 1
    /// announces under the owner's signature. A long file is hashed on a thread of its own, which ends before
    /// this returns.
    ///
    /// `marks` remember the files accepted so far: a `StateDir`, or for a server without state on disk the
    /// `Seen` of the file that it has loaded, if any. After success, call `advance` on a `StateDir`.
    pub fn load(
        &self,
        reader: impl Read,
        now: Timestamp,
        marks: &impl Marks,
    ) -> Result<VerifiedFile, Rejection> {
        self.open(reader)?.load(now, marks)
    }

    /// Reads and verifies line 1 of a `jsonl` file, and nothing else of it yet.
    ///
    /// # Errors
    /// It is not a line 1, has another signer, or is that of another format.
    pub fn open<R: Read>(&self, reader: R) -> Result<OpenedFile<R>, Rejection> {
        let (kid, claims, mut lines) = read_line_1(reader, Some(self))?;
        if claims.fmt != Format::Jsonl {
            return Err(Rejection::Format(claims.fmt));
        }
        lines.allow_thread();
        Ok(OpenedFile { verifier: self.clone(), kid, claims, lines })
    }

    /// What a first line claims, with or without its line feed, that one of the trusted keys signed. Whether
    /// the file is complete, valid or the newest is not checked.
    ///
    /// # Errors
    /// It is not a line 1, or has another signer.
    pub fn claims_of(&self, line: &[u8]) -> Result<Claims, Rejection> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        claims::read_line(line, Some(&self.trusted)).map(|(_, claims)| claims)
    }

    /// The remaining checks of an authentic and complete file that the key `kid` signed: its time, audience and
    /// subject, and what `marks` remember. Returns what to remember of it.
    pub fn check_claims(
        &self,
        kid: &str,
        claims: &Claims,
        now: Timestamp,
        marks: &impl Marks,
    ) -> Result<Seen, Rejection> {
        claims.check_times(now, self.tolerance)?;
        if let Some(wanted) = &self.audience
            && !claims.aud.iter().any(|audience| audience == wanted.as_str())
        {
            return Err(Rejection::Audience { wanted: wanted.clone(), aud: claims.aud.clone() });
        }
        if let Some(wanted) = self.subject.as_ref().filter(|wanted| **wanted != claims.sub) {
            return Err(Rejection::Subject { wanted: wanted.clone(), sub: claims.sub.clone() });
        }
        let seen = Seen {
            mark: claims.mark(),
            kid: kid.to_owned(),
            audience: self.audience.clone(),
            names_subject: self.subject.is_some(),
        };
        seen::check(marks, &seen)?;
        Ok(seen)
    }
}

/// The claims of a file of any format, valid or not.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The thumbprint of the key named in line 1.
    pub kid: String,
    /// The claims of line 1.
    pub claims: Claims,
    /// What is wrong with the body. Always `None` if the file was inspected with a verifier.
    pub damage: Option<Rejection>,
}

/// Inspects a file of any format. With a verifier, line 1 and body must be authentic and complete, otherwise
/// it is an error; without one, the signer is unknown, and a wrong body is only reported. Times, audience and
/// age are left to `Verifier::check_claims`.
pub fn inspect(reader: impl Read, verifier: Option<&Verifier>) -> Result<Inspection, Rejection> {
    let (kid, claims, lines) = read_line_1(reader, verifier)?;
    let damage = match body::walk(lines, &claims, |_, _, _| Ok(())) {
        Ok(()) => None,
        Err(rejection @ Rejection::Read(_)) => return Err(rejection),
        Err(rejection) if verifier.is_some() => return Err(rejection),
        Err(rejection) => Some(rejection),
    };
    Ok(Inspection { kid, claims, damage })
}

/// Reads the entries of a `jsonl` file whose body is complete, for display. With a verifier, line 1 must be
/// authentic. To decide on keys, use `Verifier::load`, which makes the other checks.
pub fn read_entries(reader: impl Read, verifier: Option<&Verifier>) -> Result<(Claims, Entries), Rejection> {
    let (_, claims, lines) = read_line_1(reader, verifier)?;
    if claims.fmt != Format::Jsonl {
        return Err(Rejection::Format(claims.fmt));
    }
    let entries = read_body(lines, &claims)?;
    Ok((claims, entries))
}

/// The same of a file of any format: of one that is not `jsonl`, each line of an entry is passed on instead.
pub fn read_any(
    reader: impl Read,
    verifier: Option<&Verifier>,
    mut visit: impl FnMut(&Claims, &[u8]) -> Result<(), &'static str>,
) -> Result<(Claims, Option<Entries>), Rejection> {
    let (_, claims, lines) = read_line_1(reader, verifier)?;
    if claims.fmt == Format::Jsonl {
        let entries = read_body(lines, &claims)?;
        return Ok((claims, Some(entries)));
    }
    body::walk(lines, &claims, |_, line, _| visit(&claims, line))?;
    Ok((claims, None))
}

/// The entries of a complete `jsonl` body.
pub(super) fn read_body(lines: Lines<impl Read>, claims: &Claims) -> Result<Entries, Rejection> {
    let mut loader = Loader::with_capacity(claims.cnt);
    body::walk(lines, claims, |_, _, line| line.map_or(Ok(()), |line| loader.push(line)))?;
    Ok(loader.finish())
}

/// Passes on the lines of the entries of an authentic file of any format. They are valid only if this
/// succeeds: whether the file is complete is known at its end. Memory does not depend on its size.
pub fn read_lines(
    reader: impl Read,
    verifier: &Verifier,
    mut visit: impl FnMut(&Claims, &[u8]) -> Result<(), &'static str>,
) -> Result<Claims, Rejection> {
    let (_, claims, lines) = read_line_1(reader, Some(verifier))?;
    body::walk(lines, &claims, |_, line, _| visit(&claims, line))?;
    Ok(claims)
}

fn read_line_1<R: Read>(
    reader: R,
    verifier: Option<&Verifier>,
) -> Result<(String, Claims, Lines<R>), Rejection> {
    let mut lines = Lines::new(reader);
    let line = match lines.next() {
        Ok(Some(line)) => line,
        Ok(None) => return Err(Rejection::Line1("the file is empty")),
        Err(Rejection::Entry { .. }) => return Err(Rejection::Line1("it does not end with a line feed")),
        Err(Rejection::LongLine { .. }) => return Err(Rejection::Line1("it is too long")),
        Err(rejection) => return Err(rejection),
    };
    let (kid, claims) = claims::read_line(line, verifier.map(|verifier| verifier.trusted.as_slice()))?;
    Ok((kid, claims, lines))
}
