//! Sums of row tags modulo 2^256.
//!
//! Adding the tag of an inserted row and subtracting that of a deleted row maintains the sum of a block in
//! constant time. Without the key nobody can compute a tag, let alone find rows whose tags have the same sum
//! (a keyed multiset hash: Clarke et al., MSet-Add-Hash, 2003).

use std::fmt;
use std::str::FromStr;

/// A number modulo 2^256, least significant limb first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum([u64; 4]);

impl Sum {
    /// From big-endian bytes.
    pub(crate) fn from_tag(tag: &[u8; 32]) -> Self {
        let (limbs, _) = tag.as_chunks::<8>();
        let mut sum = Self::default();
        for (place, limb) in sum.0.iter_mut().rev().zip(limbs) {
            *place = u64::from_be_bytes(*limb);
        }
        sum
    }

    pub(crate) fn add(&mut self, other: Self) {
        let mut carry = false;
        for (limb, other) in self.0.iter_mut().zip(other.0) {
            let (partial, first) = limb.overflowing_add(other);
            let (total, second) = partial.overflowing_add(u64::from(carry));
            *limb = total;
            carry = first | second;
        }
    }

    pub(crate) fn subtract(&mut self, other: Self) {
        let mut borrow = false;
        for (limb, other) in self.0.iter_mut().zip(other.0) {
            let (partial, first) = limb.overflowing_sub(other);
            let (total, second) = partial.overflowing_sub(u64::from(borrow));
            *limb = total;
            borrow = first | second;
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|limb| write!(f, "{limb:016x}"))
    }
}

impl FromStr for Sum {
    type Err = std::num::ParseIntError;

    fn from_str(hex: &str) -> Result<Self, Self::Err> {
        let mut sum = Self::default();
        for (index, limb) in sum.0.iter_mut().rev().enumerate() {
            *limb = u64::from_str_radix(hex.get(index * 16..(index + 1) * 16).unwrap_or("short"), 16)?;
        }
        Ok(sum)
    }
}

impl serde::Serialize for Sum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Sum {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn carries_and_borrows_run_through_all_limbs() {
        let one = Sum([1, 0, 0, 0]);
        let mut sum = Sum([u64::MAX; 4]);
        sum.add(one);
        assert_eq!(sum, Sum::default());
        sum.subtract(one);
        assert_eq!(sum, Sum([u64::MAX; 4]));
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_subtraction_undoes(a: [u8; 32], b: [u8; 32]) {
            let (a, b) = (Sum::from_tag(&a), Sum::from_tag(&b));
            let (mut ab, mut ba) = (a, b);
            ab.add(b);
            ba.add(a);
            prop_assert_eq!(ab, ba);
            ab.subtract(b);
            prop_assert_eq!(ab, a);
            prop_assert_eq!(a.to_string().parse::<Sum>().unwrap(), a);
        }
    }
}
