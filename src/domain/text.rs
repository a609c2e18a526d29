//! Text that people write, in one form: what looks alike is alike, as far as Unicode's own rules go.
//!
//! NFC (Unicode Standard Annex 15), one space, and nothing that cannot be seen. Letters of different scripts that look
//! alike, such as a Cyrillic `а`, stay what they are.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::invisible::is_invisible;

/// Selects the emoji presentation of the character before it, and says nothing else.
pub(crate) const EMOJI_PRESENTATION: char = '\u{fe0f}';
/// Joins the characters on both sides of it, as emoji and Indic scripts do.
const ZWJ: char = '\u{200d}';
/// Keeps the characters on both sides of it apart, as Persian and Indic scripts do.
const ZWNJ: char = '\u{200c}';
/// Visible by their class, and empty in every font: the Braille pattern without dots, two blanks of hieroglyphs, and a
/// notehead of music.
const BLANK: [char; 4] = ['\u{2800}', '\u{13441}', '\u{13442}', '\u{1d159}'];

/// The text in NFC.
pub(super) fn normal(text: String) -> String {
    if text.is_ascii() || is_nfc(&text) { text } else { text.nfc().collect() }
}

/// A name: in NFC, single spaces, and all of it visible. Else what is wrong with it.
pub(super) fn name(text: String) -> Result<String, Option<String>> {
    let text = one_line(text)?;
    if text.contains("  ") {
        return Err(Some("it has two spaces together".to_owned()));
    }
    let characters: Vec<char> = text.chars().collect();
    for (place, character) in characters.iter().copied().enumerate() {
        let before = place.checked_sub(1).and_then(|place| characters.get(place).copied());
        if is_combining_mark(character) && before.is_none_or(|before| before == ' ') {
            return Err(Some(format!("{} has no letter before it", code_point(character))));
        }
        let joins = joins(before, character, characters.get(place + 1).copied());
        if (is_invisible(character) && !joins) || BLANK.contains(&character) {
            return Err(Some(invisible(character)));
        }
    }
    Ok(text)
}

