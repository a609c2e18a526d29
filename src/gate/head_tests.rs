use super::*;

fn parse(text: &[u8]) -> Result<Head<'_>, Refusal> {
    let end = find_end(text, &mut 0)?;
    Head::parse(&text[..end.expect("a whole head")], Some("X-Real-IP"))
}

/// A request with these lines of headers.
fn with(lines: &str) -> Vec<u8> {
    format!("GET /read HTTP/1.1\r\n{lines}\r\n\r\n").into_bytes()
}

fn key_of(lines: &str) -> Result<Vec<u8>, Refusal> {
    parse(&with(lines)).and_then(|head| head.key.map(<[u8]>::to_vec))
}

#[test]
fn a_key_comes_in_one_of_two_ways() {
    for (lines, key) in [
        ("Host: a", ""),
        ("X-API-Key: k", "k"),
        ("x-api-key:k", "k"),
        ("X-API-Key: \t k \t ", "k"),
        ("X-API-Key:", ""),
        ("Authorization: Bearer k", "k"),
        ("authorization: bEARER   k", "k"),
        ("Authorization: Bearer", ""),
        ("Authorization: Bearer k k", "k k"),
        ("Authorization: Basic k", ""),
        ("Authorization: Bearerk", ""),
        ("Authorization: Bearer\tk", ""),
        ("Authorization: k", ""),
        ("Authorization:", ""),
        ("X-API-Key: k\r\nAuthorization: Basic x", "k"),
        ("X-API-Key: k\r\nX_API_Key: x\r\nX.API.Key: x\r\nX-API-Keys: x", "k"),
        ("X_API_Key: k", ""),
        ("Proxy-Authorization: Bearer k", ""),
        ("X-API-Key: nope, k", "nope, k"),
    ] {
        assert_eq!(key_of(lines), Ok(key.as_bytes().to_vec()), "{lines:?}");
    }
}

#[test]
fn more_than_one_key_is_refused() {
    for lines in [
        "X-API-Key: k\r\nX-API-Key: k",
        "X-API-Key: k\r\nx-api-key:",
        "X-API-Key:\r\nX-API-Key:",
        "Authorization: Bearer k\r\nAuthorization: Bearer k",
        "Authorization: Basic k\r\nAuthorization: Bearer k",
        "X-API-Key: k\r\nAuthorization: Bearer k",
        "X-API-Key:\r\nAuthorization: Bearer k",
        "X-API-Key: k\r\nAuthorization: Bearer",
    ] {
        assert_eq!(key_of(lines), Err(Refusal::Repeated), "{lines:?}");
    }
}

#[test]
fn the_address_is_that_of_the_header_that_was_configured() {
    let address = |lines: &str| format!("{:?}", parse(&with(lines)).unwrap().address);
    assert_eq!(address("X-Forwarded-For: 10.0.0.1"), "Absent");
    assert_eq!(address("x-real-ip: a"), format!("{:?}", Once::Value(b"a")));
    assert_eq!(address("X-Real-IP: a\r\nX-Real-IP: a"), "Repeated");
    let text = with("X-Real-IP: a");
    assert_eq!(Head::parse(&text, None).unwrap().address, Once::Absent);
}

#[test]
fn a_body_has_one_length_or_none() {
    let body = |lines: &str| parse(&with(lines)).map(|head| head.body);
    for (lines, length) in [
        ("Host: a", 0),
        ("Content-Length: 0", 0),
        ("content-length:  007 ", 7),
        ("Content-Length: 1048576", MAX_BODY),
        ("Content_Length: 5", 0),
    ] {
        assert_eq!(body(lines), Ok(length), "{lines:?}");
    }
    for (lines, refusal) in [
        ("Content-Length: 1048577", Refusal::LongBody),
        ("Content-Length: 18446744073709551616", Refusal::LongBody),
        ("Content-Length: 99999999999999999999999999999999999", Refusal::LongBody),
        ("Content-Length:", Refusal::Malformed),
        ("Content-Length: +5", Refusal::Malformed),
        ("Content-Length: -5", Refusal::Malformed),
        ("Content-Length: 5, 5", Refusal::Malformed),
        ("Content-Length: 0x5", Refusal::Malformed),
        ("Content-Length: 5 5", Refusal::Malformed),
        ("Content-Length: 5\r\nContent-Length: 5", Refusal::Malformed),
        ("Content-Length: 5\r\ncontent-length: 6", Refusal::Malformed),
        ("Transfer-Encoding: chunked", Refusal::Encoded),
        ("transfer-encoding: identity", Refusal::Encoded),
        ("Transfer-Encoding:", Refusal::Encoded),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", Refusal::Encoded),
    ] {
        assert_eq!(body(lines), Err(refusal), "{lines:?}");
    }
}

