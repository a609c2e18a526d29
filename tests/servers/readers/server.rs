//! A server in each language: the example of its README, whose paths are those of the test's home.
#![allow(clippy::disallowed_methods)] // what Cargo needs of the environment

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{Call, Home, available};

/// How often something is tried before it counts as never happening, and how long between.
const TRIES: u32 = 300;
const PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Wsgi,
    Asgi,
    Node,
    Go,
    Rust,
}

/// What a test changes in the example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// It answers with all headers that reach the application.
    Echo,
    /// It takes the client's address from `X-Real-IP`.
    AddressHeader,
    /// It writes receipts as `eu-1`.
    Receipts,
}

impl Language {
    /// What a change replaces, and by what.
    fn replacement(self, change: Change) -> (&'static str, &'static str) {
        match (self, change) {
            (Self::Wsgi, Change::Echo) => {
                ("{environ['HTTP_X_KEY_ID']}", "{[p for p in environ.items() if p[0][:4] == 'HTTP']}")
            }
            (Self::Asgi, Change::Echo) => ("headers[b\"x-key-id\"]", "repr(scope[\"headers\"]).encode()"),
            (Self::Node, Change::Echo) => (
                "${request.headers['x-key-id']}",
                "${JSON.stringify([request.headers, request.rawHeaders, request.headersDistinct])}",
            ),
            (Self::Go, Change::Echo) => ("r.Header.Get(\"X-Key-Id\")", "fmt.Sprint(r.Header)"),
            (Self::Wsgi | Self::Asgi, Change::AddressHeader) => {
                ("scopes=[\"read\"]", "scopes=[\"read\"], address_header=\"X-Real-IP\"")
            }
            (Self::Node, Change::AddressHeader) => {
                ("scopes: ['read']", "addressHeader: 'X-Real-IP', scopes: ['read']")
            }
            (Self::Go, Change::AddressHeader) => ("demand, \"\"", "demand, \"X-Real-IP\""),
            (Self::Wsgi | Self::Asgi, Change::Receipts) => ("state=", "server=\"eu-1\", state="),
            (Self::Node, Change::Receipts) => ("state: ", "server: 'eu-1', state: "),
            (Self::Go, Change::Receipts) => ("State: ", "Server: \"eu-1\", State: "),
            (Self::Rust, _) | (_, Change::Nothing) => ("", ""),
        }
    }

    /// The example of the README: the code block in this language that stands after this text.
    fn example(self, home: &Home, port: u16, change: Change) -> String {
        let (folder, after, language) = match self {
            Self::Wsgi => ("python", "## WSGI", "python"),
            Self::Asgi => ("python", "## ASGI", "python"),
            Self::Node => ("node", "## Plain", "js"),
            Self::Go => ("go", "## `net/http`", "go"),
            Self::Rust => return String::new(),
        };
        let readme = fs::read_to_string(examples().join(folder).join("README.md")).unwrap();
        let (_, rest) = readme.split_once(after).unwrap();
        let (_, rest) = rest.split_once(&format!("```{language}\n")).unwrap();
        let (code, _) = rest.split_once("```").unwrap();
        let (from, to) = self.replacement(change);
        assert!(code.contains(from), "{self:?} has no {from}");
        code.replace(from, to)
            .replace("/etc/keywright/", &home.text(""))
            .replace("/var/lib/keywright", &home.text("state"))
            .replace("8080", &port.to_string())
    }

    /// Whether what it needs is there.
    #[track_caller]
    pub(super) fn is_there(self, home: &Home) -> bool {
        match self {
            Self::Wsgi | Self::Asgi => home.python("cryptography").is_some(),
            Self::Node => available("node") && available("flock"),
            Self::Go => available("go"),
            Self::Rust => true,
        }
    }

    /// How a server is started. The files that it consists of are in a folder of its own in the home.
    fn call(self, home: &Home, port: u16, change: Change) -> Call {
        let name = format!("program-{port}");
        let own = |file: &str| home.path(&name).join(file);
        fs::create_dir_all(own("keywright")).unwrap();
        let copy = |from: &str, to: &str| fs::copy(examples().join(from), own(to)).unwrap();
        let code = self.example(home, port, change);
        let within = |call: Call| call.under(&format!("env -C @/{name}"));
        match self {
            Self::Wsgi | Self::Asgi => {
                copy("python/keywright.py", "keywright.py");
                fs::remove_dir(own("keywright")).unwrap();
                fs::write(own("example.py"), code).unwrap();
                let call = home.program(home.python("cryptography").unwrap(), "-B");
                within(if self == Self::Wsgi {
                    call.arg("example.py")
                } else {
                    call.arg(root().join("tests/servers/readers/asgi.py")).arg(port.to_string())
                })
            }
            Self::Node => {
                copy("node/keywright.mjs", "keywright.mjs");
                fs::write(own("example.mjs"), code).unwrap();
                within(home.program("node", "example.mjs"))
            }
            Self::Go => {
                copy("go/keywright.go", "keywright/keywright.go");
                fs::write(own("main.go"), code).unwrap();
                fs::write(own("go.mod"), "module example\n\ngo 1.19\n").unwrap();
                let build =
                    home.program("go", "build -o server .").env("GOTOOLCHAIN", "local").env("GOPROXY", "off");
                let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-build");
                within(build.env("GOFLAGS", "-mod=mod").env("GOCACHE", cache))
                    .timeout(Duration::from_secs(300))
                    .run()
                    .exits(0);
                within(home.program("./server", ""))
            }
            Self::Rust => {
                let paths = ["keys.jsonl", "keywright.pem", "state"].map(|name| home.path(name));
                let call = paths.iter().fold(Call::new(&built(home), home.root()), Call::arg);
                call.arg(format!("127.0.0.1:{port}"))
            }
        }
    }
}

