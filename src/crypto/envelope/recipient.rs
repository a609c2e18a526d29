//! Recipients, as people give them: one each, and what else they give instead.

use std::borrow::Cow;
use std::str::FromStr;

use age::{ssh, x25519};

use super::callbacks::Answers;
use super::error::EnvelopeError;
use super::ssh_key;
use crate::domain::invisible::is_invisible;
use crate::domain::redaction::shortened;
use crate::domain::slot::SlotKind;

/// Where a line ends, for one tool or another (Unicode Standard Annex 14, class BK and its like).
const LINE_BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// A recipient to encrypt to.
pub struct Recipient {
    /// The text as given, which a slot stores.
    pub text: String,
    /// The kind of slot that it makes.
    pub kind: SlotKind,
    /// The plugin that encrypts to it.
    pub(super) plugin: Option<String>,
    pub(super) inner: Box<dyn age::Recipient>,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Recipient {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<Self, EnvelopeError> {
        let words = words(text)?;
        // Bounded, because it goes into an error message.
        let bad = || EnvelopeError::BadRecipient(shortened(&words.join(" "), 80));
        let of = |kind, inner| Ok(Self { text: words.join(" "), kind, plugin: None, inner });
        let (first, more) = words.split_first().ok_or(EnvelopeError::Empty)?;
        if ssh_key::is_type(first) {
            return of(SlotKind::Ssh, Box::new(ssh(first, more.first().ok_or_else(bad)?)?));
        }
        if !more.is_empty() {
            return Err(bad());
        }
        if let Ok(recipient) = first.parse::<x25519::Recipient>() {
            return of(SlotKind::X25519, Box::new(recipient));
        }
        if let Ok(recipient) = first.parse::<age::plugin::Recipient>() {
            let name = recipient.plugin().to_owned();
            let plugin = age::plugin::RecipientPluginV1::new(&name, &[recipient], &[], Answers(None))?;
            return Ok(Self { plugin: Some(name), ..of(SlotKind::Plugin, Box::new(plugin))? });
        }
        Err(bad())
    }
}

/// The words of what should be one recipient: a key, or the type of one, the key and a comment.
fn words(text: &str) -> Result<Vec<&str>, EnvelopeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Never in a message: it is secret.
    if is_private(text) {
        return Err(EnvelopeError::PrivateKey);
    }
    let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if text.contains(LINE_BREAKS) {
        return Err(EnvelopeError::SeveralLines);
    }
    if let Some(character) = text.chars().find(|character| is_invisible(*character)) {
        return Err(EnvelopeError::Unprintable(character));
    }
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let parts: Vec<&str> = words.iter().flat_map(|word| word.split([',', ';'])).collect();
    let begins_key = |index: usize| {
        let key = parts.get(index + 1).is_some_and(|key| key.starts_with("AAAA"));
        (ssh_key::is_type(parts[index]) && key) || is_age(parts[index])
    };
    let mut keys = (0..parts.len()).filter(|index| begins_key(*index));
    match (keys.next(), keys.next()) {
        (_, Some(_)) => Err(EnvelopeError::SeveralRecipients),
        (Some(1..), None) => Err(EnvelopeError::TextBefore),
        _ => Ok(words),
    }
}

/// Whether the text is, or contains, a private key.
fn is_private(text: &str) -> bool {
    let text: Cow<'_, str> = text.to_ascii_uppercase().into();
    ["AGE-SECRET-KEY-", "AGE-PLUGIN-", "PRIVATE KEY-----"].iter().any(|mark| text.contains(mark))
}

/// Whether a word is a recipient of age or of a plugin.
fn is_age(word: &str) -> bool {
    word.parse::<x25519::Recipient>().is_ok() || word.parse::<age::plugin::Recipient>().is_ok()
}

