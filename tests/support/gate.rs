//! A gate that serves a home's verification file, on a socket that the test makes for it.
//!
//! ```ignore
//! let home = Home::with_vault();
//! let key = home.create("ci", "-s read");
//! Gate::export(&home, "1d");
//! let gate = Gate::on_tcp(&home, &["--demand", "read=read"]);   // or Gate::start for a Unix socket
//! assert_eq!(gate.get("/read", &key.secret).status, 200);
//! ```

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::time::Duration;

use super::Home;

pub(crate) const GATE: &str = env!("CARGO_BIN_EXE_keywright-gate");
/// The longest wait for an answer.
const LIMIT: Duration = Duration::from_secs(30);

/// A started gate. It is killed when dropped. What it logs is appended to `gate.log` in the home.
pub(crate) struct Gate {
    child: Child,
    pub(crate) address: Address,
    log: PathBuf,
}

#[derive(Clone, Debug)]
pub(crate) enum Address {
    /// The port on 127.0.0.1.
    Tcp(u16),
    /// `gate.sock` in the home, whose own path may be too long for a socket.
    Unix(std::sync::Arc<File>),
}

/// An answer of the gate; names of headers in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
}

impl Reply {
    /// The only header of this name.
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found: Vec<&str> =
            self.headers.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect();
        assert!(found.len() < 2, "{name} twice: {self:?}");
        found.first().copied()
    }

    #[track_caller]
    pub(crate) fn reason(&self) -> &str {
        self.header("x-key-reason").unwrap()
    }

    /// What is asserted most.
    #[track_caller]
    pub(crate) fn says(&self) -> (u16, &str) {
        (self.status, self.reason())
    }
}

impl Gate {
    /// What it is told if a test does not say otherwise: the file `keys.jsonl` for the audience `edge`.
    const USUAL: &str = "--file keys.jsonl --public-key keywright.pem --state state --audience edge";

    /// Writes the verification file `keys.jsonl`, and the public key beside it.
    #[track_caller]
    pub(crate) fn export(home: &Home, valid_for: &str) {
        home.ok(&format!("export --format jsonl --audience edge --valid-for {valid_for} --out keys.jsonl"));
        let key = home.ok("public-key").stdout;
        home.write("keywright.pem", key);
    }

    /// On the Unix socket `gate.sock` in the home.
    #[track_caller]
    pub(crate) fn start(home: &Home, options: &[&str]) -> Self {
        Self::under(home, "", Address::unix(home), options)
    }

    /// On a free port of 127.0.0.1.
    #[track_caller]
    pub(crate) fn on_tcp(home: &Home, options: &[&str]) -> Self {
        Self::under(home, "", Address::tcp(), options)
    }

    /// Under another program, such as `strace -o log`, on a socket that listens already.
    #[track_caller]
    pub(crate) fn under(
        home: &Home,
        program: &str,
        (address, socket): (Address, OwnedFd),
        options: &[&str],
    ) -> Self {
        let mut call = home.program(GATE, Self::USUAL);
        for option in options {
            call = call.arg(option);
        }
        let log = home.path("gate.log");
        let file = OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let call = if program.is_empty() { call } else { call.under(program) };
        let mut command = call.command();
        command.stdin(Stdio::from(socket)).stdout(file.try_clone().unwrap()).stderr(file);
        Self { child: command.spawn().unwrap(), address, log }
    }

    /// What it has logged so far, and its predecessors in this home.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn connect(&self) -> Client {
        self.address.connect()
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str, secret: &str) -> Reply {
        self.ask("GET", path, &[("X-API-Key", secret)])
    }

    /// One request on a connection of its own.
    #[track_caller]
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut client = self.connect();
        client.send(request(method, path, headers).as_bytes());
        client.reply()
    }

    /// Sends it a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let status = std::process::Command::new("kill").args(["-s", name, &self.id().to_string()]).status();
        assert!(status.unwrap().success());
    }

    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until it has ended.
    #[track_caller]
    pub(crate) fn wait(&mut self) -> ExitStatus {
        for _ in 0..LIMIT.as_millis() / 10 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end: {}", self.log());
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The bytes of a request without a body.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: gate\r\n");
    for (name, value) in headers {
        text.extend([name, ": ", value, "\r\n"]);
    }
    text + "\r\n"
}

