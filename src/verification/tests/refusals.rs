//! What each alteration is refused as, and that a refusal leaves the stored mark alone.

use super::*;

fn assert_refused(cases: &[(&str, Vec<u8>, Ground)]) {
    let (_folder, state) = state();
    let (iss, sub) = ("urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", "api");
    let mark = state.seen(iss, sub).unwrap();
    assert!(mark.is_some());
    for (what, file, ground) in cases {
        assert_eq!(accept(&verifier(), file, time(0), &state), Some(*ground), "{what}");
        assert_eq!(state.seen(iss, sub).unwrap(), mark, "{what} moved the mark");
    }
}

#[test]
fn claims_that_are_not_for_here_and_now() {
    assert_refused(&[
        ("older generation", changed(|c| c.generation = 4), Ground::Older),
        ("older epoch", changed(|c| (c.epoch, c.generation) = (time(-1_001), 99)), Ground::Older),
        ("its twin", changed(|c| (c.dig, c.cnt) = (sha256(b""), 0)), Ground::Digest),
        ("expired", changed(|c| (c.exp, c.generation) = (time(0), 6)), Ground::Stale),
        ("future", changed(|c| (c.iat, c.generation) = (time(301), 6)), Ground::Stale),
        ("epoch after issue", changed(|c| (c.epoch, c.generation) = (time(1), 6)), Ground::Stale),
        ("other audience", changed(|c| (c.aud, c.generation) = (vec!["API".into()], 6)), Ground::Audience),
        ("no audience", changed(|c| (c.aud, c.generation) = (Vec::new(), 6)), Ground::Audience),
        ("unknown version", changed(|c| (c.ver, c.generation) = (2, 6)), Ground::Version),
        ("other format", changed(|c| (c.fmt, c.generation) = (Format::Haproxy, 6)), Ground::Format),
        ("wrong count", changed(|c| (c.cnt, c.generation) = (4, 6)), Ground::Digest),
        ("smaller count", changed(|c| (c.cnt, c.generation) = (2, 6)), Ground::Digest),
    ]);
}