/// Builds the example in Rust as it is, with the project's own lock file and target folder; returns the program.
fn built(home: &Home) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example");
    let folder = target.join("source");
    fs::create_dir_all(folder.join("src")).unwrap();
    let source = examples().join("rust");
    for file in ["src/main.rs", "src/guard.rs"] {
        fs::copy(source.join(file), folder.join(file)).unwrap();
    }
    let manifest = fs::read_to_string(source.join("Cargo.toml")).unwrap();
    let of_project = manifest.replace("\"../..\"", &format!("\"{}\"", root().display()));
    assert_ne!(of_project, manifest);
    // Written only if it differs: what is newer is built again.
    let put = |name: &str, text: &str| {
        if fs::read_to_string(folder.join(name)).ok().as_deref() != Some(text) {
            fs::write(folder.join(name), text).unwrap();
        }
    };
    put("Cargo.toml", &of_project);
    put("Cargo.lock", &fs::read_to_string(root().join("Cargo.lock")).unwrap());
    let mut build = Call::new(env!("CARGO"), root())
        .args("build --quiet --offline --manifest-path")
        .arg(folder.join("Cargo.toml"));
    build = build.arg("--target-dir").arg(&target).timeout(Duration::from_secs(600));
    for name in ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
        if let Some(value) = std::env::var_os(name) {
            build = build.env(name, value);
        }
    }
    build.env("TMPDIR", home.path("tmp")).run().exits(0);
    target.join("debug/keywright-example").to_str().unwrap().to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> PathBuf {
    root().join("examples")
}

/// A server that is killed when dropped.
pub(super) struct Server {
    child: Child,
    port: u16,
    pub(super) log: String,
}

impl Server {
    /// Starts it, and waits until it listens.
    pub(super) fn start(language: Language, home: &Home, change: Change) -> Self {
        // Somebody else may take the free port first: then another is tried.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
            let log = format!("log-{port}");
            let out = File::create(home.path(&log)).unwrap();
            let mut command = language.call(home, port, change).command();
            command.stdin(Stdio::null()).stdout(out.try_clone().unwrap()).stderr(out);
            let mut server = Self { child: command.spawn().unwrap(), port, log };
            for _ in 0..TRIES {
                if server.child.try_wait().unwrap().is_some() {
                    break;
                }
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return server;
                }
                sleep(PAUSE);
            }
            println!("{}", home.read(&server.log));
        }
        panic!("{language:?} does not start");
    }

    /// The status and the reason of an answer, or its body if there is no reason.
    pub(super) fn ask(&self, headers: &[(&str, &[u8])]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut request = b"GET /products HTTP/1.1\r\nHost: localhost\r\n".to_vec();
        if !headers.iter().any(|(name, _)| *name == "Connection") {
            request.extend(b"Connection: close\r\n");
        }
        for (name, value) in headers {
            request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        request.extend(b"\r\n");
        stream.write_all(&request).unwrap();
        // Whatever Connection says: there is no other request.
        if headers.iter().any(|(name, _)| *name == "Connection") {
            stream.shutdown(Shutdown::Write).unwrap();
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) =
            answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("not an answer: {answer:?}"));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap();
        let header = |wanted: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            lines
                .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.to_owned())
                .next()
        };
        let challenge = header("www-authenticate");
        assert_eq!(challenge.as_deref(), (status == 401).then_some("Bearer"), "{head}");
        (status, header("x-key-reason").unwrap_or_else(|| body.trim().to_owned()))
    }

    /// Likewise, with this key.
    pub(super) fn get(&self, secret: &str) -> (u16, String) {
        self.ask(&[("X-API-Key", secret.as_bytes())])
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tries again and again, a bounded number of times.
#[track_caller]
pub(super) fn until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..TRIES {
        if happened() {
            return;
        }
        sleep(PAUSE);
    }
    panic!("never: {what}");
}
