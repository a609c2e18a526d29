//! The parser of the form in which the vault writes lines, beside the JSON parser: what it reads, that one reads
//! the same, and in whatever form a line is, the answers are the same.

use proptest::prelude::*;

use super::properties::any_entry;
use super::*;
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::verification::canonical;
use crate::verification::entry::{Grant, Head, parse_json};
use crate::verification::parser::{Line, Parser};

type Parsed<'a> = (Head<'a>, Grant<'a>);

fn line_of(entry: &Entry) -> Vec<u8> {
    let mut line = Vec::new();
    Format::Jsonl.write_entry(entry, &mut line);
    assert_eq!(line.pop(), Some(b'\n'));
    line
}

/// Lines with all members, with none that may be missing, and with a little of each.
fn examples() -> [Vec<u8>; 3] {
    let networks = networks_of("10.0.0.0/8 2001:db8::/32");
    let full = Entry { not_before: Some(time(0)), expires_at: Some(time(1)), networks, ..entry(1) };
    let negative = Entry { expires_at: Some(time(-NOW - 7)), environment: None, ..entry(2) };
    let bare = Entry { scopes: Vec::new(), resource: None, environment: None, ..entry(3) };
    [full, negative, bare].map(|entry| line_of(&entry))
}

fn quickly(line: &[u8]) -> Option<Parsed<'_>> {
    let (head, rest) = canonical::head(line)?;
    Some((head, canonical::grant(rest)?))
}

/// Compares all that there is to read the line with the JSON parser; `before` is a line that was read before.
fn assert_same(line: &[u8], before: &[u8]) {
    let shown = String::from_utf8_lossy(line);
    let json = parse_json(line);
    if let Some(parsed) = quickly(line) {
        assert_eq!(Ok(parsed), json, "{shown}");
    }
    let expected = json.and_then(|parsed| parsed.1.check().map(|()| parsed));
    assert_eq!(Parser::new(1).parse(line).map(|line| (line.head, line.grant.unwrap())), expected, "{shown}");
    let mut parser = Parser::new(1);
    let same_grant = parser.parse(before).unwrap().grant.unwrap();
    let again = parser.parse(line).map(|Line { head, grant, .. }| (head, grant.unwrap_or(same_grant)));
    assert_eq!(again, expected, "{shown}, after {}", String::from_utf8_lossy(before));
}

#[test]
fn what_the_vault_writes_is_read_quickly() {
    for line in examples() {
        assert!(quickly(&line).is_some(), "{}", String::from_utf8_lossy(&line));
        let mut parser = Parser::new(9);
        assert!(parser.parse(&line).unwrap().grant.is_some());
        assert!(parser.parse(&line).unwrap().grant.is_none(), "its grant is known");
    }
}

#[test]
fn every_byte_changed_inserted_or_missing() {
    // Of the first line by every byte, of the others by those that mean something.
    let every: Vec<u8> = (0..=u8::MAX).collect();
    let telling = b"\"\\{}[],:-+.019aefgGE \n\r\t\0\x1f\x7f\x80\xc3\xff".to_vec();
    for (good, bytes) in examples().iter().zip([&every, &telling, &telling]) {
        for place in 0..good.len() {
            let (before, after) = (&good[..place], &good[place + 1..]);
            assert_same(before, good);
            assert_same(&[before, after].concat(), good);
            for byte in bytes {
                assert_same(&[before, &[*byte], after].concat(), good);
                assert_same(&[before, &[*byte], &good[place..]].concat(), good);
            }
        }
    }
}

#[test]
fn members_in_any_order_and_number() {
    let [good, ..] = examples();
    let text = std::str::from_utf8(&good).unwrap();
    let members: Vec<&str> = text[1..text.len() - 1].split(',').collect();
    assert_eq!(members.len(), 8);
    let mut accepted = 0;
    for first in 0..8 {
        for second in 0..8 {
            let mut swapped = members.clone();
            swapped.swap(first, second);
            let mut without = swapped.clone();
            without.remove(first);
            let mut doubled = swapped.clone();
            doubled.insert(second, members[first]);
            for members in [swapped, without, doubled] {
                let line = format!("{{{}}}", members.join(","));
                assert_same(line.as_bytes(), &good);
                accepted += usize::from(parse_json(line.as_bytes()).is_ok());
            }
        }
    }
    assert_eq!(accepted, 64 + 5 * 8, "in any order; without one of nbf, exp, resource, environment, net");
}

