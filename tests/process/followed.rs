//! `check --lines` on a pipe that is held open, as Apache's `RewriteMap prg:` and helpers of mail and proxy servers do.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use keywright::domain::time::Timestamp;

use super::forge::{self, SECRET};
use crate::support::{Home, now};

/// A `check --lines` that is asked one secret after the other.
struct Pipe {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Pipe {
    fn new(home: &Home, more: &str) -> Self {
        let line = format!("check --file keys --public-key pub.pem --audience edge --lines {more}");
        let mut child = home.call(&line).command().stdin(Stdio::piped()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, stdin, stdout }
    }

    fn ask(&mut self, secret: &str) -> String {
        self.stdin.write_all(format!("{secret}\n").as_bytes()).unwrap();
        let mut answer = String::new();
        self.stdout.read_line(&mut answer).unwrap();
        assert!(answer.ends_with('\n'), "no answer: {answer:?}");
        answer.pop();
        answer
    }

    /// Its exit code and stderr.
    fn end(self) -> (i32, String) {
        drop((self.stdin, self.stdout));
        let ended = self.child.wait_with_output().unwrap();
        (ended.status.code().unwrap(), String::from_utf8(ended.stderr).unwrap())
    }
}

fn export(home: &Home) -> Vec<u8> {
    home.ok("export --format jsonl --audience edge --out keys");
    std::fs::read(home.path("keys")).unwrap()
}

#[test]
fn a_revocation_is_seen_by_the_next_answer() {
    for state in ["", "--state state"] {
        let home = Home::with_vault();
        home.write("pub.pem", home.ok("public-key").bytes);
        let [one, two] = ["one", "two"].map(|name| home.create(name, "-s read,write"));
        let mut pipe = Pipe::new(&home, &format!("--follow --reply plain {state}"));
        assert_eq!(pipe.ask(&one.secret), "503 stale", "there is no file yet");
        let with_both = export(&home);
        let admitted = |id: &str| format!("200 {id} read,write");
        assert_eq!(pipe.ask(&one.secret), admitted(&one.id));
        home.ok("key revoke one --yes");
        let newer = export(&home);
        assert_eq!(pipe.ask(&one.secret), "401 unknown");
        assert_eq!(pipe.ask(&two.secret), admitted(&two.id));
        // What somebody puts there afterwards changes nothing.
        for bad in [&with_both[..], &newer[..newer.len() - 9], b"", b"nonsense\n"] {
            home.write("keys", bad);
            assert_eq!(pipe.ask(&one.secret), "401 unknown");
            assert_eq!(pipe.ask(&two.secret), admitted(&two.id));
        }
        std::fs::remove_file(home.path("keys")).unwrap();
        for _ in 0..3 {
            assert_eq!(pipe.ask(&two.secret), admitted(&two.id));
        }
        export(&home);
        assert_eq!(pipe.ask(&two.secret), admitted(&two.id));
        let (code, stderr) = pipe.end();
        assert_eq!(code, 8, "some were refused");
        assert_eq!(stderr.matches("no such file").count(), 2, "once at a time: {stderr}");
        assert_eq!(stderr.matches("in force: export/jsonl/edge generation").count(), 3, "{stderr}");
        assert!(stderr.contains("already accepted"), "{stderr}");
        assert!(!stderr.contains(&one.secret) && !stderr.contains(&two.secret));
    }
}

/// Whoever holds the lock of the state was stopped: that keeps neither an answer out nor a revocation.
#[test]
fn a_state_that_somebody_else_keeps_locked_is_not_waited_for() {
    let home = Home::with_vault();
    home.write("pub.pem", home.ok("public-key").bytes);
    let key = home.create("one", "");
    export(&home);
    let mut pipe = Pipe::new(&home, "--follow --reply plain --state state");
    assert_eq!(pipe.ask(&key.secret), format!("200 {}", key.id));
    let lock = std::fs::File::open(home.path("state/lock")).unwrap();
    lock.lock().unwrap();
    home.ok("key revoke one --yes");
    export(&home);
    let freed = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(30));
        drop(lock);
    });
    assert_eq!(pipe.ask(&key.secret), "401 unknown");
    assert!(!freed.is_finished(), "it was waited for");
    let (_, stderr) = pipe.end();
    assert!(stderr.contains("another process holds it"), "{stderr}");
    assert!(stderr.contains("a newer file is in force, but"), "{stderr}");
}

