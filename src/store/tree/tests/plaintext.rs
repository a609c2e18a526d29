//! A node has one plaintext, and nothing else is one.

use proptest::prelude::*;

use super::super::node::{Child, MAX_KEY, MAX_VALUE, NODE_SIZE, Node, ROOM, round_trip};
use super::super::{MAX_HEIGHT, Root};
use super::*;

/// By the description of the format alone.
fn plaintext(entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = 5_u64.to_be_bytes().to_vec();
    bytes.extend(u16::try_from(entries.len()).unwrap().to_be_bytes());
    for (key, value) in entries {
        bytes.extend(u16::try_from(key.len()).unwrap().to_be_bytes());
        bytes.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        bytes.extend([*key, *value].concat());
    }
    assert!(bytes.len() <= 16_304);
    bytes.resize(16_304, 0);
    bytes
}

fn decode(level: u8, bytes: &[u8]) -> Option<Node> {
    Node::decode(level, Zeroizing::new(bytes.to_vec()))
}

fn child(id: i64) -> [u8; 28] {
    Child { id, nonce: [3; 12], entries: 9 }.to_bytes()
}

#[test]
fn what_is_described_is_read() {
    let bytes = plaintext(&[(b"a", b""), (b"ab", b"value"), (b"b", &[0; 7_000])]);
    let node = decode(0, &bytes).unwrap();
    let entries: Vec<_> = node.entries().collect();
    assert_eq!(entries, [(&b"a"[..], &b""[..]), (b"ab", b"value"), (b"b", &[0; 7_000])]);
    assert_eq!((node.level(), node.generation(), node.total()), (0, 5, 3));
    assert_eq!(node.used(), 3 * 4 + 4 + 5 + 7_000);
    let bytes = plaintext(&[(b"", &child(7)), (b"m", &child(i64::MAX))]);
    let node = decode(1, &bytes).unwrap();
    let children: Vec<_> = node.children().map(|child| (child.id, child.nonce, child.entries)).collect();
    assert_eq!(children, [(7, [3; 12], 9), (i64::MAX, [3; 12], 9)]);
    assert_eq!(node.total(), 18);
    assert_eq!([&b"a"[..], b"m", b"z"].map(|key| node.covering(key)), [0, 1, 1]);
    assert!(decode(0, &plaintext(&[])).is_some_and(|node| node.is_empty()), "a new vault has one such leaf");
}

#[test]
fn nothing_else_is() {
    let leaf = plaintext(&[(b"a", b"1"), (b"b", b"2")]);
    let inner = plaintext(&[(b"", &child(7)), (b"m", &child(8))]);
    assert!(decode(0, &leaf).is_some() && decode(1, &inner).is_some());
    let refused = |level, bytes: &[u8], what: &str| assert!(decode(level, bytes).is_none(), "{what}");
    refused(0, &leaf[..NODE_SIZE - 1], "too short");
    refused(0, &[&leaf[..], &[0]].concat(), "too long");
    refused(0, &[], "nothing");
    refused(0, &plaintext(&[(b"b", b"1"), (b"a", b"2")]), "keys out of order");
    refused(0, &plaintext(&[(b"a", b"1"), (b"a", b"2")]), "a key twice");
    refused(0, &plaintext(&[(b"ab", b"1"), (b"a", b"2")]), "a key after one that begins with it");
    refused(0, &plaintext(&[(&[1; MAX_KEY + 1], b"")]), "a key that is too long");
    refused(0, &plaintext(&[(b"a", &[1; MAX_VALUE + 1])]), "a value that is too long");
    assert!(decode(0, &plaintext(&[(&[1; MAX_KEY], &[1; MAX_VALUE])])).is_some());
    for at in [10 + 2 * 6, 5_000, NODE_SIZE - 1] {
        let mut padded = leaf.clone();
        padded[at] = 1;
        refused(0, &padded, "padding that is not zeros");
    }
    let mut more = leaf.clone();
    more[9] = 1;
    refused(0, &more, "fewer entries than there are");
    // What follows would be entries without keys and values: two of them have the same key.
    more[9] = 4;
    refused(0, &more, "more entries than there are");
    more[8] = 0xff;
    refused(0, &more, "far more entries than there are");
    refused(1, &plaintext(&[]), "an inner node without children");
    refused(1, &leaf, "a leaf for an inner node");
    refused(1, &plaintext(&[(b"", &child(0))]), "a child without id");
    refused(1, &plaintext(&[(b"", &child(-1))]), "a child with a negative id");
    refused(1, &plaintext(&[(b"", &child(7)[..27])]), "a child that is too short");
    refused(1, &plaintext(&[(b"", &[&child(7)[..], &[0]].concat())]), "a child that is too long");
}

