//! A real HAProxy with `examples/haproxy/haproxy.cfg` and a map that the real binary wrote.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::{Home, available, now};

/// How often something is tried before it counts as never happening, and how long between.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

#[test]
fn admits_the_key_and_names_it() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read");
    let other = home.create("web", "-s read,write");
    export(&home, "1d");
    let server = Server::start(&home);
    assert_eq!(server.get(&key.secret), (200, key.id.clone()));
    assert_eq!(server.get(&other.secret), (200, other.id));
    assert_eq!(server.ask("GET", &[("X-API-Key", &key.secret), ("X-Key-Id", "root")]), (200, key.id));
}

#[test]
fn refuses_everything_else() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read").secret;
    export(&home, "1d");
    let server = Server::start(&home);
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

/// Nothing that a client sends reaches the application in place of the id, or keeps the id from it.
#[test]
fn the_application_is_told_who_called_whatever_the_client_sends() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read");
    export(&home, "1d");
    let server = Server::before_application(&home);
    let told = |headers: &[(&str, &str)]| {
        let headers = [&[("X-API-Key", &*key.secret)], headers].concat();
        let (status, request) = server.ask("GET", &headers);
        let request = request.to_lowercase();
        assert!(!request.contains(&key.secret.to_lowercase()), "the key reached the application: {request}");
        let folded = |line: &str| {
            line.split_once(':').map(|(name, id)| (name.replace(['-', '.'], "_"), id.trim().to_owned()))
        };
        let ids: Vec<String> = request
            .lines()
            .filter_map(folded)
            .filter(|(name, _)| name == "x_key_id")
            .map(|(_, id)| id)
            .collect();
        (status, ids, request)
    };
    let spellings =
        ["X-Key-Id", "x-key-id", "X-KEY-ID", "X_Key_Id", "x_key_id", "X-Key_ID", "X_KEY-id", "X.Key.Id"];
    for name in spellings {
        for headers in [&[(name, "root")][..], &[(name, "root"), (name, "admin")], &[(name, "")]] {
            let (status, ids, request) = told(headers);
            assert_eq!((status, &ids[..]), (200, &[key.id.clone()][..]), "{name}: {request}");
        }
        for value in [name.to_owned(), format!("close, {name}"), format!("{name},keep-alive")] {
            assert_eq!(told(&[("Connection", &value)]).0, 400, "{value}");
        }
    }
    for value in ["Host", "close, X-Forwarded-For", "TE", "keep-alive", "upgrade, x-other", ""] {
        for protocol in ["echo", "h2c", "TLS/1.2"] {
            let (status, ids, request) = told(&[("Connection", value), ("Upgrade", protocol)]);
            assert_eq!((status, &ids[..]), (200, &[key.id.clone()][..]), "{value}: {request}");
            assert!(!request.contains("connection:") && !request.contains("upgrade:"), "{value}: {request}");
        }
    }
    // To WebSocket it works still.
    let web_socket = [("Upgrade", "WebSocket"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")];
    let upgrades = |more: &[(&str, &str)]| {
        told(&[&[("Connection", "upgrade, x-other")], &web_socket[..], more].concat()).2
    };
    let request = upgrades(&[]);
    assert!(
        request.contains("connection: upgrade\r\n") && request.contains("upgrade: websocket"),
        "{request}"
    );
    let request = upgrades(&[("Upgrade", "h2c")]);
    assert!(!request.contains("connection:") && !request.contains("upgrade:"), "{request}");
    for name in ["X_API_Key", "x-api_key", "X.Api.Key"] {
        let (status, ids, _) = told(&[(name, &key.secret)]);
        assert_eq!((status, ids.len()), (200, 1), "{name}");
    }
}

/// Whoever wrote the map: with an entry for the digest of each.
#[test]
fn nothing_is_not_a_key() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read");
    export(&home, "1d");
    let nothings = ["", "-", "null", "NULL", "nil", "None", "undefined"];
    let mut map = home.read("keys.map");
    for nothing in nothings {
        let digest = keywright::crypto::hash::sha256(nothing.as_bytes());
        map.extend([&digest.to_string(), " key_of_nothing:0:0:,read,::\n"]);
    }
    home.write("keys.map", map);
    let server = Server::start(&home);
    for nothing in nothings {
        for value in [nothing.to_owned(), format!("  {nothing}"), format!("{nothing} \t ")] {
            assert_eq!(server.get(&value).0, 401, "{value:?}");
        }
    }
    assert_eq!(server.ask("GET", &[]).0, 401, "no header");
    for twice in [["", &*key.secret], [&*key.secret, ""], ["", ""]] {
        assert_eq!(server.ask("GET", &twice.map(|value| ("X-API-Key", value))).0, 400, "{twice:?}");
    }
    assert_eq!(server.get(&key.secret), (200, key.id));
}

