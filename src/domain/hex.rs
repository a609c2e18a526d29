//! Lowercase hex. Upper case is rejected, so that equal values have equal texts in every file.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The value of each digit, 255 for other bytes. A table, because whether a digit is a letter
/// cannot be predicted, and a verification file has 64 million of them.
const NIBBLES: [u8; 256] = {
    let mut table = [255; 256];
    let mut value = 0;
    while value < 16 {
        table[DIGITS[value as usize] as usize] = value;
        value += 1;
    }
    table
};

/// Writes the two digits of each byte; `hex` is twice as long as `bytes`.
pub(crate) fn encode(bytes: &[u8], hex: &mut [u8]) {
    for (pair, byte) in hex.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
}

/// Fills `bytes`. Returns false, leaving `bytes` unspecified, if the text has another length or is not
/// lowercase hex.
#[must_use]
pub(crate) fn decode(hex: &[u8], bytes: &mut [u8]) -> bool {
    let (pairs, rest) = hex.as_chunks::<2>();
    if !rest.is_empty() || pairs.len() != bytes.len() {
        return false;
    }
    let mut seen = 0;
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (NIBBLES[usize::from(*high)], NIBBLES[usize::from(*low)]);
        *byte = high << 4 | low & 15;
        seen |= high | low;
    }
    seen < 16
}
