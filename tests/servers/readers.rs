//! The readers in one file each, `examples/…`: real servers, made of the examples of their READMEs.
#![allow(clippy::disallowed_methods)] // a test may measure time

mod keys;
mod requests;
mod server;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keys::{File, id, put, secret};
use server::{Change, Language, Server, until};

use crate::support::Home;

/// What every reader must do.
macro_rules! readers {
    ($($name:ident: $language:expr),*) => { $(mod $name {
        use super::*;

        #[test]
        fn answers_every_request_as_it_must() {
            requests::answers_every_request_as_it_must($language);
        }

        #[test]
        fn follows_a_revocation_under_load() {
            super::follows_a_revocation_under_load($language);
        }

        #[test]
        fn keeps_the_file_in_use_until_it_is_stale() {
            super::keeps_the_file_in_use_until_it_is_stale($language);
        }

        #[test]
        fn shares_its_state() {
            super::shares_its_state($language);
        }
    })* };
}

readers! { wsgi: Language::Wsgi, asgi: Language::Asgi, node: Language::Node, go: Language::Go, rust: Language::Rust }

/// Programs that do to a reader what a server must not be able to do to it.
#[test]
fn programs_cannot_misuse_them() {
    for (language, program, reader) in [
        (Language::Asgi, "hostile.py", "python/keywright.py"),
        (Language::Node, "hostile.mjs", "node/keywright.mjs"),
    ] {
        let Some(home) = home(language) else { continue };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(root.join("tests/servers/readers").join(program), home.path(program)).unwrap();
        let name = reader.rsplit('/').next().unwrap();
        fs::copy(root.join("examples").join(reader), home.path(name)).unwrap();
        let interpreter =
            if language == Language::Node { "node" } else { home.python("cryptography").unwrap() };
        home.write("keys.jsonl.older", File::new(6).bytes());
        let mut call = home.program(interpreter, program);
        for path in ["keys.jsonl", "keywright.pem", "state"] {
            call = call.arg(home.path(path));
        }
        let ended = call.arg(secret("plain")).run().exits(0);
        assert_eq!(ended.stdout.trim(), "done");
    }
}

/// A home with a file of generation 7, and a server; `None` if what it needs is not there.
fn home(language: Language) -> Option<Home> {
    let home = Home::new();
    if !language.is_there(&home) {
        return None;
    }
    keys::write_public_key(&home);
    File::new(7).publish(&home);
    Some(home)
}

fn start(language: Language, home: &Home, change: Change) -> Server {
    let server = Server::start(language, home, change);
    until("the file is loaded", || server.get("nothing").0 == 401);
    server
}

fn follows_a_revocation_under_load(language: Language) {
    let Some(home) = home(language) else { return };
    let server = start(language, &home, Change::Nothing);
    let (is_over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert_eq!(server.get(&secret("other")), (200, format!("hello {}", id("other"))));
                    assert_eq!(server.get(&secret("expired")), (401, "expired".into()));
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Ends the load even if something fails.
        let over = Over(&is_over);
        until("there is load", || answered.load(Ordering::Relaxed) > 3);
        assert_eq!(server.get(&secret("plain")).0, 200);
        File { without: "plain", ..File::new(8) }.publish(&home);
        let since = Instant::now();
        until("the revoked key is refused", || server.get(&secret("plain")).0 == 401);
        // A second, and as much again for a machine that has other work.
        assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
        assert_eq!(server.get(&secret("plain")), (401, "unknown".into()));
        drop(over);
    });
    assert!(answered.load(Ordering::Relaxed) > 10, "there was no load");
}

struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn keeps_the_file_in_use_until_it_is_stale(language: Language) {
    let Some(home) = home(language) else { return };
    let before = File::new(6).bytes();
    File { without: "plain", ..File::new(7) }.publish(&home);
    let mut server = start(language, &home, Change::Nothing);
    let whole = File::new(8).bytes();
    let forged = [b"{\"digest\":\"".as_slice(), &whole].concat();
    let cases = [
        ("cut", &whole[..whole.len() - 40]),
        (
            "cut at a line",
            &whole[..=whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap()],
        ),
        ("empty", b""),
        ("forged", &forged),
        ("older", &before),
    ];
    for is_restarted in [false, true] {
        for (what, bytes) in cases {
            let refusals = || home.read(&server.log).to_lowercase().matches("refused").count();
            let known = refusals();
            put(&home, bytes);
            until("it is refused", || refusals() > known);
            if is_restarted {
                assert_eq!(server.get(&secret("other")), (503, "stale".into()), "{what}");
            } else {
                assert_eq!(server.get(&secret("other")).0, 200, "{what}");
                assert_eq!(server.get(&secret("plain")), (401, "unknown".into()), "{what}");
            }
        }
        drop(server);
        // After a restart nothing is loaded, but the older file is still known to be older.
        server = Server::start(language, &home, Change::Nothing);
    }
    File { valid_for: 3, ..File::new(8) }.publish(&home);
    until("the newer file is loaded", || server.get(&secret("plain")).0 == 200);
    until("it is stale", || server.get(&secret("plain")) == (503, "stale".into()));
    assert_eq!(server.get("nothing"), (503, "stale".into()));
    File { without: "plain", ..File::new(9) }.publish(&home);
    until("a new file is loaded", || server.get(&secret("plain")).0 == 401);
    // Nor is what was accepted forgotten once the state is gone.
    for file in fs::read_dir(home.path("state")).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    let refusals = || home.read(&server.log).matches("already accepted").count();
    let known = refusals();
    File::new(8).publish(&home);
    until("the older file is refused", || refusals() > known);
    assert_eq!(server.get(&secret("plain")), (401, "unknown".into()));
    // What is wrong with the state is noticed, and that somebody has repaired it, too: the file does not change.
    File::new(10).publish(&home);
    until("it is loaded", || server.get(&secret("plain")).0 == 200);
    let mut marks = fs::read_dir(home.path("state")).unwrap().map(|file| file.unwrap().path());
    let mark = marks.find(|path| path.to_string_lossy().ends_with(".subject.json")).unwrap();
    let whole = fs::read(&mark).unwrap();
    fs::write(&mark, "{}").unwrap();
    File { without: "plain", ..File::new(11) }.publish(&home);
    until("the damage is noticed", || home.read(&server.log).contains("is damaged"));
    assert_eq!(server.get(&secret("plain")).0, 200);
    fs::write(&mark, whole).unwrap();
    until("the new file is loaded", || server.get(&secret("plain")).0 == 401);
    // A file that is missing is named, and once.
    std::thread::sleep(Duration::from_secs(1));
    let before = home.read(&server.log).len();
    fs::remove_file(home.path("keys.jsonl")).unwrap();
    until("it is said", || home.read(&server.log).len() > before);
    std::thread::sleep(Duration::from_millis(1_500));
    let log = home.read(&server.log)[before..].to_owned();
    assert_eq!((log.matches("keys.jsonl").count(), log.lines().count()), (1, 1), "{log}");
}