#[test]
fn follows_a_revocation() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read");
    let other = home.create("web", "-s read");
    export(&home, "1d");
    let server = Server::start(&home);
    assert_eq!(server.get(&key.secret).0, 200);
    drop(server);
    home.ok(&format!("key revoke {} --yes", key.id));
    export(&home, "1d");
    let server = Server::start(&home);
    assert_eq!(server.get(&key.secret).0, 401);
    assert_eq!(server.get(&other.secret).0, 200);
}

#[test]
fn follows_a_revocation_without_a_reload() {
    let Some(home) = home() else { return };
    if !available("python3") {
        return;
    }
    let key = home.create("ci", "-s read");
    let other = home.create("web", "-s read");
    export(&home, "1d");
    let server = Server::start(&home);
    assert_eq!(server.get(&key.secret).0, 200);
    home.ok(&format!("key revoke {} --yes", key.id));
    export(&home, "1d");
    assert_eq!(server.get(&key.secret).0, 200, "the old map is in force until the swap");
    home.program("python3", "").arg(example("swap-map")).args("haproxy.sock keys.map").run().exits(0);
    assert_eq!(server.get(&key.secret).0, 401);
    assert_eq!(server.get(&other.secret).0, 200);
}

#[test]
fn keeps_a_keys_own_times() {
    let Some(home) = home() else { return };
    let short = home.create("short", "-s read --expires 5s");
    let later = home.create("later", &format!("-s read --not-before {}", in_an_hour()));
    let long = home.create("long", "-s read --expires 30d");
    export(&home, "1d");
    let map = home.read("keys.map");
    assert!(map.contains(&short.id) && map.contains(&later.id), "both belong into the map:\n{map}");
    let server = Server::start(&home);
    assert_eq!(server.get(&later.secret).0, 401, "not yet valid");
    until("the short key is refused", || server.get(&short.secret).0 == 401);
    assert_eq!(server.get(&long.secret).0, 200);
}

#[test]
fn keeps_scope_resource_and_environment() {
    let Some(home) = home() else { return };
    let reader = home.create("reader", "-s read").secret;
    let writer = home.create("writer", "-s read,write").secret;
    let rewriter = home.create("rewriter", "-s rewrite,writer").secret;
    let below = home.create("below", "-s read --resource acme/products/7").secret;
    let above = home.create("above", "-s read --resource acme").secret;
    let beside = home.create("beside", "-s read --resource acmex").secret;
    let prod = home.create("prod", "-s read --environment prod").secret;
    let dev = home.create("dev", "-s read --environment dev").secret;
    export(&home, "1d");
    let server = Server::start(&home);
    let post = |secret: &str| server.ask("POST", &[("X-API-Key", secret), ("Content-Length", "0")]).0;
    assert_eq!((server.get(&reader).0, post(&reader)), (200, 403));
    assert_eq!((server.get(&writer).0, post(&writer)), (200, 200));
    assert_eq!((server.get(&rewriter).0, post(&rewriter)), (403, 403));
    assert_eq!((server.get(&above).0, server.get(&below).0, server.get(&beside).0), (200, 403, 403));
    assert_eq!((server.get(&prod).0, server.get(&dev).0), (200, 403));
}

#[test]
fn a_stale_map_admits_nobody() {
    let Some(home) = home() else { return };
    let key = home.create("ci", "-s read").secret;
    export(&home, "2s");
    let server = Server::start(&home);
    until("the map is stale", || server.get(&key).0 == 503);
    assert_eq!(server.get("nope").0, 503);
}

