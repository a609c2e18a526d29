//! Makes text from others safe to display: it cannot move the cursor, change the terminal, reverse the
//! reading order or be invisible. The display is for people; `--output json` has the exact text.
//!
//! A backslash stays as it is, so a displayed `\n` may be two typed characters; JSON distinguishes them.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::domain::invisible::is_invisible;

/// The text as one line that is safe on a terminal: `\n`, `\r`, `\t`, and `\u{1b}` for other characters.
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// The same for text of several lines: line feeds stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |character| character == '\n')
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let invisible = |character: char| is_invisible(character) && !stays(character);
    if !text.contains(invisible) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            _ if !invisible(character) => safe.push(character),
            '\n' | '\r' | '\t' => safe.extend(character.escape_default()),
            _ => safe.extend(character.escape_unicode()),
        }
    }
    Cow::Owned(safe)
}

/// JSON text with the same characters written as `\uXXXX` (RFC 8259 section 7): equivalent, and safe to
/// display. Line feeds stay: inside strings the serialiser has already escaped them, outside they are layout.
pub fn json(text: String) -> String {
    let invisible = |character: char| character != '\n' && is_invisible(character);
    if !text.contains(invisible) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if invisible(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_can_do_harm_is_shown() {
        assert_eq!(line("\u{1b}[31mred\r\n\ttab\u{9b}"), r"\u{1b}[31mred\r\n\ttab\u{9b}");
        assert_eq!(
            line("a\u{202e}b\u{2066}\u{200b}\u{feff}\u{e0041}"),
            r"a\u{202e}b\u{2066}\u{200b}\u{feff}\u{e0041}"
        );
        assert_eq!(lines("a\nb\u{7}"), "a\nb\\u{7}");
        for plain in ["CI deployer", "Ærøskøbing", "日本語", "a\\b", "❤\u{fe0f}"] {
            assert!(matches!(line(plain), Cow::Borrowed(_)), "{plain}");
        }
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({"name": "a\u{202e}b\u{7f}\u{e0041}\n"});
        let text = json(serde_json::to_string_pretty(&value).unwrap());
        assert!(!text.contains(|c| c != '\n' && is_invisible(c)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    proptest! {
        #[test]
        fn nothing_hidden_gets_through(text in any::<String>()) {
            let safe = line(&text);
            prop_assert!(!safe.contains(|c: char| c.is_control() || is_invisible(c)));
        }

        #[test]
        fn any_text_survives_json(text in any::<String>()) {
            let written = json(serde_json::to_string(&text).unwrap());
            prop_assert!(!written.contains(is_invisible));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
