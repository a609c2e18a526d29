//! SIGTERM drains, SIGHUP looks.

use std::time::Duration;

use crate::support::Home;
use crate::support::gate::{Gate, request};
use crate::{READ, both, until};

#[test]
fn the_end_answers_what_has_begun() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    for signal in ["TERM", "INT"] {
        both(&home, READ, |gate| {
            let ask = request("GET", "/read", &[("X-API-Key", &key)]);
            let (mut idle, mut busy) = (gate.connect(), gate.connect());
            for client in [&mut idle, &mut busy] {
                client.send(ask.as_bytes());
                assert_eq!(client.reply().status, 200);
            }
            busy.send(&ask.as_bytes()[..10]);
            std::thread::sleep(Duration::from_millis(100));
            gate.signal(signal);
            assert!(idle.is_closed());
            busy.send(&ask.as_bytes()[10..]);
            let reply = busy.reply();
            assert_eq!((reply.status, reply.header("connection")), (200, Some("close")));
            assert!(busy.is_closed());
            drop(busy);
            assert!(gate.wait().success());
        });
    }
}

#[test]
fn the_end_does_not_wait_for_ever() {
    let home = Home::with_vault();
    Gate::export(&home, "1d");
    let mut gate = Gate::start(&home, READ);
    let mut clients = [gate.connect(), gate.connect()];
    clients[0].send(b"GET /rea");
    clients[1].send(b"POST /read HTTP/1.1\r\nContent-Length: 9\r\n\r\n");
    std::thread::sleep(Duration::from_millis(100));
    gate.signal("TERM");
    gate.signal("TERM");
    assert!(gate.wait().success());
}

#[test]
fn a_hangup_looks_at_the_file_and_opens_the_usage_file_anew() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--usage", "usage.jsonl"]);
    assert_eq!(gate.get("/read", &key).status, 200);
    until("it is written", || !home.read("usage.jsonl").is_empty());
    std::fs::rename(home.path("usage.jsonl"), home.path("usage.1")).unwrap();
    gate.signal("HUP");
    until("there is another file", || home.path("usage.jsonl").exists());
    until("it says what it looked at", || gate.log().matches("loaded generation 1").count() == 2);
    assert_eq!(gate.get("/read", &key).status, 200);
    until("it is written there", || !home.read("usage.jsonl").is_empty());
    assert_eq!(home.read("usage.1").lines().count(), 1);
}
