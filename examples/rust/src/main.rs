//! A server that admits requests by a verification file: `guard` is what yours needs, the rest speaks HTTP/1.1.
//!
//! usage: keywright-example KEYS PUBLIC_KEY STATE ADDRESS:PORT

mod guard;

use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keywright::crypto::signing::parse_public_keys;
use keywright::verification::{Follower, LOOK_EVERY, Look, StateDir, Verifier};

use guard::{Guard, now};

/// Maximum bytes of the head of a request.
const MAX_HEAD: u64 = 16 * 1024;
/// How long a client may take.
const TIMEOUT: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("keywright-example: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [keys, public_key, state, listen] = arguments.as_slice() else {
        return Err("usage: keywright-example KEYS PUBLIC_KEY STATE ADDRESS:PORT".into());
    };
    let pem = std::fs::read_to_string(public_key).map_err(|error| format!("{public_key}: {error}"))?;
    let trusted = parse_public_keys(&pem).map_err(|error| format!("{public_key}: {error}"))?;
    let verifier = Verifier::new(trusted).audience("api".parse()?).subject("api");
    let state = StateDir::open(Path::new(state))?;
    let guard = Arc::new(follow(keys.clone(), Follower::new(keys, verifier, Some(state)))?);
    let listener = TcpListener::bind(listen).map_err(|error| format!("{listen}: {error}"))?;
    for stream in listener.incoming() {
        let guard = Arc::clone(&guard);
        // A real server bounds how many there are.
        thread::spawn(move || {
            if let Err(error) = stream.and_then(|stream| serve(stream, &guard)) {
                eprintln!("a connection failed: {}", error.kind());
            }
        });
    }
    Ok(())
}

/// Looks at the file beside the requests.
fn follow(path: String, mut follower: Follower) -> Result<Guard, Box<dyn Error>> {
    let guard = Guard {
        file: follower.current(),
        scopes: vec!["read".parse()?],
        resource: Some("acme/products".parse()?),
        environment: Some("prod".parse()?),
    };
    thread::spawn(move || {
        // What was said last: a file that is missing is refused twice a second.
        let mut refused = None;
        loop {
            match follower.look(now()) {
                Look::Loaded { not_remembered } => {
                    refused = None;
                    let why =
                        not_remembered.map_or_else(String::new, |why| format!(", but not remembered: {why}"));
                    eprintln!("loaded '{path}'{why}");
                }
                Look::Refused(why) => {
                    let why = format!("refused '{path}': {why}");
                    if refused.as_ref() != Some(&why) {
                        eprintln!("{why}");
                        refused = Some(why);
                    }
                }
                _ => {}
            }
            thread::sleep(LOOK_EVERY);
        }
    });
    Ok(guard)
}

/// Answers one request.
fn serve(mut stream: TcpStream, guard: &Guard) -> std::io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let mut head = BufReader::new(stream.try_clone()?.take(MAX_HEAD));
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if head.read_until(b'\n', &mut line)? == 0 {
            // It ended, or is too long.
            return Ok(());
        }
        let line =
            line.strip_suffix(b"\n").map_or(line.as_slice(), |line| line.strip_suffix(b"\r").unwrap_or(line));
        if line.is_empty() {
            break;
        }
        lines.push(line.to_vec());
    }
    let headers: Vec<(String, &[u8])> = lines.iter().skip(1).filter_map(|line| header(line)).collect();
    let (status, reason, body) = match guard.admit(&headers, stream.peer_addr()?.ip()) {
        Ok(key) => (200, "", format!("hello {key}\n")),
        Err((status, reason)) => (status, reason, format!("{reason}\n")),
    };
    let mut answer = format!("HTTP/1.1 {status} \r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !reason.is_empty() {
        answer += &format!("X-Key-Reason: {reason}\r\n");
    }
    if status == 401 {
        answer += "WWW-Authenticate: Bearer\r\n";
    }
    write!(stream, "{answer}\r\n{body}")
}

/// The name of a header, in lower case, and its value.
fn header(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = std::str::from_utf8(&line[..colon]).ok()?.to_ascii_lowercase();
    Some((name, line[colon + 1..].trim_ascii()))
}
