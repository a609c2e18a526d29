//! Keys of the map: tuples, encoded so that the order of the bytes is that of the tuples.
//!
//! The first part is the number of a table or an index, one byte. Integers take eight bytes, big-endian; text ends
//! with 0x00, and 0x00 within it is written 0x00 0xff; digests are 32 bytes as they are.

/// The beginning of a tuple, or all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tuple(Vec<u8>);

/// From one key on, and below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyRange {
    pub(crate) from: Vec<u8>,
    pub(crate) to: Vec<u8>,
}

impl Tuple {
    /// The entries of a table or an index.
    pub(crate) fn of(number: u8) -> Self {
        Self(vec![number])
    }

    /// Adds an integer. Those of the vault count up from 1, or are times; what is negative counts as 0.
    #[must_use]
    pub(crate) fn number(mut self, number: i64) -> Self {
        self.0.extend(u64::try_from(number).unwrap_or(0).to_be_bytes());
        self
    }

    /// Adds a small integer, in one byte.
    #[must_use]
    pub(crate) fn small(mut self, number: u8) -> Self {
        self.0.push(number);
        self
    }

    /// Adds text.
    #[must_use]
    pub(crate) fn text(self, text: &str) -> Self {
        let mut tuple = self.beginning(text);
        tuple.0.push(0);
        tuple
    }

    /// Adds the beginning of text: the tuple then stands for everything that begins so.
    #[must_use]
    pub(crate) fn beginning(mut self, text: &str) -> Self {
        for byte in text.bytes() {
            self.0.push(byte);
            if byte == 0 {
                self.0.push(0xff);
            }
        }
        self
    }

    /// Adds bytes of a fixed length.
    #[must_use]
    pub(crate) fn bytes(mut self, bytes: &[u8; 32]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// All keys that begin with this tuple.
    pub(crate) fn range(&self) -> KeyRange {
        KeyRange { from: self.0.clone(), to: successor(&self.0) }
    }

    /// Those of them from another, longer tuple on.
    pub(crate) fn range_from(&self, from: &Self) -> KeyRange {
        KeyRange { from: from.0.clone(), to: successor(&self.0) }
    }

    /// Those of them below another, longer tuple.
    pub(crate) fn range_below(&self, to: &Self) -> KeyRange {
        KeyRange { from: self.0.clone(), to: to.0.clone() }
    }
}

/// The first key after all that begin with these bytes.
fn successor(bytes: &[u8]) -> Vec<u8> {
    let mut after = bytes.to_vec();
    while after.pop_if(|last| *last == 0xff).is_some() {}
    // The first byte is the number of a table or an index, and none is 0xff.
    if let Some(last) = after.last_mut() {
        *last += 1;
    }
    after
}

/// The last part of a key that ends with an integer.
pub(crate) fn last_number(key: &[u8]) -> Option<i64> {
    i64::try_from(u64::from_be_bytes(*key.last_chunk()?)).ok()
}

/// The part of this key after so many bytes, as an integer.
pub(crate) fn number_at(key: &[u8], at: usize) -> Option<i64> {
    i64::try_from(u64::from_be_bytes(*key.get(at..)?.first_chunk()?)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_are_in_the_order_of_tuples(
            a in ("\\PC{0,4}|[\0\u{1}a]{0,4}", 0..i64::MAX),
            b in ("\\PC{0,4}|[\0\u{1}a]{0,4}", 0..i64::MAX),
        ) {
            let tuple = |(text, number): &(String, i64)| Tuple::of(7).text(text).number(*number);
            prop_assert_eq!(tuple(&a).cmp(&tuple(&b)), a.cmp(&b));
            prop_assert_eq!(last_number(tuple(&a).as_slice()), Some(a.1));
            let range = Tuple::of(7).beginning(&a.0).range();
            let key = tuple(&b).into_bytes();
            prop_assert_eq!(range.from <= key && key < range.to, b.0.starts_with(&a.0));
        }
    }

    #[test]
    fn a_range_ends_where_its_beginning_does() {
        let range = Tuple::of(3).small(0xff).small(0xff).range();
        assert_eq!((range.from, range.to), (vec![3, 0xff, 0xff], vec![4]));
        let range = Tuple::of(3).number(5).range();
        assert_eq!(range.to.last(), Some(&6));
        assert_eq!(Tuple::of(3).number(-1), Tuple::of(3).number(0));
    }
}
