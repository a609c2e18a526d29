//! Secrets of ours in other text, shown by their start only.
//!
//! What leaves the program passes here: a secret that was given in the wrong place is not repeated, and not logged.

use std::borrow::Cow;
use std::ops::Range;

use super::token::parse;
use super::token_search::search;

/// Stands for the rest of a secret.
const ELLIPSIS: &str = "…";

/// How an age identity begins, which unlocks a vault.
#[cfg(feature = "cli")]
pub const IDENTITY: &str = "AGE-SECRET-KEY-1";

/// What the first line of a private key ends with, as OpenSSH and OpenSSL write it (RFC 7468).
#[cfg(feature = "cli")]
const PRIVATE_KEY: &str = " PRIVATE KEY-----";

/// Whether there is a secret with a valid checksum in it, or an age identity.
pub fn holds_secret(bytes: &[u8]) -> bool {
    search(bytes).next().is_some() || identity(bytes).is_some()
}

/// What follows the beginning of the first age identity.
#[cfg(feature = "cli")]
fn identity(bytes: &[u8]) -> Option<Range<usize>> {
    let letters = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    // Bech32 may be in capitals or in small letters.
    let forms = [IDENTITY, "age-secret-key-1"].map(|mark| after(mark, bytes, letters));
    forms.into_iter().flatten().min_by_key(|found| found.start)
}

/// What follows the beginning of the first age identity or other private key.
#[cfg(feature = "cli")]
fn withheld(bytes: &[u8]) -> Option<Range<usize>> {
    let kinds = [identity(bytes), after(PRIVATE_KEY, bytes, private_key)];
    kinds.into_iter().flatten().min_by_key(|found| found.start)
}

/// What follows the first of these marks that something follows.
#[cfg(feature = "cli")]
fn after(mark: &str, bytes: &[u8], length: fn(&[u8]) -> usize) -> Option<Range<usize>> {
    memchr::memmem::find_iter(bytes, mark.as_bytes()).find_map(|place| {
        let start = place + mark.len();
        let length = length(&bytes[start..]);
        (length > 0).then_some(start..start + length)
    })
}

/// The length of a private key after its first line, up to the end of its last one. Its lines may have been joined by
/// a shell, and their ends be written as escapes.
#[cfg(feature = "cli")]
fn private_key(bytes: &[u8]) -> usize {
    let mut length = 0;
    let mut has_key = false;
    while let Some(byte) = bytes.get(length) {
        let is_escape = *byte == b'\\' && matches!(bytes.get(length + 1), Some(b'n' | b'r' | b't'));
        if is_escape {
            length += 2;
            continue;
        }
        // The headers of an encrypted one have a colon and a comma.
        if !(byte.is_ascii_alphanumeric() || b"+/=:,- \r\n\t".contains(byte)) {
            break;
        }
        has_key |= byte.is_ascii_alphanumeric();
        length += 1;
    }
    if has_key { length } else { 0 }
}

/// Only the program with a vault has identities.
#[cfg(not(feature = "cli"))]
fn identity(_: &[u8]) -> Option<Range<usize>> {
    None
}

/// Only the program with a vault is given private keys.
#[cfg(not(feature = "cli"))]
fn withheld(_: &[u8]) -> Option<Range<usize>> {
    None
}

/// The text with `…` instead of all of a secret but its start. Do not shorten the text before: what is left of a
/// secret that was cut has no checksum, and is not recognised.
pub fn redact(text: &str) -> Cow<'_, str> {
    match redact_bytes(text.as_bytes()) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        // A secret is ASCII: what is around it stays UTF-8.
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// The same for any bytes.
pub fn redact_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let found = redact_secrets(bytes);
    let mut left = &found[..];
    let mut safe = Vec::new();
    while let Some(rest) = withheld(left) {
        safe.extend_from_slice(&left[..rest.start]);
        safe.extend_from_slice(ELLIPSIS.as_bytes());
        left = &left[rest.end..];
    }
    if safe.is_empty() {
        return found;
    }
    safe.extend_from_slice(left);
    Cow::Owned(safe)
}

fn redact_secrets(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut found = search(bytes).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut safe = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for secret in found {
        // One that begins within another would show the end of that one as its own start.
        if let Some(before) = bytes.get(from..secret.start) {
            safe.extend_from_slice(before);
            safe.extend_from_slice(start_of(&bytes[secret.clone()]));
        }
        safe.extend_from_slice(ELLIPSIS.as_bytes());
        from = secret.end;
    }
    safe.extend_from_slice(&bytes[from..]);
    Cow::Owned(safe)
}

