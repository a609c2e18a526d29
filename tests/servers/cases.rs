//! The requests of the probe.

use crate::client::Request;
use crate::probe::Expected::{self, Admitted, Either, Refused};
use crate::probe::{BAD, Case, Habits};
use crate::site::{Site, UNKNOWN};

/// Names that CGI, WSGI, PHP and their like take for that of the id.
const FORGED: [&str; 14] = [
    "X-Key-Id", "x-key-id", "X-KEY-ID", "X_Key_Id", "x_key_id", "X-Key_Id", "X_KEY-id", "X.Key.Id",
    "x.key-id", "X-Key.Id", "X_Key.Id", "X~Key~Id", "X!Key+Id", "X-Key|Id",
];
/// What else the gate answers with, and a client must not say.
const SAID: [&str; 6] =
    ["X-Key-Scope", "X-Key-Unchecked", "X-Key-Reason", "X_Key_Scope", "x_key_unchecked", "X.Key.Reason"];

pub(crate) fn all(site: &Site, habits: Habits) -> Vec<Case> {
    let groups = [
        keys(site),
        presented(site, habits),
        authorized(site, habits),
        forged(site),
        paths(site),
        methods(site),
        hostile(site),
    ];
    groups.into_iter().flatten().collect()
}

fn case(what: impl Into<String>, request: Request, expected: Expected) -> Case {
    Case { what: what.into(), request, expected }
}

fn get() -> Request {
    Request::new("GET", "/")
}

fn post() -> Request {
    Request::new("POST", "/")
}

/// Each kind of key, for reading and for writing.
fn keys(site: &Site) -> Vec<Case> {
    let of = |method: &str, name: &'static str, expected: Expected| {
        case(format!("{method} by {name}"), Request::new(method, "/").key(&site.key(name).secret), expected)
    };
    vec![
        of("GET", "reader", Admitted("reader")),
        of("HEAD", "reader", Admitted("reader")),
        of("POST", "reader", Refused(&[403])),
        of("GET", "writer", Admitted("writer")),
        of("POST", "writer", Admitted("writer")),
        of("PUT", "writer", Admitted("writer")),
        of("DELETE", "writer", Admitted("writer")),
        of("POST", "parent", Admitted("parent")),
        of("GET", "staging", Refused(&[403])),
        of("GET", "other", Refused(&[403])),
        of("GET", "beside", Refused(&[403])),
        of("GET", "start", Refused(&[403])),
        of("POST", "rewriter", Refused(&[403])),
        of("GET", "without", Refused(&[403])),
        of("GET", "ended", Refused(&[401])),
        of("GET", "later", Refused(&[401])),
    ]
}

/// Ways to present a key, and what is none.
fn presented(site: &Site, habits: Habits) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let repeated: &'static [u16] = if habits.repeated == 400 { &[400] } else { &[400, 401] };
    let mut cases = vec![
        case("no key", get(), Refused(&[401])),
        case("an empty key", get().key(""), Refused(&[401])),
        case("an unknown key", get().key(UNKNOWN), Refused(&[401])),
        case("twice the same", get().key(key).key(key), Refused(repeated)),
        case("unknown, then good", get().key(UNKNOWN).key(key), Refused(repeated)),
        case("good, then unknown", get().key(key).key(UNKNOWN), Refused(repeated)),
        // One that joins repeated headers may leave out what is empty.
        case(
            "good, then empty",
            get().key(key).key(""),
            if habits.repeated == 400 { Refused(&[400]) } else { Either("reader") },
        ),
        case(
            "empty, then good",
            get().key("").key(key),
            if habits.repeated == 400 { Refused(&[400]) } else { Either("reader") },
        ),
        case("in another case", get().key(key).header("x-api-KEY", UNKNOWN), Refused(repeated)),
        case("a list", get().key(&format!("nope, {key}")), Refused(&[401])),
        case("a list without a space", get().key(&format!("{key},nope")), Refused(&[401])),
        case("a list of the same", get().key(&format!("{key},{key}")), Refused(&[401])),
        case("upper case", get().key(&key.to_uppercase()), Refused(&[401])),
        case("white space around it", get().key(&format!(" \t{key}  ")), Admitted("reader")),
        case("white space within it", get().key(&key.replacen('_', "_ ", 1)), Refused(&[401])),
        case("quoted", get().key(&format!("\"{key}\"")), Refused(&[401])),
        case("percent-encoded", get().key(&key.replace('_', "%5F")), Refused(&[401])),
        case("without its last letter", get().key(&key[..key.len() - 1]), Refused(&[401])),
        case("in the query", Request::new("GET", "/?X-API-Key=nope&demand=any"), Refused(&[401])),
        case("in a cookie", get().header("Cookie", format!("X-API-Key={key}")), Refused(&[401])),
        case("under the name with underscores", get().header("X_API_Key", key), Refused(&[400, 401])),
        case("beside one with underscores", get().key(key).header("X_API_Key", key), Either("reader")),
        case("beside one with dots", get().key(key).header("X.Api.Key", key), Either("reader")),
        case("another user", get().key(key).header("Authorization", "Basic eDp5"), Either("reader")),
    ];
    for nothing in ["-", "null", "None", "undefined", "_not_after", "*", "key_of_nobody"] {
        cases.push(case(nothing, get().key(nothing), Refused(&[401])));
    }
    cases
}

