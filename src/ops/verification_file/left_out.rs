//! Keys that a file leaves out: its server could not refuse them where they must be refused.

use std::fmt;

use crate::domain::id::KeyId;
use crate::domain::name::KeyName;
use crate::domain::words;

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

impl fmt::Display for LeftOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(keys) = self;
        let count = words::count(keys.len(), "key");
        let named = keys.iter().map(|key| format!("'{}' ({})", key.name, key.id));
        let named = words::first_of(named, NAMED, keys.len());
        write!(
            f,
            "lacks {count} bound to networks, which its format does not enforce; servers refuse them: {named}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named() {
        let key = |number: u8| LeftOutKey {
            id: KeyId::from_bits([number; 16]),
            name: format!("key {number}").parse().unwrap(),
        };
        let one = LeftOut(&[key(0)]).to_string();
        assert_eq!(
            one,
            "lacks 1 key bound to networks, which its format does not enforce; servers refuse them: \
             'key 0' (key_aaaaaaaaaaaaaaaaaaaaaaaaaa)"
        );
        let many: Vec<LeftOutKey> = (0..23).map(key).collect();
        let many = LeftOut(&many).to_string();
        assert!(many.starts_with("lacks 23 keys bound"), "{many}");
        assert!(
            many.contains("'key 19'") && !many.contains("'key 20'") && many.ends_with(" and 3 more"),
            "{many}"
        );
    }
}