/// The first characters of a text, and of a secret among them only its start.
pub fn shortened(text: &str, most: usize) -> String {
    redact(text).chars().take(most).collect()
}

/// The part of a secret that may be shown.
fn start_of(secret: &[u8]) -> &[u8] {
    let parts = std::str::from_utf8(secret).ok().and_then(parse);
    parts.map_or(b"", |parts| parts.start.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::{BODY_LENGTH, assemble};
    use proptest::prelude::*;

    fn secret(prefix: &str) -> String {
        assemble(&prefix.parse().unwrap(), &[b'Q'; 48])
    }

    #[test]
    fn only_the_start_of_a_secret_is_left() {
        let secret = secret("acme_live");
        for (before, after) in
            [("", ""), ("no key '", "'\n"), ("MY_", "_OLD"), ("é", "é"), ("{\"a\":\"", "\"}")]
        {
            let text = format!("{before}{secret}{after}");
            assert_eq!(redact(&text), format!("{before}acme_live_QQQQQQQQ…{after}"));
        }
        assert_eq!(redact(&format!("{secret}{secret}")), "acme_live_QQQQQQQQ…acme_live_QQQQQQQQ…");
        let bytes = [b"\xff", secret.as_bytes(), b"\0"].concat();
        assert_eq!(*redact_bytes(&bytes), *[b"\xff", "acme_live_QQQQQQQQ…".as_bytes(), b"\0"].concat());
    }

    #[test]
    #[cfg(feature = "cli")]
    fn an_identity_is_a_secret() {
        let text = format!("a {IDENTITY}QQQQ2\n{IDENTITY}Q;");
        assert!(holds_secret(text.as_bytes()));
        assert_eq!(redact(&text), format!("a {IDENTITY}…\n{IDENTITY}…;"));
        assert!(!holds_secret(IDENTITY.as_bytes()));
        assert_eq!(redact("age-secret-key-1qq3;"), "age-secret-key-1…;");
    }

    #[test]
    #[cfg(feature = "cli")]
    fn a_private_key_is_not_repeated() {
        let [first, last] = ["BEGIN", "END"].map(|word| format!("-----{word} OPENSSH PRIVATE KEY-----"));
        for end in ["\n", " ", "\\n", "\r\n"] {
            let text = format!("no '{first}{end}b3Bl+/a{end}QQ=={end}{last}{end}' found\n{IDENTITY}Q;");
            assert_eq!(redact(&text), format!("no '{first}…' found\n{IDENTITY}…;"));
        }
        let quoted = format!("\\\"{first}\\nQQ\\\"");
        assert_eq!(redact(&quoted), format!("\\\"{first}…\\\""), "an escape of its own stays whole");
        assert_eq!(redact(&first), first, "the mark alone");
    }

    #[test]
    fn what_is_no_secret_is_borrowed() {
        let secret = secret("kw");
        for text in ["", "key_a4dqobyha4dqobyha4dqobyha4", &secret[1..], &secret[..secret.len() - 1]] {
            assert!(matches!(redact(text), Cow::Borrowed(same) if same == text));
        }
    }

    /// The end of the first secret is the prefix of the second.
    #[test]
    fn nothing_of_a_secret_is_shown_as_the_start_of_another() {
        let overlapping = (0_u32..).find_map(|number| {
            let random = format!("{}{number:08}", "Q".repeat(40));
            let first = assemble(&"kw".parse().unwrap(), random.as_bytes().try_into().unwrap());
            let end = &first[first.len() - 2..];
            let prefix = end.parse().ok()?;
            let second = assemble(&prefix, &[b'Z'; 48]);
            Some((first.clone(), format!("{first}{}", &second[2..])))
        });
        let (first, both) = overlapping.unwrap();
        assert_eq!(search(both.as_bytes()).count(), 2, "{both}");
        assert_eq!(redact(&both), format!("{}……", &first[..11]));
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_be_found(
            pieces in proptest::collection::vec(prop_oneof![
                ".{0,70}", "[a-z_0-9A-Z]{0,120}", Just(secret("a")), Just(secret("k_w")),
            ], 0..8),
        ) {
            let text = pieces.concat();
            let safe = redact(&text);
            prop_assert!(!holds_secret(safe.as_bytes()));
            let body = &secret("a")[10..BODY_LENGTH];
            prop_assert!(!safe.contains(body), "{}", safe);
            prop_assert_eq!(matches!(safe, Cow::Owned(_)), holds_secret(text.as_bytes()));
        }
    }
}
