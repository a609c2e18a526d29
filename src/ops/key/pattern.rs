//! Patterns of names, as a shell has them. A crate for paths would match bytes, not characters, and treat `/` apart.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization as _;

use crate::domain::redaction::holds_secret;
use crate::domain::text::EMOJI_PRESENTATION;
use crate::domain::{Invalid, NO_SECRET};

/// The most characters of a pattern: a name has 128.
const MAX_LENGTH: usize = 512;

/// A pattern of whole names: `*` stands for any characters, `?` for one, `[a-z]` for one of these, `[!a-z]` for one of
/// the others, and `\` before one of them for itself. Case matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Any characters, or none.
    Any,
    /// One character of these ranges, or none of them.
    One { ranges: Vec<(char, char)>, is_in: bool },
}

impl Part {
    fn literal(character: char) -> Self {
        Self::One { ranges: vec![(character, character)], is_in: true }
    }

    fn is(&self, character: char) -> bool {
        match self {
            Self::Any => false,
            Self::One { ranges, is_in } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&character)) == *is_in
            }
        }
    }
}

impl FromStr for NamePattern {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = |expected| Err(Invalid::new("a pattern", expected));
        if holds_secret(text.as_bytes()) {
            return invalid(NO_SECRET);
        }
        // As names are.
        let text: String = text.chars().filter(|character| *character != EMOJI_PRESENTATION).nfc().collect();
        if !(1..=MAX_LENGTH).contains(&text.chars().count()) {
            return invalid("1 to 512 characters");
        }
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some(first) = rest.chars().next() {
            rest = &rest[first.len_utf8()..];
            match first {
                // Two are as good as one, and cost more.
                '*' if parts.last() == Some(&Part::Any) => {}
                '*' => parts.push(Part::Any),
                '?' => parts.push(Part::One { ranges: Vec::new(), is_in: false }),
                '[' => match class(rest) {
                    Some((part, after)) => {
                        parts.push(part);
                        rest = after;
                    }
                    // One that is not closed is itself, as in a shell.
                    None => parts.push(Part::literal('[')),
                },
                '\\' => {
                    let escaped = rest.chars().next().unwrap_or('\\');
                    rest = rest.strip_prefix(escaped).unwrap_or(rest);
                    parts.push(Part::literal(escaped));
                }
                other => parts.push(Part::literal(other)),
            }
        }
        Ok(Self { text, parts })
    }
}

/// What stands between brackets, and what follows them. `None`: they are not closed.
fn class(text: &str) -> Option<(Part, &str)> {
    let negated = text.strip_prefix(['!', '^']);
    let mut characters = negated.unwrap_or(text).chars();
    let mut ranges = Vec::new();
    loop {
        match characters.next()? {
            // The first one is a member.
            ']' if !ranges.is_empty() => break,
            from => {
                let mut after = characters.clone();
                match (after.next(), after.next()) {
                    (Some('-'), Some(to)) if to != ']' => {
                        ranges.push((from, to));
                        characters = after;
                    }
                    _ => ranges.push((from, from)),
                }
            }
        }
    }
    Some((Part::One { ranges, is_in: negated.is_none() }, characters.as_str()))
}

impl NamePattern {
    /// The text, as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it stands for one name only.
    pub fn is_literal(&self) -> bool {
        let is_one = |part: &Part| matches!(part, Part::One { ranges, is_in: true } if ranges.len() == 1);
        self.parts.iter().all(is_one) && !self.text.contains(['\\', '['])
    }

    /// Whether a whole name is like this. One that is this text is, whatever characters it has.
    pub fn matches(&self, name: &str) -> bool {
        name == self.text || self.is_like(&name.chars().collect::<Vec<_>>())
    }

    /// In time proportional to both lengths: of several `*`, only the last one ever has to give back.
    fn is_like(&self, name: &[char]) -> bool {
        let (mut part, mut at, mut retry) = (0, 0, None);
        while at < name.len() {
            match self.parts.get(part) {
                Some(Part::Any) => {
                    retry = Some((part, at));
                    part += 1;
                }
                Some(one) if one.is(name[at]) => {
                    part += 1;
                    at += 1;
                }
                _ => {
                    let Some((star, taken)) = retry else { return false };
                    retry = Some((star, taken + 1));
                    part = star + 1;
                    at = taken + 1;
                }
            }
        }
        self.parts[part..].iter().all(|part| *part == Part::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_matched_as_a_shell_matches() {
        for (pattern, is, is_not) in [
            ("ci", &["ci"][..], &["ci ", "CI", "aci", "cia"][..]),
            ("ci*", &["ci", "ci/a b", "cinema", "ci-1\u{301}"], &["CI", "a ci"]),
            ("*-prod", &["a-prod", "-prod", "x/y-prod-prod"], &["a-prod ", "prod"]),
            ("*ci*x*", &["cix", "a ci / x", "ccix"], &["cxi", "x ci"]),
            ("?", &["a", "é", "日", "*"], &["", "ab"]),
            ("c?", &["ci", "cé"], &["c", "cii"]),
            ("[a-cx]1", &["a1", "c1", "x1"], &["d1", "-1", "1"]),
            ("[!a-c]1", &["d1", "é1"], &["a1", "1"]),
            ("[^a]", &["b"], &["a"]),
            ("[é]", &["é"], &["e", "[é]x"]),
            ("[]a]", &["]", "a", "[]a]"], &["b"]),
            ("[a-]", &["a", "-"], &["b"]),
            ("a[", &["a["], &["a"]),
            ("a[1]", &["a1", "a[1]"], &["a[", "a2"]),
            ("a\\*", &["a*", "a\\*"], &["ab"]),
            ("a\\", &["a\\"], &["a"]),
            ("**", &["", "a", "a/b"], &[]),
            ("{a,b}", &["{a,b}"], &["a", "b"]),
        ] {
            let parsed: NamePattern = pattern.parse().unwrap();
            for name in is {
                assert!(parsed.matches(name), "{pattern} is {name:?}");
            }
            for name in is_not {
                assert!(!parsed.matches(name), "{pattern} is not {name:?}");
            }
        }
    }

    #[test]
    fn no_pattern_takes_long() {
        let pattern: NamePattern = "*a".repeat(200).parse().unwrap();
        assert!(!pattern.matches(&"a".repeat(128)));
    }

    #[test]
    fn a_pattern_is_bounded_and_composed_as_names_are_and_no_secret() {
        assert!("".parse::<NamePattern>().is_err());
        assert!("*".repeat(513).parse::<NamePattern>().is_err());
        let secret = crate::domain::token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
        assert_eq!(format!("*{secret}").parse::<NamePattern>().unwrap_err().expected, NO_SECRET);
        assert!("e\u{301}*".parse::<NamePattern>().unwrap().matches("\u{e9}cole"));
        assert!(
            "\u{2764}\u{fe0f} *".parse::<NamePattern>().unwrap().matches("\u{2764} ci"),
            "as it is typed"
        );
        for (text, is_literal) in [("ci", true), ("a[", false), ("c*", false), ("?", false), ("[a]", false)] {
            assert_eq!(text.parse::<NamePattern>().unwrap().is_literal(), is_literal, "{text}");
        }
    }
}
