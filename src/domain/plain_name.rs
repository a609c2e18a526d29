//! Names of things that are configured: letters and digits of ASCII.

use super::parsed_string;

parsed_string!(
    /// The name of a profile, target or slot.
    PlainName, "a name here", "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit",
    |text| (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
);
