use std::io;

use serde::Serialize;

use super::*;
use crate::domain::token;
use crate::output::table::Cell;
use crate::secret::Secret;

#[derive(Debug, Clone, Serialize)]
struct Thing {
    name: &'static str,
    tags: Vec<&'static str>,
    gone: Option<u8>,
}

impl View for Thing {
    fn members() -> Vec<&'static str> {
        vec!["name", "tags", "gone"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Tags"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.name.into(), self.tags.join(",").into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Name", self.name.to_owned())]
    }
}

fn things() -> Vec<Thing> {
    vec![
        Thing { name: "a", tags: vec!["x", "y"], gone: None },
        Thing { name: "=b\u{202e}", tags: vec![], gone: Some(1) },
    ]
}

fn secret() -> Secret {
    Secret::new("kw_abc".into())
}

fn printed(format: Format, act: impl FnOnce(&mut Output<'_>)) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let settings = Settings { format, ..Settings::default() };
    let mut output = Output::new(&mut out, &mut err, settings);
    act(&mut output);
    output.finish().unwrap();
    (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// A stdout that fails.
struct Failing(ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn listings() {
    let print = |format| printed(format, |output| output.listing(things(), Some("c1")).unwrap());
    let (out, err) = print(Format::Table);
    assert_eq!(out, "Name        Tags\na           x,y\n=b\\u{202e}\n");
    assert_eq!(err, "more results: --cursor c1\n");
    let (out, err) = print(Format::Json);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (json["next_cursor"].as_str(), json["items"][1]["name"].as_str()),
        (Some("c1"), Some("=b\u{202e}"))
    );
    assert!(out.contains(r"=b\u202e") && err.is_empty());
    assert_eq!(
        print(Format::Jsonl).0,
        "{\"name\":\"a\",\"tags\":[\"x\",\"y\"],\"gone\":null}\n{\"name\":\"=b\\u202e\",\"tags\":[],\"gone\":1}\n"
    );
    assert_eq!(print(Format::Csv).0, "name,tags,gone\na,\"[\"\"x\"\",\"\"y\"\"]\",\n'=b\\u{202e},[],1\n");
}

#[test]
fn empty_listings() {
    let print = |format| printed(format, |output| output.listing(Vec::<Thing>::new(), None).unwrap()).0;
    assert_eq!(print(Format::Table), "Name  Tags\n");
    assert_eq!(print(Format::Csv), "name,tags,gone\n");
    assert_eq!(print(Format::Jsonl), "");
    assert_eq!(print(Format::Json), "{\n  \"items\": [],\n  \"next_cursor\": null\n}\n");
}

#[test]
fn long_csv_is_whole() {
    let many = std::iter::repeat_with(|| things().remove(0)).take(10_000);
    let (out, _) = printed(Format::Csv, |output| output.listing(many, None).unwrap());
    assert_eq!(out.lines().count(), 10_001);
    assert_eq!(out.lines().filter(|line| line.starts_with("name")).count(), 1);
}

#[test]
fn a_secret_is_one_more_member() {
    let thing = things().remove(0);
    let print = |format| printed(format, |output| output.reveal(&thing, &secret(), "Secret:").unwrap()).0;
    assert_eq!(print(Format::Table), "Name:  a\n\nSecret:\nkw_abc\n");
    for format in [Format::Json, Format::Jsonl] {
        let json: serde_json::Value = serde_json::from_str(&print(format)).unwrap();
        assert_eq!(
            json,
            serde_json::json!({"name": "a", "tags": ["x", "y"], "gone": null, "secret": "kw_abc"})
        );
    }
    assert_eq!(print(Format::Csv), "name,tags,gone,secret\na,\"[\"\"x\"\",\"\"y\"\"]\",,kw_abc\n");
    assert_eq!(printed(Format::Json, |output| output.reveal_only(&secret()).unwrap()).0, "kw_abc\n");
}

#[test]
fn several_secrets() {
    let (things, secret) = (things(), secret());
    let print = |format| {
        printed(format, |output| {
            let mut revealing = output.begin_revealing::<Thing>();
            for thing in &things {
                output.reveal_another(&mut revealing, thing, &secret).unwrap();
            }
            output.end_revealing(revealing).unwrap();
        })
        .0
    };
    let json: serde_json::Value = serde_json::from_str(&print(Format::Json)).unwrap();
    assert_eq!(json["items"][1]["secret"], "kw_abc");
    assert_eq!(print(Format::Table).lines().count(), 2);
    assert_eq!(print(Format::Csv).lines().count(), 3);
}

#[test]
fn a_closed_stdout_is_quiet_unless_a_secret_was_to_be_delivered() {
    let (mut out, mut err) = (Failing(ErrorKind::BrokenPipe), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Settings::default());
    output.listing(things(), None).unwrap();
    let error = output.reveal_only(&secret()).unwrap_err();
    assert_eq!(error.kind.exit_code(), 10);
    let (mut out, mut err) = (Failing(ErrorKind::BrokenPipe), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Settings::default());
    assert_eq!(output.reveal(&things()[0], &secret(), "Secret:").unwrap_err().kind.exit_code(), 10);
}

#[test]
fn a_full_disk_is_an_error() {
    let (mut out, mut err) = (Failing(ErrorKind::StorageFull), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Settings::default());
    assert_eq!(output.listing(things(), None).unwrap_err().kind.exit_code(), 10);
}

#[test]
fn words_for_people() {
    let speak = |format| {
        printed(format, |output| {
            output.note("done \u{1b}");
            output.warn("look");
            assert_eq!(output.error(&Error::not_found("no key")), 3);
        })
        .1
    };
    assert_eq!(speak(Format::Table), "done \\u{1b}\nwarning: look\nerror: no key\n");
    assert_eq!(
        speak(Format::Json),
        "{\"error\":{\"code\":\"not_found\",\"message\":\"no key\",\"hint\":null},\"exit_code\":3,\"warnings\":[\"look\"]}\n"
    );
}

#[test]
fn in_json_mode_stderr_holds_one_object_at_most() {
    let thing = things().remove(0);
    for format in [Format::Json, Format::Jsonl] {
        // Before the answer or after it: a member of it.
        let (out, err) = printed(format, |output| {
            output.warn("before");
            output.one(&thing).unwrap();
            output.warn("after");
        });
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((&json["name"], &json["warnings"]), (&"a".into(), &["before", "after"].into()));
        assert_eq!(err, "");
        // An answer that is out already, or none: an object on stderr.
        let acts: [&dyn Fn(&mut Output<'_>); 3] = [
            &|output| output.reveal(&thing, &secret(), "Secret:").unwrap(),
            &|output| output.payload(b"x\n").unwrap(),
            &|_| {},
        ];
        for act in acts {
            let (out, err) = printed(format, |output| {
                output.warn("before");
                act(output);
                output.warn("after");
            });
            assert_eq!(err, "{\"warnings\":[\"before\",\"after\"]}\n");
            assert!(!out.contains("before"));
        }
        // An error: its own. What was answered before it stays.
        let (out, err) = printed(format, |output| {
            output.one(&thing).unwrap();
            output.warn("look");
            output.error(&Error::not_found("no key"));
        });
        assert!(out.contains("\"a\"") && !out.contains("look"), "{out}");
        assert!(err.lines().count() == 1 && err.contains("\"warnings\":[\"look\"]"), "{err}");
        // Answers that come for long: each at once.
        let (_, err) = printed(format, |output| {
            output.warn("early");
            output.warn_at_once();
            output.warn("late");
            output.json_line(&thing).unwrap();
        });
        assert_eq!(err, "{\"warnings\":[\"early\"]}\n{\"warnings\":[\"late\"]}\n");
    }
}

#[test]
fn warnings_are_not_lost_with_an_answer_that_nobody_reads() {
    let (mut out, mut err) = (Failing(ErrorKind::BrokenPipe), Vec::new());
    let settings = Settings { format: Format::Json, ..Settings::default() };
    let mut output = Output::new(&mut out, &mut err, settings);
    output.payload(b"x\n").unwrap();
    output.json(&things()[0]).unwrap();
    output.warn("look");
    output.finish().unwrap();
    drop(output);
    assert_eq!(String::from_utf8(err).unwrap(), "{\"warnings\":[\"look\"]}\n");
    let (mut out, mut err) = (Failing(ErrorKind::StorageFull), Vec::new());
    let mut output = Output::new(&mut out, &mut err, settings);
    output.json(&things()[0]).unwrap();
    let error = output.finish().unwrap_err();
    assert_eq!(output.error(&error), 10);
}

/// What of it may not be shown begins with h.
fn misplaced() -> String {
    let prefix: token::Prefix = "kw".parse().unwrap();
    token::assemble(&prefix, b"SHOWN123hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh")
}

/// An item, and a report.
struct Text(String);

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::json!({ "text": self.0 }).serialize(serializer)
    }
}

impl View for Text {
    fn members() -> Vec<&'static str> {
        vec!["text"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Text"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.0.as_str().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Text", self.0.clone())]
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[test]
fn a_secret_that_gets_into_any_output_is_shown_by_its_start() {
    let secret = misplaced();
    let source = || io::Error::other(format!("caused by {secret}"));
    for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv] {
        let settings = Settings { format, verbosity: Verbosity::Verbose, ..Settings::default() };
        let text = || Text(format!("a {secret} b"));
        let acts: [&dyn Fn(&mut Output<'_>); 13] = [
            &|output| output.one(&text()).unwrap(),
            &|output| output.json(&text()).unwrap(),
            &|output| output.json_line(&text()).unwrap(),
            &|output| output.say(&secret).unwrap(),
            &|output| output.payload(secret.as_bytes()).unwrap(),
            &|output| output.listing([text()], Some(&secret)).unwrap(),
            &|output| output.items([text()]).unwrap(),
            &|output| output.report(&text()).unwrap(),
            &|output| output.reveal_encrypted(&text(), "-----BEGIN AGE").unwrap(),
            &|output| output.note(&secret),
            &|output| output.warn(&secret),
            &|output| assert_eq!(output.error(&Error::io(&secret, source()).hint(&secret)), 10),
            &|output| output.write_stderr(&secret),
        ];
        // What was done is not said where JSON is, and only the JSON of a key has its encrypted secret.
        let is_silent = |number| format.is_json() && number == 9 || !format.is_json() && number == 8;
        for (number, act) in acts.into_iter().enumerate() {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut output = Output::new(&mut out, &mut err, settings);
            act(&mut output);
            output.finish().unwrap();
            drop(output);
            let all = String::from_utf8([out, err].concat()).unwrap();
            assert!(!all.contains("hhh"), "{number}: {all}");
            assert!(all.contains("kw_SHOWN123…") || is_silent(number), "{number}: {all}");
        }
    }
}

#[test]
fn one_that_is_revealed_on_purpose_is_whole_and_another_beside_it_is_not() {
    let other = misplaced();
    let own = token::assemble(&"own".parse::<token::Prefix>().unwrap(), &[b'r'; 48]);
    let secret = Secret::new(own.clone());
    for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv] {
        let once = printed(format, |output| output.reveal(&Text(other.clone()), &secret, "S:").unwrap()).0;
        let several = printed(format, |output| {
            let mut revealing = output.begin_revealing::<Text>();
            for _ in 0..2 {
                output.reveal_another(&mut revealing, &Text(other.clone()), &secret).unwrap();
            }
            output.end_revealing(revealing).unwrap();
        });
        assert_eq!((once.matches(&own).count(), several.0.matches(&own).count()), (1, 2), "{once}");
        for text in [once, several.0] {
            assert!(!text.contains("hhh") && text.contains("kw_SHOWN123…"), "{text}");
        }
    }
    let alone = printed(Format::Json, |output| output.reveal_only(&secret).unwrap());
    assert_eq!(alone.0, format!("{own}\n"));
}

/// It is signed: not a byte may change, whatever it looks like.
#[test]
fn a_verification_file_is_printed_byte_for_byte() {
    let file = misplaced().repeat(3_000);
    let print = |output: &mut Output<'_>| output.signed_file(SignedFile::new(file.as_bytes())).unwrap();
    assert!(printed(Format::Table, print).0 == file);
    let (mut out, mut err) = (Failing(ErrorKind::BrokenPipe), Vec::new());
    Output::new(&mut out, &mut err, Settings::default()).signed_file(SignedFile::new(&b"x"[..])).unwrap();
    let (mut out, mut err) = (Failing(ErrorKind::StorageFull), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Settings::default());
    let error = output.signed_file(SignedFile::new(&b"x"[..])).unwrap_err();
    assert_eq!(error.kind.exit_code(), 10);
}
