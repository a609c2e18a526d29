//! Lines of real logs, invalid lines, and arbitrary lines.

use proptest::prelude::*;

use super::*;

const HAPROXY: LogFormat = LogFormat::Haproxy(1, UtcOffset::UTC);

fn combined(field: u16) -> LogFormat {
    LogFormat::Combined(KeyField::Number(field))
}

fn offset(text: &str) -> UtcOffset {
    text.parse().unwrap()
}

/// The result as `kind text time`; `-` for a line without a key, or else the error.
fn found(format: LogFormat, line: &str) -> String {
    match format.read(line.as_bytes()) {
        Ok(Some(usage_record)) => format!("{:?} {} {}", usage_record.by, usage_record.text, usage_record.at),
        Ok(None) => "-".to_owned(),
        Err(broken) => broken.what,
    }
}

#[test]
fn json_lines() {
    let digest = "ab".repeat(32);
    for (line, expected) in [
        (r#"{"id":"key_abcdefgh","at":"2026-01-02T03:04:05Z"}"#, "Id key_abcdefgh 2026-01-02T03:04:05Z"),
        (r#" { "at" : "2026-01-02T03:04:05+02:00" , "start":"a_b" } "#, "Start a_b 2026-01-02T01:04:05Z"),
        (r#"{"at":1767323045,"id":"k"}"#, "Id k 2026-01-02T03:04:05Z"),
        (r#"{"at":1767323045.9,"id":"k"}"#, "Id k 2026-01-02T03:04:05Z"),
        (r#"{"at":1e300,"id":"k"}"#, WRONG_TIME),
        (r#"{"at":1767323045000,"id":"k"}"#, WRONG_TIME),
        (r#"{"at":253402300800,"id":"k"}"#, WRONG_TIME),
        (r#"{"at":253402300799,"id":"k"}"#, "Id k 9999-12-31T23:59:59Z"),
        (r#"{"at":18446744073709551615,"id":"k"}"#, WRONG_TIME),
        (r#"{"at":NaN,"id":"k"}"#, "it is not a JSON object (column 7)"),
        (r#"{"id":"a\u0062","status":200,"tags":[{"x":null}],"at":0}"#, "Id ab 1970-01-01T00:00:00Z"),
        (r#"{"id":null,"at":0}"#, "-"),
        (r#"{"id":""}"#, "-"),
        (r#"{"id":"-","at":[]}"#, "-"),
        (r#"{"at":0}"#, "none of id, start and digest is given"),
        (r#"{"at":0,"id":"a","start":null}"#, "both id and start are given"),
        (r#"{"at":0,"id":5}"#, "id must be a string"),
        (r#"{"at":0,"digest":{"a":[1,2]}}"#, "digest must be a string"),
        (r#"{"id":"a"}"#, "at is missing"),
        (r#"{"id":"a","at":-1}"#, WRONG_TIME),
        (r#"{"id":"a","at":true}"#, WRONG_TIME),
        (r#"{"id":"a","at":"yesterday"}"#, WRONG_TIME),
        (r#"{"id":"a","id":"b","at":0}"#, "the member 'id' is given twice"),
        (r#"["a",null,null,0]"#, "it is not a JSON object"),
        (r#"{"id":"secret"#, "it is not a JSON object (column 13)"),
        (r#"{"id":"a","at":0} {"#, "it is not a JSON object (column 19)"),
        ("", "it is not a JSON object"),
    ] {
        assert_eq!(found(LogFormat::Jsonl, line), expected, "{line}");
    }
    let line = format!(r#"{{"digest":"{digest}","at":0}}"#);
    assert_eq!(found(LogFormat::Jsonl, &line), format!("Digest {digest} 1970-01-01T00:00:00Z"));
    assert_eq!(
        LogFormat::Jsonl.read(b"{\"id\":\"\xff\",\"at\":0}").unwrap_err().what,
        "it is not a JSON object (column 8)"
    );
}

const WRONG_TIME: &str = "at must be RFC 3339, such as \"2026-01-31T12:00:00Z\", or Unix seconds";

/// From the manuals of Apache (`mod_log_config`) and nginx, with a field for the key added.
#[test]
fn combined_logs() {
    let apache = r#"127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326 "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)""#;
    let user = LogFormat::Combined(KeyField::User);
    assert_eq!(found(user, apache), "Any frank 2000-10-10T20:55:36Z");
    assert_eq!(found(combined(6), apache), "Any 200 2000-10-10T20:55:36Z");
    assert_eq!(found(combined(10), apache), "it has 9 fields, but the key should be in field 10");
    let more = |key: &str| format!("{apache} {key}");
    for (key, expected) in [
        ("key_abc", "Any key_abc 2000-10-10T20:55:36Z"),
        (r#""key_abc" 0.003"#, "Any key_abc 2000-10-10T20:55:36Z"),
        (r#""a \" b\\""#, r#"Any a \" b\\ 2000-10-10T20:55:36Z"#),
        ("-", "-"),
        (r#""-""#, "-"),
        (r#""""#, "-"),
        (r#""key_ab"#, "a quote or bracket is not closed"),
        (r#""key_ab\""#, "a quote or bracket is not closed"),
    ] {
        assert_eq!(found(combined(10), &more(key)), expected, "{key}");
    }
    for cut in 0..apache.len() {
        let cut = found(combined(9), &apache[..cut]);
        assert!(cut.starts_with("it has ") || cut.starts_with("a quote"), "{cut}");
    }
    assert_eq!(found(combined(4), apache), "Any 10/Oct/2000:13:55:36 -0700 2000-10-10T20:55:36Z");
    assert_eq!(found(user, &apache[12..]), "it has no host, ident and user before the time");
    let no_time = "it has no time in the form [10/Oct/2000:13:55:36 -0700]";
    for time in [
        "10/Oct/2000:13:55:36 -0700",
        "[10/Okt/2000:13:55:36 -0700]",
        "[31/Feb/2000:13:55:36 -0700]",
        "[10/Oct/2000:24:00:00 +0000]",
        "[10/Oct/2000:13:55:36]",
        "[]",
    ] {
        assert_eq!(found(user, &format!("h - u {time} x")), no_time, "{time}");
    }
}

/// What is before the time moves nothing after it, and is the user's as a whole.
#[test]
fn what_a_client_writes_before_the_time() {
    let user = LogFormat::Combined(KeyField::User);
    let rest = r#"[28/Nov/2026:20:55:34 +0000] "GET / HTTP/1.1" 200 3 "-" "key_agent" "key_true""#;
    let at = "2026-11-28T20:55:34Z";
    let prefixes = [
        "",
        "Nov 28 20:55:34 web nginx: ",
        "Nov  8 20:55:34 web nginx[12]: ",
        "<190>Nov 28 20:55:34 web nginx: ",
        "2026-11-28T20:55:34.123456+00:00 web nginx: ",
        "<190>1 2026-11-28T20:55:34Z web nginx - - - ",
        "<190>1 2026-11-28T20:55:34Z - nginx 7 x - ",
        "shop.example:443 ",
        "[::1]:443 ",
        "Nov 28 20:55:34 web apache: shop:443 ",
    ];
    for name in [
        "-",
        "bob",
        "x y",
        "x key_victim",
        "x - key_victim",
        "- key_victim",
        "key_victim x",
        "9.9.9.9 - key_victim",
        "a:1 9.9.9.9 - key_victim",
        "Nov 28 20:55:34 web nginx: 9.9.9.9 - key_victim",
        "[x]",
        "[x",
        "x]",
        "[01/Jan/2020:00:00:00 +0000]",
        "x [01/Jan/2020:00:00:00 +0000] key_victim",
        r#"x\" [01/Jan/2020:00:00:00 +0000] \""#,
        r"x\x22 [01/Jan/2020:00:00:00 +0000] \x22",
        r#"x\\\" key_victim"#,
    ] {
        for prefix in prefixes {
            for host in ["192.0.2.7", "2001:db8::1"] {
                let line = format!("{prefix}{host} - {name} {rest}");
                let expected = if name == "-" { "-".to_owned() } else { format!("Any {name} {at}") };
                assert_eq!(found(user, &line), expected, "{line}");
                assert_eq!(found(combined(1), &line), format!("Any {host} {at}"), "{line}");
                assert_eq!(found(combined(2), &line), "-", "{line}");
                assert_eq!(found(combined(10), &line), format!("Any key_true {at}"), "{line}");
            }
        }
    }
}

/// As written by HAProxy 2.6; the first with the prefix of the manual's example.
#[test]
fn haproxy_logs() {
    let line = |rest: &str| {
        format!(
            "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0{rest}"
        )
    };
    for (capture, rest, expected) in [
        (1, r#" {key_abc|#7Ba#7Cb#7D #22c#22} {} "GET / HTTP/1.1""#, "Any key_abc 2009-02-06T12:14:14Z"),
        (2, r#" {x y|key_abc} "GET / HTTP/1.1""#, "Any key_abc 2009-02-06T12:14:14Z"),
        (1, r#" {|} "GET /no HTTP/1.1""#, "-"),
        (1, r#" {} "<BADREQ>""#, "-"),
        (1, r#" "<BADREQ>""#, "-"),
        (2, r#" "<BADREQ>""#, "-"),
        (1, r#" "GET /<BADREQ> HTTP/1.1""#, "it has no captured headers in braces"),
        (2, r#" {key_abc} "GET / HTTP/1.1""#, "it has no captured header 2"),
        (1, r#" "GET / HTTP/1.1""#, "it has no captured headers in braces"),
        (1, r" {key_ab", "a brace is not closed"),
        (1, "", "it ends before the request"),
    ] {
        assert_eq!(found(LogFormat::Haproxy(capture, UtcOffset::UTC), &line(rest)), expected, "{rest}");
    }
    let raw = r#"127.0.0.1:50922 [22/Nov/2026:05:38:47.791] api app/<NOSRV> 0/-1/-1/-1/0 200 49 - - LR-- 1/1/0/0/0 0/0 {key_abc} "GET /a HTTP/1.1""#;
    assert_eq!(found(HAPROXY, raw), "Any key_abc 2026-11-22T05:38:47Z");
    let at = |text| found(LogFormat::Haproxy(1, offset(text)), raw);
    assert_eq!(at("+02:00"), "Any key_abc 2026-11-22T03:38:47Z");
    assert_eq!(at("-0530"), "Any key_abc 2026-11-22T11:08:47Z");
    for other in ["Nov 22 05:38:47 eu-1 haproxy[7]: Proxy api started.", "[x] [06/Feb/2009:12:14:14] a", ""] {
        assert_eq!(found(HAPROXY, other), "it has no time in the form [06/Feb/2009:12:14:14.655]");
    }
    let handshake = "1.2.3.4:5 [22/Nov/2026:05:38:47.791] api/1: SSL handshake failure";
    assert_eq!(found(HAPROXY, handshake), "it ends before the request");
}

/// Looking for the end of each bracket would take minutes.
#[test]
fn a_line_of_brackets() {
    for line in ["[".repeat(60_000), "[x".repeat(30_000), format!("{} \"", "[".repeat(60_000))] {
        for _ in 0..100 {
            assert!(found(combined(10), &line).starts_with("it has no time"));
            assert!(found(HAPROXY, &line).starts_with("it has no time"));
        }
    }
}

#[test]
fn options() {
    assert_eq!("user".parse(), Ok(KeyField::User));
    assert_eq!("10".parse(), Ok(KeyField::Number(10)));
    for bad in ["", "0", "-1", "1000", "agent", "1.5"] {
        assert!(bad.parse::<KeyField>().is_err(), "{bad}");
    }
    for bad in ["", "+", "2", "02:00", "+2:00", "+15:00", "+02:60", "+02:0", "Z", "+0a:00", "+02-00"] {
        assert!(bad.parse::<UtcOffset>().is_err(), "{bad}");
    }
}

#[test]
fn every_instant_is_read_as_it_is_written() {
    for seconds in (0..4_102_444_800_i64).step_by(9_999_991) {
        let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let text = time.format("%d/%b/%Y:%H:%M:%S").to_string();
        assert_eq!(date::local(format!("{text}.123").as_bytes(), UtcOffset::UTC).unwrap().unix(), seconds);
        assert_eq!(
            date::with_zone(format!("{text} +0100").as_bytes()).map(Timestamp::unix),
            seconds.checked_sub(3_600).filter(|s| *s >= 0)
        );
    }
    assert_eq!(date::with_zone(b"31/Dec/2016:23:59:60 +0000").unwrap().to_string(), "2016-12-31T23:59:59Z");
}

fn formats() -> impl Strategy<Value = LogFormat> {
    prop_oneof![
        Just(LogFormat::Jsonl),
        (1..20_u16).prop_map(combined),
        (1..20_u16).prop_map(|capture| LogFormat::Haproxy(capture, offset("-07:00"))),
    ]
}

proptest! {
    #[test]
    fn no_line_panics_and_nothing_of_it_is_told(
        format in formats(),
        line in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            r#"[ \[\]"{}|\\\-:/a-z0-9+.]{0,200}"#.prop_map(String::into_bytes),
            r#"\{("(id|start|at|x)":("[a-z\\"]{0,5}"|[0-9.eE-]{1,9}|null|\[|\{)[,}]?){0,5}"#.prop_map(String::into_bytes),
        ],
    ) {
        let _ = format.read(&line);
    }

    /// Only the line that contains the canary on purpose may return it.
    #[test]
    fn what_is_wrong_is_told_without_a_word_of_the_line(format in formats(), place in 0..200_usize, cut in 0..200_usize) {
        let lines = [
            r#"{"id":"CANARY","start":["CANARY"],"CANARY":"CANARY","at":"CANARY"}"#,
            r#"CANARY CANARY CANARY [CANARY] "CANARY" CANARY CANARY "CANARY"#,
            r"CANARY [06/Feb/2009:12:14:14.655] CANARY CANARY CANARY CANARY CANARY CANARY {CANARY",
        ];
        for line in lines {
            let line = &line[..line.len().min(cut)];
            let text = format!("{}x{}", &line[..line.len().min(place)], &line[line.len().min(place)..]);
            if let Err(broken) = format.read(text.as_bytes()) {
                prop_assert!(!broken.what.contains("CANARY"), "{}", broken.what);
            }
        }
    }
}
