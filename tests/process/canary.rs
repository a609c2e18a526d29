//! Assurance, rows 9 and 12: after a whole session no secret and no passphrase is anywhere except where it
//! was delivered, and no internet socket was opened.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::session::{DATA, FOREIGN, LONG, PASSPHRASE, STORED, Session, WEAK, WRONG, prepared, session};
use crate::support::{available, contents, missing};

/// The encodings in which a text might occur: raw, in hex, in base64 at each of the three alignments.
pub(crate) fn guises(text: &str) -> Vec<String> {
    let hex = text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let mut guises = vec![text.to_owned(), hex.to_uppercase(), hex];
    for shift in 0..3 {
        let shifted = [&vec![0; shift], text.as_bytes()].concat();
        // The characters at both ends also depend on the adjacent text.
        let (first, last) = ([0, 2, 3][shift], usize::from(!shifted.len().is_multiple_of(3)));
        for encoded in [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)] {
            guises.push(encoded[first..encoded.len() - last].to_owned());
        }
    }
    guises
}

pub(crate) fn holds(bytes: &[u8], guise: &str) -> bool {
    bytes.windows(guise.len()).any(|window| window == guise.as_bytes())
}

#[test]
fn a_guise_is_found_whatever_is_around_it() {
    for text in [PASSPHRASE, FOREIGN, "abc", "abcd", "abcde"] {
        for before in ["", "x", "xy", "xyz"] {
            let all = format!("{before}{text}tail");
            for encoded in [all.clone(), STANDARD_NO_PAD.encode(&all), URL_SAFE_NO_PAD.encode(&all)] {
                assert!(guises(text).iter().any(|guise| holds(encoded.as_bytes(), guise)), "{encoded}");
            }
        }
    }
}

/// The secrets of the session and how often each was printed: the part after the displayed start.
fn hidden_parts(session: &Session) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["out", "delivered"] {
        for bytes in contents(&session.home.path(folder)).into_values() {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let secrets = words.filter(|word| keywright::domain::token::parse(word).is_some());
            found.extend(secrets.map(|secret| secret[secret.len() - 46..].to_owned()));
        }
    }
    found
}

/// Everything that must not be found.
fn needles(session: &Session) -> Vec<String> {
    let identity = std::fs::read_to_string(session.home.path("delivered/identity.txt")).unwrap();
    let identity = identity.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).unwrap();
    let mut needles = hidden_parts(session);
    assert_eq!(needles.len(), 7, "zero, one, two, three, four, b1, b2");
    needles.extend([PASSPHRASE, WRONG, FOREIGN, WEAK, STORED, &identity[20..]].map(str::to_owned));
    needles
}

/// The lines of strace except for what was delivered: the streams of the commands, the shell's own pipes, and
/// requested files, including those in memory.
fn telling_lines(session: &Session) -> impl Iterator<Item = &str> {
    session.trace.lines().filter(|line| {
        let handed_over = ["/out/", "/delivered/", "<pipe:", "/given/one>", "</memfd:"];
        !handed_over.iter().any(|place| line.split('"').next().unwrap_or_default().contains(place))
    })
}

#[test]
fn row_9_no_secret_is_left_anywhere() {
    let Some(session) = session() else { return };
    let executed =
        session.trace.lines().filter(|line| line.contains("execve(") && line.contains("/keywright\""));
    assert!(executed.count() >= 50, "the trace saw the commands");
    let files = contents(session.home.path("").as_path());
    let (mut searched, mut places) = (0_u64, 0_u64);
    for needle in needles(&session) {
        for guise in guises(&needle) {
            let lines: Vec<&str> = telling_lines(&session).filter(|line| line.contains(&guise)).collect();
            assert!(lines.is_empty(), "{guise}:\n{}", lines.join("\n"));
            for (path, bytes) in &files {
                let place = path.strip_prefix(session.home.path("")).unwrap();
                if ["given", "out", "delivered"].iter().all(|folder| !place.starts_with(folder)) {
                    assert!(!holds(bytes, &guise), "{guise} is in {}", place.display());
                    places += 1;
                }
            }
            searched += 1;
        }
    }
    println!("row 9: {searched} guises, {places} searches of files, 0 hits");
    assert!(contents(&session.home.path("tmp")).is_empty(), "something is left in the temporary folder");
    let names: Vec<_> = files.keys().filter(|path| path.to_string_lossy().contains(".keywright-")).collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn row_9_what_describes_keys_is_sealed() {
    let Some(session) = session() else { return };
    let written = session.trace.lines().filter(|line| {
        let call = line.split('"').next().unwrap_or_default();
        call.contains("write")
            && (call.contains("vault.db")
                || call.contains("pass.db")
                || call.contains("/.local/")
                || call.contains("backup.db")
                || call.contains("/tmp/"))
    });
    let written: Vec<&str> =
        written.filter(|line| !line.contains("/out/") && !line.contains("/err/")).collect();
    assert!(written.iter().any(|line| line.contains("vault.db-journal>")), "the journal was seen");
    for guise in guises(DATA) {
        assert!(!written.iter().any(|line| line.contains(&guise)), "{guise}");
        for name in ["pass.db", "backup.db", ".local/share/keywright/vault.db", "keys.jsonl", "keys.map"] {
            assert!(!holds(&std::fs::read(session.home.path(name)).unwrap(), &guise), "{guise} in {name}");
        }
    }
}

#[test]
fn row_9_a_secret_is_printed_once() {
    let Some(session) = session() else { return };
    let mut hidden = hidden_parts(&session);
    let all = hidden.len();
    hidden.sort();
    hidden.dedup();
    assert_eq!(hidden.len(), all, "a secret was printed twice");
    let outputs = [contents(&session.home.path("out")), contents(&session.home.path("err"))].concat_values();
    for hidden in &hidden {
        let shown: usize = outputs
            .iter()
            .map(|bytes| bytes.windows(hidden.len()).filter(|window| *window == hidden.as_bytes()).count())
            .sum();
        assert!(shown <= 1, "{hidden} is on {shown} streams");
    }
}

trait ConcatValues {
    fn concat_values(self) -> Vec<Vec<u8>>;
}

impl ConcatValues for [std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>; 2] {
    fn concat_values(self) -> Vec<Vec<u8>> {
        self.into_iter().flat_map(std::collections::BTreeMap::into_values).collect()
    }
}

#[test]
fn row_12_no_socket_of_the_internet() {
    let Some(session) = session() else { return };
    let sockets: Vec<&str> =
        session.trace.lines().filter(|line| line.contains("AF_INET") || line.contains("AF_PACKET")).collect();
    assert!(sockets.is_empty(), "{}", sockets.join("\n"));
    let calls = session.trace.lines().filter(|line| line.contains(" execve(")).count();
    println!("row 12: {calls} programs started, no AF_INET, no AF_INET6");
}

#[test]
fn row_12_strace_would_see_a_socket() {
    if !available("strace") || !available("python3") {
        return;
    }
    let home = crate::support::Home::new();
    let line = "exec strace -f -e trace=%network python3 -c 'import socket; socket.socket()'";
    assert!(home.shell(line).run().exits(0).stderr.contains("AF_INET"));
}

#[test]
fn row_12_the_session_runs_without_a_network() {
    if !available("unshare") {
        return;
    }
    let home = prepared();
    if home.program("unshare", "-n true").run().code != 0 {
        return missing("unshare -n is not permitted here");
    }
    home.program("unshare", "-n bash session.sh").timeout(LONG).run().exits(0);
}
