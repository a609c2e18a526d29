//! Passphrases: read from where an option names them, asked for at a prompt, and how strong a new one is.

use std::path::PathBuf;

use zxcvbn::feedback::{Feedback, Warning};
use zxcvbn::{Score, zxcvbn};

use crate::error::{Error, Kind, Result, plain};
use crate::files::{read_small, without_bom};
use crate::ports::Prompter;
use crate::secret::Passphrase;

/// How often a passphrase is asked for.
const TRIES: usize = 3;
/// How many characters of a new passphrase are rated: the time grows with the square, and nobody guesses as many.
const RATED: usize = 100;

/// Where a passphrase is read from. Never the value of an option or a variable itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassphraseSource {
    /// The first line of a file, which may be a pipe.
    File(PathBuf),
    /// The first line of an open file descriptor.
    Descriptor(u32),
}

/// Reads the first line of a passphrase's source, without a byte-order mark. Its letters stay as they are, as in age:
/// no form of Unicode is preferred to another.
pub(in crate::ops) fn read(source: &PassphraseSource) -> Result<Passphrase> {
    let path = match source {
        PassphraseSource::File(path) => path.clone(),
        // Reopening it needs no unsafe code and works for pipes, files and here-documents.
        PassphraseSource::Descriptor(number) => PathBuf::from(format!("/dev/fd/{number}")),
    };
    let shown = path.display();
    let unreadable =
        |why: String| Error::locked(format!("the passphrase cannot be read from {shown}: {why}"));
    let bytes = read_small(&path).map_err(|error| unreadable(plain(&error)))?;
    if is_utf16(&bytes) {
        return Err(Error::usage(format!("the passphrase in {shown} is UTF-16 text, not UTF-8"))
            .hint("save the file as UTF-8"));
    }
    let line = without_bom(&bytes).split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    if text.is_empty() {
        return Err(unreadable("its first line is empty".to_owned()));
    }
    let passphrase = Passphrase::new(text.to_owned());
    refuse_control(&passphrase, &format!("the passphrase in {shown}"))?;
    Ok(passphrase)
}

/// Whether a text is UTF-16, with its byte-order mark or beginning with a Latin letter.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b' '..=b'~', ..] | [b' '..=b'~', 0, ..])
}

/// Control characters are nothing that somebody means: a key that was pressed, the wrong file, another encoding.
fn refuse_control(passphrase: &Passphrase, what: &str) -> Result<()> {
    match passphrase.expose().chars().find(|character| character.is_control()) {
        None => Ok(()),
        Some(found) => {
            Err(Error::usage(format!("{what} has the control character U+{:04X}", u32::from(found))))
        }
    }
}

/// Asks for the passphrase of something until it opens it, three times in all. `None`: it never did.
///
/// # Errors
/// Those of `open`, and a prompt that was left without an answer.
pub(in crate::ops) fn ask<T>(
    prompter: &dyn Prompter,
    what: &str,
    mut open: impl FnMut(&Passphrase) -> Result<Option<T>>,
) -> Result<Option<T>> {
    let question = format!("Passphrase for {what}: ");
    let mut prompt = question.clone();
    // What is typed while one answer is checked may be the next.
    let silence = prompter.silence()?;
    for left in (0..TRIES).rev() {
        let given = prompter.passphrase(&prompt)?;
        refuse_control(&given, "the passphrase")?;
        let is_empty = given.expose().is_empty();
        if !is_empty && let Some(found) = open(&given)? {
            silence.answered();
            return Ok(Some(found));
        }
        let why = if is_empty { "The passphrase is empty" } else { "Wrong passphrase" };
        prompt = once_more(why, left, &question);
    }
    Ok(None)
}

/// The question after an answer that cannot be used.
fn once_more(why: &str, left: usize, question: &str) -> String {
    let more = if left == 1 { "one more try".to_owned() } else { format!("{left} more tries") };
    format!("{why}: {more}.\n{question}")
}

/// A new passphrase, and what is to be said about it.
pub struct NewPassphrase {
    /// The passphrase.
    pub passphrase: Passphrase,
    /// That it is easy to guess, as a sentence for stderr; nothing if that was confirmed.
    pub warning: Option<String>,
}

/// Reads a new passphrase from its source.
pub(in crate::ops) fn read_new(source: &PassphraseSource) -> Result<NewPassphrase> {
    let passphrase = read(source)?;
    let warning = weakness(&passphrase);
    Ok(NewPassphrase { passphrase, warning })
}

