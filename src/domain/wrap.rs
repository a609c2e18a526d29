//! Prose in lines of a terminal: broken between words, by their width on screen.

use textwrap::core::Word;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthStr as _;

/// This program's name, with which its commands begin.
const PROGRAM: &str = "keywright ";

/// The lines of a text; the first may be as wide as `first`, all others as `rest`.
///
/// Nothing is broken that has to be copied: no word, so no id and no path, however long; and no command in
/// backquotes or after a colon, as in ``hint: `keywright key list` shows them``. What is wider than a line has one of
/// its own: a terminal that continues it below still copies it in one piece.
pub fn lines(text: &str, first: usize, rest: usize) -> Vec<&str> {
    let pieces = pieces(text);
    // Widths of terminals are exact in floating point.
    let widths = [first, rest].map(|width| u32::try_from(width).map_or(f64::MAX, f64::from));
    let mut lines = Vec::new();
    let mut start = 0;
    for line in wrap_first_fit(&pieces, &widths) {
        let length: usize = line.iter().map(|piece| piece.word.len() + piece.whitespace.len()).sum();
        lines.push(text.get(start..start + length).unwrap_or_default().trim_end_matches(' '));
        start += length;
    }
    lines
}

/// Every line of a text in lines of this width; what continues one is indented by two.
pub fn prose(text: &str, width: usize) -> String {
    let wrapped = |line: &str| {
        let indent: String = line.chars().take_while(|character| *character == ' ').collect();
        let rest = &line[indent.len()..];
        let room = |used: usize| width.saturating_sub(used).max(1);
        let lines = lines(rest, room(indent.len()), room(indent.len() + 2));
        format!("{indent}{}", lines.join(&format!("\n{indent}  ")))
    };
    text.split('\n').map(wrapped).collect::<Vec<_>>().join("\n")
}

/// Whether a text fits on a line of this width as it is.
pub fn fits(text: &str, width: usize) -> bool {
    text.split('\n').all(|line| line.width() <= width)
}

/// What stays on one line, with the spaces behind it.
fn pieces(text: &str) -> Vec<Word<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut after_colon = true;
    while !rest.is_empty() {
        let end = if after_colon && rest.starts_with(PROGRAM) { rest.len() } else { end_of_piece(rest) };
        let (word, behind) = rest.split_at(end);
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        after_colon = word.ends_with(':');
        pieces.push(Word::from(&rest[..end + spaces]));
        rest = &behind[spaces..];
    }
    pieces
}

/// The first space that is not in backquotes.
fn end_of_piece(text: &str) -> usize {
    let mut quoted = false;
    for (place, character) in text.char_indices() {
        match character {
            '`' => quoted = !quoted && text[place + 1..].contains('`'),
            ' ' if !quoted => return place,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(lines("one two three", 7, 7), ["one two", "three"]);
        assert_eq!(lines("one two three", 3, 9), ["one", "two three"]);
        assert_eq!(lines("日本 日本 日本", 9, 9), ["日本 日本", "日本"]);
        assert_eq!(lines("e\u{301}e\u{301} e\u{301}", 4, 4), ["e\u{301}e\u{301} e\u{301}"]);
        assert_eq!(lines("", 7, 7), [""]);
    }

    #[test]
    fn what_is_copied_is_whole() {
        assert_eq!(lines("in /var/lib/a-long-path/x here", 10, 10), ["in", "/var/lib/a-long-path/x", "here"]);
        assert_eq!(
            lines("run `keywright key list --limit 0` now", 32, 32),
            ["run", "`keywright key list --limit 0`", "now"]
        );
        assert_eq!(
            lines("then: keywright rotate confirm ci", 20, 20),
            ["then:", "keywright rotate confirm ci"]
        );
        assert_eq!(lines("hint: keywright key create NAME", 30, 30), ["hint:", "keywright key create NAME"]);
        assert_eq!(
            lines("the keywright program is a `quote", 15, 15),
            ["the keywright", "program is a", "`quote"]
        );
    }

    #[test]
    fn prose_keeps_its_own_lines() {
        assert_eq!(prose("one two\n  three four", 9), "one two\n  three\n    four");
        assert_eq!(prose("one two three\n", 9), "one two\n  three\n");
        assert!(fits("one\ntwo", 3) && !fits("one\ntwos", 3));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_lines_fit(text in "([a-zé日`]{1,6} {1,2}){0,12}[a-z`]{0,3}", width in 6_usize..40) {
            let broken = lines(&text, width, width);
            prop_assert_eq!(broken.concat().replace(' ', ""), text.replace(' ', ""));
            for line in broken {
                prop_assert!(line.width() <= width || !line.contains(' ') || line.contains('`'), "{line:?}");
            }
        }
    }
}
