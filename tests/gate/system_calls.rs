//! It makes no socket: `strace` sees every call of both threads.

use std::time::Duration;

use crate::support::gate::{Address, Gate};
use crate::support::{Home, available};
use crate::until;

#[test]
fn it_makes_no_socket_whatever_it_does() {
    if !available("strace") {
        return;
    }
    let home = Home::with_vault();
    let key = home.create("ci", "-s read");
    Gate::export(&home, "1d");
    for socket in [Address::unix(&home), Address::tcp()] {
        let _ = std::fs::remove_file(home.path("calls"));
        // -D: the gate stays the child of this test. Its addresses, too, are looked up while serving.
        let tracer = "strace -D -f -o @/calls -e trace=network,epoll_create1";
        let options = ["--demand", "read=read", "--usage", "usage.jsonl", "--server", "web-1"];
        let mut gate = Gate::under(&home, tracer, socket, &options);
        assert_eq!(gate.get("/read", &key.secret).status, 200);
        assert_eq!(gate.get("/read", "nope").status, 401);
        let generations = gate.log().matches("loaded").count();
        Gate::export(&home, "1d");
        until("it loads another file", || gate.log().matches("loaded").count() > generations);
        gate.signal("HUP");
        assert_eq!(gate.get("/read", &key.secret).status, 200);
        std::thread::sleep(Duration::from_millis(1_500));
        gate.signal("TERM");
        assert!(gate.wait().success());
        assert!(!home.read("usage.jsonl").is_empty());
        let calls = home.read("calls");
        for seen in ["accept", "epoll_create1(", "exited with 0"] {
            assert!(calls.contains(seen), "strace saw no {seen}: {calls}");
        }
        let made = ["socket(", "socketpair(", "bind(", "listen(", "connect("];
        let made: Vec<&str> =
            calls.lines().filter(|line| made.iter().any(|call| line.contains(&format!(" {call}")))).collect();
        assert!(made.is_empty(), "{made:?}");
    }
}