impl Address {
    pub(crate) fn tcp() -> (Self, OwnedFd) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        (Self::Tcp(listener.local_addr().unwrap().port()), listener.into())
    }

    pub(crate) fn unix(home: &Home) -> (Self, OwnedFd) {
        let _ = std::fs::remove_file(home.path("gate.sock"));
        let address = Self::Unix(std::sync::Arc::new(File::open(home.root()).unwrap()));
        (address.clone(), UnixListener::bind(address.path()).unwrap().into())
    }

    fn path(&self) -> String {
        match self {
            Self::Unix(folder) => format!("/proc/self/fd/{}/gate.sock", folder.as_raw_fd()),
            Self::Tcp(_) => panic!("it has a port"),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        match self {
            Self::Tcp(port) => *port,
            Self::Unix(_) => panic!("it has a path"),
        }
    }

    pub(crate) fn connect(&self) -> Client {
        let stream = match self {
            Self::Tcp(port) => Stream::Tcp(TcpStream::connect(("127.0.0.1", *port)).unwrap()),
            Self::Unix(_) => Stream::Unix(UnixStream::connect(self.path()).unwrap()),
        };
        match &stream {
            Stream::Tcp(stream) => {
                stream.set_read_timeout(Some(LIMIT)).unwrap();
                stream.set_write_timeout(Some(LIMIT)).unwrap();
            }
            Stream::Unix(stream) => {
                stream.set_read_timeout(Some(LIMIT)).unwrap();
                stream.set_write_timeout(Some(LIMIT)).unwrap();
            }
        }
        Client { stream, input: Vec::new() }
    }
}

enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// A connection to a gate.
pub(crate) struct Client {
    stream: Stream,
    /// Bytes of the next answers.
    input: Vec<u8>,
}

impl Client {
    /// Sends these bytes, unless the gate has closed the connection.
    #[track_caller]
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        let sent = match &mut self.stream {
            Stream::Tcp(stream) => stream.write_all(bytes),
            Stream::Unix(stream) => stream.write_all(bytes),
        };
        match sent {
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("the gate reads no more"),
            sent => sent.is_ok(),
        }
    }

    /// Sends nothing more.
    pub(crate) fn finish(&self) {
        let _ = match &self.stream {
            Stream::Tcp(stream) => stream.shutdown(Shutdown::Write),
            Stream::Unix(stream) => stream.shutdown(Shutdown::Write),
        };
    }

    /// More bytes; `false` at the end of the connection.
    fn fill(&mut self) -> bool {
        let mut piece = [0; 4_096];
        let count = match &mut self.stream {
            Stream::Tcp(stream) => stream.read(&mut piece),
            Stream::Unix(stream) => stream.read(&mut piece),
        };
        match count {
            Ok(0) => false,
            Ok(count) => {
                self.input.extend_from_slice(&piece[..count]);
                true
            }
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => false,
            Err(error) => panic!("no answer: {error}"),
        }
    }

    /// The next answer; `None` at the end of the connection.
    #[track_caller]
    pub(crate) fn try_reply(&mut self) -> Option<Reply> {
        let end = loop {
            match self.input.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                Some(place) => break place + 4,
                None if !self.fill() => {
                    assert!(
                        self.input.is_empty(),
                        "half an answer: {:?}",
                        String::from_utf8_lossy(&self.input)
                    );
                    return None;
                }
                None => {}
            }
        };
        let head = String::from_utf8(self.input.drain(..end).collect()).unwrap();
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().unwrap().strip_prefix("HTTP/1.1 ").unwrap()[..3].parse().unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_lowercase(), value.to_owned())
        });
        Some(Reply { status, headers: headers.collect() })
    }

    /// The next answer.
    #[track_caller]
    pub(crate) fn reply(&mut self) -> Reply {
        self.try_reply().unwrap_or_else(|| panic!("the connection was closed without an answer"))
    }

    /// The answers that have arrived, without waiting for more.
    #[track_caller]
    pub(crate) fn replies_so_far(&mut self) -> Vec<Reply> {
        let mut replies = Vec::new();
        while self.has_answer() {
            replies.extend(self.try_reply());
        }
        replies
    }

    /// Whether something can be read without waiting.
    pub(crate) fn has_answer(&mut self) -> bool {
        if !self.input.is_empty() {
            return true;
        }
        let mut piece = [0; 4_096];
        self.never_waits(true);
        let count = match &mut self.stream {
            Stream::Tcp(stream) => stream.read(&mut piece),
            Stream::Unix(stream) => stream.read(&mut piece),
        };
        self.never_waits(false);
        match count {
            Ok(count) => {
                self.input.extend_from_slice(&piece[..count]);
                true
            }
            Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }

    fn never_waits(&self, never: bool) {
        match &self.stream {
            Stream::Tcp(stream) => stream.set_nonblocking(never).unwrap(),
            Stream::Unix(stream) => stream.set_nonblocking(never).unwrap(),
        }
    }

    /// Whether the gate has closed the connection, without another answer.
    pub(crate) fn is_closed(&mut self) -> bool {
        self.input.is_empty() && !self.fill()
    }
}
