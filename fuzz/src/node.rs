use std::collections::BTreeMap;

use keywright::store::round_trip;

use super::stage::choice;

/// The bytes of a node's plaintext.
const SIZE: usize = 16_304;
const MAX_KEY: usize = 1_024;
const MAX_VALUE: usize = 7_000;

/// The plaintext of a node of the vault's tree, as somebody sealed it who has the data key: what is read as one is
/// what the plain reading below reads, and is written as it was. Bytes as they are, and nodes made of them.
pub fn node(data: &[u8]) {
    let (kind, bytes) = choice(data);
    let level = u8::try_from(kind % 2).unwrap();
    if kind % 4 < 2 {
        compare(level, bytes);
        let mut right_size = bytes.to_vec();
        right_size.resize(SIZE, 0);
        compare(level, &right_size);
        return;
    }
    let entries = entries(level, bytes);
    compare(level, &plaintext(&entries));
    let sorted: BTreeMap<_, _> =
        entries.into_iter().filter(|(key, value)| is_entry(level, key, value)).collect();
    let sorted: Vec<_> = sorted.into_iter().collect();
    let mut bytes = plaintext(&sorted);
    assert_eq!(round_trip(level, &bytes), level == 0 || !sorted.is_empty(), "in order, and none is wrong");
    // One byte of it altered: anywhere, or where the lengths of an entry are.
    if let [.., high, low, byte] = data {
        let at = usize::from(u16::from_be_bytes([*high, *low]));
        let sizes = sorted.iter().map(|(key, value)| 4 + key.len() + value.len());
        let start = |count: usize| 10 + sizes.clone().take(count).sum::<usize>();
        let at = if at % 2 == 0 { at % SIZE } else { start(at / 8 % sorted.len().max(1)) + at / 2 % 4 };
        bytes[at] ^= byte;
        compare(level, &bytes);
    }
}

fn compare(level: u8, bytes: &[u8]) {
    assert_eq!(round_trip(level, bytes), is_node(level, bytes));
}

/// Entries of all sizes, each made of four bytes, as many as fit in a node.
fn entries(level: u8, script: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (mut entries, mut room) = (Vec::new(), SIZE - 10);
    for piece in script.chunks_exact(4) {
        let [length, last, size, byte] = [0, 1, 2, 3].map(|place| piece[place]);
        // Most are short; the longest are too long.
        let length = if length < 200 { usize::from(length % 40) } else { (usize::from(length) - 199) * 19 };
        let key = [vec![byte & 3; length], vec![last]].concat();
        let size = if size < 200 { usize::from(size % 60) } else { (usize::from(size) - 199) * 126 };
        let value = if level == 0 { vec![byte; size] } else { child(size, byte) };
        let Some(left) = room.checked_sub(4 + key.len() + value.len()) else { break };
        room = left;
        entries.push((key, value));
    }
    entries
}

/// What an inner node states of a child: its id, its nonce and the number of entries below it. Few are wrong.
fn child(size: usize, byte: u8) -> Vec<u8> {
    let id = i64::from(byte) - 1;
    let mut child = [&id.to_be_bytes()[..], &[byte; 12], &7_u64.to_be_bytes()].concat();
    child.truncate(if size == 0 { 27 } else { 28 });
    child
}

fn plaintext(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![0; 8];
    let number = |length: usize| u16::try_from(length).unwrap().to_be_bytes();
    bytes.extend(number(entries.len()));
    for (key, value) in entries {
        bytes.extend([&number(key.len())[..], &number(value.len()), key, value].concat());
    }
    bytes.resize(SIZE, 0);
    bytes
}

fn is_entry(level: u8, key: &[u8], value: &[u8]) -> bool {
    let is_child = || value.len() == 28 && value.first_chunk().is_some_and(|id| i64::from_be_bytes(*id) > 0);
    key.len() <= MAX_KEY && value.len() <= MAX_VALUE && (level == 0 || is_child())
}

/// Read by the description of the format, a piece after the other.
fn is_node(level: u8, bytes: &[u8]) -> bool {
    bytes.len() == SIZE && read(level, bytes).is_some()
}

fn read(level: u8, bytes: &[u8]) -> Option<()> {
    let (_generation, rest) = bytes.split_at_checked(8)?;
    let (count, mut rest) = rest.split_first_chunk()?;
    let count = u16::from_be_bytes(*count);
    let mut before: Option<&[u8]> = None;
    for _ in 0..count {
        let (lengths, after) = rest.split_first_chunk::<4>()?;
        let [key, value] = [0, 2].map(|at| usize::from(u16::from_be_bytes([lengths[at], lengths[at + 1]])));
        let (key, after) = after.split_at_checked(key)?;
        let (value, after) = after.split_at_checked(value)?;
        if !is_entry(level, key, value) || before.is_some_and(|before| before >= key) {
            return None;
        }
        (before, rest) = (Some(key), after);
    }
    (rest.iter().all(|byte| *byte == 0) && (level == 0 || count > 0)).then_some(())
}
