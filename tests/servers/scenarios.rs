//! What must hold for every server, whatever the way to it.
#![allow(clippy::disallowed_methods)] // tests measure time; the program never does

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::client::Request;
use crate::probe::{Habits, probe};
use crate::process::{PAUSE, Server, until};
use crate::site::Site;
use crate::support::Minted;

/// How long clients go on around a revocation, before it and after it.
const BEFORE: Duration = Duration::from_millis(700);
const AFTER: Duration = Duration::from_millis(2_300);
/// How soon a revocation is seen once its file is in place.
const SEEN: Duration = Duration::from_secs(2);
const CLIENTS: usize = 4;

/// Longer than it takes to look at a file, twice.
const LOOKED: Duration = Duration::from_millis(1_500);

pub(crate) fn status(server: &Server, secret: &str) -> u16 {
    Request::new("GET", "/").key(secret).send(server.port).status
}

/// Every request of the probe, and what of it is logged.
pub(crate) fn answers(site: &Site, server: &Server, habits: Habits) {
    probe(site, server.port, habits);
    // The id is, unless the server logs none; the rest is never.
    let id = &site.key("reader").id;
    until("the id is logged", || site.is_logged(id));
    site.logs_hold_no_secret();
}

/// Clients ask without a pause while a key is revoked: every answer is right.
pub(crate) fn sees_a_revocation_under_load(site: &Site, server: &Server, publish: impl FnOnce()) {
    let [stays, leaves] = ["reader", "leaving"].map(|name| site.key(name));
    let is_over = AtomicBool::new(false);
    let (answers, published) = std::thread::scope(|scope| {
        let _ends = Ends(&is_over);
        let clients: Vec<_> =
            (0..CLIENTS).map(|_| scope.spawn(|| ask_until(&is_over, server.port, [stays, leaves]))).collect();
        std::thread::sleep(BEFORE);
        site.home.ok(&format!("key revoke {} --yes", leaves.id));
        let began = Instant::now();
        publish();
        let ended = Instant::now();
        std::thread::sleep(AFTER);
        is_over.store(true, Ordering::Relaxed);
        let answers: Vec<Asked> = clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
        (answers, [began, ended])
    });
    assert!(answers.len() > 100, "a load of {} requests", answers.len());
    let of = |key: &Minted| answers.iter().filter(|asked| asked.id == key.id).collect::<Vec<_>>();
    let wrong = of(stays).into_iter().find(|asked| asked.status != 200);
    assert!(wrong.is_none(), "a valid key was refused: {wrong:?}");
    let left = of(leaves);
    let refused = left.iter().filter(|asked| asked.status != 200).map(|asked| asked.ended).min();
    let refused = refused.expect("the revoked key is never refused");
    let early = left.iter().filter(|asked| asked.ended < published[0]);
    assert!(early.clone().count() > 0 && early.clone().all(|asked| asked.status == 200), "refused too early");
    assert!(refused < published[1] + SEEN, "refused only after {:?}", refused - published[1]);
    let again = left.iter().filter(|asked| asked.began > refused && asked.status != 401);
    assert_eq!(again.count(), 0, "admitted again, or refused as something else");
}

/// Ends the clients also when a test fails meanwhile, for they are waited for.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One answer, checked for whom it is.
#[derive(Debug)]
struct Asked {
    id: String,
    status: u16,
    began: Instant,
    ended: Instant,
}

fn ask_until(is_over: &AtomicBool, port: u16, keys: [&Minted; 2]) -> Vec<Asked> {
    let mut asked = Vec::new();
    while !is_over.load(Ordering::Relaxed) {
        for key in keys {
            let began = Instant::now();
            let answer = Request::new("GET", "/").key(&key.secret).send(port);
            assert!(answer.status != 200 || answer.body == key.id, "another's id: {answer:?}");
            asked.push(Asked { id: key.id.clone(), status: answer.status, began, ended: Instant::now() });
        }
    }
    asked
}

/// Once its time is over, a file admits nobody, and a new one does.
pub(crate) fn refuses_when_stale(site: &Site, server: &Server, publish: impl FnOnce()) {
    let key = &site.key("reader").secret;
    assert_eq!(status(server, key), 200, "while it lasts");
    until("the file is stale", || status(server, key) == 503);
    assert_eq!(status(server, "nope"), 503, "whatever is presented");
    publish();
    until("the new file serves", || status(server, key) == 200);
    site.logs_hold_no_secret();
}

/// A file that is older than the one in use does not replace it.
pub(crate) fn refuses_an_older_file(site: &Site, server: &Server, format: &str, out: &str) {
    let [stays, leaves] = ["reader", "leaving"].map(|name| site.key(name));
    assert_eq!((status(server, &stays.secret), status(server, &leaves.secret)), (200, 200));
    std::fs::copy(site.home.path(out), site.home.path("older")).unwrap();
    site.home.ok(&format!("key revoke {} --yes", leaves.id));
    site.export(format, "1d", out);
    until("the revocation is seen", || status(server, &leaves.secret) == 401);
    std::fs::rename(site.home.path("older"), site.home.path(out)).unwrap();
    let looked = Instant::now() + LOOKED;
    while Instant::now() < looked {
        assert_eq!((status(server, &stays.secret), status(server, &leaves.secret)), (200, 401));
        std::thread::sleep(PAUSE);
    }
}

/// Nor is one installed for a server that verifies no signature; nor one that was altered.
pub(crate) fn installs_no_older_map(site: &Site, server: &Server, install: impl FnOnce()) {
    let [stays, leaves] = ["reader", "leaving"].map(|name| site.key(name));
    std::fs::copy(site.home.path("new.map"), site.home.path("older.map")).unwrap();
    site.home.ok(&format!("key revoke {} --yes", leaves.id));
    install();
    until("the revocation is seen", || status(server, &leaves.secret) == 401);
    let installed = site.home.read("keys.map");
    site.home.write("altered.map", installed.replace(",read,", ",read,write,"));
    for (map, code) in [("older.map", 7), ("altered.map", 6)] {
        let line = format!(
            "inspect {map} --public-key keywright.pem --audience edge --install keys.map --state state"
        );
        site.home.run(&line).exits(code);
        assert_eq!(site.home.read("keys.map"), installed, "{map}");
    }
    std::thread::sleep(LOOKED);
    assert_eq!((status(server, &stays.secret), status(server, &leaves.secret)), (200, 401));
}

/// Without whoever decides, nobody is admitted; and what is logged of that holds no secret.
pub(crate) fn is_closed(site: &Site, server: &Server) {
    let key = &site.key("reader").secret;
    site.application.seen();
    for method in ["GET", "POST", "HEAD"] {
        let answer = Request::new(method, "/").key(key).send(server.port);
        assert!(answer.status >= 500 || answer.status == 0, "{method}: {answer:?}");
    }
    assert!(site.application.seen().is_empty());
    site.logs_hold_no_secret();
}
