//! Names, times and sentences as markup. What others wrote is escaped twice: invisible and reversing characters as on a
//! terminal, and then for HTML.

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

/// A sentence with commands in backquotes.
pub(super) fn sentence(text: &str) -> Markup {
    let text = escape::line(text);
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
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
