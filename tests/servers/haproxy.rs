//! A real HAProxy with `examples/haproxy/haproxy.cfg` and a map that the real binary wrote.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// How often something is tried before it counts as never happening, and how long between.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

#[test]
fn admits_the_key_and_names_it() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let key = owner.create("ci", &["-s", "read"]);
    let other = owner.create("web", &["-s", "read,write"]);
    owner.export("1d");
    let server = Server::start(&owner);
    assert_eq!(server.get(&key.secret), (200, key.id.clone()));
    assert_eq!(server.get(&other.secret), (200, other.id));
    assert_eq!(server.ask("GET", &[("X-API-Key", &key.secret), ("X-Key-Id", "root")]), (200, key.id));
}

#[test]
fn refuses_everything_else() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let key = owner.create("ci", &["-s", "read"]).secret;
    owner.export("1d");
    let server = Server::start(&owner);
    let last = if key.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{last}", &key[..key.len() - 1]);
    for wrong in ["nope", "", "_not_after", &mistyped, &key[..key.len() - 1], &format!("nope, {key}")] {
        assert_eq!(server.get(wrong).0, 401, "{wrong:?}");
    }
    assert_eq!(server.get(&format!("{key}, nope")).0, 401, "a list");
    assert_eq!(server.ask("GET", &[]).0, 401, "no header");
    assert_eq!(server.ask("GET", &[("X-API-Key", &key), ("X-API-Key", &key)]).0, 400, "twice");
    assert_eq!(server.ask("GET", &[("X-API-Key", "nope"), ("X-API-Key", &key)]).0, 400, "twice");
    assert_eq!(server.get(&key).0, 200, "and still admits the key");
}

#[test]
fn follows_a_revocation() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let key = owner.create("ci", &["-s", "read"]);
    let other = owner.create("web", &["-s", "read"]);
    owner.export("1d");
    let server = Server::start(&owner);
    assert_eq!(server.get(&key.secret).0, 200);
    drop(server);
    owner.keywright(&["key", "revoke", &key.id, "--yes"]);
    owner.export("1d");
    let server = Server::start(&owner);
    assert_eq!(server.get(&key.secret).0, 401);
    assert_eq!(server.get(&other.secret).0, 200);
}

#[test]
fn follows_a_revocation_without_a_reload() {
    let Some(owner) = Owner::with_haproxy() else { return };
    if !available("python3") {
        return;
    }
    let key = owner.create("ci", &["-s", "read"]);
    let other = owner.create("web", &["-s", "read"]);
    owner.export("1d");
    let server = Server::start(&owner);
    assert_eq!(server.get(&key.secret).0, 200);
    owner.keywright(&["key", "revoke", &key.id, "--yes"]);
    owner.export("1d");
    assert_eq!(server.get(&key.secret).0, 200, "the old map is in force until the swap");
    let swapped = Command::new("python3")
        .arg(example("swap-map"))
        .args([owner.path("haproxy.sock"), owner.path("keys.map")])
        .output()
        .unwrap();
    assert!(swapped.status.success(), "{}", String::from_utf8_lossy(&swapped.stderr));
    assert_eq!(server.get(&key.secret).0, 401);
    assert_eq!(server.get(&other.secret).0, 200);
}

#[test]
fn keeps_a_keys_own_times() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let short = owner.create("short", &["-s", "read", "--expires", "5s"]);
    let later = owner.create("later", &["-s", "read", "--not-before", &in_an_hour()]);
    let long = owner.create("long", &["-s", "read", "--expires", "30d"]);
    owner.export("1d");
    let map = std::fs::read_to_string(owner.path("keys.map")).unwrap();
    assert!(map.contains(&short.id) && map.contains(&later.id), "both belong into the map:\n{map}");
    let server = Server::start(&owner);
    assert_eq!(server.get(&later.secret).0, 401, "not yet valid");
    until("the short key is refused", || server.get(&short.secret).0 == 401);
    assert_eq!(server.get(&long.secret).0, 200);
}

#[test]
fn keeps_scope_resource_and_environment() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let reader = owner.create("reader", &["-s", "read"]).secret;
    let writer = owner.create("writer", &["-s", "read,write"]).secret;
    let rewriter = owner.create("rewriter", &["-s", "rewrite,writer"]).secret;
    let below = owner.create("below", &["-s", "read", "--resource", "acme/products/7"]).secret;
    let above = owner.create("above", &["-s", "read", "--resource", "acme"]).secret;
    let beside = owner.create("beside", &["-s", "read", "--resource", "acmex"]).secret;
    let prod = owner.create("prod", &["-s", "read", "--environment", "prod"]).secret;
    let dev = owner.create("dev", &["-s", "read", "--environment", "dev"]).secret;
    owner.export("1d");
    let server = Server::start(&owner);
    let post = |secret: &str| server.ask("POST", &[("X-API-Key", secret), ("Content-Length", "0")]).0;
    assert_eq!((server.get(&reader).0, post(&reader)), (200, 403));
    assert_eq!((server.get(&writer).0, post(&writer)), (200, 200));
    assert_eq!((server.get(&rewriter).0, post(&rewriter)), (200, 403));
    assert_eq!((server.get(&above).0, server.get(&below).0, server.get(&beside).0), (200, 403, 403));
    assert_eq!((server.get(&prod).0, server.get(&dev).0), (200, 403));
}

#[test]
fn a_stale_map_admits_nobody() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let key = owner.create("ci", &["-s", "read"]).secret;
    owner.export("2s");
    let server = Server::start(&owner);
    until("the map is stale", || server.get(&key).0 == 503);
    assert_eq!(server.get("nope").0, 503);
}

