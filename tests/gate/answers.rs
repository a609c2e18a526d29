//! Every answer, on both kinds of sockets.

use crate::support::Home;
use crate::support::gate::{Address, Gate};

const DEMANDS: &[&str] = &["--demand", "read=read", "--demand", "write=read,write", "--demand", "any="];

/// On a Unix and on a TCP socket.
fn both(home: &Home, options: &[&str], test: impl Fn(&Gate)) {
    for socket in [Address::unix(home), Address::tcp()] {
        test(&Gate::under(home, "", socket, options));
    }
}

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
        let reply = gate.get("/write", &reader.secret);
        assert_eq!(reply.says(), (403, "scope"));
        assert_eq!(reply.header("x-key-id"), Some(&*reader.id));
        let bearer = format!("bEARER  {}", writer.secret);
        let reply = gate.ask("POST", "/write", &[("authorization", &bearer)]);
        assert_eq!(reply.says(), (200, "valid"));
        assert_eq!(reply.header("x-key-scope"), Some("read write"));
        assert_eq!(reply.header("x-key-unchecked"), Some(""));
        let reply = gate.get("/any", &writer.secret);
        assert_eq!((reply.status, reply.header("x-key-unchecked")), (200, Some("scope")));
        assert_eq!(gate.get("/admin", &writer.secret).says(), (500, "demand"));
    });
}
