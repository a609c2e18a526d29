//! Keys that a file leaves out: its server could not refuse them where they must be refused.

use std::fmt;

use crate::domain::id::KeyId;
use crate::domain::name::KeyName;
use crate::verification::{Entry, Format};

/// How many keys are named.
const NAMED: usize = 20;

/// A key that a file leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutKey {
    /// Its id.
    pub id: KeyId,
    /// Its name.
    pub name: KeyName,
}

/// The keys that a file leaves out, as text of which only the first are named.
pub struct LeftOut<'a>(pub &'a [LeftOutKey]);

impl LeftOutKey {
    /// Whether a file in this format must leave an entry out.
    pub(in crate::ops) fn is_left_out(entry: &Entry, format: Format) -> bool {
        !entry.networks.is_empty() && !format.enforces_networks()
    }
}

impl fmt::Display for LeftOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(keys) = self;
        let (what, are) = if keys.len() == 1 { ("key is", "it is") } else { ("keys are", "they are") };
        write!(
            f,
            "{} {what} left out of the file, whose format cannot enforce the networks that {are} bound to: ",
            keys.len()
        )?;
        for (number, key) in keys.iter().take(NAMED).enumerate() {
            write!(f, "{}'{}' ({})", if number > 0 { ", " } else { "" }, key.name, key.id)?;
        }
        match keys.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples;

    #[test]
    fn the_first_are_named() {
        let key = |number: u8| LeftOutKey {
            id: KeyId::from_bits([number; 16]),
            name: format!("key {number}").parse().unwrap(),
        };
        let one = LeftOut(&[key(0)]).to_string();
        assert_eq!(
            one,
            "1 key is left out of the file, whose format cannot enforce the networks that it is bound to: \
             'key 0' (key_aaaaaaaaaaaaaaaaaaaaaaaaaa)"
        );
        let many: Vec<LeftOutKey> = (0..23).map(key).collect();
        let many = LeftOut(&many).to_string();
        assert!(many.starts_with("23 keys are left out of the file"), "{many}");
        assert!(
            many.contains("'key 19'") && !many.contains("'key 20'") && many.ends_with(" and 3 more"),
            "{many}"
        );
    }

    #[test]
    fn only_what_is_bound_and_cannot_be_enforced() {
        let [entry, _] = examples::entries();
        let bound = Entry {
            networks: crate::domain::network::Networks::new(["10.0.0.0/8".parse().unwrap()]).unwrap(),
            ..entry.clone()
        };
        for format in Format::ALL {
            assert!(!LeftOutKey::is_left_out(&entry, format), "{format}");
            let is_left_out = LeftOutKey::is_left_out(&bound, format);
            assert_eq!(is_left_out, matches!(format, Format::Haproxy | Format::Redis), "{format}");
        }
    }
}