/// Asks twice for a new passphrase of something, and a third time whether one that is easy to guess is meant; three
/// times in all, if it is empty or the two differ.
///
/// # Errors
/// It still is, or they do, or it is not meant.
pub(in crate::ops) fn ask_new(prompter: &dyn Prompter, what: &str) -> Result<NewPassphrase> {
    let question = format!("New passphrase for {what}: ");
    let (mut prompt, mut why) = (question.clone(), "");
    let mut silence = prompter.silence()?;
    for left in (0..TRIES).rev() {
        let passphrase = prompter.passphrase(&prompt)?;
        if passphrase.expose().is_empty() {
            why = "passphrase is empty";
        } else {
            refuse_control(&passphrase, "the passphrase")?;
            if let Some(weakness) = weakness(&passphrase) {
                // What is answered to this question is shown.
                drop(silence);
                confirm_weak(prompter, &weakness)?;
                silence = prompter.silence()?;
            }
            let again = prompter.passphrase(&format!("Repeat the new passphrase for {what}: "))?;
            if passphrase.expose() == again.expose() {
                silence.answered();
                return Ok(NewPassphrase { passphrase, warning: None });
            }
            why = "passphrases differ";
        }
        prompt = once_more(&format!("The {why}"), left, &question);
    }
    Err(Error::usage(format!("the {why}; nothing was changed")))
}

fn confirm_weak(prompter: &dyn Prompter, weakness: &str) -> Result<()> {
    if prompter.confirm(&format!("Warning: {weakness}.\nUse it anyway?"))? {
        return Ok(());
    }
    Err(Error::new(Kind::Denied, "the passphrase was not confirmed; nothing was changed"))
}

/// Why a passphrase is easy to guess, if it is: zxcvbn's two lowest scores of five, fewer than a million guesses. At
/// about a second each that is days for one machine. Nothing of the passphrase is in it.
fn weakness(passphrase: &Passphrase) -> Option<String> {
    let rated: String = passphrase.expose().chars().take(RATED).collect();
    let found = zxcvbn(&rated, &["keywright", "vault"]);
    if found.score() >= Score::Two {
        return None;
    }
    let why = found.feedback().and_then(Feedback::warning).map_or("", in_words);
    Some(format!("the new passphrase is easy to guess{why}; a few uncommon words are better"))
}

/// The library's reasons in words of our own: its examples could be the passphrase.
fn in_words(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            ": its keys are neighbours on the keyboard"
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            ": it repeats itself"
        }
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            ": many people use it"
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => ": it is like one that many people use",
        Warning::SequencesLikeAbcAreEasyToGuess => ": it is a sequence",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => ": it is a date",
        Warning::AWordByItselfIsEasyToGuess => ": it is a single word",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => ": it is a name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness_of(text: &str) -> Option<String> {
        weakness(&Passphrase::new(text.to_owned()))
    }

    #[test]
    fn what_is_easy_to_guess_is_told_and_not_repeated() {
        for weak in ["password", "hunter2", "qwertz", "aaaaaaaaaaaa", "20240101", "keywright", "Keywright1"] {
            let told = weakness_of(weak).unwrap_or_else(|| panic!("{weak}"));
            assert!(
                told.starts_with("the new passphrase is easy to guess") && !told.contains(weak),
                "{told}"
            );
        }
        for fair in ["correct horse", "zebra-lemon-quarry-7", "Übermüdung im Regen", "岩波文庫の本棚を運ぶ"]
        {
            assert_eq!(weakness_of(fair), None, "{fair}");
        }
    }

    /// The time would grow with the square of the length.
    #[test]
    fn only_the_first_characters_are_rated() {
        let fair = "zebra lemon quarry";
        assert_eq!(weakness_of(&format!("{}{fair}", "a".repeat(RATED - fair.len()))), None);
        assert!(weakness_of(&format!("{}{fair}", "a".repeat(RATED))).is_some());
    }

    #[test]
    fn utf16_is_told_from_utf8() {
        for text in [&b"\xff\xfep\0"[..], b"\xfe\xff\0p", b"p\0a\0", b"\0p\0a"] {
            assert!(is_utf16(text), "{text:?}");
        }
        for text in [&b""[..], b"p", b"pa", b"\xef\xbb\xbfp", b"\0", b"\0\0", b"\0\xff", b"pa\0"] {
            assert!(!is_utf16(text), "{text:?}");
        }
    }
}