/// The other way to present a key.
fn authorized(site: &Site, habits: Habits) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let bearer = |key: &str| format!("Bearer {key}");
    let mut cases = Vec::new();
    let authorization = |value: &str| get().header("Authorization", value);
    if habits.takes_bearer {
        cases.extend([
            case("bearer", authorization(&bearer(key)), Admitted("reader")),
            case("bearer in lower case", authorization(&format!("bearer {key}")), Admitted("reader")),
            case("both", authorization(&bearer(key)).key(key), Refused(&[400])),
            case("both, one unknown", authorization(&bearer(UNKNOWN)).key(key), Refused(&[400])),
            case(
                "bearer twice",
                authorization(&bearer(key)).header("Authorization", bearer(key)),
                Refused(&[400, 401]),
            ),
        ]);
    } else {
        cases.push(case("bearer", authorization(&bearer(key)), Refused(&[401])));
    }
    for other in
        ["Bearer", "Bearer ", "Basic eDp5", "Digest x", &format!("Token {key}"), &format!("BearerX {key}")]
    {
        cases.push(case(other, authorization(other), Refused(&[400, 401])));
    }
    cases
}

/// What a client says in the gate's place, or so that others drop what the gate said.
fn forged(site: &Site) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let mut cases = Vec::new();
    for name in FORGED {
        let expected =
            || if name.eq_ignore_ascii_case("X-Key-Id") { Admitted("reader") } else { Either("reader") };
        cases.extend([
            case(format!("{name} alone"), get().header(name, "key_forged"), Refused(&[400, 401])),
            case(format!("{name} beside a key"), get().key(key).header(name, "key_forged"), expected()),
            case(format!("{name} before a key"), get().header(name, "key_forged").key(key), expected()),
            case(
                format!("{name} twice"),
                get().header(name, "key_forged").header(name, "forged").key(key),
                expected(),
            ),
            case(format!("{name} empty"), get().header(name, "").key(key), expected()),
        ]);
        for value in [name.to_owned(), format!("close, {name}"), format!("{name},keep-alive")] {
            let request = get().key(key).header("Connection", &value);
            cases.push(case(format!("Connection: {value}"), request, Either("reader")));
        }
    }
    for name in SAID {
        cases.push(case(name, get().key(key).header(name, "forged"), Either("reader")));
    }
    for value in ["X-API-Key", "close, X-API-Key", "Host", "TE", "keep-alive", "close, X-Real-IP"] {
        cases.push(case(
            format!("Connection: {value}"),
            get().key(key).header("Connection", value),
            Either("reader"),
        ));
    }
    for name in ["Proxy-Connection", "Keep-Alive", "TE", "Trailer", "Upgrade"] {
        cases.push(case(name, get().key(key).header(name, "X-Key-Id"), Either("reader")));
    }
    // Whatever is spoken to the application after it is past everything that is refused here.
    for protocol in ["h2c", "H2C", "websocket, h2c", "TLS/1.2", "anything"] {
        let request =
            get().key(key).header("Connection", "Upgrade, HTTP2-Settings").header("Upgrade", protocol);
        let request = request.header("HTTP2-Settings", "AAMAAABkAAQCAAAAAAIAAAAA");
        cases.push(case(format!("an upgrade to {protocol}"), request, Either("reader")));
    }
    for (name, value) in [
        ("X-Original-URL", "/read/"),
        ("X-Original-Method", "GET"),
        ("X-HTTP-Method-Override", "GET"),
        ("X-Forwarded-Method", "GET"),
        ("X-Forwarded-Uri", "/read/"),
        ("X-Rewrite-URL", "/read/"),
    ] {
        cases.push(case(name, post().key(key).header(name, value), Refused(&[403])));
    }
    cases
}

/// What is asked for is not for the path to say.
fn paths(site: &Site) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let mut cases = Vec::new();
    for path in [
        "/read/",
        "/write/",
        "/write",
        "/any",
        "/write/../read",
        "/read/../write",
        "/%2F..%2Fread",
        "/..%2Fread/",
        "/%2e%2e/read",
        "//read",
        "/read%3F",
        "/read%23",
        "/;/read",
        "/?demand=read",
        "/?/read/",
        "/..;/read",
        "/%00",
        "/read%0d%0aX-Key-Id:%20key_forged",
        "http://other/read/",
        "http://other/",
        "/\\read",
        "/..\\read",
    ] {
        cases.push(case(format!("GET {path}"), Request::new("GET", path).key(key), Either("reader")));
        cases.push(case(format!("POST {path}"), Request::new("POST", path).key(key), Refused(BAD)));
        cases.push(case(format!("GET {path} by nobody"), Request::new("GET", path), Refused(BAD)));
    }
    cases
}

