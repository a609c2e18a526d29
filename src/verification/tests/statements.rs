//! Bodies of statements: `sql` and `redis`.

use super::*;
use crate::domain::digest::Digest;

/// What is written as statements.
const KINDS: [(Format, Dialect); 3] = [
    (Format::Sql, Dialect::Portable),
    (Format::Sql, Dialect::Postgresql),
    (Format::Redis, Dialect::Portable),
];

fn entries(count: u32) -> Vec<Entry> {
    (0..count).map(entry).collect()
}

fn signed(claims: Claims, body: &[u8]) -> Vec<u8> {
    let claims = Claims { dig: sha256(body), ..claims };
    [sign_line(&claims, &key()).as_bytes(), body].concat()
}

fn written(format: Format, dialect: Dialect, entries: &[Entry]) -> (Claims, Vec<u8>) {
    let claims = claims(format, &[], u64::try_from(entries.len()).unwrap());
    let body = body_in(dialect, &claims, entries);
    (claims, body)
}

fn text(format: Format, dialect: Dialect, entries: &[Entry]) -> String {
    String::from_utf8(written(format, dialect, entries).1).unwrap()
}

fn inspected(file: &[u8]) -> Result<Claims, Rejection> {
    let found = inspect(file, Some(&verifier()));
    let reported = inspect(file, None).map(|found| found.damage.map(|damage| damage.to_string()));
    // Without a verifier the damage is only reported.
    match (&found, &reported) {
        // Without one the signature is not looked at.
        (Ok(_), Ok(None))
        | (Err(_), Err(_))
        | (Err(Rejection::UnknownKey { .. } | Rejection::Signature { .. }), Ok(_)) => {}
        (Err(rejection), Ok(Some(damage))) => assert_eq!(rejection.to_string(), *damage),
        _ => panic!("{found:?}, but {reported:?}"),
    }
    found.map(|found| found.claims)
}

#[test]
fn any_number_of_entries_is_found_again() {
    for (format, dialect) in KINDS {
        for count in [0, 1, 2, 99, 100, 101, 200, 399, 400, 401, 800, 1_001] {
            let entries = entries(count);
            let (claims, body) = written(format, dialect, &entries);
            let file = signed(claims, &body);
            assert_eq!(inspected(&file).unwrap().cnt, u64::from(count), "{format}, {dialect}, {count}");
            let mut read = Vec::new();
            let visit = |claims: &Claims, line: &[u8]| {
                read.push(claims.fmt.read_entry(line)?);
                Ok(())
            };
            read_lines(file.as_slice(), &verifier(), visit).unwrap();
            let mut sorted = entries.clone();
            sorted.sort_by_key(|entry| entry.digest);
            assert_eq!(read, sorted, "{format}, {dialect}, {count}");
        }
    }
}

#[test]
fn statements_have_bounds() {
    let mut long = entries(230);
    for entry in &mut long {
        entry.scopes =
            (10..74).map(|number| format!("{number}{}", "'".repeat(62)).parse().unwrap()).collect();
    }
    for entries in [entries(230), long] {
        let sql = text(Format::Sql, Dialect::Portable, &entries);
        assert!(sql.lines().all(|line| line.len() < MAX_LINE));
        let redis = text(Format::Redis, Dialect::Portable, &entries);
        let fields: Vec<&str> = redis.lines().filter(|line| line.starts_with("HSET ")).collect();
        assert!(fields.len() > 2 && redis.lines().all(|line| line.len() < 62_000), "{}", fields.len());
        assert!(fields.iter().all(|line| line.split(' ').count() <= 2 + 200));
        assert_eq!(redis.matches("\nEXPIRE ").count(), 1, "what is staged expires");
    }
    let sql = text(Format::Sql, Dialect::Portable, &entries(801));
    let inserts: Vec<&str> = sql.split("INSERT INTO keywright_new VALUES\n").skip(1).collect();
    assert_eq!(inserts.iter().map(|rows| rows.matches("\n(").count() + 1).collect::<Vec<_>>(), [400, 400, 1]);
}

/// The head of a database and of Redis keeps it, as a body cannot name its own digest.
#[test]
fn the_digest_of_the_entries_is_named() {
    for (format, dialect) in KINDS {
        let mut entries = entries(5);
        let mut lines = Vec::new();
        entries.sort_by_key(|entry| entry.digest);
        for entry in &entries {
            format.write_entry_in(dialect, entry, &mut lines);
        }
        let ent = sha256(&lines).to_string();
        assert!(text(format, dialect, &entries).contains(&ent), "{format}, {dialect}");
        entries[2].scopes.clear();
        assert!(!text(format, dialect, &entries).contains(&ent), "{format}, {dialect}");
    }
}

