//! Requests as bytes, so that they can be as wrong as any client's.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// What came back. The status is 0 if the connection was closed without an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A request: a line, headers in the order of the calls, a body.
#[derive(Clone)]
pub(crate) struct Request {
    line: String,
    headers: Vec<u8>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self::of_line(&format!("{method} {path} HTTP/1.1"))
    }

    pub(crate) fn of_line(line: &str) -> Self {
        let headers = b"Host: localhost\r\n".to_vec();
        Self { line: line.to_owned(), headers, body: Vec::new() }
    }

    pub(crate) fn header(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.raw(&[name.as_bytes(), b": ", value.as_ref()].concat())
    }

    pub(crate) fn key(self, secret: &str) -> Self {
        self.header("X-API-Key", secret)
    }

    /// A line among the headers, whatever it is.
    pub(crate) fn raw(mut self, line: &[u8]) -> Self {
        self.headers.extend(line);
        self.headers.extend(b"\r\n");
        self
    }

    /// A body, with its length unless the headers say otherwise.
    pub(crate) fn body(mut self, body: &str) -> Self {
        body.as_bytes().clone_into(&mut self.body);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let headers = String::from_utf8_lossy(&self.headers).to_lowercase();
        let has = |name: &str| headers.lines().any(|line| line.starts_with(name));
        let mut bytes = [self.line.as_bytes(), b"\r\n", &self.headers[..]].concat();
        let is_bodiless = ["GET", "HEAD", "TRACE"].iter().any(|method| self.line.starts_with(method));
        if !(has("content-length:") || has("transfer-encoding:") || is_bodiless && self.body.is_empty()) {
            bytes.extend(format!("Content-Length: {}\r\n", self.body.len()).bytes());
        }
        if !has("connection:") {
            bytes.extend(b"Connection: close\r\n");
        }
        [&bytes[..], b"\r\n", &self.body].concat()
    }

    pub(crate) fn send(&self, port: u16) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
        // A server may answer, and close, before it has read a request that is too large.
        let _ = stream.write_all(&self.bytes());
        let mut bytes = Vec::new();
        let mut piece = [0; 8_192];
        while !is_whole(&bytes, self.line.starts_with("HEAD ")) {
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(read) => bytes.extend(&piece[..read]),
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = text.strip_prefix("HTTP/1.1 100 Continue\r\n\r\n").unwrap_or(&text);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.trim().to_owned() }
    }
}

/// Whether an answer has come to its end. One without a length ends with the connection.
fn is_whole(bytes: &[u8], is_head: bool) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse().ok());
    let is_last = length.is_some_and(|length: usize| body.len() >= length) || body.ends_with("0\r\n\r\n");
    !head.starts_with("http/1.1 100") && (is_head || is_last)
}
