//! What no client should send: answered or closed, never admitted, never a crash, and never in the log.

use std::time::Duration;

use crate::support::Home;
use crate::support::gate::Gate;
use crate::{READ, both};

/// Requests with the right key in them, in `{}`, and something wrong; and what they are answered.
fn wrong() -> Vec<(String, u16)> {
    let head = "GET /read HTTP/1.1\r\nX-API-Key: {}\r\n";
    let long = "a".repeat(100_000);
    let many = "A: b\r\n".repeat(101);
    [
        ("GET /read HTTP/1.1\nX-API-Key: {}\n\n", 400),
        ("GET /read HTTP/1.1\r\nX-API-Key: {}\n\r\n", 400),
        ("GET /read HTTP/1.1\r\nX-API-Key: {}\0\r\n\r\n", 400),
        ("GET /read HTTP/1.1\r\nX-API-Key:\r\n {}\r\n\r\n", 400),
        ("GET /read HTTP/1.1\r\nX-API-Key : {}\r\n\r\n", 400),
        ("GET /read HTTP/1.1\r\nX-API-Key: a{}\r\n\r\n", 401),
        ("GET /read HTTP/1.1\r\nX-API-Key: {}\u{e9}\r\n\r\n", 401),
        ("GET /read HTTP/1.1\r\nX-API-Key: \"{}\"\r\n\r\n", 401),
        ("GET /read HTTP/1.1\r\nX_API_Key: {}\r\n\r\n", 401),
        ("GET /read HTTP/1.1\r\nCookie: X-API-Key={}\r\n\r\n", 401),
        ("GET /read?X-API-Key={} HTTP/1.1\r\n\r\n", 401),
        ("GET http://gate/read HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 400),
        ("CONNECT /read HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 400),
        ("GET /read HTTP/2.0\r\nX-API-Key: {}\r\n\r\n", 400),
        ("GET /%72ead HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 500),
        ("GET /any%2Fread HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 500),
        ("GET /any?/read HTTP/1.1\r\nX-API-Key: {}\r\nX-Demand: read\r\n\r\n", 500),
        ("GET / HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", 500),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}{}", 400),
        ("{}\r\n\r\n", 400),
        (&format!("{head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 501),
        (&format!("{head}Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde"), 400),
        (&format!("{head}Content-Length: 5, 5\r\n\r\nabcde"), 400),
        (&format!("{head}Content-Length: -1\r\n\r\n"), 400),
        (&format!("{head}Content-Length: 1048577\r\n\r\n"), 413),
        (&format!("{head}Content-Length: 99999999999999999999999\r\n\r\n"), 413),
        (&format!("{head}Expect: all\r\n\r\n"), 400),
        (&format!("{head}X: {long}\r\n\r\n"), 431),
        (&format!("{head}{many}\r\n"), 431),
        (&format!("GET /read/{long} HTTP/1.1\r\nX-API-Key: {{}}\r\n\r\n"), 431),
        (&format!("GET /read HTTP/1.1\r\nX-API-Key: {}\r\n\r\n", "{}".repeat(90)), 401),
    ]
    .map(|(text, status)| (text.to_owned(), status))
    .into()
}

#[test]
fn nothing_odd_is_admitted_or_logged() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    both(&home, READ, |gate| {
        for (text, status) in wrong() {
            let text = text.replace("{}", &key);
            let shown: String = text.chars().take(100).collect();
            let mut client = gate.connect();
            client.send(text.as_bytes());
            let reply = client.try_reply().unwrap_or_else(|| panic!("no answer to {shown:?}"));
            assert_eq!(reply.status, status, "{shown:?}: {reply:?}");
            assert!(reply.header("x-key-reason").is_some(), "{reply:?}");
            assert_eq!(reply.header("x-key-id"), None, "{shown:?}");
            // What follows a request that was not understood is no request.
            if !matches!(reply.status, 401 | 500) {
                client.send(crate::support::gate::request("GET", "/read", &[("X-API-Key", &key)]).as_bytes());
                assert!(client.is_closed(), "{shown:?}");
            }
        }
        assert!(gate.runs());
        assert_eq!(gate.get("/read", &key).status, 200, "it serves still");
        let body = &key[key.len() - 40..];
        assert!(!gate.log().contains(body) && !gate.log().contains("x-api-key"), "{}", gate.log());
        assert!(!gate.log().to_lowercase().contains("panicked"), "{}", gate.log());
    });
}

#[test]
fn clients_that_go_away_do_no_harm() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    both(&home, READ, |gate| {
        let whole = crate::support::gate::request("GET", "/read", &[("X-API-Key", &key)]);
        for cut in (0..whole.len()).step_by(7) {
            let mut client = gate.connect();
            client.send(&whole.as_bytes()[..cut]);
            client.finish();
            assert!(client.is_closed(), "half a request is no request");
        }
        for _ in 0..50 {
            // With answers that nobody reads: the connection is reset.
            let mut client = gate.connect();
            client.send(whole.repeat(20).as_bytes());
        }
        drop((0..50).map(|_| gate.connect()).collect::<Vec<_>>());
        assert!(gate.runs());
        assert_eq!(gate.get("/read", &key).status, 200);
    });
}

/// Slow heads, bodies that never end, answers that nobody reads: each within seconds, and others are served meanwhile.
#[test]
fn slow_clients_are_ended_while_others_are_served() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let gate = Gate::on_tcp(&home, READ);
    let head = format!("POST /read HTTP/1.1\r\nX-API-Key: {key}\r\n");
    std::thread::scope(|scope| {
        let trickled = scope.spawn(|| {
            let mut client = gate.connect();
            for byte in head.as_bytes().iter().cycle().take(400) {
                if !client.send(&[*byte]) || client.has_answer() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            client.try_reply().map(|reply| reply.status)
        });
        let body = scope.spawn(|| {
            let mut client = gate.connect();
            client.send(format!("{head}Content-Length: 1000\r\n\r\n").as_bytes());
            for _ in 0..400 {
                if !client.send(b"a") || client.has_answer() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            client.try_reply().map(|reply| reply.status)
        });
        let unread = scope.spawn(|| {
            let mut client = gate.connect();
            let many = format!("{head}\r\n").repeat(1_000);
            // Until the gate takes no more, because nobody reads its answers.
            (0..1_000).position(|_| !client.send(many.as_bytes()))
        });
        for _ in 0..100 {
            assert_eq!(gate.get("/read", &key).status, 200);
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(trickled.join().unwrap(), Some(408));
        assert_eq!(body.join().unwrap(), Some(408));
        assert!(unread.join().unwrap().is_some(), "it is ended");
    });
    assert_eq!(gate.get("/read", &key).status, 200);
}
