mod dumps;

use std::cell::RefCell;
use std::io::ErrorKind;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::domain::time::Timestamp;
use crate::domain::token;

/// Exits as set, and records what it was given and how long was waited.
#[derive(Default)]
struct Fake {
    ends: RefCell<Vec<HookEnd>>,
    stderr: Vec<u8>,
    environments: RefCell<Vec<Vec<(OsString, OsString)>>>,
    waits: RefCell<Vec<i64>>,
    reports: RefCell<Vec<String>>,
}

impl Reporter for Fake {
    fn report(&self, text: &str) {
        self.reports.borrow_mut().push(text.to_owned());
    }
}

impl HookRunner for Fake {
    fn find(&self, _: &crate::domain::hook::HookCommand) -> std::io::Result<Option<std::path::PathBuf>> {
        Ok(None)
    }

    fn run(&self, call: &HookCall<'_>) -> HookOutput {
        self.environments.borrow_mut().push(call.environment.to_vec());
        let mut ends = self.ends.borrow_mut();
        let end = if ends.is_empty() { HookEnd::Exited(1) } else { ends.remove(0) };
        let stdout = Zeroizing::new(call.stdin.map_or("", Secret::expose).as_bytes().to_vec());
        HookOutput {
            end,
            stdout,
            stderr: Zeroizing::new(self.stderr.clone()),
            took: std::time::Duration::ZERO,
        }
    }

    fn pause(&self, span: Span) {
        self.waits.borrow_mut().push(span.as_seconds());
    }
}

fn failing(ends: Vec<HookEnd>, stderr: &[u8]) -> Fake {
    Fake { ends: RefCell::new(ends), stderr: stderr.to_vec(), ..Fake::default() }
}

fn secret() -> Secret {
    Secret::new(token::assemble(
        &"acme_live".parse().unwrap(),
        &std::array::from_fn(|place| token::BASE62[place]),
    ))
}

/// Whether it succeeded, and the words that are kept.
fn run(fake: &Fake, retries: u8, secret: Option<&Secret>) -> (bool, String) {
    let command = "/opt/bin/tell --now".parse().unwrap();
    let environment = Environment::default();
    let programs = Programs { runner: fake, environment: &environment, reporter: fake };
    let job = Job {
        command: &command,
        step: "deliver",
        key: None,
        pass_on: &[],
        stdin: secret,
        secret,
        timeout: Span::seconds(60),
        retries,
        is_trial: false,
    };
    match programs.run(&job) {
        Ok(Done { words, .. }) => (true, words),
        Err(Failed { words, .. }) => (false, words),
    }
}

#[test]
fn it_is_tried_again_after_longer_and_longer_waits() {
    let fake = Fake::default();
    assert_eq!(run(&fake, 8, None), (false, "/opt/bin/tell exited with 1 (attempt 9)".to_owned()));
    assert_eq!(*fake.waits.borrow(), [1, 2, 4, 8, 16, 30, 30, 30]);
    assert_eq!(fake.environments.borrow().len(), 9);

    let fake = failing(vec![HookEnd::Killed(9), HookEnd::TimedOut, HookEnd::Exited(0)], b"noise");
    assert_eq!(run(&fake, 3, None), (true, "/opt/bin/tell exited with 0 (attempt 3)".to_owned()));
    assert_eq!(*fake.waits.borrow(), [1, 2]);

    let fake = failing(vec![HookEnd::Exited(0)], b"noise");
    assert_eq!(run(&fake, 3, None), (true, "/opt/bin/tell exited with 0".to_owned()));
    assert_eq!(run(&fake, 0, None).1, "/opt/bin/tell exited with 1: noise");
    assert!(fake.waits.borrow().is_empty() && fake.reports.borrow().is_empty());
}

#[test]
fn whoever_waits_hears_that_it_is_tried_again() {
    let fake = failing(vec![HookEnd::Exited(3), HookEnd::TimedOut], b"what it printed");
    run(&fake, 2, None);
    assert_eq!(
        *fake.reports.borrow(),
        [
            "/opt/bin/tell exited with 3; trying again in 1s, attempt 2 of 3",
            "/opt/bin/tell took longer than 60s and was killed; trying again in 2s, attempt 3 of 3",
        ]
    );
}

