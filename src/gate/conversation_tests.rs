use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::crypto::hash::sha256;
use crate::crypto::signing::SigningKey;
use crate::domain::id::KeyId;
use crate::domain::network::Networks;
use crate::domain::time::Timestamp;
use crate::gate::demand::Demands;
use crate::gate::service::{Service, Turn};
use crate::verification::{Claims, Entry, Format, Seen, VerifiedFile, Verifier, sign_line};

const SECRET: &str = "an-imported-key-of-another-form";
const BOUND: &str = "one-that-is-bound-to-a-network";
fn now() -> Timestamp {
    Timestamp::from_unix(1_767_225_600)
}

fn file() -> VerifiedFile {
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    let entry = |secret: &str, number, networks: Networks| Entry {
        digest: sha256(secret.as_bytes()),
        id: KeyId::from_bits([number; 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: None,
        environment: None,
        networks,
    };
    let ten = Networks::new(["10.0.0.0/8".parse().unwrap()]).unwrap();
    let mut entries = [entry(SECRET, 1, Networks::default()), entry(BOUND, 2, ten)];
    entries.sort_by_key(|entry| *entry.digest.as_bytes());
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    let line = sign_line(
        &Claims {
            ver: 1,
            iss: "urn:uuid:0".into(),
            sub: "api".into(),
            aud: vec!["api".into()],
            iat: now(),
            exp: Timestamp::from_unix(now().unix() + 60),
            epoch: now(),
            generation: 1,
            fmt: Format::Jsonl,
            cnt: 2,
            dig: sha256(&body),
        },
        &key,
    );
    let bytes = [line.into_bytes(), body].concat();
    Verifier::new([key.public()]).load(&bytes[..], now(), &None::<Seen>).unwrap()
}

fn service() -> Service {
    Service {
        demands: Demands::new(vec!["read=read".parse().unwrap(), "write=write".parse().unwrap()]).unwrap(),
        resource: None,
        environment: None,
        client_address: Some("X-Real-IP".into()),
        usage: None,
    }
}

/// What is answered to these pieces.
fn answers(pieces: &[&[u8]]) -> String {
    answers_at(pieces, now(), Some(file()))
}

fn answers_at(pieces: &[&[u8]], now: Timestamp, file: Option<VerifiedFile>) -> String {
    let service = service();
    let turn = Turn { service: &service, file: file.map(Arc::new), now };
    let mut talk = Conversation::default();
    let mut output = Vec::new();
    for piece in pieces {
        talk.receive(piece, &turn, false);
        while !talk.output().is_empty() {
            output.extend_from_slice(talk.output());
            talk.sent(talk.output().len());
            talk.proceed(&turn, false);
        }
    }
    String::from_utf8(output).unwrap()
}

/// The status and the reason of each answer.
fn says(output: &str) -> Vec<String> {
    let words = |answer: &str| {
        let status = answer[..3].to_owned();
        let reason = answer.split("X-Key-Reason: ").nth(1).map(|rest| rest.split("\r\n").next().unwrap());
        format!("{status} {}", reason.unwrap_or("-"))
    };
    output.split("HTTP/1.1 ").skip(1).map(words).collect()
}

fn get(path: &str, lines: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n{lines}\r\n")
}

fn with_key(path: &str) -> String {
    get(path, &format!("X-API-Key: {SECRET}\r\n"))
}

#[test]
fn requests_are_answered_in_their_order() {
    let text =
        [with_key("/read"), get("/read", ""), with_key("/write"), with_key("/none"), with_key("/read/x")];
    let expected = ["200 valid", "401 malformed", "403 scope", "500 demand", "200 valid"];
    assert_eq!(says(&answers(&[text.concat().as_bytes()])), expected);
}

#[test]
fn many_requests_at_once_are_answered_bit_by_bit() {
    let service = service();
    let turn = Turn { service: &service, file: Some(Arc::new(file())), now: now() };
    let mut talk = Conversation::default();
    talk.receive(with_key("/read").repeat(1_000).as_bytes(), &turn, false);
    assert!(talk.output().len() < MAX_PENDING + 1_000, "{}", talk.output().len());
    let mut count = 0;
    while !talk.output().is_empty() {
        count += says(std::str::from_utf8(talk.output()).unwrap()).len();
        talk.sent(talk.output().len());
        talk.proceed(&turn, false);
    }
    assert_eq!(count, 1_000);
    assert_eq!(talk.waits_for(), Waiting::Idle);
    assert_eq!(talk.input.capacity(), 0, "an idle conversation needs no memory");
}

#[test]
fn a_body_is_dropped_and_the_next_request_found() {
    let body = format!("POST /read HTTP/1.1\r\nX-API-Key: {SECRET}\r\nContent-Length: 60\r\n\r\n");
    let hidden = with_key("/write") + &" ".repeat(60);
    let text = body.clone() + &hidden[..60] + &with_key("/none");
    assert_eq!(says(&answers(&[text.as_bytes()])), ["200 valid", "500 demand"]);
    assert_eq!(says(&answers(&[body.as_bytes(), &[b'x'; 59]])), [""; 0], "not whole yet");
}

#[test]
fn a_body_is_waited_for_as_the_client_expects() {
    let head = "POST /read HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    assert_eq!(says(&answers(&[head.as_bytes()])), ["100 -"]);
    assert_eq!(says(&answers(&[head.as_bytes(), b"abc"])), ["100 -", "401 malformed"]);
    let none = "POST /read HTTP/1.1\r\nExpect: 100-continue\r\n\r\n";
    assert_eq!(says(&answers(&[none.as_bytes()])), ["401 malformed"]);
}

#[test]
fn nothing_is_read_after_a_refusal() {
    for (bad, says_so) in [
        ("POST /read HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "501 encoding"),
        ("POST /read HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", "413 too_large"),
        ("POST /read HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", "400 request"),
        ("GET /read HTTP/1.1\n\n", "400 request"),
        ("GET http://a/read HTTP/1.1\r\n\r\n", "400 request"),
    ] {
        let output = answers(&[bad.as_bytes(), with_key("/read").as_bytes()]);
        assert_eq!(says(&output), [says_so], "{bad:?}");
        assert!(output.contains("\r\nConnection: close\r\n"), "{output}");
    }
    let closing = get("/read", "Connection: close\r\n") + &with_key("/read");
    assert_eq!(says(&answers(&[closing.as_bytes()])), ["401 malformed"]);
    let old = format!("GET /read HTTP/1.0\r\nX-API-Key: {SECRET}\r\n\r\n").repeat(2);
    assert_eq!(says(&answers(&[old.as_bytes()])), ["200 valid"]);
}

#[test]
fn a_key_that_is_bound_to_networks_needs_an_address_within_them() {
    let from = |lines: &str| {
        let lines = format!("X-API-Key: {BOUND}\r\n{lines}");
        says(&answers(&[get("/read", &lines).as_bytes()])).remove(0)
    };
    assert_eq!(from(""), "403 network");
    assert_eq!(from("X-Forwarded-For: 10.1.2.3\r\n"), "403 network");
    assert_eq!(from("X-Real-IP: 10.1.2.3\r\n"), "200 valid");
    assert_eq!(from("X-Real-IP: ::ffff:10.1.2.3\r\n"), "200 valid");
    assert_eq!(from("X-Real-IP: 11.1.2.3\r\n"), "403 network");
    let odd =
        ["", "10.1.2.3, 10.1.2.3", "10.1.2.3:80", "[::1]", "fe80::1%eth0", "010.1.2.3", "ten", "10.1.2.3/8"];
    for bad in odd {
        assert_eq!(from(&format!("X-Real-IP: {bad}\r\n")), "400 address", "{bad}");
    }
    assert_eq!(from("X-Real-IP: 10.1.2.3\r\nX-Real-IP: 10.1.2.3\r\n"), "400 address");
}

#[test]
fn nobody_is_admitted_without_a_file_or_past_its_life() {
    let text = with_key("/read");
    let late = Timestamp::from_unix(now().unix() + 60);
    let early = Timestamp::from_unix(now().unix() - 301);
    assert_eq!(says(&answers_at(&[text.as_bytes()], now(), None)), ["503 no_file"]);
    assert_eq!(says(&answers_at(&[text.as_bytes()], late, Some(file()))), ["503 stale"]);
    assert_eq!(says(&answers_at(&[text.as_bytes()], early, Some(file()))), ["503 stale"]);
}

#[test]
fn time_outs_are_answered_if_there_is_a_request() {
    let service = service();
    let turn = Turn { service: &service, file: None, now: now() };
    for (sent, answer) in [("GET /re", &["408 timeout"][..]), ("\r\n", &[])] {
        let mut talk = Conversation::default();
        talk.receive(sent.as_bytes(), &turn, false);
        assert_eq!(talk.waits_for(), Waiting::Head);
        talk.time_out();
        assert_eq!(talk.waits_for(), Waiting::End);
        assert_eq!(says(std::str::from_utf8(talk.output()).unwrap()), answer);
    }
    let mut talk = Conversation::default();
    talk.receive(get("/read", "").as_bytes(), &turn, true);
    assert!(talk.output().ends_with(b"Connection: close\r\n\r\n"), "the last before the end");
}

/// Pieces of requests, whole and broken, none with the right key for a demand that it meets.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let near = SECRET[1..].to_owned();
    let text = prop_oneof![
        Just(with_key("/write")),
        Just(with_key("/rea%64")),
        Just(with_key("//read")),
        Just(get("/read", &format!("X-API-Key: {near}\r\n"))),
        Just(get("/read", &format!("X-API-Key: {SECRET}\r\nX-API-Key: {SECRET}\r\n"))),
        Just(get("/read", &format!("X_API_Key: {SECRET}\r\n"))),
        Just(get("/read", &format!("X-API-Key: {SECRET},\r\n"))),
        Just(get("/read", &format!("X-API-Key: {BOUND}\r\n"))),
        Just(get("/read", &format!("Transfer-Encoding: chunked\r\nX-API-Key: {SECRET}\r\n"))),
        Just(get("/read", "X-API-Key: null\r\n")),
        Just("GET /read HTTP/1.1\r\n".to_owned()),
        Just("Content-Length: 5\r\n".to_owned()),
        Just("\r\n".to_owned()),
        "[ -~\r\n\t]{0,40}",
    ];
    prop_oneof![4 => text.prop_map(String::into_bytes), 1 => prop::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    /// The secret itself occurs in the pieces, so what is random could complete a request with it: each piece but
    /// the first is sent on a conversation that a wrong one began.
    #[test]
    fn nothing_but_the_right_key_is_admitted(pieces in prop::collection::vec(hostile(), 1..12)) {
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        let output = answers(&pieces);
        prop_assert!(!output.contains("HTTP/1.1 200"), "{}", output);
        prop_assert!(!output.contains(SECRET));
    }

    /// However bytes arrive, they are answered alike.
    #[test]
    fn where_bytes_are_cut_changes_nothing(
        pieces in prop::collection::vec(prop_oneof![hostile(), Just(with_key("/read").into_bytes())], 1..8),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let text = pieces.concat();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let cut: Vec<&[u8]> = cuts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect();
        prop_assert_eq!(answers(&cut), answers(&[&text]));
    }

    #[test]
    fn random_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(!answers(&[&bytes]).contains("HTTP/1.1 200"));
    }
}
