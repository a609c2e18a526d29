//! Names, times and sentences as markup. What others wrote is escaped twice: invisible and reversing characters as on a
//! terminal, and then for HTML.

use std::cmp::Reverse;

use maud::{Markup, html};

use crate::domain::time::Timestamp;
use crate::output::escape;

/// Text that somebody chose, where markup cannot be, such as a title.
pub(super) fn plain(text: &str) -> String {
    escape::line(text).into_owned()
}

/// Text that somebody chose. Its direction of writing does not reach what is around it.
pub(super) fn name(text: &str) -> Markup {
    html! { bdi { (escape::line(text)) } }
}

/// A time, to the minute: `2026-11-30 17:05`.
pub(super) fn time(time: Timestamp) -> Markup {
    let exact = time.to_string();
    let shown = exact.get(..16).unwrap_or(&exact).replace('T', " ");
    html! { time datetime=(exact) { (shown) } }
}

/// A day: `2026-11-30`.
pub(super) fn day(time: Timestamp) -> Markup {
    let exact = time.to_string();
    html! { time { (exact.get(..10).unwrap_or(&exact)) } }
}

/// Names of keys that would be taken for more than names where they stand in a sentence: with a backquote, which is how
/// commands are marked, or in another direction of writing.
#[derive(Debug, Default)]
pub(super) struct OddNames<'a>(Vec<&'a str>);

impl<'a> OddNames<'a> {
    pub(super) fn of(names: impl Iterator<Item = &'a str>) -> Self {
        let mut odd: Vec<&str> = names.filter(|name| name.contains('`') || !name.is_ascii()).collect();
        // Of two that begin alike the longer one is meant.
        odd.sort_by_key(|name| Reverse(name.len()));
        Self(odd)
    }

    /// The first of them in a text, with what is before and after it.
    fn split<'t>(&self, text: &'t str) -> Option<(&'t str, &'a str, &'t str)> {
        let found = self.0.iter().filter_map(|name| text.find(*name).map(|at| (at, *name)));
        let (at, name) = found.min_by_key(|(at, _)| *at)?;
        Some((text.get(..at)?, name, text.get(at + name.len()..)?))
    }
}

/// A sentence with commands in backquotes.
pub(super) fn sentence(text: &str, odd: &OddNames<'_>) -> Markup {
    let (mut rest, mut pieces, mut is_code) = (text, Vec::new(), false);
    let mut push = |is_code: bool, piece: Markup| {
        pieces.push(if is_code {
            html! { code { (piece) } }
        } else {
            piece
        });
    };
    loop {
        let (before, found) = match odd.split(rest) {
            Some((before, name, after)) => (before, Some((name, after))),
            None => (rest, None),
        };
        for (index, piece) in before.split('`').enumerate() {
            is_code ^= index > 0;
            if !piece.is_empty() {
                push(is_code, html! { (escape::line(piece)) });
            }
        }
        let Some((odd_name, after)) = found else { break };
        push(is_code, name(odd_name));
        rest = after;
    }
    html! { @for piece in &pieces { (piece) } }
}

/// As many items as there is room for in so many bytes, at least one, and how many are left.
pub(super) fn fitting(items: impl IntoIterator<Item = Markup>, room: usize) -> (Vec<Markup>, usize) {
    let (mut used, mut shown, mut left) = (0, Vec::new(), 0);
    for item in items {
        used += item.0.len();
        if used <= room || shown.is_empty() {
            shown.push(item);
        } else {
            left += 1;
        }
    }
    (shown, left)
}

/// What somebody wrote at length: its beginning.
pub(super) fn beginning(text: &str) -> Markup {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(300).collect();
    html! { (name(&start)) @if chars.next().is_some() { "…" } }
}

/// A list of which the first items are shown, and the others in folds of so many.
pub(super) fn folded(items: &[Markup], shown: usize, in_fold: usize, class: &str) -> Markup {
    let (first, rest) = items.split_at(shown.min(items.len()));
    let list = |items: &[Markup]| html! { ul class=(class) { @for item in items { (item) } } };
    html! {
        (list(first))
        @for (index, fold) in rest.chunks(in_fold.max(1)).enumerate() {
            @let from = shown + index * in_fold + 1;
            details {
                summary { (from) " to " (from + fold.len() - 1) " of " (items.len()) }
                (list(fold))
            }
        }
    }
}