#[test]
fn how_it_ended_is_said() {
    let not_started =
        |kind: ErrorKind, text: &str| HookEnd::NotStarted(std::io::Error::new(kind, text.to_owned()));
    for (end, words) in [
        (HookEnd::Exited(127), "exited with 127"),
        (HookEnd::Killed(11), "was killed by signal 11"),
        (HookEnd::TimedOut, "took longer than 60s and was killed"),
        (not_started(ErrorKind::NotFound, "/x\u{1b} is missing"), r"cannot be started: /x\u{1b} is missing"),
    ] {
        assert_eq!(run(&failing(vec![end], b""), 0, None).1, format!("/opt/bin/tell {words}"));
    }
    // A missing program is not retried; a busy one is.
    let fake = failing(vec![not_started(ErrorKind::PermissionDenied, "no")], b"");
    assert_eq!(run(&fake, 5, None).1, "/opt/bin/tell cannot be started: no");
    let fake = failing(vec![not_started(ErrorKind::ExecutableFileBusy, "busy"), HookEnd::Exited(0)], b"");
    assert!(run(&fake, 5, None).0);
}

#[test]
fn it_sees_what_it_is_to_see_and_no_more() {
    let ours = [
        ("PATH", "/evil"),
        ("HOME", "/home/ana"),
        ("KEYWRIGHT_STEP", "other"),
        ("KEYWRIGHT_VAULT", "/v"),
        ("API_URL", "u"),
        ("EMPTY", ""),
        ("OTHER", "o"),
    ];
    let variables = ours.iter().map(|(name, value)| (name.into(), value.into())).collect();
    let environment = Environment { variables, ..Environment::default() };
    let names = ["PATH", "KEYWRIGHT_STEP", "KEYWRIGHT_VAULT", "API_URL", "EMPTY", "UNSET"];
    let pass_on = names.map(|name| name.parse().unwrap());
    let (fake, command, key) = (Fake::default(), "true".parse().unwrap(), key());
    let programs = Programs { runner: &fake, environment: &environment, reporter: &() };
    let mut job = Job {
        command: &command,
        step: "revoked",
        key: Some(&key),
        pass_on: &pass_on,
        stdin: None,
        secret: None,
        timeout: Span::seconds(1),
        retries: 0,
        is_trial: false,
    };
    let seen = |job: &Job<'_>| {
        let _ = programs.run(job);
        let environment = fake.environments.borrow_mut().remove(0);
        let line = |(name, value): (OsString, OsString)| format!("{}={}", name.display(), value.display());
        environment.into_iter().map(line).collect::<Vec<_>>()
    };
    let with_key = [
        "API_URL=u",
        "EMPTY=",
        "HOME=/home/ana",
        "KEYWRIGHT_KEY_ID=key_a4dqobyha4dqobyha4dqobyha4",
        "KEYWRIGHT_KEY_NAME=CI deployer",
        "KEYWRIGHT_STEP=revoked",
        "KEYWRIGHT_VERSION=3",
        "PATH=/usr/local/bin:/usr/bin:/bin",
    ];
    assert_eq!(seen(&job), with_key);
    (job.key, job.pass_on, job.step) = (None, &[], "reload");
    assert_eq!(seen(&job), ["HOME=/home/ana", "KEYWRIGHT_STEP=reload", "PATH=/usr/local/bin:/usr/bin:/bin"]);
}

fn key() -> Key {
    let (id, digest) = (KeyId::from_bits([7; 16]), Digest::from_bytes([1; 32]));
    let (name, profile) = ("CI deployer".parse().unwrap(), "default".parse().unwrap());
    let actor = Actor { user: "ana".into(), slot: "owner".into() };
    Key::new(id, name, 3, profile, digest, Timestamp::START, actor)
}

#[test]
fn what_it_said_is_one_short_line_that_is_safe_to_look_at() {
    let stderr = |stderr: &[u8]| {
        let words = run(&failing(Vec::new(), stderr), 0, None).1;
        words.strip_prefix("/opt/bin/tell exited with 1").unwrap().to_owned()
    };
    assert_eq!(stderr(b"  no\r\n\tway \x1b[31m\xff\0\n"), ": no way \\u{1b}[31m\u{fffd}\\u{0}");
    assert_eq!(stderr(" \n\u{2028} ".as_bytes()), "");
    let long = stderr("é".repeat(5_000).as_bytes());
    assert_eq!((long.chars().count(), long.chars().nth(2)), (redact::MAX + 3, Some('…')));
    assert_eq!(stderr("x".repeat(redact::MAX).as_bytes()), format!(": {}", "x".repeat(redact::MAX)));
}

fn spread(text: &str, by: &str) -> String {
    text.split("").collect::<Vec<_>>().join(by)
}