/// Its log says who was admitted when, and nothing of who was not.
#[test]
fn logs_who_used_which_key() {
    let Some(home) = home() else { return };
    let [used, refused, idle] = ["used", "refused", "idle"].map(|name| home.create(name, "-s read"));
    export(&home, "1d");
    let server = Server::start(&home);
    assert_eq!(server.get(&used.secret).0, 200);
    assert_eq!(server.ask("POST", &[("X-API-Key", &refused.secret), ("Content-Length", "0")]).0, 403);
    assert_eq!(server.get("nope").0, 401);
    let read = || home.read("haproxy.log");
    until("three requests are logged", || {
        read().matches("\"GET / HTTP/1.1\"").count() == 2 && read().contains("POST")
    });
    for key in [&used, &refused, &idle] {
        assert!(!read().contains(&key.secret[..18]), "the log holds a key:\n{}", read());
    }
    let found = home.json("usage import haproxy.log --format haproxy --skip-broken");
    let found: Vec<&str> =
        found["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
    assert_eq!(found, [used.id], "{}", read());
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

fn in_an_hour() -> String {
    keywright::domain::time::Timestamp::from_unix(now() + 3_600).to_string()
}

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/haproxy").join(file)
}

/// A home with a fresh vault, if there is an HAProxy to serve.
fn home() -> Option<Home> {
    available("haproxy").then(Home::with_vault)
}

fn export(home: &Home, valid_for: &str) {
    home.ok(&format!("export --format haproxy --audience edge --valid-for {valid_for} --out keys.map"));
}

/// Reads the head of a request, and answers with it.
fn repeat(stream: &mut TcpStream) {
    let mut request = Vec::new();
    let mut piece = [0; 4_096];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(read) => request.extend(&piece[..read]),
        }
    }
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", request.len());
    let _ = stream.write_all(&[head.as_bytes(), &request].concat());
}

/// An HAProxy that is killed when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(home: &Home) -> Self {
        Self::with(home, &example("haproxy.cfg"))
    }

    /// With an application behind it, which answers with the request that it got.
    fn before_application(home: &Home) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || listener.incoming().for_each(|stream| repeat(&mut stream.unwrap())));
        let text = std::fs::read_to_string(example("haproxy.cfg")).unwrap();
        let (text, _) = text.split_once("  http-request return status 200").unwrap();
        home.write("haproxy.cfg", format!("{text}  server app 127.0.0.1:{port}\n"));
        Self::with(home, &home.path("haproxy.cfg"))
    }

    fn with(home: &Home, configuration: &Path) -> Self {
        // Somebody else may take the free port before HAProxy does: then it exits, and another is tried.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
            let log = std::fs::File::create(home.path("haproxy.log")).unwrap();
            // By names within the home, for the path of a socket has at most 107 bytes; one that does not begin
            // with a slash is taken for a host without `unix@`.
            let call = home.program("haproxy", "-db -f").arg(configuration);
            let call = call
                .env("KEYS_MAP", "keys.map")
                .env("KEYS_LISTEN", format!("127.0.0.1:{port}"))
                .env("KEYS_SOCKET", "unix@haproxy.sock")
                .env("KEYS_LOG", "stdout")
                .env("TZ", "UTC");
            let mut command = call.command();
            command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
            let mut child = command.spawn().unwrap();
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
        panic!("HAProxy does not start: {}", home.read("haproxy.log"));
    }

    fn get(&self, secret: &str) -> (u16, String) {
        self.ask("GET", &[("X-API-Key", secret)])
    }

    /// One request; the status and the body without white space at its ends.
    fn ask(&self, method: &str, headers: &[(&str, &str)]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut request = format!("{method} / HTTP/1.1\r\nHost: localhost\r\n");
        if !headers.iter().any(|(name, _)| *name == "Connection") {
            request.push_str("Connection: close\r\n");
        }
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        // Whatever Connection says: there is no other request.
        stream.shutdown(Shutdown::Write).unwrap();
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