fn methods(site: &Site) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let mut cases = Vec::new();
    for method in
        ["OPTIONS", "TRACE", "PATCH", "PROPFIND", "get", "Get", "GETX", "XGET", "HEADX", "QUERY", "PURGE"]
    {
        cases.push(case(method, Request::new(method, "/").key(key), Refused(BAD)));
        cases.push(case(format!("{method} by nobody"), Request::new(method, "/"), Refused(BAD)));
    }
    cases.extend([
        // Go answers this itself.
        case(
            "OPTIONS *",
            Request::new("OPTIONS", "*").key(key),
            Refused(&[200, 400, 403, 404, 500, 501, 503]),
        ),
        case("CONNECT", Request::new("CONNECT", "localhost:80").key(key), Refused(BAD)),
        case("GET with a body", get().key(key).body("GET /x HTTP/1.1\r\nHost: x\r\n\r\n"), Either("reader")),
        case("POST with a body", post().key(&site.key("writer").secret).body("a=b"), Admitted("writer")),
        case("POST with a body by a reader", post().key(key).body(&"x".repeat(100_000)), Refused(BAD)),
        case("HTTP/1.0", Request::of_line("GET / HTTP/1.0").key(key), Either("reader")),
        case("HTTP/1.0 by nobody", Request::of_line("GET / HTTP/1.0"), Refused(BAD)),
        case("HTTP/0.9", Request::of_line("GET /"), Refused(BAD)),
        case("HTTP/3.0", Request::of_line("GET / HTTP/3.0").key(key), Either("reader")),
    ]);
    cases
}

/// What is no good request, and what is too much of one.
fn hostile(site: &Site) -> Vec<Case> {
    let key = &*site.key("reader").secret;
    let line = |text: &str| text.as_bytes().to_vec();
    let smuggled =
        format!("0\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\nX-Key-Id: forged\r\nX-API-Key: {UNKNOWN}\r\n\r\n");
    let chunked = || post().key(key).header("Transfer-Encoding", "chunked");
    let mut cases = vec![
        case("folded", get().raw(&line(&format!("X-API-Key: nope\r\n {key}"))), Refused(BAD)),
        case("folded after it", get().raw(&line(&format!("X-API-Key: {key}\r\n nope"))), Refused(BAD)),
        case("folded id", get().key(key).raw(b"X-Other: a\r\n X-Key-Id: key_other"), Either("reader")),
        case("NUL", get().header("X-API-Key", [key.as_bytes(), b"\0"].concat()), Refused(BAD)),
        case("NUL before it", get().header("X-API-Key", [b"\0", key.as_bytes()].concat()), Refused(BAD)),
        case("CR", get().raw(&line(&format!("X-API-Key: nope\rX-API-Key: {key}"))), Refused(BAD)),
        case("LF alone", get().raw(&line(&format!("X-Other: a\nX-API-Key: {key}"))), Either("reader")),
        case("high bytes", get().header("X-API-Key", "é".repeat(20)), Refused(BAD)),
        case("control characters", get().header("X-API-Key", b"\x01\x7f"), Refused(BAD)),
        case("space before the colon", get().raw(&line(&format!("X-API-Key : {key}"))), Refused(BAD)),
        case("no colon", get().raw(&line(&format!("X-API-Key {key}"))), Refused(BAD)),
        case("chunked by a reader", chunked().body("3\r\na=b\r\n0\r\n\r\n"), Refused(BAD)),
        case("both lengths", chunked().header("Content-Length", "5").body(&smuggled), Refused(BAD)),
        case(
            "two lengths",
            post().key(key).header("Content-Length", "0").header("Content-Length", "5"),
            Refused(BAD),
        ),
        case("a negative length", post().key(key).header("Content-Length", "-1"), Refused(BAD)),
        case(
            "an odd encoding",
            post().key(key).header("Transfer-Encoding", "xchunked").body(&smuggled),
            Refused(BAD),
        ),
    ];
    for size in [4_000, 20_000, 100_000] {
        let long = "A".repeat(size);
        cases.push(case(format!("a key of {size}"), get().key(&long), Refused(BAD)));
        cases.push(case(format!("beside {size}"), get().key(key).header("X-Other", &long), Either("reader")));
    }
    let many =
        (0..300).fold(get().key(key), |request, number| request.header(&format!("X-Other-{number}"), "a"));
    cases.push(case("300 headers", many, Either("reader")));
    // After all that it still answers.
    cases.push(case("and then a good one", get().key(key), Admitted("reader")));
    cases
}