/// An owner, or the value of a label: in NFC, with no other space, and something of it visible. Invisible characters in
/// it are written as escapes wherever it is shown.
pub(super) fn one_line(text: String) -> Result<String, Option<String>> {
    if !text.is_empty() && text.bytes().all(|byte| byte == b' ') {
        return Err(Some("it is nothing but spaces".to_owned()));
    }
    if text.is_ascii() {
        return Ok(text);
    }
    let is_other_space =
        |character: &char| character.is_whitespace() && *character != ' ' && !is_invisible(*character);
    if let Some(space) = text.chars().find(is_other_space) {
        return Err(Some(format!("{} is a space, and only U+0020 is accepted", code_point(space))));
    }
    let mut text = text;
    // First: it can stand between a letter and its accent.
    text.retain(|character| character != EMOJI_PRESENTATION);
    let text = normal(text);
    let is_visible = |character: char| {
        !(is_invisible(character)
            || is_combining_mark(character)
            || BLANK.contains(&character)
            || character == ' ')
    };
    match text.chars().next() {
        Some(first) if !text.contains(is_visible) => Err(Some(invisible(first))),
        Some(_) => Ok(text),
        None => Err(Some(invisible(EMOJI_PRESENTATION))),
    }
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn invisible(character: char) -> String {
    format!("{} is invisible", code_point(character))
}

/// Whether a joiner changes how its neighbours look (after RFC 5892, appendix A): both after a virama, one of them
/// within Arabic, the other within emoji.
fn joins(before: Option<char>, joiner: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let is_after_virama = canonical_combining_class(before) == 9;
    match joiner {
        ZWNJ => (is_after_virama || is_arabic(before)) && !after.is_ascii() && after != ZWNJ,
        ZWJ => is_after_virama || (is_emoji(before) && is_emoji(after)),
        _ => false,
    }
}

fn is_arabic(character: char) -> bool {
    matches!(u32::from(character), 0x620..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc)
}

/// The blocks of emoji, and the arrows and squares of others that are some.
fn is_emoji(character: char) -> bool {
    matches!(
        u32::from(character),
        0x2194..=0x2199 | 0x21a9..=0x21aa | 0x2600..=0x27bf | 0x2934..=0x2935 | 0x2b05..=0x2b55 | 0x1_f000..=0x1_faff
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(text: &str) -> Result<String, Option<String>> {
        name(text.to_owned())
    }

    #[test]
    fn what_looks_alike_is_one_name() {
        let cafe = Ok("caf\u{e9}".to_owned());
        assert_eq!((named("caf\u{e9}"), named("cafe\u{301}")), (cafe.clone(), cafe));
        assert_eq!(named("\u{212b}"), named("A\u{30a}"), "a singleton");
        assert_eq!(named("\u{1112}\u{1161}\u{11ab}"), named("\u{d55c}"));
        assert_eq!(named("\u{2764}\u{fe0f}"), named("\u{2764}"));
        assert_eq!(named("q\u{323}\u{307}"), named("q\u{307}\u{323}"));
        assert_eq!(named("e\u{fe0f}\u{301}"), named("\u{e9}"), "what is left out joins what was beside it");
        assert_eq!(named("e\u{301}\u{fe0f}"), named("\u{e9}"));
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        for (text, found) in [
            ("a\u{a0} b", "U+00A0 is a space"),
            ("a\u{2003}b", "U+2003 is a space"),
            ("a\u{3000}b", "U+3000 is a space"),
            ("a\u{202f}b", "U+202F is a space"),
            ("a\u{1680}b", "U+1680 is a space"),
            ("\u{2001}", "U+2001 is a space"),
            ("a  b", "two spaces"),
            ("\u{3164}", "U+3164 is invisible"),
            ("\u{115f}", "U+115F is invisible"),
            ("\u{2800}", "U+2800 is invisible"),
            ("a\u{2800}", "U+2800 is invisible"),
            ("a\u{13441}", "U+13441 is invisible"),
            ("a\u{13442}", "U+13442 is invisible"),
            ("\u{34f}", "U+034F is invisible"),
            ("a\u{34f}b", "U+034F is invisible"),
            ("\u{200d}", "U+200D is invisible"),
            ("\u{fe0f}", "U+FE0F is invisible"),
            ("a\u{fe01}", "U+FE01 is invisible"),
            ("a\u{e0041}", "U+E0041 is invisible"),
            ("a\u{e0100}", "U+E0100 is invisible"),
            ("a\u{ad}b", "U+00AD is invisible"),
            ("a\u{85}b", "U+0085 is invisible"),
            ("a\tb", "U+0009 is invisible"),
            ("a\u{feff}b", "U+FEFF is invisible"),
            ("\u{301}", "U+0301"),
            ("\u{301}a", "U+0301 has no letter before it"),
            ("a \u{301}", "U+0301 has no letter before it"),
            ("a\u{200d}b", "U+200D is invisible"),
            ("a\u{200c}b", "U+200C is invisible"),
            ("\u{627}\u{200d}", "U+200D is invisible"),
            ("\u{6cc}\u{200c}\u{200c}\u{62e}", "U+200C is invisible"),
            ("\u{2500}\u{200d}\u{2500}", "U+200D is invisible"),
            ("\u{2192}\u{200d}\u{2192}", "U+200D is invisible"),
            ("\u{1f469}\u{200d}\u{200d}\u{1f4bb}", "U+200D is invisible"),
        ] {
            let fault = named(text).unwrap_err().unwrap_or_default();
            assert!(fault.contains(found), "{text:?}: {fault}");
        }
    }

    #[test]
    fn words_of_the_world_are_names() {
        for good in [
            "CI deployer",
            "Ærøskøbing",
            "日本語",
            "नमस्ते",
            "क्\u{200d}ष",
            "می\u{200c}خواهم",
            "👩\u{200d}💻",
            "🐦\u{200d}⬛",
            "🙂\u{200d}↔",
            "שָׁלוֹם",
            "ไทย",
            "Tiếng Việt",
        ] {
            assert_eq!(named(good), Ok(normal(good.to_owned())), "{good}");
        }
    }

    #[test]
    fn owners_and_labels_have_something_to_see_and_one_space() {
        let line = |text: &str| one_line(text.to_owned());
        assert_eq!(line("cafe\u{301}"), Ok("caf\u{e9}".to_owned()));
        // Shown as an escape.
        assert!(line("zero\u{200b}width").is_ok() && line("line\u{2028}separator").is_ok());
        for bad in ["  ", "a\u{a0}b", "\u{3164}", " \u{2800}", "\u{301}", "\u{200b}\u{200d}", "\u{fe0f}"] {
            assert!(line(bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_as_it_is(
            // Letters, accents of several classes, and what is left out between them.
            text in prop_oneof![any::<String>(), "[eqx \u{301}\u{307}\u{323}\u{fe0f}\u{1100}\u{1161}\u{11a8}]{1,6}"],
        ) {
            for form in [name, one_line] {
                if let Ok(stored) = form(text.clone()) {
                    prop_assert!(is_nfc(&stored));
                    prop_assert_eq!(form(stored.clone()), Ok(stored));
                }
            }
        }
    }
}
