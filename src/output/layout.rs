//! How a table is made to fit a terminal: which columns give way, in which order, and what is left of a cell.

use unicode_width::UnicodeWidthStr as _;

use super::escape;
use crate::domain::redaction::redact;

/// Spaces between two columns.
pub(super) const GAP: usize = 2;

/// What stands for the rest of a cell.
const ELLIPSIS: char = '…';

/// What a cell may become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// Text: its beginning.
    #[default]
    Text,
    /// What differs at its end, such as a path or a public key: its end.
    End,
    /// An id of a key: a beginning that is accepted for it, without a sign, which would be copied too.
    Id,
    /// A date, a status, a start: all of it or nothing.
    Whole,
}

/// The shortest beginning of an id that is accepted for it: `key_` and eight characters.
const SHORT_ID: usize = 12;

/// A cell of text is not cut below the first before ids are, and not below the second before columns are left out.
const ROOMY: usize = 24;
const TIGHT: usize = 10;

impl Shape {
    /// The least width of a cell at each step of giving way.
    fn floor(self, step: usize) -> usize {
        match (self, step) {
            (Self::Text | Self::End, 0 | 1) => ROOMY,
            (Self::Text | Self::End, _) => TIGHT,
            (Self::Id, 1..) => SHORT_ID,
            (Self::Id | Self::Whole, _) => usize::MAX,
        }
    }
}

/// How a column gives way on a terminal that is too narrow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Yield {
    pub shape: Shape,
    /// Columns are left out from the highest rank down.
    pub rank: u8,
}

/// The widths of the columns, so that a row fits; `None` for a column that is left out.
pub(super) fn fit(natural: &[usize], yields: &[Yield], width: usize) -> Vec<Option<usize>> {
    let mut shown: Vec<usize> = (0..natural.len()).collect();
    loop {
        let widths = shrunk(natural, yields, &shown, width);
        let needed = total(shown.iter().map(|column| widths[*column]));
        if needed <= width || shown.len() <= 1 {
            let is_shown = |column| shown.contains(&column);
            return (0..natural.len()).map(|column| is_shown(column).then_some(widths[column])).collect();
        }
        let rank = |column: &usize| yields.get(*column).map_or(0, |yields| yields.rank);
        // Of the same rank, the last one.
        let least = shown.iter().copied().max_by_key(rank);
        shown.retain(|column| Some(*column) != least);
    }
}

pub(super) fn total(widths: impl ExactSizeIterator<Item = usize>) -> usize {
    let gaps = GAP * widths.len().saturating_sub(1);
    widths.sum::<usize>() + gaps
}

/// The widths after every column has given what it can: wide texts first, then ids, then all texts.
fn shrunk(natural: &[usize], yields: &[Yield], shown: &[usize], width: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    for step in 0..3 {
        let floor = |column: usize| yields.get(column).copied().unwrap_or_default().shape.floor(step);
        while total(shown.iter().map(|column| widths[*column])) > width {
            let can_give = shown.iter().copied().filter(|column| widths[*column] > floor(*column));
            // The widest gives first, so that no long name takes the room of all others.
            let Some(widest) = can_give.max_by_key(|column| widths[*column]) else { break };
            widths[widest] -= 1;
        }
    }
    if let [only] = shown {
        widths[*only] = widths[*only].min(width);
    }
    widths
}

/// A cell on the screen, no wider than this.
pub(super) fn cut(text: &str, shape: Shape, width: usize) -> String {
    let whole = escape::line(text);
    if whole.width() <= width {
        return whole.into_owned();
    }
    // Before it is cut: the filter does not recognise what is left of a secret.
    let text = &*redact(text);
    let whole = escape::line(text);
    if whole.width() <= width {
        return whole.into_owned();
    }
    match shape {
        // It is ASCII, and its beginning is an id's as long as there is enough of it.
        Shape::Id if width >= SHORT_ID && whole.is_ascii() => whole.chars().take(width).collect(),
        Shape::End => end_of(text, width),
        _ => beginning_of(text, width),
    }
}