#[test]
fn line_1_that_no_vault_writes() {
    let (header, payload) = parts();
    let kid = key().public().thumbprint();
    let header_with = |members: &str| with_jws(&format!("{{{members}}}"), &payload);
    let without = |claim: &str| {
        let mut map: serde_json::Map<_, _> = serde_json::from_str(&payload).unwrap();
        assert!(map.remove(claim).is_some());
        with_jws(&header, &serde_json::to_string(&map).unwrap())
    };
    let doubled = |claim: &str, value: &str| {
        with_jws(&header, &payload.replacen('{', &format!("{{\"{claim}\":{value},"), 1))
    };
    let typ = r#""typ":"keywright-verification+jwt""#;
    let mut cases = vec![
        ("alg none", header_with(&format!(r#""alg":"none",{typ},"kid":"{kid}""#)), Ground::Signature),
        ("alg HS256", header_with(&format!(r#""alg":"HS256",{typ},"kid":"{kid}""#)), Ground::Signature),
        ("other typ", header_with(&format!(r#""alg":"EdDSA","typ":"JWT","kid":"{kid}""#)), Ground::Signature),
        ("no kid", header_with(&format!(r#""alg":"EdDSA",{typ}"#)), Ground::Signature),
        (
            "unknown kid",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{}""#, &kid[1..])),
            Ground::Signature,
        ),
        (
            "extra header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","crit":[]"#)),
            Ground::Signature,
        ),
        (
            "doubled header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","kid":"{kid}""#)),
            Ground::Signature,
        ),
        ("doubled gen", doubled("gen", "99"), Ground::Signature),
        ("doubled exp", doubled("exp", "9999999999"), Ground::Signature),
        ("doubled ver", doubled("ver", "1"), Ground::Signature),
        ("payload not an object", with_jws(&header, "[]"), Ground::Signature),
        (
            "format of another line",
            with_jws(&header, &payload.replace("jsonl", "haproxy")),
            Ground::Signature,
        ),
        ("dig of another hash", with_jws(&header, &payload.replace("sha256:", "sha512:")), Ground::Signature),
        (
            "fractional exp",
            with_jws(&header, &payload.replace("1767229200", "1767229200.5")),
            Ground::Signature,
        ),
    ];
    for claim in ["ver", "iss", "sub", "aud", "iat", "exp", "epoch", "gen", "fmt", "cnt", "dig"] {
        cases.push((claim, without(claim), Ground::Signature));
    }
    assert_refused(&cases);
    assert!(
        load(&with_jws(&header, &payload.replacen('{', r#"{"jti":"x","#, 1))).is_ok(),
        "unknown claims are ignored"
    );
}

#[test]
fn bytes_around_the_jws() {
    let good = good();
    let text = String::from_utf8(good.clone()).unwrap();
    let (line, body) = text.split_once('\n').unwrap();
    let forged = format!(r#"{{"digest":"{}","id":"{}","scope":"admin"}}"#, "0".repeat(64), entry(1).id);
    let (start, signature) = line.trim_end_matches("\"}").rsplit_once('.').unwrap();
    let cases: Vec<(&str, String)> = vec![
        ("empty", String::new()),
        ("no line 1", body.to_owned()),
        ("CR", format!("{line}\r\n{body}")),
        ("byte-order mark", format!("\u{feff}{text}")),
        ("space before", format!(" {text}")),
        ("space after", format!("{line} \n{body}")),
        ("extra line before", format!("\n{text}")),
        ("forged entry before the JWS", format!("{forged}{text}")),
        ("forged member before the JWS", text.replacen(r#"{"jws""#, r#"{"digest":"00","jws""#, 1)),
        ("forged member after the JWS", format!("{},\"x\":1}}\n{body}", line.trim_end_matches('}'))),
        ("no line feed", line.to_owned()),
        ("long line 1", format!("{}{text}", " ".repeat(MAX_LINE))),
        ("unsigned", format!("{start}.\"}}\n{body}")),
        ("short signature", format!("{start}.{}\"}}\n{body}", &signature[4..])),
        ("padded signature", format!("{start}.{signature}==\"}}\n{body}")),
        ("four parts", format!("{start}.{signature}.x\"}}\n{body}")),
        ("other format", text.replacen(r#"{"jws":""#, "# ", 1).replacen("\"}\n", "\n", 1)),
    ];
    let mut cases: Vec<_> =
        cases.into_iter().map(|(what, file)| (what, file.into_bytes(), Ground::Signature)).collect();
    let other = SigningKey::from_seed(&[8; 32]).unwrap();
    let mut stolen_kid = load(&good).unwrap().claims;
    stolen_kid.generation = 6;
    let other_line = sign_line(&stolen_kid, &other);
    cases.push(("other key", format!("{other_line}{body}").into_bytes(), Ground::Signature));
    let (header, payload) = parts();
    let forged_jws = Format::Jsonl.line_1("api", &sign(&header, &payload, &other));
    cases.push(("other key under our kid", format!("{forged_jws}{body}").into_bytes(), Ground::Signature));
    assert_refused(&cases);
}

#[test]
fn bodies_that_were_not_signed_for() {
    let good = String::from_utf8(good()).unwrap();
    let (line, body) = good.split_once('\n').unwrap();
    let lines: Vec<&str> = body.lines().collect();
    let file = |body: String| format!("{line}\n{body}").into_bytes();
    assert_refused(&[
        ("truncated", good.as_bytes()[..good.len() - 1].to_vec(), Ground::Digest),
        ("cut off at a line", file(format!("{}\n{}\n", lines[0], lines[1])), Ground::Digest),
        ("empty body", file(String::new()), Ground::Digest),
        ("extra line feed", file(format!("{body}\n")), Ground::Digest),
        ("extra space", file(body.replacen(r#","id""#, r#", "id""#, 1)), Ground::Digest),
        ("CR at the end", file(body.replace('\n', "\r\n")), Ground::Digest),
        ("more rights", file(body.replacen("read write", "read admin", 1)), Ground::Digest),
        (
            "an entry more",
            file(format!("{body}{}\n", lines[2].replace(r#""digest":""#, r#""digest":"f"#))),
            Ground::Digest,
        ),
    ]);
}

/// Files that their owner signed, but wrongly made.
#[test]
fn bodies_that_no_vault_writes() {
    let good = String::from_utf8(good()).unwrap();
    let body = good.split_once('\n').unwrap().1;
    let lines: Vec<&str> = body.lines().collect();
    let signed = |body: String| {
        let count = u64::try_from(body.lines().count()).unwrap();
        let line =
            sign_line(&Claims { generation: 6, ..claims(Format::Jsonl, body.as_bytes(), count) }, &key());
        format!("{line}{body}").into_bytes()
    };
    let replaced = |from: &str, to: &str| {
        assert!(lines[0].contains(from));
        signed(format!("{}\n", lines[0].replace(from, to)))
    };
    assert!(
        load(&replaced(r#""scope""#, r#""new":{"a":[1]},"scope""#)).is_ok(),
        "unknown members are ignored"
    );
    assert_refused(&[
        ("unsorted", signed(format!("{}\n{}\n", lines[1], lines[0])), Ground::Digest),
        ("a digest twice", signed(format!("{}\n{}\n", lines[0], lines[0])), Ground::Digest),
        ("an empty line", signed(format!("{}\n\n", lines[0])), Ground::Digest),
        ("not an object", signed("[]\n".into()), Ground::Digest),
        ("a doubled member", replaced(r#""scope""#, r#""scope":"","scope""#), Ground::Digest),
        ("no scope", replaced(r#""scope""#, r#""scopes""#), Ground::Digest),
        ("no id", replaced(r#""id""#, r#""key""#), Ground::Digest),
        ("a bad id", replaced("key_", "kex_"), Ground::Digest),
        (
            "an upper-case digest",
            signed(
                lines[0].replacen(|c: char| c.is_ascii_hexdigit() && c.is_ascii_lowercase(), "A", 4) + "\n",
            ),
            Ground::Digest,
        ),
        ("two spaces in scope", replaced("read write", "read  write"), Ground::Digest),
        ("a bad scope", replaced("read write", "read,write"), Ground::Digest),
        ("a bad resource", replaced("acme/products", "acme//products"), Ground::Digest),
        ("an empty resource", replaced("acme/products", ""), Ground::Digest),
        ("a bad environment", replaced("prod\"}", "pr od\"}"), Ground::Digest),
        ("a fractional time", replaced(r#""scope""#, r#""exp":1.5,"scope""#), Ground::Digest),
        ("a time in quotes", replaced(r#""scope""#, r#""nbf":"1","scope""#), Ground::Digest),
    ]);
}
