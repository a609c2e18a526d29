//! The grammar of a secret: `PREFIX_BODY`, where BODY is 54 base62 characters: 8 that are shown,
//! 40 more, then 6 that encode the CRC-32 of all before them. Parsed by fixed length from the
//! end, never by splitting on `_`.

use super::parsed_string;

/// The base62 alphabet in order of value.
pub const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Random characters of a body: 48 × log2(62) = 285.8 bits.
pub const RANDOM_LENGTH: usize = 48;
const SHOWN_LENGTH: usize = 8;
const CHECKSUM_LENGTH: usize = 6;
/// Characters of a body.
pub const BODY_LENGTH: usize = RANDOM_LENGTH + CHECKSUM_LENGTH;
/// Maximum length of a prefix.
pub const MAX_PREFIX_LENGTH: usize = 32;
/// Maximum length of a secret.
pub const MAX_LENGTH: usize = MAX_PREFIX_LENGTH + 1 + BODY_LENGTH;

parsed_string!(
    /// The chosen start of a secret, such as `acme_live`: `[a-z][a-z0-9]*(_[a-z0-9]+)*`, at most 32 characters.
    Prefix, "a prefix",
    "lowercase words joined by single underscores, beginning with a letter, at most 32 characters, such as acme_live",
    is_prefix
);

fn is_prefix(text: &str) -> bool {
    text.len() <= MAX_PREFIX_LENGTH
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('_').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// The parts of a well-formed secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The prefix.
    pub prefix: &'a str,
    /// Prefix, `_` and the 8 characters that may be displayed and logged.
    pub start: &'a str,
}

/// Splits a secret if its form and checksum are valid. A wrong checksum means a typing mistake or a truncated
/// paste, never a forgery: only the digest decides.
pub fn parse(secret: &str) -> Option<Parts<'_>> {
    let split = secret.len().checked_sub(BODY_LENGTH + 1)?;
    if !secret.is_ascii() || secret.as_bytes()[split] != b'_' || !is_prefix(&secret[..split]) {
        return None;
    }
    let (checked, checksum) = secret.split_at(secret.len() - CHECKSUM_LENGTH);
    let random = &checked[split + 1..];
    let well_formed =
        random.bytes().all(|b| b.is_ascii_alphanumeric()) && checksum.as_bytes() == crc_base62(checked);
    well_formed.then(|| Parts { prefix: &secret[..split], start: &secret[..=split + SHOWN_LENGTH] })
}

/// Whether a text has the form of a secret's start: a prefix, `_` and 8 characters.
#[cfg(feature = "program")]
pub fn is_start(text: &str) -> bool {
    let split = text.len().checked_sub(SHOWN_LENGTH + 1);
    split.and_then(|split| text.split_at_checked(split)).is_some_and(|(prefix, shown)| {
        let body = shown.strip_prefix('_');
        is_prefix(prefix) && body.is_some_and(|body| body.bytes().all(|b| b.is_ascii_alphanumeric()))
    })
}

/// How many characters are displayed of a secret of another form: the first of these that leaves enough hidden. Many
/// systems use the same prefix for all secrets, so that eight characters do not distinguish them.
#[cfg(feature = "program")]
pub const SHOWN_OF_FOREIGN: [usize; 3] = [16, 12, 8];

