//! Requests of every kind, and what a server answers.

use super::keys::{id, secret};
use super::server::{Change, Language, Server};
use super::{home, start};
use crate::support::Home;

pub(super) fn answers_every_request_as_it_must(language: Language) {
    let Some(home) = home(language) else { return };
    let server = start(language, &home, Change::Nothing);
    by_key(&server);
    by_header(language, &server);
    let mut servers = vec![server];
    if language != Language::Rust {
        servers.push(start(language, &home, Change::Echo));
        forged(language, &servers[1]);
        servers.push(start(language, &home, Change::AddressHeader));
        by_address(&servers[2]);
    }
    assert_nothing_logged(&home, &servers);
}

/// What the file says of the key.
fn by_key(server: &Server) {
    for name in ["plain", "other", "in time", "above", "prod", "here"] {
        assert_eq!(server.get(&secret(name)), (200, format!("hello {}", id(name))), "{name}");
    }
    for (name, status, reason) in [
        ("expired", 401, "expired"),
        ("early", 401, "not_yet_valid"),
        ("no such key", 401, "unknown"),
        ("scopes", 403, "scope"),
        ("beside", 403, "resource"),
        ("below", 403, "resource"),
        ("dev", 403, "environment"),
        ("elsewhere", 403, "network"),
        ("future", 403, "unsupported"),
    ] {
        assert_eq!(server.get(&secret(name)), (status, reason.to_owned()), "{name}");
    }
    let key = secret("plain");
    let long = "a".repeat(4_096);
    for wrong in
        ["", "-", "null", "NULL", "Nil", "None", "undefined", "nope", &key[1..], &key[..key.len() - 1]]
            .into_iter()
            .chain([key.to_uppercase().as_str(), &format!("{key}="), &format!("{key} {key}"), &long])
    {
        assert_eq!(server.get(wrong), (401, "malformed".to_owned()), "{wrong:?}");
    }
    for wrong in [b"\xff\xfe\x80".as_slice(), &[key.as_bytes(), b"\xe4"].concat(), "ключ".as_bytes()] {
        assert_eq!(server.ask(&[("X-API-Key", wrong)]), (401, "malformed".to_owned()), "{wrong:?}");
    }
    assert_eq!(server.ask(&[]), (401, "malformed".to_owned()), "no key");
    assert_eq!(server.get(&format!("  {key}\t")).0, 200, "white space around a value is not part of it");
}

/// How the key is presented.
fn by_header(language: Language, server: &Server) {
    let (key, other) = (secret("plain"), secret("other"));
    let bearer = |word: &str, key: &str| format!("{word} {key}").into_bytes();
    let bad = (400, "bad_request".to_owned());
    let malformed = (401, "malformed".to_owned());
    let (good, nope) = (key.as_bytes(), b"nope".as_slice());
    for pair in [
        [good, good],
        [nope, good],
        [good, nope],
        [good, b""],
        [b"", good],
        [b"", b""],
        [good, other.as_bytes()],
    ] {
        assert_eq!(server.ask(&pair.map(|value| ("X-API-Key", value))), bad, "twice");
        assert_eq!(server.ask(&[("X-API-Key", pair[0]), ("x-api-key", pair[1])]), bad, "twice");
    }
    // A WSGI server has joined what came twice.
    let of_list = if language == Language::Wsgi { &bad } else { &malformed };
    for list in [format!("nope, {key}"), format!("{key}, nope"), format!("{key},{key}")] {
        assert_eq!(&server.get(&list), of_list, "a list");
        assert_eq!(&server.ask(&[("Authorization", &bearer("Bearer", &list))]), of_list, "a list");
    }
    for word in ["Bearer", "bearer", "BEARER", "Bearer "] {
        let answer = server.ask(&[("Authorization", &bearer(word, &key))]);
        assert_eq!(answer, (200, format!("hello {}", id("plain"))), "{word}");
    }
    for value in ["Bearer", "Bearer ", "Bearer null", &format!("Basic {key}"), &format!("Bearer{key}"), &key]
    {
        assert_eq!(server.ask(&[("Authorization", value.as_bytes())]), malformed, "{value}");
    }
    let twice = bearer("Bearer", &key);
    assert_eq!(server.ask(&[("Authorization", &twice), ("Authorization", &twice)]), bad);
    assert_eq!(server.ask(&[("Authorization", b"Basic eA=="), ("authorization", &twice)]), bad);
    for value in [twice.as_slice(), b"Bearer", b"Bearer nope"] {
        assert_eq!(server.ask(&[("Authorization", value), ("X-API-Key", good)]), bad, "both");
    }
    assert_eq!(server.ask(&[("Authorization", b"Basic eA=="), ("X-API-Key", good)]).0, 200, "another scheme");
}