/// Its log says who was admitted when, and nothing of who was not.
#[test]
fn logs_who_used_which_key() {
    let Some(owner) = Owner::with_haproxy() else { return };
    let [used, refused, idle] = ["used", "refused", "idle"].map(|name| owner.create(name, &["-s", "read"]));
    owner.export("1d");
    let server = Server::start(&owner);
    assert_eq!(server.get(&used.secret).0, 200);
    assert_eq!(server.ask("POST", &[("X-API-Key", &refused.secret), ("Content-Length", "0")]).0, 403);
    assert_eq!(server.get("nope").0, 401);
    let log = owner.path("haproxy.log");
    let read = || std::fs::read_to_string(&log).unwrap();
    until("three requests are logged", || {
        read().matches("\"GET / HTTP/1.1\"").count() == 2 && read().contains("POST")
    });
    for key in [&used, &refused, &idle] {
        assert!(!read().contains(&key.secret[..18]), "the log holds a key:\n{}", read());
    }
    let import =
        ["usage", "import", log.to_str().unwrap(), "--format", "haproxy", "--skip-broken", "-o", "json"];
    let found: Value = serde_json::from_slice(&owner.keywright(&import).stdout).unwrap();
    let found: Vec<&str> =
        found["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
    assert_eq!(found, [used.id], "{}", read());
}

/// Whether a program is there. Where it must be (CI), its absence fails the test.
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
fn available(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there =
        std::env::split_paths(&path).chain(["/usr/sbin".into()]).any(|dir| dir.join(program).is_file());
    if !there {
        let must = std::env::var_os("CI").is_some_and(|ci| ci == "true");
        assert!(!must, "{program} is not installed");
        println!("skipped: {program} is not installed");
    }
    there
}

/// Tries again and again, a bounded number of times.
fn until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..TRIES {
        if happened() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("never: {what}");
}

#[allow(clippy::disallowed_methods)] // tests ask the machine itself
fn in_an_hour() -> String {
    let then = std::time::SystemTime::now() + Duration::from_secs(3600);
    chrono::DateTime::<chrono::Utc>::from(then).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/haproxy").join(file)
}

/// A key as its owner got it.
struct Minted {
    id: String,
    secret: String,
}

/// Somebody with a vault in a folder of their own.
struct Owner {
    home: TempDir,
}

impl Owner {
    /// With a fresh vault, if there is an HAProxy to serve.
    fn with_haproxy() -> Option<Self> {
        available("haproxy").then(|| {
            let owner = Self { home: TempDir::with_prefix("keywright-").unwrap() };
            owner.keywright(&["init", "--new-identity", owner.path("identity.txt").to_str().unwrap()]);
            owner
        })
    }

    fn path(&self, file: &str) -> PathBuf {
        self.home.path().join(file)
    }

    /// Runs the real binary; it must succeed.
    fn keywright(&self, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_keywright"))
            .args(arguments)
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", self.path("state"))
            .env("KEYWRIGHT_VAULT", self.path("vault.db"))
            .env("KEYWRIGHT_IDENTITY", self.path("identity.txt"))
            .env("KEYWRIGHT_NO_INPUT", "1")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn create(&self, name: &str, options: &[&str]) -> Minted {
        let arguments = [&["key", "create", name, "--prefix", "acme_live", "-o", "json"], options].concat();
        let key: Value = serde_json::from_slice(&self.keywright(&arguments).stdout).unwrap();
        let text = |member: &str| key[member].as_str().unwrap().to_owned();
        Minted { id: text("id"), secret: text("secret") }
    }

    fn export(&self, valid_for: &str) {
        let out = self.path("keys.map");
        let out = out.to_str().unwrap();
        let arguments =
            ["export", "--format", "haproxy", "--audience", "edge", "--valid-for", valid_for, "--out", out];
        self.keywright(&arguments);
    }
}

/// An HAProxy that is killed when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(owner: &Owner) -> Self {
        // Somebody else may take the free port before HAProxy does: then it exits, and another is tried.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
            let log = std::fs::File::create(owner.path("haproxy.log")).unwrap();
            let mut child = Command::new("haproxy")
                .arg("-db")
                .arg("-f")
                .arg(example("haproxy.cfg"))
                .env("PATH", "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin")
                .env("KEYS_MAP", owner.path("keys.map"))
                .env("KEYS_LISTEN", format!("127.0.0.1:{port}"))
                .env("KEYS_SOCKET", owner.path("haproxy.sock"))
                .env("KEYS_LOG", "stdout")
                .env("TZ", "UTC")
                .stdin(Stdio::null())
                .stdout(log.try_clone().unwrap())
                .stderr(log)
                .spawn()
                .unwrap();
            for _ in 0..TRIES {
                if child.try_wait().unwrap().is_some() {
                    break;
                }
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Self { child, port };
                }
                std::thread::sleep(PAUSE);
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        panic!("HAProxy does not start: {}", std::fs::read_to_string(owner.path("haproxy.log")).unwrap());
    }

    fn get(&self, secret: &str) -> (u16, String) {
        self.ask("GET", &[("X-API-Key", secret)])
    }

    /// One request; the status and the body without white space at its ends.
    fn ask(&self, method: &str, headers: &[(&str, &str)]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut request = format!("{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).and_then(|word| word.parse().ok());
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        (status.unwrap_or_else(|| panic!("not an answer: {answer:?}")), body.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