/// The SSH key of this type. All of its text counts: the age library reads as much as it knows.
fn ssh(own: &str, key: &str) -> Result<ssh::Recipient, EnvelopeError> {
    let bad = || EnvelopeError::BadRecipient(shortened(&format!("{own} {key}"), 80));
    let blob = ssh_key::blob(key).ok_or_else(bad)?;
    let (found, problem) =
        ssh_key::problem_of_public(&blob).filter(|(found, _)| found == own).ok_or_else(bad)?;
    if let Some(problem) = problem {
        return Err(EnvelopeError::Ssh(problem));
    }
    let recipient: ssh::Recipient = format!("{found} {key}").parse().map_err(|_| bad())?;
    let read = recipient.to_string();
    let is_all =
        read.split_once(' ').and_then(|(_, read)| ssh_key::blob(read)).is_some_and(|read| read == blob);
    if is_all { Ok(recipient) } else { Err(bad()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN6p8cwntQMvuvIVf8Pydd7L6yMiY8wlf5d4dgUy5Uv/";
    const OTHER: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP4F3BKw0BVlST1xNSByyNTjoFlGJAGrPbcH3y7rPYa5";
    const AGE: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

    fn error(text: &str) -> EnvelopeError {
        text.parse::<Recipient>().map(|_| ()).expect_err(text)
    }

    #[test]
    fn a_recipient_is_one() {
        for text in [ED, AGE] {
            for (before, after) in [("", ""), ("", "\n"), ("", "\r\n"), (" ", "  "), ("\u{feff}", "\n")] {
                let read: Recipient = format!("{before}{text}{after}").parse().unwrap();
                assert_eq!(read.text, text);
            }
        }
        for comment in ["ana@laptop", "Ana Müller, laptop", "ssh-ed25519", "AAAA", "from=\"x\""] {
            let text = format!("{ED} {comment}");
            assert_eq!(text.parse::<Recipient>().unwrap().text, text);
        }
    }

    #[test]
    fn two_are_not_one() {
        for line_break in LINE_BREAKS {
            assert_eq!(error(&format!("{ED}{line_break}{OTHER}")), EnvelopeError::SeveralLines);
            assert_eq!(error(&format!("{AGE}{line_break}{AGE}")), EnvelopeError::SeveralLines);
        }
        assert_eq!(error(&format!("{ED}\n\n")), EnvelopeError::SeveralLines);
        for (between, both) in [(" ", true), (",", true), (", ", true), (";", true), ("  ", true)] {
            for (one, two) in [(AGE, AGE), (AGE, ED), (ED, AGE), (ED, OTHER)] {
                let is_several = error(&format!("{one}{between}{two}")) == EnvelopeError::SeveralRecipients;
                assert_eq!(is_several, both, "{one}{between}{two}");
            }
        }
    }

    #[test]
    fn what_is_no_recipient_is_told() {
        assert_eq!(error(&format!("from=\"10.0.0.0/8,::1\",no-pty {ED}")), EnvelopeError::TextBefore);
        assert_eq!(error(&format!("recipient: {AGE}")), EnvelopeError::TextBefore);
        for character in ['\0', '\t', '\u{7f}', '\u{202e}', '\u{200b}'] {
            assert_eq!(error(&format!("{ED} a{character}b")), EnvelopeError::Unprintable(character));
        }
        for secret in
            ["AGE-SECRET-KEY-1QQQ", "age-secret-key-1qqq", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl"]
        {
            assert_eq!(error(secret), EnvelopeError::PrivateKey);
        }
        for empty in ["", " ", "\n", "\r\n", "\u{feff}"] {
            assert_eq!(error(empty), EnvelopeError::Empty, "{empty:?}");
        }
        for bad in [
            "nope",
            "~/.ssh/id.pub",
            "ssh-ed25519",
            "ssh-ed25519 AAAA",
            &format!("{ED}AAAA"),
            &format!("{AGE} ana"),
        ] {
            assert!(matches!(error(bad), EnvelopeError::BadRecipient(_)), "{bad}");
        }
    }
}
