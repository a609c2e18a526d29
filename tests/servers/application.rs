//! The application behind a server: it keeps the head of every request that reaches it.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) struct Application {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Application {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(stream, &kept));
            }
        });
        Self { port, seen }
    }

    /// The requests since the last call: whatever looks like one, also within a body.
    pub(crate) fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

/// Answers one request with the ids that it names. A second one on the same connection is kept, not answered.
fn serve(mut stream: TcpStream, seen: &Mutex<Vec<String>>) {
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut bytes = Vec::new();
    let mut is_answered = false;
    let mut piece = [0; 8_192];
    loop {
        while let Some(length) = length_of_request(&bytes) {
            let request = String::from_utf8_lossy(&bytes[..length]).into_owned();
            bytes.drain(..length);
            let body = ids(&request).join(",");
            let is_head = request.starts_with("HEAD ");
            // Before the answer, so that whoever has it finds the request here.
            seen.lock().unwrap().push(request);
            if !is_answered {
                is_answered = true;
                let head =
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(if is_head { head } else { head + &body }.as_bytes());
                let _ = stream.shutdown(std::net::Shutdown::Write);
            }
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return,
            Ok(read) => bytes.extend(&piece[..read]),
        }
    }
}

/// Where the first request ends, with its body.
fn length_of_request(bytes: &[u8]) -> Option<usize> {
    let head = position(bytes, b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let length = if value("transfer-encoding:").is_some() {
        head + position(&bytes[head..], b"0\r\n\r\n")? + 5
    } else {
        head + value("content-length:").map_or(0, |length| length.parse().unwrap())
    };
    (bytes.len() >= length).then_some(length)
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The ids that a request tells, under every name that CGI, WSGI and their like take for `X-Key-Id`.
pub(crate) fn ids(request: &str) -> Vec<String> {
    named(request, "x-key-id")
}

/// The values of all headers whose name is this one once punctuation is folded.
pub(crate) fn named(request: &str, name: &str) -> Vec<String> {
    let (head, _) = request.split_once("\r\n\r\n").unwrap();
    let fold = |name: &str| name.to_lowercase().replace(|sign: char| !sign.is_ascii_alphanumeric(), "-");
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    headers
        .filter(|(found, _)| fold(found.trim()) == name)
        .map(|(_, value)| value.trim().to_owned())
        .collect()
}