#[test]
fn a_connection_is_kept_as_its_version_says() {
    let kept = |version: &str, lines: &str| {
        let text = format!("GET / HTTP/{version}\r\nHost: a\r\n{lines}\r\n");
        parse(text.as_bytes()).unwrap().keep_alive
    };
    assert!(kept("1.1", "") && kept("1.1", "Connection: upgrade\r\n"));
    assert!(!kept("1.1", "Connection: Close\r\n"));
    assert!(!kept("1.1", "Connection: keep-alive, close\r\n"));
    assert!(!kept("1.1", "Connection: x\r\nConnection:\tclose\r\n"));
    assert!(!kept("1.0", "") && kept("1.0", "Connection: Keep-Alive\r\n"));
    assert!(!kept("1.0", "Connection: keep-alive\r\nConnection: close\r\n"));
}

#[test]
fn expectations() {
    let waits = |text: &str| parse(text.as_bytes()).map(|head| head.waits);
    assert_eq!(waits("GET / HTTP/1.1\r\nExpect: 100-Continue\r\n\r\n"), Ok(true));
    assert_eq!(waits("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n"), Ok(false));
    assert_eq!(waits("GET / HTTP/1.1\r\nExpect: more\r\n\r\n"), Err(Refusal::Malformed));
}

#[test]
fn what_is_no_request_is_refused() {
    for text in [
        "GET /read HTTP/1.1\n\n",
        "GET /read HTTP/1.1\nHost: a\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key: k\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key: k\rX: y\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key: a\0b\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key: a\r\n b\r\n\r\n",
        "GET /read HTTP/1.1\r\n X-API-Key: a\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key : a\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-API-Key\r\n\r\n",
        "GET /read HTTP/1.1\r\n: a\r\n\r\n",
        "GET /read HTTP/1.1\r\nX-\u{e9}: a\r\n\r\n",
        "GET /read HTTP/2.0\r\n\r\n",
        "GET /read HTTP/1.2\r\n\r\n",
        "GET /read\r\n\r\n",
        "GET  /read HTTP/1.1\r\n\r\n",
        "GET /read  HTTP/1.1\r\n\r\n",
        "GET /re ad HTTP/1.1\r\n\r\n",
        "G\tT /read HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "GET http://gate/read HTTP/1.1\r\n\r\n",
        "GET read HTTP/1.1\r\n\r\n",
        "CONNECT gate:80 HTTP/1.1\r\n\r\n",
        "CONNECT /read HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\r\n\r\n\r\n",
        "\n\n",
        "\u{16}\u{3}\u{1}",
        "\r\r\n\r\n",
    ] {
        assert_eq!(parse(text.as_bytes()).map(|_| ()), Err(Refusal::Malformed), "{text:?}");
    }
}

#[test]
fn empty_lines_before_a_request_are_skipped() {
    assert_eq!(parse(b"\r\nGET /read HTTP/1.1\r\n\r\n").unwrap().target, b"/read");
}

#[test]
fn heads_have_an_end() {
    let most = MAX_HEAD - "GET /read HTTP/1.1\r\nX: \r\n\r\n".len();
    assert!(parse(&with(&format!("X: {}", "a".repeat(most)))).is_ok());
    assert_eq!(parse(&with(&format!("X: {}", "a".repeat(most + 1)))).map(|_| ()), Err(Refusal::LongHead));
    assert_eq!(find_end(&vec![b'a'; MAX_HEAD], &mut 0), Err(Refusal::LongHead));
    let lines = |count: usize| vec!["A: b"; count].join("\r\n");
    assert!(parse(&with(&lines(MAX_HEADERS))).is_ok());
    assert_eq!(parse(&with(&lines(MAX_HEADERS + 1))).map(|_| ()), Err(Refusal::LongHead));
}

#[test]
fn an_end_is_found_wherever_it_is_cut() {
    let text = with("X-API-Key: k");
    for cut in 0..text.len() {
        let mut scanned = 0;
        assert_eq!(find_end(&text[..cut], &mut scanned), Ok(None));
        assert_eq!(scanned, cut, "nothing is looked at twice");
        assert_eq!(find_end(&[&text[..], b"more"].concat(), &mut scanned), Ok(Some(text.len())));
    }
}
