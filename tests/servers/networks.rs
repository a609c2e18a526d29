//! Keys that are bound to networks, behind a server that says the client's address.

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::time::Timestamp;
use keywright::verification::{Claims, Entry, Format, sign_line};

use crate::client::Request;
use crate::process::Server;
use crate::site::Site;
use crate::support::now;

/// A key for loopback, where every client of these tests is, and one for elsewhere.
const NEAR: (&str, &str) = ("an imported key of this very machine", "127.0.0.0/8");
const AWAY: (&str, &str) = ("an imported key of another network", "10.0.0.0/8");

/// What clients send to seem to be elsewhere.
const HEADERS: [&str; 9] = [
    "X-Real-IP",
    "x-real-ip",
    "X_Real_IP",
    "X-Forwarded-For",
    "Forwarded",
    "True-Client-IP",
    "X-Client-IP",
    "X-Envoy-External-Address",
    "CF-Connecting-IP",
];

/// The address is what the server sees itself.
pub(crate) fn are_those_of_the_connection(site: &Site, server: &Server) {
    let ask = |secret: &str, headers: &[(&str, &str)]| {
        let request = Request::new("GET", "/").key(secret);
        headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send(server.port)
    };
    assert_eq!(ask(NEAR.0, &[]).status, 200);
    assert_eq!(ask(AWAY.0, &[]).status, 403);
    for name in HEADERS {
        for value in ["10.0.0.1", "for=10.0.0.1", "10.0.0.1, 127.0.0.1", "", "nonsense"] {
            for headers in [
                &[(name, value)][..],
                &[(name, value), (name, value)],
                &[("Connection", name), (name, value)],
            ] {
                site.application.seen();
                let (away, near) = (ask(AWAY.0, headers).status, ask(NEAR.0, headers).status);
                // A server that is told to drop what it sets itself says no address, or refuses the request.
                let is_dropped = headers[0].0 == "Connection";
                assert!(away == 403 || is_dropped && away == 400, "{headers:?}: {away}");
                assert!(near == 200 || is_dropped && [400, 403].contains(&near), "{headers:?}: {near}");
                assert_eq!(site.application.seen().len(), usize::from(near == 200), "{headers:?}");
            }
        }
    }
}

/// Writes a file with these keys, as a vault does.
pub(crate) fn sign(site: &Site) {
    let signing = SigningKey::from_seed(&[7; 32]).unwrap();
    let entry = |number: u8, (secret, network): (&str, &str)| Entry {
        digest: sha256(secret.as_bytes()),
        id: KeyId::from_bits([number; 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: None,
        environment: None,
        networks: Networks::new([network.parse().unwrap()]).unwrap(),
    };
    let mut entries = [entry(1, NEAR), entry(2, AWAY)];
    entries.sort_by_key(|entry| entry.digest.to_string());
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    let now = Timestamp::from_unix(now());
    let claims = Claims {
        ver: 1,
        iss: "urn:uuid:0".into(),
        sub: "api".into(),
        aud: vec!["edge".into()],
        iat: now,
        exp: Timestamp::from_unix(now.unix() + 3_600),
        epoch: now,
        generation: 1,
        fmt: Format::Jsonl,
        cnt: 2,
        dig: sha256(&body),
    };
    site.home.write("keys.jsonl", [sign_line(&claims, &signing).into_bytes(), body].concat());
    site.home.write("keywright.pem", signing.public().to_pem());
}
