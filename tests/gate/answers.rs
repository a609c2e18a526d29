//! Every answer, on both kinds of sockets.

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::time::Timestamp;
use keywright::verification::{Claims, Entry, Format, sign_line};

use crate::support::gate::{Gate, request};
use crate::support::{Home, now};
use crate::{READ, both};

const DEMANDS: &[&str] = &["--demand", "read=read", "--demand", "write=read,write", "--demand", "any="];

#[test]
fn a_key_is_admitted_for_what_it_may_do() {
    let home = Home::with_vault();
    let reader = home.create("reader", "-s read --resource acme");
    let writer = home.create("writer", "-s read,write");
    Gate::export(&home, "1d");
    both(&home, DEMANDS, |gate| {
        let reply = gate.get("/read/products?x=1", &reader.secret);
        assert_eq!(reply.says(), (200, "valid"));
        assert_eq!(reply.header("x-key-id"), Some(&*reader.id));
        assert_eq!(reply.header("x-key-scope"), Some("read"));
        assert_eq!(reply.header("x-key-unchecked"), Some("resource"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("content-length"), Some("0"));
        let reply = gate.get("/write", &reader.secret);
        assert_eq!(reply.says(), (403, "scope"));
        assert_eq!(reply.header("x-key-id"), Some(&*reader.id));
        let bearer = format!("bEARER  {}", writer.secret);
        let reply = gate.ask("POST", "/write", &[("authorization", &bearer), ("X-Key-Id", "root")]);
        assert_eq!(reply.says(), (200, "valid"));
        assert_eq!(reply.header("x-key-id"), Some(&*writer.id));
        assert_eq!(reply.header("x-key-scope"), Some("read write"));
        assert_eq!(reply.header("x-key-unchecked"), Some(""));
        let reply = gate.get("/any", &writer.secret);
        assert_eq!((reply.status, reply.header("x-key-unchecked")), (200, Some("scope")));
        assert_eq!(gate.get("/admin", &writer.secret).says(), (500, "demand"));
    });
}

#[test]
fn a_key_is_refused_with_the_reason() {
    let home = Home::with_vault();
    let in_an_hour = Timestamp::from_unix(now() + 3_600);
    let secret = |name: &str, options: &str| home.create(name, options).secret;
    let good = secret("good", "-s read");
    let later = secret("later", &format!("-s read --not-before {in_an_hour}"));
    let short = secret("short", "-s read --expires 3s");
    let staging = secret("staging", "-s read --environment staging");
    let beside = secret("beside", "-s read --resource acmex");
    let below = secret("below", "-s read --resource acme/x/y");
    let above = secret("above", "-s read --resource acme");
    let unknown = Home::with_vault().create("other", "-s read").secret;
    Gate::export(&home, "1d");
    let options = ["--demand", "read=read", "--resource", "acme/x", "--environment", "prod"];
    both(&home, &options, |gate| {
        assert_eq!(gate.get("/read", &good).says(), (200, "valid"));
        assert_eq!(gate.get("/read", &above).says(), (200, "valid"));
        let reply = gate.ask("GET", "/read", &[]);
        assert_eq!((reply.says(), reply.header("www-authenticate")), ((401, "malformed"), Some("Bearer")));
        assert_eq!(reply.header("x-key-id"), None);
        for nothing in ["", " ", "null", "undefined", "-", "None", &good[1..], &good.to_uppercase()] {
            assert_eq!(gate.get("/read", nothing).says(), (401, "malformed"), "{nothing}");
        }
        assert_eq!(gate.get("/read", &format!("nope, {good}")).says(), (401, "malformed"));
        assert_eq!(gate.get("/read", &unknown).says(), (401, "unknown"));
        assert_eq!(gate.get("/read", &later).says(), (401, "not_yet_valid"));
        assert_eq!(gate.get("/read", &staging).says(), (403, "environment"));
        assert_eq!(gate.get("/read", &beside).says(), (403, "resource"));
        assert_eq!(gate.get("/read", &below).says(), (403, "resource"));
        let twice = [("X-API-Key", &*good), ("x-api-key", &*good)];
        assert_eq!(gate.ask("GET", "/read", &twice).says(), (400, "repeated"));
        let two_ways = [("X-API-Key", &*good), ("Authorization", &*format!("Bearer {good}"))];
        assert_eq!(gate.ask("GET", "/read", &two_ways).says(), (400, "repeated"));
        crate::until("it expires", || gate.get("/read", &short).says() == (401, "expired"));
    });
}

#[test]
fn a_key_that_is_bound_to_networks_needs_the_address_that_the_proxy_says() {
    let home = Home::new();
    let key = "an imported key, bound to networks";
    sign(&home, key, &["10.0.0.0/8", "2001:db8::/32"]);
    let gate = Gate::start(&home, &["--demand", "read=read", "--client-address", "X-Real-IP"]);
    let from = |address: &str| {
        let reply = gate.ask("GET", "/read", &[("X-API-Key", key), ("x-real-ip", address)]);
        (reply.status, reply.reason().to_owned())
    };
    for inside in ["10.1.2.3", "2001:db8::1", "::ffff:10.1.2.3"] {
        assert_eq!(from(inside), (200, "valid".into()), "{inside}");
    }
    assert_eq!(from("11.1.2.3"), (403, "network".into()));
    assert_eq!(from("10.1.2.3, 11.1.2.3"), (400, "address".into()));
    assert_eq!(gate.get("/read", key).says(), (403, "network"));
    let gate = Gate::start(&home, READ);
    let reply = gate.ask("GET", "/read", &[("X-API-Key", key), ("X-Real-IP", "10.1.2.3")]);
    assert_eq!(reply.says(), (403, "network"), "a header that nobody vouches for");
}

/// Writes a file with one key, as a vault does.
fn sign(home: &Home, secret: &str, networks: &[&str]) {
    let signing = SigningKey::from_seed(&[7; 32]).unwrap();
    let entry = Entry {
        digest: sha256(secret.as_bytes()),
        id: KeyId::from_bits([1; 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: None,
        environment: None,
        networks: Networks::new(networks.iter().map(|network| network.parse().unwrap())).unwrap(),
    };
    let mut body = Vec::new();
    Format::Jsonl.write_entry(&entry, &mut body);
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
        cnt: 1,
        dig: sha256(&body),
    };
    home.write("keys.jsonl", [sign_line(&claims, &signing).into_bytes(), body].concat());
    home.write("keywright.pem", signing.public().to_pem());
}

#[test]
fn a_connection_serves_many_requests() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    both(&home, READ, |gate| {
        let mut client = gate.connect();
        let good = request("GET", "/read", &[("X-API-Key", &key)]);
        let bad = request("GET", "/read", &[("X-API-Key", "nope")]);
        for _ in 0..10 {
            client.send(good.as_bytes());
            assert_eq!(client.reply().status, 200);
            client.send(bad.as_bytes());
            assert_eq!(client.reply().status, 401);
        }
        // All at once, more than any buffer holds; then no more.
        let writer = std::thread::scope(|scope| {
            let mut client = gate.connect();
            let all = [&*good, &*bad].concat().repeat(2_000);
            let answers: Vec<u16> = scope
                .spawn(move || {
                    // In pieces, as one who never reads is ended.
                    let mut answers = Vec::new();
                    for piece in all.as_bytes().chunks(5_000) {
                        client.send(piece);
                        answers.extend(client.replies_so_far().iter().map(|reply| reply.status));
                    }
                    client.finish();
                    answers.extend(std::iter::from_fn(|| client.try_reply()).map(|reply| reply.status));
                    answers
                })
                .join()
                .unwrap();
            answers
        });
        assert_eq!(writer, [200, 401].repeat(2_000));
        let mut client = gate.connect();
        client.send(request("GET", "/read", &[("X-API-Key", &key), ("Connection", "close")]).as_bytes());
        let reply = client.reply();
        assert_eq!((reply.status, reply.header("connection")), (200, Some("close")));
        assert!(client.is_closed());
        // One that has said all it has to say is still answered.
        let mut client = gate.connect();
        client.send(good.as_bytes());
        client.finish();
        assert_eq!(client.reply().status, 200);
        assert!(client.is_closed());
    });
}
