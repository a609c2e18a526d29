//! Values that do not fit in a node: in pieces, below the key of their entry in a table of their own.

use zeroize::Zeroizing;

use super::error::StoreError;
use super::schema::Table;
use super::tree::node::MAX_VALUE;
use super::tuple::Tuple;

/// What the value of an entry begins with if the value itself is in pieces: a record begins with `{`.
const IN_PIECES: u8 = 0;

/// Whether this value must be in pieces.
pub(super) fn is_needed(value: &[u8]) -> bool {
    value.len() > MAX_VALUE || value.first() == Some(&IN_PIECES)
}

/// Where a piece is.
pub(super) fn place(key: &[u8], number: usize) -> Tuple {
    let start = key.iter().fold(Tuple::of(Table::PIECES), |tuple, byte| tuple.small(*byte));
    start.number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The value of the entry itself.
pub(super) fn stand_in(value: &[u8]) -> Vec<u8> {
    let mut stand_in = vec![IN_PIECES];
    stand_in.extend(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
    stand_in
}

/// The length of the value that this one stands for, if it does.
pub(super) fn length(value: &[u8]) -> Option<usize> {
    let (first, length) = value.split_first()?;
    let length = u64::from_be_bytes(*length.first_chunk()?);
    (*first == IN_PIECES && value.len() == 9).then(|| usize::try_from(length).unwrap_or(usize::MAX))
}

/// How many pieces a value of this length has.
pub(super) fn count(length: usize) -> usize {
    length.div_ceil(MAX_VALUE)
}

/// The value of this length. `None`: a piece is missing.
pub(super) fn join(
    length: usize,
    mut piece: impl FnMut(usize) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError>,
) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    // Each piece is read before there is room for all: the length alone is not believed.
    let mut pieces = Vec::new();
    for number in 0..count(length) {
        let Some(piece) = piece(number)? else { return Ok(None) };
        pieces.push(piece);
    }
    if pieces.iter().map(|piece| piece.len()).sum::<usize>() != length {
        return Ok(None);
    }
    let mut whole = Zeroizing::new(Vec::with_capacity(length));
    for piece in &pieces {
        whole.extend_from_slice(piece);
    }
    Ok(Some(whole))
}
