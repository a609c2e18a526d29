//! The file as a whole: what is accepted, how each alteration is rejected, and that a rejection leaves the
//! stored mark unchanged.

mod decisions;
mod lines;
mod long;
mod properties;
mod refusals;
mod statements;

use tempfile::TempDir;

use super::claims::sign;
use super::*;
use crate::crypto::hash::sha256;
use crate::crypto::signing::SigningKey;
use crate::domain::id::KeyId;
use crate::domain::network::Networks;
use crate::domain::time::Timestamp;
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
        networks: Networks::default(),
    }
}

fn networks_of(text: &str) -> Networks {
    Networks::new(text.split_whitespace().map(|network| network.parse().unwrap())).unwrap()
}

fn body(format: Format, entries: &[Entry], exp: Timestamp) -> Vec<u8> {
    let count = u64::try_from(entries.len()).unwrap();
    body_in(Dialect::Portable, &Claims { exp, ..claims(format, &[], count) }, entries)
}

/// The body of a file with these claims, whatever their digest is.
fn body_in(dialect: Dialect, claims: &Claims, entries: &[Entry]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut writer = BodyWriter::begin(claims, dialect, &mut body);
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.digest);
    for entry in entries {
        let mut line = Vec::new();
        claims.fmt.write_entry_in(dialect, entry, &mut line);
        writer.entries(&line, &mut body);
    }
    writer.finish(&mut body);
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

/// A file of these keys.
fn with_entries(entries: &[Entry]) -> Vec<u8> {
    let body = body(Format::Jsonl, entries, time(3_600));
    let claims = claims(Format::Jsonl, &body, u64::try_from(entries.len()).unwrap());
    [sign_line(&claims, &key()).into_bytes(), body].concat()
}

fn good() -> Vec<u8> {
    changed(|_| ())
}

/// A file whose line 1 has this header and these claims, correctly signed.
fn with_jws(header: &str, payload: &str) -> Vec<u8> {
    let good = good();
    let body = &good[good.iter().position(|b| *b == b'\n').unwrap() + 1..];
    [Format::Jsonl.line_1(&claims(Format::Jsonl, &[], 0), &sign(header, payload, &key())).as_bytes(), body]
        .concat()
}

/// The signed header and claims of the good file.
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
    load_or_find(&verifier(), file, time(0), &None::<Seen>)
}

/// Loads a file, and looks for a key in it without loading it: both must accept it, or reject it with the same
/// words.
fn load_or_find(
    verifier: &Verifier,
    file: &[u8],
    now: Timestamp,
    marks: &impl Marks,
) -> Result<VerifiedFile, Rejection> {
    let loaded = verifier.load(file, now, marks);
    let found = verifier.open(file).and_then(|opened| opened.find(secret(1).as_bytes(), now, marks));
    match (&loaded, &found) {
        (Ok(loaded), Ok(found)) => assert_eq!(loaded.claims(), found.claims()),
        (Err(loaded), Err(found)) => assert_eq!(loaded.to_string(), found.to_string()),
        _ => panic!("{loaded:?}, but {found:?}"),
    }
    loaded
}

/// A state that has accepted the good file.
fn state() -> (TempDir, StateDir) {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    let file = verifier().load(good().as_slice(), time(0), &state).unwrap();
    state.advance(&file.seen()).unwrap();
    (folder, state)
}

/// Accepts a file as a server does, and returns the kind of the rejection, if any.
fn accept(verifier: &Verifier, file: &[u8], now: Timestamp, state: &StateDir) -> Option<RejectionKind> {
    let accepted = load_or_find(verifier, file, now, state).and_then(|file| state.advance(&file.seen()));
    accepted.err().map(|rejection| {
        assert!(!rejection.to_string().is_empty());
        rejection.kind()
    })
}