/// Two servers and the command, all at once.
fn shares_its_state(language: Language) {
    let Some(home) = home(language) else { return };
    let servers = [(); 2].map(|()| start(language, &home, Change::Receipts));
    for generation in 8..20 {
        File::new(generation).publish(&home);
        std::thread::sleep(Duration::from_millis(130));
    }
    let last = File { without: "plain", ..File::new(20) };
    last.publish(&home);
    for server in &servers {
        until("the last one is loaded", || server.get(&secret("plain")).0 == 401);
        assert_eq!(server.get(&secret("other")).0, 200);
    }
    // The command finds what they have remembered, and they what it has.
    let check = |generation| {
        home.write("other.jsonl", File::new(generation).bytes());
        home.call(
            "check --file other.jsonl --public-key keywright.pem --audience api --subject api --state state",
        )
        .stdin(secret("other"))
        .run()
    };
    check(19).exits(7);
    check(21).exits(0);
    let refusals = || home.read(&servers[0].log).matches("was already accepted").count();
    let known = refusals();
    File::new(20).publish(&home);
    until("what the command knows to be older is refused", || refusals() > known);
    File::new(22).publish(&home);
    for server in &servers {
        until("the newest is loaded", || server.get(&secret("plain")).0 == 200);
    }
    assert_state(language, &home);
    waits_for_the_lock(&home, &servers);
    for name in ["plain", "other", "expired"] {
        for server in &servers {
            assert!(!home.read(&server.log).contains(&secret(name)), "a secret in the log");
        }
    }
}

/// While somebody else has the state, a new file is not in use yet, and the one before it serves.
fn waits_for_the_lock(home: &Home, servers: &[Server]) {
    let lock = fs::File::open(home.path("state/lock")).unwrap();
    lock.lock().unwrap();
    File { without: "plain", ..File::new(23) }.publish(home);
    std::thread::sleep(Duration::from_secs(2));
    for server in servers {
        assert_eq!(server.get(&secret("plain")).0, 200);
    }
    lock.unlock().unwrap();
    for server in servers {
        until("the new file is loaded", || server.get(&secret("plain")).0 == 401);
    }
    // But not for ever: whoever has it was stopped, and must not keep a revocation out.
    lock.lock().unwrap();
    File { without: "other", ..File::new(24) }.publish(home);
    for server in servers {
        until("the revoked key is refused all the same", || server.get(&secret("other")).0 == 401);
        let log = || home.read(&server.log);
        until("the log says why", || log().contains("another process holds it"));
    }
    // That it could not be remembered does not let an older one follow.
    let refusals = |server: &Server| home.read(&server.log).matches("already accepted").count();
    let known: Vec<usize> = servers.iter().map(refusals).collect();
    File::new(24).publish(home);
    for (server, known) in servers.iter().zip(known) {
        until("another file of its generation is refused", || refusals(server) > known);
        assert_eq!(server.get(&secret("other")).0, 401);
    }
}

/// Every file of the state is whole and private, and nothing else was left there; the receipt is that of the last file.
fn assert_state(language: Language, home: &Home) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.path("state")), 0o700);
    let mut endings = Vec::new();
    for file in fs::read_dir(home.path("state")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(mode(&path), 0o600, "{name}");
        endings.push(name.split_once('.').map_or(name.clone(), |(_, ending)| ending.to_owned()));
        if name.ends_with(".receipt.json") {
            let text = fs::read_to_string(&path).unwrap();
            let receipt: serde_json::Value = serde_json::from_str(&text).unwrap();
            // The command writes receipts, too, but of generation 21.
            let known = ["target", "server", "gen"].map(|name| receipt[name].to_string());
            if language != Language::Rust {
                assert_eq!(known, ["\"api\"", "\"eu-1\"", "22"], "{text}");
            }
            let members: Vec<&String> = receipt.as_object().unwrap().keys().collect();
            assert_eq!(members.len(), 6, "{text}");
            let dig = receipt["dig"].as_str().unwrap();
            assert!(dig.len() == 71 && dig.starts_with("sha256:"), "{text}");
            let at = receipt["loaded_at"].as_str().unwrap();
            assert!(at.parse::<keywright::domain::time::Timestamp>().is_ok() && at.len() == 20, "{text}");
        }
    }
    endings.sort();
    assert_eq!(endings, ["issuer.json", "json", "lock", "receipt.json", "subject.json"]);
}
