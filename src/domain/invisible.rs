//! Invisible characters, and those that change how others are displayed.

/// Invisible code points: the control characters (C0, DEL, C1), the line and paragraph separators, every
/// format character (general category Cf of Unicode 16, which includes the bidirectional controls, the
/// zero-width characters and the tags) and the other characters that are invisible by default
/// (`Default_Ignorable_Code_Point`), except U+FE0F, which only selects the emoji presentation.
const INVISIBLE: &[(u32, u32)] = &[
    (0x00, 0x1f),
    (0x7f, 0x9f),
    (0xad, 0xad),
    (0x34f, 0x34f),
    (0x600, 0x605),
    (0x61c, 0x61c),
    (0x6dd, 0x6dd),
    (0x70f, 0x70f),
    (0x890, 0x891),
    (0x8e2, 0x8e2),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfe00, 0xfe0e),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffb),
    (0x1_10bd, 0x1_10bd),
    (0x1_10cd, 0x1_10cd),
    (0x1_3430, 0x1_343f),
    (0x1_bca0, 0x1_bca3),
    (0x1_d173, 0x1_d17a),
    (0xe_0000, 0xe_0fff),
];

/// Whether the character is in `INVISIBLE`.
pub fn is_invisible(character: char) -> bool {
    let code = u32::from(character);
    // The common case: printable ASCII.
    if (0x20..0x7f).contains(&code) {
        return false;
    }
    let place = INVISIBLE.partition_point(|(_, last)| *last < code);
    INVISIBLE.get(place).is_some_and(|(first, _)| *first <= code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_disjoint() {
        assert!(INVISIBLE.iter().all(|(first, last)| first <= last));
        assert!(INVISIBLE.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
