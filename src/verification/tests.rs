//! The file as a whole: what is accepted, what each alteration is refused as, and that a refusal
//! leaves the stored mark alone.

use proptest::prelude::*;
use tempfile::TempDir;

use super::claims::sign;
use super::*;
use crate::crypto::hash::sha256;
use crate::crypto::signing::SigningKey;
use crate::domain::id::KeyId;
use crate::domain::rights::{Demand, Refusal, Unchecked};
use crate::domain::time::{Span, Timestamp};
use crate::domain::token;

const NOW: i64 = 1_767_225_600;

fn time(offset: i64) -> Timestamp {
    Timestamp::from_unix(NOW + offset)
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

fn secret(number: u32) -> String {
    let random = format!("{number:0>48}");
    token::assemble(&"kw".parse().unwrap(), random.as_bytes().try_into().unwrap())
}

fn entry(number: u32) -> Entry {
    Entry {
        digest: sha256(secret(number).as_bytes()),
        id: KeyId::from_bits([u8::try_from(number % 256).unwrap(); 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        resource: Some("acme/products".parse().unwrap()),
        environment: Some("prod".parse().unwrap()),
    }
}

fn body(format: Format, entries: &[Entry], exp: Timestamp) -> Vec<u8> {
    let mut body = Vec::new();
    format.write_prologue(exp, &mut body);
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.digest);
    entries.iter().for_each(|entry| format.write_entry(entry, &mut body));
    body
}

fn claims(format: Format, body: &[u8], count: u64) -> Claims {
    Claims {
        ver: 1,
        iss: "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427".into(),
        sub: "api".into(),
        aud: vec!["api".into(), "edge".into()],
        iat: time(0),
        exp: time(3_600),
        epoch: time(-1_000),
        generation: 5,
        fmt: format,
        cnt: count,
        dig: sha256(body),
    }
}

/// A file of three keys whose claims were changed before they were signed.
fn changed(change: impl FnOnce(&mut Claims)) -> Vec<u8> {
    let body = body(Format::Jsonl, &[entry(1), entry(2), entry(3)], time(3_600));
    let mut claims = claims(Format::Jsonl, &body, 3);
    change(&mut claims);
    [sign_line(&claims, &key()).into_bytes(), body].concat()
}

fn good() -> Vec<u8> {
    changed(|_| ())
}

/// A file whose line 1 was made of this header and these claims, rightly signed.
fn with_jws(header: &str, payload: &str) -> Vec<u8> {
    let good = good();
    let body = &good[good.iter().position(|b| *b == b'\n').unwrap() + 1..];
    [Format::Jsonl.line_1("api", &sign(header, payload, &key())).as_bytes(), body].concat()
}

/// The header and claims of the good file, as they are signed.
fn parts() -> (String, String) {
    use base64::Engine as _;
    let line = good();
    let (_, jws) = Format::find_jws(line.split(|b| *b == b'\n').next().unwrap()).unwrap();
    let decode = |part| {
        String::from_utf8(base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let mut parts = jws.split('.');
    (decode(parts.next().unwrap()), decode(parts.next().unwrap()))
}

fn verifier() -> Verifier {
    Verifier::new([key().public()]).audience("api".parse().unwrap())
}

fn load(file: &[u8]) -> Result<VerifiedFile, Rejection> {
    verifier().load(file, time(0), &None::<Seen>)
}

/// A state that has accepted the good file.
fn state() -> (TempDir, StateDir) {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    let file = verifier().load(good().as_slice(), time(0), &state).unwrap();
    state.advance(&file.seen()).unwrap();
    (folder, state)
}

/// Accepts a file as a server does, and says on what ground it was refused, if it was.
fn accept(verifier: &Verifier, file: &[u8], now: Timestamp, state: &StateDir) -> Option<Ground> {
    let accepted = verifier.load(file, now, state).and_then(|file| state.advance(&file.seen()));
    accepted.err().map(|rejection| {
        assert!(!rejection.to_string().is_empty());
        rejection.ground()
    })
}

fn assert_refused(cases: &[(&str, Vec<u8>, Ground)]) {
    let (_folder, state) = state();
    let (iss, sub) = ("urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", "api");
    let mark = state.seen(iss, sub).unwrap();
    assert!(mark.is_some());
    for (what, file, ground) in cases {
        assert_eq!(accept(&verifier(), file, time(0), &state), Some(*ground), "{what}");
        assert_eq!(state.seen(iss, sub).unwrap(), mark, "{what} moved the mark");
    }
}

#[test]
fn a_good_file_decides() {
    let file = load(&good()).unwrap();
    assert_eq!(file.entries().len(), 3);
    let decision = file.decide(secret(2).as_bytes(), &Demand::default(), time(0)).unwrap();
    assert_eq!(decision.verdict, Ok(Unchecked { scope: true, resource: true, environment: true }));
    let found = decision.key.unwrap();
    assert_eq!((found.id(), found.digest()), (entry(2).id.as_str(), entry(2).digest));
    assert_eq!(found.scopes().collect::<Vec<_>>(), ["read", "write"]);
    let verdict =
        |presented: &str| file.decide(presented.as_bytes(), &Demand::default(), time(0)).unwrap().verdict;
    assert_eq!(verdict(&secret(9)), Err(Refusal::Unknown));
    assert_eq!(verdict(&secret(2)[..40]), Err(Refusal::Malformed));
    assert_eq!(verdict(""), Err(Refusal::Malformed));
    assert_eq!(file.decide(b"\xff", &Demand::default(), time(0)).unwrap().verdict, Err(Refusal::Malformed));
}

#[test]
fn keys_of_any_form_are_found() {
    let imported = Entry { digest: sha256(b"x"), ..entry(1) };
    let body = body(Format::Jsonl, &[imported], time(3_600));
    let line = sign_line(&claims(Format::Jsonl, &body, 1), &key());
    let file = load(&[line.into_bytes(), body].concat()).unwrap();
    assert!(file.decide(b"x", &Demand::default(), time(0)).unwrap().is_valid());
}

#[test]
fn a_loaded_file_that_becomes_stale_refuses_everything() {
    let file = load(&good()).unwrap();
    let decide = |offset| file.decide(secret(1).as_bytes(), &Demand::default(), time(offset));
    assert!(decide(3_599).unwrap().is_valid());
    assert!(matches!(decide(3_600), Err(Rejection::Stale { .. })));
    assert!(decide(-300).unwrap().is_valid());
    assert!(matches!(decide(-301), Err(Rejection::Future { .. })), "the clock was set back");
}

#[test]
fn claims_that_are_not_for_here_and_now() {
    assert_refused(&[
        ("older generation", changed(|c| c.generation = 4), Ground::Older),
        ("older epoch", changed(|c| (c.epoch, c.generation) = (time(-1_001), 99)), Ground::Older),
        ("its twin", changed(|c| (c.dig, c.cnt) = (sha256(b""), 0)), Ground::Digest),
        ("expired", changed(|c| (c.exp, c.generation) = (time(0), 6)), Ground::Stale),
        ("future", changed(|c| (c.iat, c.generation) = (time(301), 6)), Ground::Stale),
        ("epoch after issue", changed(|c| (c.epoch, c.generation) = (time(1), 6)), Ground::Stale),
        ("other audience", changed(|c| (c.aud, c.generation) = (vec!["API".into()], 6)), Ground::Audience),
        ("no audience", changed(|c| (c.aud, c.generation) = (Vec::new(), 6)), Ground::Audience),
        ("unknown version", changed(|c| (c.ver, c.generation) = (2, 6)), Ground::Version),
        ("other format", changed(|c| (c.fmt, c.generation) = (Format::Haproxy, 6)), Ground::Format),
        ("wrong count", changed(|c| (c.cnt, c.generation) = (4, 6)), Ground::Digest),
        ("smaller count", changed(|c| (c.cnt, c.generation) = (2, 6)), Ground::Digest),
    ]);
}

#[test]
fn the_order_of_the_checks_and_the_tolerance() {
    let (_folder, state) = state();
    let ahead = changed(|c| (c.iat, c.generation) = (time(300), 6));
    assert_eq!(accept(&verifier(), &ahead, time(0), &state), None);
    let strict = verifier().tolerance(Span::seconds(0));
    assert_eq!(accept(&strict, &ahead, time(0), &state), Some(Ground::Stale));
    assert_eq!(accept(&verifier(), &good(), time(0), &state), Some(Ground::Older));
    let anyone = Verifier::new([key().public()]);
    let other = changed(|c| c.aud = vec!["x".into()]);
    assert!(anyone.load(other.as_slice(), time(0), &None::<Seen>).is_ok());
}

#[test]
fn a_twin_is_refused_and_the_same_file_is_not() {
    let (_folder, state) = state();
    assert_eq!(accept(&verifier(), &good(), time(0), &state), None);
    let body = body(Format::Jsonl, &[entry(1)], time(3_600));
    let twin = [sign_line(&claims(Format::Jsonl, &body, 1), &key()).into_bytes(), body].concat();
    assert_eq!(accept(&verifier(), &twin, time(0), &state), Some(Ground::Older));
    let other_target = changed(|c| (c.sub, c.generation) = ("other".into(), 1));
    assert_eq!(accept(&verifier(), &other_target, time(0), &state), None, "each sub has its own mark");
    let raised = changed(|c| (c.epoch, c.generation) = (time(-1), 1));
    assert_eq!(accept(&verifier(), &raised, time(0), &state), None, "a new epoch starts again");
}

#[test]
fn line_1_that_no_vault_writes() {
    let (header, payload) = parts();
    let kid = key().public().thumbprint();
    let header_with = |members: &str| with_jws(&format!("{{{members}}}"), &payload);
    let without = |claim: &str| {
        let mut map: serde_json::Map<_, _> = serde_json::from_str(&payload).unwrap();
        assert!(map.remove(claim).is_some());
        with_jws(&header, &serde_json::to_string(&map).unwrap())
    };
    let doubled = |claim: &str, value: &str| {
        with_jws(&header, &payload.replacen('{', &format!("{{\"{claim}\":{value},"), 1))
    };
    let typ = r#""typ":"keywright-verification+jwt""#;
    let mut cases = vec![
        ("alg none", header_with(&format!(r#""alg":"none",{typ},"kid":"{kid}""#)), Ground::Signature),
        ("alg HS256", header_with(&format!(r#""alg":"HS256",{typ},"kid":"{kid}""#)), Ground::Signature),
        ("other typ", header_with(&format!(r#""alg":"EdDSA","typ":"JWT","kid":"{kid}""#)), Ground::Signature),
        ("no kid", header_with(&format!(r#""alg":"EdDSA",{typ}"#)), Ground::Signature),
        (
            "unknown kid",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{}""#, &kid[1..])),
            Ground::Signature,
        ),
        (
            "extra header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","crit":[]"#)),
            Ground::Signature,
        ),
        (
            "doubled header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","kid":"{kid}""#)),
            Ground::Signature,
        ),
        ("doubled gen", doubled("gen", "99"), Ground::Signature),
        ("doubled exp", doubled("exp", "9999999999"), Ground::Signature),
        ("doubled ver", doubled("ver", "1"), Ground::Signature),
        ("payload not an object", with_jws(&header, "[]"), Ground::Signature),
        (
            "format of another line",
            with_jws(&header, &payload.replace("jsonl", "haproxy")),
            Ground::Signature,
        ),
        ("dig of another hash", with_jws(&header, &payload.replace("sha256:", "sha512:")), Ground::Signature),
        (
            "fractional exp",
            with_jws(&header, &payload.replace("1767229200", "1767229200.5")),
            Ground::Signature,
        ),
    ];
    for claim in ["ver", "iss", "sub", "aud", "iat", "exp", "epoch", "gen", "fmt", "cnt", "dig"] {
        cases.push((claim, without(claim), Ground::Signature));
    }
    assert_refused(&cases);
    assert!(
        load(&with_jws(&header, &payload.replacen('{', r#"{"jti":"x","#, 1))).is_ok(),
        "unknown claims are ignored"
    );
}

#[test]
fn bytes_around_the_jws() {
    let good = good();
    let text = String::from_utf8(good.clone()).unwrap();
    let (line, body) = text.split_once('\n').unwrap();
    let forged = format!(r#"{{"digest":"{}","id":"{}","scope":"admin"}}"#, "0".repeat(64), entry(1).id);
    let (start, signature) = line.trim_end_matches("\"}").rsplit_once('.').unwrap();
    let cases: Vec<(&str, String)> = vec![
        ("empty", String::new()),
        ("no line 1", body.to_owned()),
        ("CR", format!("{line}\r\n{body}")),
        ("byte-order mark", format!("\u{feff}{text}")),
        ("space before", format!(" {text}")),
        ("space after", format!("{line} \n{body}")),
        ("extra line before", format!("\n{text}")),
        ("forged entry before the JWS", format!("{forged}{text}")),
        ("forged member before the JWS", text.replacen(r#"{"jws""#, r#"{"digest":"00","jws""#, 1)),
        ("forged member after the JWS", format!("{},\"x\":1}}\n{body}", line.trim_end_matches('}'))),
        ("no line feed", line.to_owned()),
        ("long line 1", format!("{}{text}", " ".repeat(MAX_LINE))),
        ("unsigned", format!("{start}.\"}}\n{body}")),
        ("short signature", format!("{start}.{}\"}}\n{body}", &signature[4..])),
        ("padded signature", format!("{start}.{signature}==\"}}\n{body}")),
        ("four parts", format!("{start}.{signature}.x\"}}\n{body}")),
        ("other format", text.replacen(r#"{"jws":""#, "# ", 1).replacen("\"}\n", "\n", 1)),
    ];
    let mut cases: Vec<_> =
        cases.into_iter().map(|(what, file)| (what, file.into_bytes(), Ground::Signature)).collect();
    let other = SigningKey::from_seed(&[8; 32]).unwrap();
    let mut stolen_kid = load(&good).unwrap().claims;
    stolen_kid.generation = 6;
    let other_line = sign_line(&stolen_kid, &other);
    cases.push(("other key", format!("{other_line}{body}").into_bytes(), Ground::Signature));
    let (header, payload) = parts();
    let forged_jws = Format::Jsonl.line_1("api", &sign(&header, &payload, &other));
    cases.push(("other key under our kid", format!("{forged_jws}{body}").into_bytes(), Ground::Signature));
    assert_refused(&cases);
}

#[test]
fn bodies_that_were_not_signed_for() {
    let good = String::from_utf8(good()).unwrap();
    let (line, body) = good.split_once('\n').unwrap();
    let lines: Vec<&str> = body.lines().collect();
    let file = |body: String| format!("{line}\n{body}").into_bytes();
    assert_refused(&[
        ("truncated", good.as_bytes()[..good.len() - 1].to_vec(), Ground::Digest),
        ("cut off at a line", file(format!("{}\n{}\n", lines[0], lines[1])), Ground::Digest),
        ("empty body", file(String::new()), Ground::Digest),
        ("extra line feed", file(format!("{body}\n")), Ground::Digest),
        ("extra space", file(body.replacen(r#","id""#, r#", "id""#, 1)), Ground::Digest),
        ("CR at the end", file(body.replace('\n', "\r\n")), Ground::Digest),
        ("more rights", file(body.replacen("read write", "read admin", 1)), Ground::Digest),
        (
            "an entry more",
            file(format!("{body}{}\n", lines[2].replace(r#""digest":""#, r#""digest":"f"#))),
            Ground::Digest,
        ),
    ]);
}

/// Files that their owner signed, but wrongly made.
#[test]
fn bodies_that_no_vault_writes() {
    let good = String::from_utf8(good()).unwrap();
    let body = good.split_once('\n').unwrap().1;
    let lines: Vec<&str> = body.lines().collect();
    let signed = |body: String| {
        let count = u64::try_from(body.lines().count()).unwrap();
        let line =
            sign_line(&Claims { generation: 6, ..claims(Format::Jsonl, body.as_bytes(), count) }, &key());
        format!("{line}{body}").into_bytes()
    };
    let replaced = |from: &str, to: &str| {
        assert!(lines[0].contains(from));
        signed(format!("{}\n", lines[0].replace(from, to)))
    };
    assert!(
        load(&replaced(r#""scope""#, r#""new":{"a":[1]},"scope""#)).is_ok(),
        "unknown members are ignored"
    );
    assert_refused(&[
        ("unsorted", signed(format!("{}\n{}\n", lines[1], lines[0])), Ground::Digest),
        ("a digest twice", signed(format!("{}\n{}\n", lines[0], lines[0])), Ground::Digest),
        ("an empty line", signed(format!("{}\n\n", lines[0])), Ground::Digest),
        ("not an object", signed("[]\n".into()), Ground::Digest),
        ("a doubled member", replaced(r#""scope""#, r#""scope":"","scope""#), Ground::Digest),
        ("no scope", replaced(r#""scope""#, r#""scopes""#), Ground::Digest),
        ("no id", replaced(r#""id""#, r#""key""#), Ground::Digest),
        ("a bad id", replaced("key_", "kex_"), Ground::Digest),
        (
            "an upper-case digest",
            signed(
                lines[0].replacen(|c: char| c.is_ascii_hexdigit() && c.is_ascii_lowercase(), "A", 4) + "\n",
            ),
            Ground::Digest,
        ),
        ("two spaces in scope", replaced("read write", "read  write"), Ground::Digest),
        ("a bad scope", replaced("read write", "read,write"), Ground::Digest),
        ("a bad resource", replaced("acme/products", "acme//products"), Ground::Digest),
        ("an empty resource", replaced("acme/products", ""), Ground::Digest),
        ("a bad environment", replaced("prod\"}", "pr od\"}"), Ground::Digest),
        ("a fractional time", replaced(r#""scope""#, r#""exp":1.5,"scope""#), Ground::Digest),
        ("a time in quotes", replaced(r#""scope""#, r#""nbf":"1","scope""#), Ground::Digest),
    ]);
}

#[test]
fn haproxy_files_are_inspected_and_not_loaded() {
    let body = body(Format::Haproxy, &[entry(1), entry(2)], time(3_600));
    let line = sign_line(&claims(Format::Haproxy, &body, 2), &key());
    let file = [line.clone().into_bytes(), body.clone()].concat();
    let inspection = inspect(file.as_slice(), Some(&verifier())).unwrap();
    assert_eq!((inspection.claims.cnt, inspection.claims.fmt), (2, Format::Haproxy));
    assert!(verifier().check_claims(&inspection.claims, time(0), &None::<Seen>).is_ok());
    assert!(matches!(load(&file), Err(Rejection::Format(Format::Haproxy))));
    let other_time = String::from_utf8(file.clone()).unwrap().replace("_not_after 1", "_not_after 2");
    assert!(inspect(other_time.as_bytes(), Some(&verifier())).is_err());
    let forged = [b"00 key_x:0:0:,admin,:: \n", file.as_slice()].concat();
    assert!(inspect(forged.as_slice(), Some(&verifier())).is_err());
    let cut_off = &file[..file.len() - 1];
    assert!(inspect(cut_off, Some(&verifier())).is_err());
    assert!(inspect(cut_off, None).unwrap().damage.is_some(), "without a key it is only reported");
}

#[test]
fn without_trusted_keys_nobody_is_trusted() {
    let nobody = Verifier::new([]);
    assert!(matches!(
        nobody.load(good().as_slice(), time(0), &None::<Seen>),
        Err(Rejection::UnknownKey { .. })
    ));
    let both = Verifier::new([SigningKey::from_seed(&[8; 32]).unwrap().public(), key().public()]);
    assert!(both.load(good().as_slice(), time(0), &None::<Seen>).is_ok());
}

#[test]
fn any_flipped_bit_is_refused() {
    for format in Format::ALL {
        let body = body(format, &[entry(1), entry(2)], time(3_600));
        let mut file = sign_line(&claims(format, &body, 2), &key()).into_bytes();
        file.extend(body);
        assert!(inspect(file.as_slice(), Some(&verifier())).is_ok());
        for bit in 0..file.len() * 8 {
            file[bit / 8] ^= 1 << (bit % 8);
            assert!(inspect(file.as_slice(), Some(&verifier())).is_err(), "{format}: bit {bit}");
            assert!(load(&file).is_err(), "{format}: bit {bit}");
            file[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

prop_compose! {
    fn any_entry()(
        number in 0_u32..5_000,
        scopes in prop::collection::btree_set("[a-z:%*]{1,5}", 0..4),
        resource in prop::option::of("[a-z]{1,3}(/[a-z.:]{3,4}){0,3}"),
        environment in prop::option::of("[a-z0-9][a-z._-]{0,3}"),
        not_before in prop::option::of(-50_i64..50),
        expires_at in prop::option::of(-50_i64..50),
    ) -> (u32, Entry) {
        (number, Entry {
            not_before: not_before.map(time),
            expires_at: expires_at.map(time),
            scopes: scopes.iter().map(|scope| scope.parse().unwrap()).collect(),
            resource: resource.map(|resource| resource.parse().unwrap()),
            environment: environment.map(|environment| environment.parse().unwrap()),
            ..entry(number)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_entry_is_decided_as_it_was_written(entries in prop::collection::vec(any_entry(), 0..60), absent in 5_000_u32..9_000) {
        let entries: std::collections::BTreeMap<u32, Entry> = entries.into_iter().collect();
        let all: Vec<Entry> = entries.values().cloned().collect();
        let body = body(Format::Jsonl, &all, time(3_600));
        let line = sign_line(&claims(Format::Jsonl, &body, u64::try_from(all.len()).unwrap()), &key());
        let file = load(&[line.into_bytes(), body].concat()).unwrap();
        prop_assert_eq!(file.entries().len(), all.len());
        for (number, entry) in &entries {
            let demand = Demand {
                scopes: &entry.scopes,
                resource: entry.resource.as_ref(),
                environment: entry.environment.as_ref(),
            };
            let decision = file.decide(secret(*number).as_bytes(), &demand, time(0)).unwrap();
            let found = decision.key.unwrap();
            prop_assert_eq!(found.id(), entry.id.as_str());
            prop_assert_eq!(found.not_before(), entry.not_before);
            prop_assert_eq!(found.expires_at(), entry.expires_at);
            prop_assert!(found.scopes().eq(entry.scopes.iter().map(|scope| scope.as_str())));
            prop_assert_eq!(found.resource(), entry.resource.as_ref().map(|resource| resource.as_str()));
            prop_assert_eq!(found.environment(), entry.environment.as_ref().map(|e| e.as_str()));
            let expected = if entry.not_before.is_some_and(|start| time(0) < start) {
                Err(Refusal::NotYetValid)
            } else if entry.expires_at.is_some_and(|end| time(0) >= end) {
                Err(Refusal::Expired)
            } else {
                Ok(Unchecked::default())
            };
            prop_assert_eq!(decision.verdict, expected);
        }
        let decision = file.decide(secret(absent).as_bytes(), &Demand::default(), time(0)).unwrap();
        prop_assert_eq!(decision.verdict, Err(Refusal::Unknown));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), from in 0_usize..700) {
        let good = good();
        let spliced = [&good[..from.min(good.len())], &bytes].concat();
        for file in [bytes, spliced] {
            prop_assert!(load(&file).is_err());
            let _ = inspect(file.as_slice(), None);
        }
    }
}
