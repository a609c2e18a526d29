//! A change to an optional value. `Option<Patch<T>>`: unchanged, cleared, or set.

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// A change to an optional value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch<T> {
    /// Remove the value.
    Clear,
    /// Set this value.
    Set(T),
}

impl<T: FromStr> Patch<T> {
    /// Parses a text; the word `none` clears.
    pub fn none_clears(text: &str) -> Result<Self, T::Err> {
        if text == "none" { Ok(Self::Clear) } else { text.parse().map(Self::Set) }
    }

    /// Parses a text; an empty one clears.
    pub fn empty_clears(text: &str) -> Result<Self, T::Err> {
        if text.is_empty() { Ok(Self::Clear) } else { text.parse().map(Self::Set) }
    }
}

/// In a file a value is set or absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        T::deserialize(input).map(Self::Set)
    }
}

impl<T> Patch<T> {
    /// The new value; `None` if it is cleared.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Sets a value, if a new one is given.
pub fn set<T: Clone>(value: &mut T, change: Option<&T>) {
    if let Some(change) = change {
        value.clone_from(change);
    }
}

/// Sets or clears an optional value, if a change is given.
pub fn patch<T: Clone>(value: &mut Option<T>, change: Option<&Patch<T>>) {
    if let Some(change) = change {
        *value = change.clone().value();
    }
}

/// Replaces a list as a whole, if a new one is given.
///
/// # Errors
/// [`Mixed`] if a clearing value is given together with others.
pub fn replace<T, U, L>(list: &mut L, changes: &[Patch<T>]) -> Result<(), Mixed>
where
    T: Clone + Into<U>,
    L: FromIterator<U>,
{
    if changes.is_empty() {
        return Ok(());
    }
    let values: Vec<T> = changes.iter().cloned().filter_map(Patch::value).collect();
    if !values.is_empty() && values.len() < changes.len() {
        return Err(Mixed);
    }
    *list = values.into_iter().map(Into::into).collect();
    Ok(())
}

/// A value that clears a list was given together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("'none' cannot be given with anything else")]
pub struct Mixed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_left_alone_replaced_or_cleared() {
        let changed = |changes: &[Patch<u8>]| {
            let mut list: Vec<u8> = vec![1, 2];
            replace(&mut list, changes).map(|()| list)
        };
        assert_eq!(changed(&[]), Ok(vec![1, 2]));
        assert_eq!(changed(&[Patch::Set(3)]), Ok(vec![3]));
        assert_eq!(changed(&[Patch::Clear, Patch::Clear]), Ok(vec![]));
        assert_eq!(changed(&[Patch::Clear, Patch::Set(3)]), Err(Mixed));
    }

    #[test]
    fn none_or_an_empty_text_clears() {
        assert_eq!(Patch::<String>::none_clears("none"), Ok(Patch::Clear));
        assert_eq!(Patch::<String>::none_clears(""), Ok(Patch::Set(String::new())));
        assert_eq!(Patch::<String>::empty_clears(""), Ok(Patch::Clear));
        assert_eq!(Patch::<String>::empty_clears("none"), Ok(Patch::Set("none".into())));
    }
}