/// What has stopped listening is not answered for ever.
#[test]
fn nobody_to_answer_ends_it() {
    let home = Home::with_vault();
    home.write("pub.pem", home.ok("public-key").bytes);
    let key = home.create("one", "");
    export(&home);
    for line in ["check --file keys --public-key pub.pem --lines", "key verify --lines"] {
        let mut child = home.call(line).command().stdin(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // More than a pipe holds: unless somebody reads it, or has ended, this does not return.
        let secrets = format!("{}\n", key.secret).repeat(50_000);
        let written = stdin.write_all(secrets.as_bytes());
        assert_eq!(written.map_err(|error| error.kind()), Err(std::io::ErrorKind::BrokenPipe), "{line}");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{line}");
    }
}

#[test]
fn every_plain_answer() {
    let home = Home::with_vault();
    home.write("pub.pem", home.ok("public-key").bytes);
    let key = home.create("all", "-s read --resource acme --environment prod");
    let bare = home.create("bare", "");
    export(&home);
    let asks = |more: &str| Pipe::new(&home, &format!("--reply plain {more}"));
    assert_eq!(asks("").ask(&bare.secret), format!("200 {}", bare.id));
    assert_eq!(asks("--scope write").ask(&key.secret), format!("403 scope {}", key.id));
    assert_eq!(asks("--resource acmex").ask(&key.secret), format!("403 resource {}", key.id));
    assert_eq!(asks("--environment dev").ask(&key.secret), format!("403 environment {}", key.id));
    let mut pipe = asks("--follow");
    for (secret, expected) in [("", "malformed"), ("nope", "malformed"), ("null", "malformed")] {
        assert_eq!(pipe.ask(secret), format!("401 {expected}"));
    }
    assert_eq!(pipe.ask(&format!("{},", key.secret)), "401 malformed");
    assert_eq!(pipe.ask(&"x".repeat(100_000)), "401 malformed", "one answer to a line of any length");
    assert_eq!(pipe.ask(&key.secret), format!("200 {} read", key.id));
    assert_eq!(pipe.end().0, 8);
    let mut pipe = asks("");
    assert_eq!(pipe.ask(&key.secret), format!("200 {} read", key.id));
    assert_eq!(pipe.end().0, 0, "all were admitted");
}

/// Neither ends for it, and a file that is replaced in time is none.
#[test]
fn past_the_life_of_the_file_everything_is_stale() {
    let home = Home::with_vault();
    home.write("pub.pem", forge::key().public().to_pem());
    let ends_in = |seconds: i64, generation: u64| {
        let exp = Timestamp::from_unix(now() + seconds);
        home.write("keys", forge::file(|claims| (claims.exp, claims.generation) = (exp, generation)));
    };
    ends_in(4, 1);
    let mut pipes = [("", "json"), ("--follow", "json"), ("", "plain"), ("--follow", "plain")]
        .map(|(follow, reply)| (follow, reply, Pipe::new(&home, &format!("{follow} --reply {reply}"))));
    for (follow, reply, pipe) in &mut pipes {
        let answer = pipe.ask(SECRET);
        assert!(
            answer.starts_with(if *reply == "plain" { "200 " } else { r#"{"valid":true"# }),
            "{follow}: {answer}"
        );
    }
    std::thread::sleep(std::time::Duration::from_secs(5));
    for (follow, reply, pipe) in &mut pipes {
        let stale = r#"{"valid":false,"reason":"stale","key":null,"unchecked":null}"#;
        assert_eq!(pipe.ask(SECRET), if *reply == "plain" { "503 stale" } else { stale }, "{follow}");
    }
    ends_in(60, 2);
    for (follow, reply, mut pipe) in pipes {
        let answer = pipe.ask(SECRET);
        assert_eq!(answer.contains("stale"), follow.is_empty(), "{follow} {reply}: {answer}");
        assert_eq!(pipe.end().0, 8);
    }
}
