//! The filter before stdout and stderr: a secret of ours is shown by its start only, wherever in the output it is and
//! however it got there, unless it comes as `Revealed`.

use std::io::{Read, Result, Write};

use zeroize::Zeroizing;

use crate::domain::redaction::{redact, redact_bytes};
use crate::secret::Secret;

/// A stream of the process. Nobody else has the writer, so nothing gets past the filter.
pub(super) struct Filtered<'a>(&'a mut dyn Write);

impl<'a> Filtered<'a> {
    pub(super) fn new(stream: &'a mut dyn Write) -> Self {
        Self(stream)
    }

    /// Writes whole lines: of a secret that is split between two calls neither half would be recognised.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(&redact_bytes(bytes))?;
        self.0.flush()
    }

    /// Writes what holds a secret on purpose.
    pub(super) fn reveal(&mut self, revealed: &Revealed) -> Result<()> {
        self.0.write_all(revealed.0.as_bytes())?;
        self.0.flush()
    }

    /// Writes a part of a verification file.
    fn write_signed(&mut self, piece: &[u8]) -> Result<()> {
        self.0.write_all(piece)?;
        self.0.flush()
    }
}

/// Text with secrets that are shown on purpose. It can be made of nothing but a [`Secret`] and text that has been
/// through the filter, so that whoever adds to the text around it cannot reveal another one. Its buffer is wiped, and
/// allocated at its size: growing would leave copies behind.
pub(super) struct Revealed(Zeroizing<String>);

impl Revealed {
    /// With room for this many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self(Zeroizing::new(String::with_capacity(bytes)))
    }

    pub(super) fn of(before: &str, secret: &Secret, after: &str) -> Self {
        let (before, after) = (redact(before), redact(after));
        let mut text = Self::with_room(before.len() + secret.expose().len() + after.len());
        for part in [&*before, secret.expose(), &*after] {
            text.0.push_str(part);
        }
        text
    }

    /// Text without a secret, or with one that is encrypted.
    pub(super) fn nothing_of(text: &str) -> Self {
        Self(Zeroizing::new(redact(text).into_owned()))
    }

    pub(super) fn push(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A verification file on its way to stdout. The filter must not alter it: it is signed, a server would refuse it. It
/// has nothing to find either: names of keys and other free text are not in it, and rights cannot hold a secret.
/// Searching a million lines would only take time.
pub struct SignedFile<R>(R);

impl<R: Read> SignedFile<R> {
    pub fn new(file: R) -> Self {
        Self(file)
    }

    /// Copies a piece to the stream; whether there was one.
    pub(super) fn copy(&mut self, piece: &mut [u8], to: &mut Filtered<'_>) -> Result<Copied> {
        let read = self.0.read(piece)?;
        Ok(if read == 0 { Copied::Nothing } else { Copied::Piece(to.write_signed(&piece[..read])) })
    }
}

/// What was copied, and whether it could be written: reading fails in another way.
pub(super) enum Copied {
    Nothing,
    Piece(Result<()>),
}