#[test]
fn values_as_json_may_write_them() {
    let [good, ..] = examples();
    let text = String::from_utf8(good.clone()).unwrap();
    let mut read = Vec::new();
    for number in [
        "0",
        "-0",
        "-1",
        "00",
        "01",
        "-01",
        "1.0",
        "1e3",
        "1E3",
        "+1",
        "",
        "-",
        "--1",
        " 1",
        "1 ",
        "null",
        "\"1\"",
        "0x1",
        "9007199254740991",
        "-9007199254740991",
        "9007199254740992",
        "-9007199254740992",
        "999999999999999999",
        "-999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "99999999999999999999999999",
        "000000000000000000000000001",
    ] {
        for replaced in [text.replace("1767225600", number), text.replace("1767225601", number)] {
            assert_ne!(replaced, text);
            assert_same(replaced.as_bytes(), &good);
            if parse_json(replaced.as_bytes()).is_ok() {
                read.push(number);
            }
        }
    }
    read.dedup();
    assert_eq!(read, ["0", "-1", " 1", "1 ", "9007199254740991", "-9007199254740991"]);
    for (from, to) in [
        ("read", r"r\u0065ad"),
        ("prod", r"\u0070rod"),
        ("acme/", r"acme\/"),
        ("digest", r"d\u0069gest"),
        ("read", "r\u{e9}ad"),
        ("read", "r\u{1f511}ad"),
        ("read", "r\u{7f}ad"),
        ("read", ""),
        ("read ", "read  "),
        ("write", "w,ite"),
        ("acme/", "acme//"),
        ("prod\"", "p/od\""),
        ("}", r#","environment":"prod"}"#),
        ("}", r#","later":[{"a":"}"}]}"#),
        ("}", "}}"),
        ("}", "} \t"),
        ("}", "}\n"),
        ("}", "}x"),
        (":", ": "),
        ("{", " {"),
        ("key_", "key-"),
        ("digest\":\"", "digest\":\"0"),
    ] {
        assert_ne!(text.replace(from, to), text);
        assert_same(text.replace(from, to).as_bytes(), &good);
        assert_same(&spaced(text.replace(from, to).as_bytes()), &good);
        assert_same(text.replacen(from, to, 1).as_bytes(), &good);
    }
    for bad in [b"\xff".as_slice(), b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"] {
        for place in 0..good.len() {
            assert_same(&[&good[..place], bad, &good[place..]].concat(), &good);
        }
    }
}

/// The same line in a form of which the vault writes none.
fn spaced(line: &[u8]) -> Vec<u8> {
    String::from_utf8(line.to_vec()).unwrap().replace(",\"", ", \"").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_line_is_read_the_same(
        (_, entry) in any_entry(), (_, other) in any_entry(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3, any::<u8>()), 0..4),
    ) {
        let mut line = line_of(&entry);
        prop_assert!(quickly(&line).is_some());
        prop_assert_eq!(Entry::from_jsonl(&line), Ok(entry));
        assert_same(&line, &line_of(&other));
        let cut_here = edits.first().map_or(0, |(place, ..)| place.index(line.len()));
        assert_same(&[&line[..cut_here], &line_of(&other)[cut_here.min(80)..]].concat(), &line);
        for (place, how, byte) in edits {
            let place = place.index(line.len());
            match how {
                0 => line[place] = byte,
                1 => line.insert(place, byte),
                _ => drop(line.remove(place)),
            }
            assert_same(&line, &line_of(&other));
        }
    }

    /// What is remembered of earlier lines is right, whatever is in between.
    #[test]
    fn a_file_of_lines_in_any_form(lines in prop::collection::vec((any_entry(), 0..8_usize, any::<bool>()), 1..200)) {
        // Few grants, so that many lines share one, and many share a slot.
        let grants: Vec<Entry> = lines.iter().take(8).map(|((_, entry), ..)| entry.clone()).collect();
        let lines: std::collections::BTreeMap<_, _> = lines
            .into_iter()
            .map(|((_, entry), shared, is_spaced)| {
                let Entry { scopes, resource, environment, .. } = grants[shared % grants.len()].clone();
                let entry = Entry { scopes, resource, environment, ..entry };
                let line = line_of(&entry);
                (entry.digest, (entry, if is_spaced { spaced(&line) } else { line }))
            })
            .collect();
        let mut body = Vec::new();
        for (_, line) in lines.values() {
            body.extend_from_slice(line);
            body.push(b'\n');
        }
        let line_1 = sign_line(&claims(Format::Jsonl, &body, u64::try_from(lines.len()).unwrap()), &key());
        let file = load(&[line_1.into_bytes(), body].concat()).unwrap();
        for (read, (expected, _)) in file.entries().iter().zip(lines.values()) {
            prop_assert_eq!(read.digest(), expected.digest);
            prop_assert!(read.scopes().eq(expected.scopes.iter().map(Scope::as_str)));
            prop_assert_eq!(read.resource(), expected.resource.as_ref().map(ResourcePath::as_str));
            prop_assert_eq!(read.environment(), expected.environment.as_ref().map(Environment::as_str));
        }
    }
}