/// Character by character, so that an escaped one is not cut, and one that is drawn on another stays with it.
fn beginning_of(text: &str, width: usize) -> String {
    let mut cut = String::new();
    for character in text.chars() {
        let before = cut.len();
        cut.push_str(&escape::line(character.encode_utf8(&mut [0; 4])));
        if cut.width() >= width {
            cut.truncate(before);
            break;
        }
    }
    cut.push(ELLIPSIS);
    cut
}

fn end_of(text: &str, width: usize) -> String {
    let mut start = text.len();
    for (place, _) in text.char_indices().rev() {
        if escape::line(&text[place..]).width() >= width {
            break;
        }
        start = place;
    }
    let kept = escape::line(&text[start..]);
    // What would be drawn on the character before must not be drawn on the sign.
    let is_drawn_on_another = |character: char| character.encode_utf8(&mut [0; 4]).width() == 0;
    format!("{ELLIPSIS}{}", kept.trim_start_matches(is_drawn_on_another))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::token;

    fn yields(shape: Shape, rank: u8) -> Yield {
        Yield { shape, rank }
    }

    #[test]
    fn wide_text_gives_way_before_ids_and_ids_before_columns() {
        let rules =
            [yields(Shape::Text, 0), yields(Shape::Id, 0), yields(Shape::Text, 2), yields(Shape::Whole, 1)];
        let natural = [110, 30, 40, 10];
        let at = |width| fit(&natural, &rules, width);
        assert_eq!(at(200), natural.map(Some));
        assert_eq!(at(140), [Some(54), Some(30), Some(40), Some(10)]);
        assert_eq!(at(94), [Some(24), Some(30), Some(24), Some(10)]);
        assert_eq!(at(76), [Some(24), Some(12), Some(24), Some(10)]);
        assert_eq!(at(48), [Some(10), Some(12), Some(10), Some(10)]);
        assert_eq!(at(47), [Some(21), Some(12), None, Some(10)]);
        assert_eq!(at(30), [Some(16), Some(12), None, None]);
        assert_eq!(at(20), [Some(20), None, None, None]);
    }

    #[test]
    fn cells_are_cut_by_their_width() {
        assert_eq!(cut("deployer", Shape::Text, 8), "deployer");
        assert_eq!(cut("deployers", Shape::Text, 8), "deploye…");
        assert_eq!(cut("日本日本", Shape::Text, 6), "日本…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}e\u{301}", Shape::Text, 3), "e\u{301}e\u{301}…");
        assert_eq!(cut("ab\u{1b}[2Jcd", Shape::Text, 8), "ab…", "an escaped one is whole or not there");
        assert_eq!(cut("/var/lib/app/edge.keys", Shape::End, 10), "…edge.keys");
        assert_eq!(cut("xe\u{301}dge", Shape::End, 4), "…dge");
        assert_eq!(cut("key_a4dqobyhaaaaaaaaaaaaaaaaaa", Shape::Id, 13), "key_a4dqobyha");
    }

    #[test]
    fn no_more_of_a_secret_is_left_than_its_start() {
        let secret = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
        for width in 4..80 {
            for shape in [Shape::Text, Shape::End, Shape::Id, Shape::Whole] {
                let shown = cut(&format!("a {secret} b"), shape, width);
                // One that is whole is left to the filter.
                assert!(shown.matches('q').count() <= 8 || shown.contains(&secret), "{shown}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_row_is_never_too_wide(natural in prop::collection::vec(1_usize..200, 1..10), width in 20_usize..150, ranks in prop::collection::vec((0_u8..4, 0_u8..4), 10)) {
            let shape = |number| [Shape::Text, Shape::End, Shape::Id, Shape::Whole][usize::from(number)];
            let rules: Vec<_> = ranks.into_iter().map(|(kind, rank)| yields(shape(kind), rank)).collect();
            let widths = fit(&natural, &rules, width);
            let shown: Vec<usize> = widths.iter().flatten().copied().collect();
            prop_assert!(!shown.is_empty() && total(shown.into_iter()) <= width, "{widths:?}");
        }

        #[test]
        fn a_cell_is_never_too_wide(text in any::<String>(), width in 1_usize..40, from_end: bool) {
            let shape = if from_end { Shape::End } else { Shape::Text };
            let cell = cut(&text, shape, width);
            prop_assert!(cell.width() <= width, "{cell:?}");
        }
    }
}
