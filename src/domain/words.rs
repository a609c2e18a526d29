//! Sentences for people: counts with their nouns, and what the operating system says.

use std::fmt::Display;
use std::io;

/// How many of many things a sentence names, where it is one of several.
pub const FEW: usize = 3;

/// A count with its noun, given as for one: `1 key`, `2 keys`, `0 entries`.
pub fn count(number: impl TryInto<u64>, noun: &str) -> String {
    // No list has more items than this.
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {}", if number == 1 { noun.to_owned() } else { plural(noun) })
}

/// The noun for a number other than one.
pub fn plural(noun: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    match noun.strip_suffix('y') {
        Some(stem) if !vowel_before_y => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// The first of so many things, and how many more there are: `a, b and 7 more`.
pub fn first_of(things: impl IntoIterator<Item = impl Display>, named: usize, count: usize) -> String {
    let things: Vec<String> = things.into_iter().take(named).map(|thing| thing.to_string()).collect();
    let shown = things.join(", ");
    match count.saturating_sub(named) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// An I/O error's text without "(os error N)", to stand after a colon.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_all_others_are_not() {
        assert_eq!(count(1_u64, "key"), "1 key");
        assert_eq!(count(0_u64, "key"), "0 keys");
        assert_eq!(count(2_usize, "file"), "2 files");
        assert_eq!(count(2_usize, "entry"), "2 entries");
        assert_eq!(count(1_usize, "entry"), "1 entry");
        assert_eq!(count(3_u32, "binary file"), "3 binary files");
        assert_eq!(count(2_i32, "key to come"), "2 key to comes", "the noun comes last");
        assert_eq!(count(-1_i32, "match"), "18446744073709551615 matches");
    }
}