/// Whether a text may be the start of a secret of another form.
#[cfg(feature = "program")]
pub fn is_foreign_start(text: &str) -> bool {
    SHOWN_OF_FOREIGN.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What programs send when they have no secret. In any case of letters.
const NOTHING: [&str; 6] = ["", "-", "null", "nil", "none", "undefined"];

/// Whether a presented text stands for no secret, white space around it aside. It is never a key, whatever a file or
/// a vault holds: an unset variable must not open a door.
pub fn is_nothing(presented: &[u8]) -> bool {
    let presented = presented.trim_ascii();
    NOTHING.iter().any(|nothing| nothing.as_bytes().eq_ignore_ascii_case(presented))
}

/// Texts of which [`is_nothing`] is true: those from which a digest may have been made.
#[cfg(feature = "cli")]
pub fn usual_nothings() -> impl Iterator<Item = String> {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    let words =
        NOTHING.iter().flat_map(move |word| [(*word).to_owned(), word.to_ascii_uppercase(), capital(word)]);
    words.flat_map(|word| ["", "\n", "\r\n", " "].map(|end| word.clone() + end))
}

/// The secret with this prefix and these 48 random base62 characters.
pub fn assemble(prefix: &Prefix, random: &[u8; RANDOM_LENGTH]) -> String {
    let mut secret = String::with_capacity(prefix.as_str().len() + 1 + BODY_LENGTH);
    secret.push_str(prefix.as_str());
    secret.push('_');
    secret.extend(random.iter().map(|byte| char::from(*byte)));
    let checksum = crc_base62(&secret);
    secret.extend(checksum.map(char::from));
    secret
}

/// Turns uniform random bytes into uniform base62 characters by rejection: a byte of 248 or more (4 × 62)
/// would favour the first eight characters, so it is discarded. Returns how many were written to
/// `characters`, from its start.
pub fn draw_base62(bytes: &[u8], characters: &mut [u8]) -> usize {
    let accepted = bytes.iter().filter(|byte| **byte < 248);
    let places = characters.iter_mut().zip(accepted);
    places.map(|(place, byte)| *place = BASE62[usize::from(byte % 62)]).count()
}

/// CRC-32 (ISO 3309, as in zlib) as six base62 digits, most significant first.
fn crc_base62(text: &str) -> [u8; CHECKSUM_LENGTH] {
    let mut rest = crc32fast::hash(text.as_bytes());
    let mut digits = [0; CHECKSUM_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[usize::try_from(rest % 62).unwrap_or(0)];
        rest /= 62;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_checksum() {
        // python3: zlib.crc32(b"acme_live_" + b"A" * 48) in base62, most significant first
        let secret = assemble(&"acme_live".parse().unwrap(), &[b'A'; 48]);
        assert_eq!(&secret[secret.len() - 6..], "2lES29");
        assert_eq!(parse(&secret).unwrap().start, "acme_live_AAAAAAAA");
        assert_eq!(parse(&secret).unwrap().prefix, "acme_live");
    }

    #[test]
    fn bytes_past_the_last_multiple_of_62_are_thrown_away() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut characters = [0; 256];
        let written = draw_base62(&bytes, &mut characters);
        assert_eq!(written, 248);
        characters[..written].sort_unstable();
        let wanted: Vec<u8> = BASE62.iter().flat_map(|letter| [*letter; 4]).collect();
        assert_eq!(characters[..written], wanted);
    }

    #[test]
    fn prefixes() {
        for good in ["a", "kw", "acme_live", "a1_2b"] {
            assert!(good.parse::<Prefix>().is_ok(), "{good}");
        }
        for bad in ["", "_a", "a_", "a__b", "1a", "A", "a-b", "é", &"a".repeat(33)] {
            assert!(bad.parse::<Prefix>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_assembled_parses(prefix in "[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,5}){0,3}", random in "[0-9A-Za-z]{48}") {
            let prefix: Prefix = prefix.parse().unwrap();
            let secret = assemble(&prefix, random.as_bytes().try_into().unwrap());
            let parts = parse(&secret).unwrap();
            prop_assert_eq!(parts.prefix, prefix.as_str());
            prop_assert_eq!(parts.start, &secret[..prefix.as_str().len() + 9]);
            #[cfg(feature = "cli")]
            prop_assert!(is_start(parts.start));
        }

        #[test]
        fn one_changed_character_is_noticed(random in "[0-9A-Za-z]{48}", place in 0_usize..57, to in "[0-9A-Za-z]") {
            let secret = assemble(&"kw".parse().unwrap(), random.as_bytes().try_into().unwrap());
            prop_assume!(place != 2 && !secret[place..].starts_with(&to));
            let mut changed = secret.clone();
            changed.replace_range(place..=place, &to);
            prop_assert!(parse(&changed).is_none());
        }

        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = parse(&text);
            #[cfg(feature = "cli")]
            let _ = is_start(&text);
        }
    }
}
