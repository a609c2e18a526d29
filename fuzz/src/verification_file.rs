use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keywright::crypto::hash::sha256;
use keywright::crypto::signing::{SigningKey, parse_public_keys};
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::rights::Requirements;
use keywright::domain::time::Timestamp;
use keywright::verification::{
    Claims, Entry, Format, Seen, Verifier, claims_of, inspect, read_entries, sign_line,
};

use super::ports::START;
use super::stage::choice;

/// The body of the good file holds two keys; this is the secret of one.
const SECRET: &[u8] = b"a secret that was made elsewhere";
const HEADER: &str = r#"{"alg":"EdDSA","typ":"keywright-verification+jwt","kid":""#;

/// A verification file from anywhere: as it is; as a payload that our key signed before a good body; as a
/// body that our key signed for. Nobody is admitted who is not in the good file, and nothing passes as
/// genuine that our key did not sign.
pub fn verification_file(data: &[u8]) {
    let (how, bytes) = choice(data);
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    match how % 4 {
        0 => of_a_stranger(bytes, &key),
        1 => read(&signed(bytes, &body(), &key), &key),
        2 => read(&[sign_line(&claims(bytes, Format::Jsonl), &key).as_bytes(), bytes].concat(), &key),
        _ => read(&[sign_line(&claims(bytes, Format::Haproxy), &key).as_bytes(), bytes].concat(), &key),
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        for public in parse_public_keys(text).unwrap_or_default() {
            assert_eq!(parse_public_keys(&public.to_pem()), Ok(vec![public]));
            assert_eq!(parse_public_keys(&public.to_jwk()), Ok(vec![public]));
        }
    }
}

fn now() -> Timestamp {
    Timestamp::from_unix(START)
}

/// What nobody with our key made is refused, unless it is the good file itself.
fn of_a_stranger(bytes: &[u8], key: &SigningKey) {
    let body = body();
    let good = [sign_line(&claims(&body, Format::Jsonl), key).as_bytes(), &body].concat();
    let verifier = Verifier::new([key.public()]);
    let loaded = verifier.load(bytes, now(), &None::<Seen>);
    assert_eq!(loaded.is_ok(), bytes == good, "{:?}", loaded.err());
    let genuine = inspect(bytes, Some(&verifier));
    assert!(genuine.is_err() || bytes == good);
    read(bytes, key);
}

/// Reads it in every way there is.
fn read(bytes: &[u8], key: &SigningKey) {
    let verifier = Verifier::new([key.public()]).audience("edge".parse().unwrap());
    let _ = claims_of(bytes);
    let _ = inspect(bytes, None).map(|found| found.damage.map(|damage| damage.to_string()));
    let _ = inspect(bytes, Some(&verifier));
    let entries = read_entries(bytes, None);
    if let Ok((claims, entries)) = &entries {
        assert_eq!(claims.cnt, u64::try_from(entries.iter().count()).unwrap(), "{claims:?}");
    }
    let loaded = match verifier.load(bytes, now(), &None::<Seen>) {
        Ok(loaded) => loaded,
        Err(rejection) => {
            assert!(!rejection.to_string().is_empty());
            return;
        }
    };
    assert!(entries.is_ok(), "what is accepted can be read");
    let claims = loaded.claims();
    assert!(claims.iat.unix() <= START + 300 && claims.exp.unix() > START, "{claims:?}");
    assert!(claims.aud.iter().any(|audience| audience == "edge"));
    let decided = loaded.decide(SECRET, &Requirements::default(), now()).unwrap();
    assert!(!decided.is_valid() || bytes.windows(64).any(|hex| hex == sha256(SECRET).to_hex()));
    assert!(!loaded.decide(b"another", &Requirements::default(), now()).unwrap().is_valid());
    // A verifier that remembers it takes it again, and nothing older.
    assert!(verifier.load(bytes, now(), &Some(loaded.seen())).is_ok());
}

/// A file whose line 1 carries this payload, signed by the key.
fn signed(payload: &[u8], body: &[u8], key: &SigningKey) -> Vec<u8> {
    let header = format!("{HEADER}{}\"}}", key.public().thumbprint());
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()));
    [format!("{{\"jws\":\"{message}.{signature}\"}}\n").as_bytes(), body].concat()
}

fn claims(body: &[u8], fmt: Format) -> Claims {
    let lines = body.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"_")).count();
    Claims {
        ver: 1,
        iss: "urn:uuid:1b4e28ba-2fa1-41d2-883f-0016d3cca427".into(),
        sub: "api".into(),
        aud: vec!["edge".into()],
        iat: Timestamp::from_unix(START - 60),
        exp: Timestamp::from_unix(START + 3_600),
        epoch: Timestamp::from_unix(START - 1_000_000),
        generation: 5,
        fmt,
        cnt: u64::try_from(lines.saturating_sub(1)).unwrap(),
        dig: sha256(body),
    }
}

fn body() -> Vec<u8> {
    let entry = |secret: &[u8], number: u8| Entry {
        digest: sha256(secret),
        id: KeyId::from_bits([number; 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: Some("acme/products".parse().unwrap()),
        environment: None,
        networks: Networks::default(),
    };
    let mut entries = [entry(SECRET, 1), entry(b"two", 2)];
    entries.sort_by_key(|entry| entry.digest);
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    body
}