#[test]
fn words_that_hold_a_part_of_the_secret_are_not_kept() {
    let secret = secret();
    let (start, invisible) = secret.expose().split_at(secret.start().unwrap().len());
    let part = &invisible[5..13];
    let hex = hex(part.as_bytes());
    let mut bad = vec![
        invisible.to_owned(),
        format!("x{part}x"),
        format!("0{hex}0"),
        hex.to_uppercase(),
        hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap()).collect::<Vec<_>>().join(":"),
        spread(part, "\n"),
        spread(part, "\0"),
        spread(part, " - "),
        spread(part, "\u{200b}"),
    ];
    for before in 0..6 {
        let longer = format!("{}\u{7fff}{part}?>~?>~\u{7fff}", "~".repeat(before));
        bad.push(STANDARD.encode(&longer));
        bad.push(format!("abc {}", spread(&STANDARD.encode(&longer), "\n")));
        bad.push(URL_SAFE_NO_PAD.encode(&longer));
    }
    for text in bad {
        for stderr in
            [text.clone(), format!("{}{text}", "z".repeat(60_000)), format!("{text}{}", "z ".repeat(999))]
        {
            let words = run(&failing(Vec::new(), stderr.as_bytes()), 0, Some(&secret)).1;
            assert_eq!(words, format!("/opt/bin/tell exited with 1: {}", redact::WITHHELD), "{text}");
        }
    }
    for good in [start, &invisible[5..12], "permission denied", "deadbeefdeadbeef"] {
        let words = run(&failing(Vec::new(), good.as_bytes()), 0, Some(&secret)).1;
        assert_eq!(words, format!("/opt/bin/tell exited with 1: {good}"));
    }
    // A secret of another format: all of it is hidden, and a short one is a part as a whole.
    for (secret, stderr) in [
        ("hunter2 hunter2", "it is hunter2 h"),
        ("hunter2", "it is hunter2!"),
        ("correct horse battery", "it is not correct  horse\n battery"),
        ("a b c d e f", "a\nb\nc\nd\ne\nf"),
        (r"12\u{7}89", "12\u{7}89"),
    ] {
        let words = run(&failing(Vec::new(), stderr.as_bytes()), 0, Some(&Secret::new(secret.to_owned()))).1;
        assert!(words.ends_with(redact::WITHHELD), "{words}");
    }
}

#[test]
fn what_is_cut_shows_no_half_of_a_secret() {
    let other = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
    for rest in 0..other.len() {
        let said = redact::line(&format!("/opt/{other}/{}", "x".repeat(redact::MAX - 1 - rest)));
        assert!(!said.contains("qqqqqqqqq"), "{said}");
    }
}

#[test]
fn another_key_s_secret_is_not_kept_either() {
    let other = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
    for stderr in [other.clone(), format!("MY_{other}x"), format!("https://h/?k={other}&x")] {
        let words = run(&failing(Vec::new(), stderr.as_bytes()), 0, Some(&secret())).1;
        assert!(words.ends_with(redact::WITHHELD), "{words}");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// What a hook might print: pieces of the secret in many encodings, and separators between them.
fn piece() -> impl Strategy<Value = (u8, usize, usize, String)> {
    (0..8_u8, 0..48_usize, 0..48_usize, "[ -~\\x00-\\x20\u{200b}\u{e9}]{0,6}")
}

proptest! {
    #[test]
    fn nothing_of_the_secret_survives(pieces in prop::collection::vec(piece(), 0..8)) {
        let secret = secret();
        let invisible = &secret.expose()[secret.start().unwrap().len()..];
        let mut stderr = Vec::new();
        for (form, from, length, between) in pieces {
            let from = from.min(invisible.len());
            let part = &invisible[from..(from + length).min(invisible.len())];
            let hex = || hex(part.as_bytes());
            match form {
                0 => stderr.extend(part.bytes()),
                1 => stderr.extend(hex().bytes()),
                2 => stderr.extend(hex().to_uppercase().bytes()),
                3 => stderr.extend(STANDARD.encode(part).bytes()),
                4 => stderr.extend(URL_SAFE_NO_PAD.encode(format!("{between}{part}{between}")).bytes()),
                5 => stderr.extend(part.bytes().flat_map(|byte| [byte, 0])),
                6 => stderr.extend(part.bytes().flat_map(|byte| [byte, b'\n', 0xff])),
                _ => {}
            }
            stderr.extend(between.bytes());
        }
        let words = run(&failing(Vec::new(), &stderr), 0, Some(&secret)).1;
        let lower = words.to_lowercase();
        for window in invisible.as_bytes().windows(8) {
            let raw = std::str::from_utf8(window).unwrap();
            prop_assert!(!words.contains(raw) && !lower.contains(&hex(window)), "{}", words);
        }
        // In base64, the characters that ten bytes alone determine contain eight whole bytes, at any offset
        // in a group. Those of eight bytes contain only seven and a half: another byte may start with the
        // same bits.
        for window in invisible.as_bytes().windows(10) {
            for before in 0..3 {
                let code = STANDARD.encode([&vec![0; before][..], window].concat());
                let code = &code[(before * 8).div_ceil(6)..(before * 8 + 80) / 6];
                let url_safe = code.replace('+', "-").replace('/', "_");
                prop_assert!(!words.contains(code) && !words.contains(&url_safe), "{}", words);
            }
        }
    }
}
