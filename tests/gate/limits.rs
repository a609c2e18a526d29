//! Many connections, and no more than that.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::support::gate::{Client, Gate, request};
use crate::support::{Home, missing};
use crate::until;

#[test]
fn ten_thousand_idle_connections_leave_it_serving() {
    const MANY: usize = 10_000;
    let limit = getrlimit(Resource::Nofile);
    if limit.maximum.is_some_and(|most| most < 11_000) {
        missing(&format!("at most {:?} files can be open", limit.maximum));
        return;
    }
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }).unwrap();
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let mut gate = Gate::start(&home, &["--demand", "read=read"]);
    let mut idle: Vec<Client> = (0..MANY).map(|_| gate.connect()).collect();
    for _ in 0..10 {
        assert_eq!(gate.get("/read", &key).status, 200);
    }
    let open = open_connections();
    assert!(open >= MANY, "{open} connections are open");
    // They are served too.
    for client in idle.iter_mut().step_by(1_000) {
        client.send(request("GET", "/read", &[("X-API-Key", &key)]).as_bytes());
        assert_eq!(client.reply().status, 200);
    }
    home.ok("key revoke ci --yes");
    Gate::export(&home, "1d");
    until("a revocation is followed", || gate.get("/read", &key).status == 401);
    drop(idle);
    until("they are gone", || open_connections() < MANY / 10);
    assert!(gate.runs());
}

/// How many the gates of all tests have not closed, as the kernel says: their own files are shown to root alone.
/// (`unix(7)`; an accepted connection has the path of the socket that it came to.)
fn open_connections() -> usize {
    let all = std::fs::read_to_string("/proc/net/unix").unwrap();
    all.lines().filter(|line| line.contains(" 0001 03 ") && line.ends_with("/gate.sock")).count()
}

#[test]
fn the_one_that_has_been_idle_longest_goes_for_a_new_one() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--max-connections", "3"]);
    let ask = request("GET", "/read", &[("X-API-Key", &key)]);
    let mut clients: Vec<Client> = (0..3).map(|_| gate.connect()).collect();
    for client in &mut clients {
        client.send(ask.as_bytes());
        assert_eq!(client.reply().status, 200);
        std::thread::sleep(Duration::from_millis(20));
    }
    // The first is used again, so the second has been idle for longest.
    clients[0].send(ask.as_bytes());
    assert_eq!(clients[0].reply().status, 200);
    let mut fourth = gate.connect();
    fourth.send(ask.as_bytes());
    assert_eq!(fourth.reply().status, 200);
    assert!(clients[1].is_closed());
    for client in [&mut clients.remove(0), &mut clients.remove(1), &mut fourth] {
        client.send(ask.as_bytes());
        assert_eq!(client.reply().status, 200);
        // Busy from now on.
        client.send(&ask.as_bytes()[..10]);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn one_too_many_is_refused_if_none_is_idle() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--max-connections", "2"]);
    let ask = request("GET", "/read", &[("X-API-Key", &key)]);
    let mut busy: Vec<Client> = (0..2).map(|_| gate.connect()).collect();
    for client in &mut busy {
        client.send(ask.as_bytes());
        assert_eq!(client.reply().status, 200);
        client.send(&ask.as_bytes()[..10]);
    }
    std::thread::sleep(Duration::from_millis(100));
    let mut third = gate.connect();
    assert_eq!(third.reply().says(), (503, "busy"));
    assert!(third.is_closed());
    for client in &mut busy {
        client.send(&ask.as_bytes()[10..]);
        assert_eq!(client.reply().status, 200, "those that had begun are not disturbed");
    }
}

#[test]
fn an_idle_connection_has_an_end() {
    let home = Home::with_vault();
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--idle-timeout", "1"]);
    let mut client = gate.connect();
    assert!(client.is_closed(), "without an answer to nothing");
}

/// Without room for another connection it neither spins nor ends, and goes on once there is some.
#[test]
fn it_waits_for_room_if_too_many_files_are_open() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let mut gate = Gate::start(&home, &["--demand", "read=read"]);
    assert_eq!(gate.get("/read", &key).status, 200);
    let limit = |files: &str| {
        home.program("prlimit", &format!("--pid {} --nofile={files}:", gate.id())).run().exits(0);
    };
    limit("3");
    let mut client = gate.connect();
    client.send(request("GET", "/read", &[("X-API-Key", &key)]).as_bytes());
    until("it says so", || gate.log().contains("no connection can be taken"));
    let ticks = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", gate.id())).unwrap();
        let fields: Vec<u64> =
            stat.rsplit(") ").next().unwrap().split(' ').map(|field| field.parse().unwrap_or(0)).collect();
        fields[11] + fields[12]
    };
    let before = ticks();
    std::thread::sleep(Duration::from_secs(2));
    let spent = ticks() - before;
    assert!(spent < 10, "it spins: {spent} ticks of 10 ms in two seconds");
    assert_eq!(gate.log().matches("no connection can be taken").count(), 1, "{}", gate.log());
    limit("1000");
    assert_eq!(client.reply().status, 200);
    assert!(gate.runs());
}