#[test]
fn each_altered_byte_and_each_cut_is_refused() {
    for (format, dialect) in KINDS {
        let (claims, body) = written(format, dialect, &entries(3));
        let good = signed(claims, &body);
        for place in 0..good.len() {
            let mut altered = good.clone();
            altered[place] ^= 1;
            assert!(inspected(&altered).is_err(), "{format}, {dialect}: byte {place}");
            assert!(inspected(&good[..place]).is_err(), "{format}, {dialect}: cut at {place}");
        }
    }
}

/// The signature alone does not make a body one of its format.
#[test]
fn signed_statements_of_another_kind_are_refused() {
    for (format, dialect) in KINDS {
        let (claims, body) = written(format, dialect, &entries(450));
        let body = String::from_utf8(body).unwrap();
        let mut others = vec![
            body.clone() + "DROP TABLE users;\n",
            "DROP TABLE users;\n".to_owned() + &body,
            body.replacen('\n', "\n\n", 1),
            body.replace("state = 1", "state = 2").replace(" 3600\n", " 9999\n"),
            body.replace("excluded.epoch", "0").replace("e<he", "false"),
            body.replace("api", "apj"),
            body.lines().rev().skip(1).fold(String::new(), |rest, line| format!("{line}\n{rest}")),
            String::new(),
        ];
        if format == Format::Redis {
            others.push(body.replace("HSET ", "HSET  "));
            others.push(body.replace("key_", "kez_"));
        } else {
            others.push(body.replace("),\n(", "),(").replace("\t\\N\n", "\tNULL\n"));
        }
        for other in others {
            assert_ne!(other, body);
            let file = signed(claims.clone(), other.as_bytes());
            let is_refused = inspected(&file).is_err();
            // What an entry says is read by whoever asks for it.
            assert!(
                is_refused || other.contains("kez_"),
                "{format}, {dialect}: {}",
                &other[..200.min(other.len())]
            );
        }
    }
}

#[test]
fn entries_are_counted_and_sorted() {
    for (format, dialect) in KINDS {
        let three = entries(3);
        let (claims, body) = written(format, dialect, &three);
        for cnt in [2, 4] {
            let rejection = inspected(&signed(Claims { cnt, ..claims.clone() }, &body)).unwrap_err();
            assert!(matches!(rejection, Rejection::Count { claimed, .. } if claimed == cnt), "{rejection}");
        }
        let unsorted = |entries: &[Entry]| {
            let mut body = Vec::new();
            let mut writer = BodyWriter::begin(&claims, dialect, &mut body);
            for entry in entries {
                let mut line = Vec::new();
                format.write_entry_in(dialect, entry, &mut line);
                writer.entries(&line, &mut body);
            }
            writer.finish(&mut body);
            inspected(&signed(claims.clone(), &body)).unwrap_err().to_string()
        };
        let twice = [three[0].clone(), three[0].clone(), three[1].clone()];
        assert!(unsorted(&twice).contains("twice"));
        let mut descending = three.clone();
        descending.sort_by_key(|entry| std::cmp::Reverse(entry.digest));
        assert!(unsorted(&descending).contains("below"));
    }
}

#[test]
fn a_subject_cannot_leave_its_place() {
    for (format, dialect) in KINDS {
        let (claims, _) = written(format, dialect, &[]);
        for sub in ["a b", "a'; DROP TABLE users; --", "a}:b", "a\nb", "a\"", ""] {
            let claims = Claims { sub: sub.into(), ..claims.clone() };
            let body = body_in(dialect, &claims, &[]);
            let rejection = inspected(&signed(claims, &body)).unwrap_err();
            assert!(matches!(rejection, Rejection::Line1(_)), "{format}, {sub:?}: {rejection}");
        }
    }
}

#[test]
fn only_jsonl_is_loaded() {
    for (format, dialect) in KINDS {
        let (claims, body) = written(format, dialect, &entries(1));
        let file = signed(claims, &body);
        let rejection = verifier().load(file.as_slice(), time(0), &None::<Seen>).unwrap_err();
        assert!(matches!(rejection, Rejection::Format(found) if found == format), "{rejection}");
    }
}

/// What another file of the same generation would overwrite is kept under another name.
#[test]
fn redis_names_what_it_stages_by_the_generation() {
    let (claims, body) = written(Format::Redis, Dialect::Portable, &entries(1));
    let body = String::from_utf8(body).unwrap();
    let serial = format!("{}.{}", claims.epoch.unix(), claims.generation);
    let digest = Digest::to_string(&entry(0).digest);
    let expected = format!(
        "EXPIRE kw:{{api}}:header:{serial} 3600\n\
         UNLINK kw:{{api}}:{serial}\n\
         HSET kw:{{api}}:{serial} {digest} key_{}:0:0:,read,write,:acme/products:prod\n\
         EXPIRE kw:{{api}}:{serial} 3600\nEVAL \"",
        "a".repeat(26)
    );
    assert!(body.starts_with(&expected), "{body}");
    assert!(body.contains(&format!(
        "\" 4 kw:{{api}} kw:{{api}}:head kw:{{api}}:{serial} kw:{{api}}:header:{serial} urn:uuid:"
    )));
}
