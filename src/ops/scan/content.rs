//! What a stream holds, by its first bytes: text in some encoding, or compressed data.

/// How many bytes tell it.
pub(super) const HEAD: usize = 8;

/// The beginnings of compressed files: gzip, zip (jar, docx), bzip2, xz, Zstandard, 7z, LZ4, compress, RAR.
const COMPRESSED: [&[u8]; 9] = [
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf\x27\x1c",
    b"\x04\x22\x4d\x18",
    b"\x1f\x9d",
    b"Rar!\x1a\x07",
];

/// Whether a file that begins so is compressed: what is in it cannot be found.
pub(super) fn is_compressed(head: &[u8]) -> bool {
    COMPRESSED.iter().any(|beginning| head.starts_with(beginning))
}

/// Text whose characters take two or four bytes, as its byte-order mark says. Turned into UTF-8 piece by piece.
pub(super) struct Decoder {
    width: usize,
    is_big_endian: bool,
    /// The beginning of a character whose end is yet to come.
    rest: Vec<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
}

impl Decoder {
    /// `None`: there is no mark, or that of UTF-8.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let (width, is_big_endian) = match head {
            [0xff, 0xfe, 0, 0, ..] => (4, false),
            [0, 0, 0xfe, 0xff, ..] => (4, true),
            [0xff, 0xfe, ..] => (2, false),
            [0xfe, 0xff, ..] => (2, true),
            _ => return None,
        };
        Some(Self { width, is_big_endian, rest: Vec::new(), high: None })
    }

    /// Appends the characters of this piece; the mark itself is one that is not counted, and left out.
    pub(super) fn decode(&mut self, piece: &[u8], text: &mut Vec<u8>) {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(piece);
        let units = bytes.chunks_exact(self.width);
        units.remainder().clone_into(&mut self.rest);
        for unit in units {
            let in_order = |(index, byte): (usize, &u8)| {
                let place = if self.is_big_endian { self.width - 1 - index } else { index };
                u32::from(*byte) << (8 * place)
            };
            let code = unit.iter().enumerate().map(in_order).fold(0, |all, byte| all | byte);
            let character = if self.width == 4 { char::from_u32(code) } else { self.paired(code) };
            match character {
                Some('\u{feff}') | None => {}
                Some(character) => {
                    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
        }
    }

    /// The character that ends with this unit of UTF-16; `None`: its second half is yet to come, or lost.
    fn paired(&mut self, unit: u32) -> Option<char> {
        let high = self.high.take();
        let unit = u16::try_from(unit).unwrap_or_default();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return None;
        }
        char::decode_utf16(high.into_iter().chain([unit])).last().and_then(Result::ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_text_is_decoded_wherever_a_piece_ends() {
        let text = "a\u{e9}\n\u{1f511}\u{10a}x";
        let little = |width: usize| -> Vec<u8> {
            let codes = std::iter::once('\u{feff}').chain(text.chars());
            if width == 4 {
                codes.flat_map(|code| u32::from(code).to_le_bytes()).collect()
            } else {
                let units: Vec<u16> =
                    codes.flat_map(|code| code.encode_utf16(&mut [0; 2]).to_vec()).collect();
                units.into_iter().flat_map(u16::to_le_bytes).collect()
            }
        };
        for width in [2, 4] {
            let little = little(width);
            let big = little.chunks(width).flat_map(|unit| unit.iter().rev().copied()).collect();
            for bytes in [little, big] {
                for piece in 1..bytes.len() {
                    let mut decoder = Decoder::of(&bytes[..HEAD]).unwrap();
                    let mut got = Vec::new();
                    bytes.chunks(piece).for_each(|piece| decoder.decode(piece, &mut got));
                    assert_eq!(String::from_utf8(got).unwrap(), text, "{width} {piece}");
                }
            }
        }
        assert!(Decoder::of(b"\xef\xbb\xbfa").is_none() && Decoder::of(b"\xff").is_none());
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let mut decoder = Decoder::of(b"\xff\xfea\0").unwrap();
        let mut text = Vec::new();
        // A lone second half, a lone first half, half a character.
        decoder.decode(b"\x00\xdca\0\x00\xd8b\0c", &mut text);
        assert_eq!(text, b"ab");
    }

    #[test]
    fn compressed_files_are_told_by_their_beginning() {
        assert!(is_compressed(b"\x1f\x8b\x08\0") && is_compressed(b"PK\x03\x04.."));
        assert!(!is_compressed(b"PK") && !is_compressed(b"") && !is_compressed(b"\x7fELF"));
    }
}