/// Entries that fill a node to its last byte, and lengths that lead beyond it.
#[test]
fn lengths_lead_nowhere_beyond_the_end() {
    let (one, two) = (vec![1; MAX_VALUE], vec![2; MAX_VALUE]);
    let rest = ROOM - 2 * (4 + 1 + MAX_VALUE) - (4 + 1);
    let full = plaintext(&[(b"a", &one), (b"b", &two), (b"c", &vec![3; rest])]);
    let node = decode(0, &full).unwrap();
    assert_eq!(node.used(), ROOM);
    assert!(!node.fits(b"", b""));
    let length = 10 + 2 * (4 + 1 + MAX_VALUE) + 2;
    for longer in [rest + 1, rest + 1_000, 0xffff] {
        let mut beyond = full.clone();
        beyond[length..length + 2].copy_from_slice(&u16::try_from(longer).unwrap().to_be_bytes());
        assert!(decode(0, &beyond).is_none(), "{longer}");
    }
    let mut beyond = full.clone();
    beyond[9] = 4;
    assert!(decode(0, &beyond).is_none(), "an entry after the end");
    // Its lengths end where the node does.
    let nearly = plaintext(&[(b"a", &one), (b"b", &two), (b"c", &vec![3; rest - 2])]);
    let mut beyond = nearly.clone();
    beyond[9] = 4;
    assert!(decode(0, &nearly).is_some() && decode(0, &beyond).is_none());
}

proptest! {
    /// In whichever order entries came, were removed and came again: there is one form.
    #[test]
    fn a_node_has_one_form(
        mut entries in prop::collection::btree_map(
            prop::collection::vec(any::<u8>(), 1..20),
            prop::collection::vec(any::<u8>(), 0..60),
            0..60,
        ),
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        split in any::<prop::sample::Index>(),
    ) {
        let mut node = Node::new(0);
        for (key, value) in entries.iter().rev() {
            let index = node.find(key).unwrap_err();
            prop_assert!(node.fits(key, value));
            node.insert(index, key, value);
        }
        for place in gone {
            let Some(key) = entries.keys().nth(place.index(60)).cloned() else { continue };
            node.remove(node.find(&key).unwrap());
            entries.remove(&key);
        }
        let right = node.split_off(split.index(entries.len() + 1));
        prop_assert_eq!(node.len() + right.len(), entries.len());
        node.append(&right);
        let listed: Vec<_> = entries.iter().map(|(key, value)| (&**key, &**value)).collect();
        let expected = plaintext(&listed);
        prop_assert!(node.encode(5) == expected);
        prop_assert!(round_trip(0, &expected));
        // Any other byte makes another node, or none.
        let read = decode(0, &expected).unwrap();
        prop_assert!(read.entries().eq(listed));
    }

    /// What is read of an altered plaintext has this plaintext alone.
    #[test]
    fn an_altered_byte_makes_another_node_or_none(
        at in prop_oneof![4 => 0..200_usize, 1 => 0..NODE_SIZE],
        byte in 1..=u8::MAX,
        level in 0..2_u8,
    ) {
        let entries: Vec<_> = (1..5).map(|id| (vec![u8::try_from(id).unwrap(); 3], child(id))).collect();
        let listed: Vec<_> = entries.iter().map(|(key, value)| (&**key, &value[..])).collect();
        let mut bytes = plaintext(&listed);
        prop_assert!(round_trip(level, &bytes));
        bytes[at] ^= byte;
        let is_within = at < 10 + 4 * (4 + 3 + 28);
        prop_assert!(is_within || !round_trip(level, &bytes));
        round_trip(level, &bytes);
    }
}

#[test]
fn a_root_in_the_manifest() {
    let root = Root { id: 5, nonce: [0xab; 12], height: 2, entries: 7 };
    let json = serde_json::to_string(&root).unwrap();
    assert_eq!(json, r#"{"id":5,"nonce":"abababababababababababab","height":2,"entries":7}"#);
    assert_eq!(serde_json::from_str::<Root>(&json).unwrap(), root);
    let refused =
        |from: &str, to: &str| assert!(serde_json::from_str::<Root>(&json.replace(from, to)).is_err());
    refused("abab", "ab");
    refused("abab", "xyxy");
    refused("}", r#","more":1}"#);
    refused(r#""height":2,"#, "");
    let open = |id, height| {
        let mut other = root;
        (other.id, other.height) = (id, height);
        Tree::open(other, 6, 1)
    };
    assert!(open(5, 1).is_ok() && open(1, MAX_HEIGHT).is_ok());
    for (id, height) in [(5, 0), (5, MAX_HEIGHT + 1), (0, 1), (-1, 1), (6, 1)] {
        assert!(is_tampered(open(id, height)), "{id} {height}");
    }
}