/// Nothing that a client sends reaches the application in place of the id, and the key does not reach it.
fn forged(language: Language, server: &Server) {
    let key = secret("plain");
    let spellings =
        ["X-Key-Id", "x-key-id", "X_Key_Id", "x_key_id", "X-Key_ID", "X_KEY-id", "X.Key.Id", "X-Key-Scope"];
    for name in spellings {
        for forged in [&[(name, b"forged".as_slice())][..], &[(name, b"forged"), (name, b"forged")]] {
            for presented in [("X-API-Key", key.clone()), ("Authorization", format!("Bearer {key}"))] {
                let headers = [&[(presented.0, presented.1.as_bytes())], forged].concat();
                let (status, told) = server.ask(&headers);
                assert_eq!(status, 200, "{name}: {told}");
                assert!(told.contains(&id("plain")) && !told.contains("forged"), "{name}: {told}");
                assert!(!told.contains(&key), "{language:?}: the key reached the application");
            }
        }
        for value in [name.to_owned(), format!("close, {name}"), format!("{name},keep-alive")] {
            let answer = server.ask(&[("X-API-Key", key.as_bytes()), ("Connection", value.as_bytes())]);
            assert_eq!(answer.0, 400, "{value}");
        }
    }
    // Headers that are nobody's business are kept.
    let (_, told) =
        server.ask(&[("X-API-Key", key.as_bytes()), ("X-Other", b"kept"), ("Cookie", b"also=kept")]);
    assert!(told.contains("also=kept") && told.matches("kept").count() >= 2, "{told}");
    let basic: [(&str, &[u8]); 2] = [("X-API-Key", key.as_bytes()), ("Authorization", b"Basic forothers")];
    assert!(server.ask(&basic).1.contains("forothers"));
}

/// Where the address comes from a header.
fn by_address(server: &Server) {
    let ask = |name: &str, addresses: &[&str]| {
        let key = secret(name);
        let mut headers = vec![("X-API-Key", key.as_bytes())];
        headers.extend(addresses.iter().map(|address| ("X-Real-IP", address.as_bytes())));
        server.ask(&headers)
    };
    for address in ["10.0.0.1", "10.255.255.255", "::ffff:10.1.2.3"] {
        assert_eq!(ask("elsewhere", &[address]).0, 200, "{address}");
        assert_eq!(ask("here", &[address]), (403, "network".to_owned()), "{address}");
    }
    for address in ["11.0.0.0", "9.255.255.255", "::a00:1", "2001:db8::1"] {
        assert_eq!(ask("elsewhere", &[address]), (403, "network".to_owned()), "{address}");
    }
    assert_eq!(ask("here", &[]), (403, "network".to_owned()), "the socket's address does not count");
    assert_eq!(ask("plain", &[]).0, 200);
    for wrong in
        ["", "10.0.0", "10.0.0.1:80", "[::1]", "fe80::1%eth0", "010.0.0.1", "localhost", "10.0.0.1, 10.0.0.2"]
    {
        assert_eq!(ask("elsewhere", &[wrong]).0, 400, "{wrong:?}");
        assert_eq!(ask("plain", &[wrong]).0, 400, "{wrong:?}");
    }
    assert_eq!(ask("elsewhere", &["10.0.0.1", "10.0.0.1"]).0, 400);
}

fn assert_nothing_logged(home: &Home, servers: &[Server]) {
    let names = [
        "plain",
        "other",
        "expired",
        "early",
        "scopes",
        "beside",
        "dev",
        "elsewhere",
        "future",
        "no such key",
    ];
    for server in servers {
        let log = home.read(&server.log);
        assert!(!log.is_empty(), "it logs what it loads");
        for name in names {
            assert!(!log.contains(&secret(name)[10..40]), "the log has a secret:\n{log}");
        }
    }
}
