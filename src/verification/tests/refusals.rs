//! How each alteration is rejected, and that a rejection leaves the stored mark unchanged.

use super::*;

fn assert_refused(cases: &[(&str, Vec<u8>, RejectionKind)]) {
    let (_folder, state) = state();
    let (iss, sub) = ("urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", "api");
    let mark = state.highest(iss, sub).unwrap();
    assert!(mark.is_some());
    for (what, file, kind) in cases {
        assert_eq!(accept(&verifier(), file, time(0), &state), Some(*kind), "{what}");
        assert_eq!(state.highest(iss, sub).unwrap(), mark, "{what} moved the mark");
    }
}

#[test]
fn claims_that_are_not_for_here_and_now() {
    assert_refused(&[
        ("older generation", changed(|c| c.generation = 4), RejectionKind::Older),
        ("older epoch", changed(|c| (c.epoch, c.generation) = (time(-1_001), 99)), RejectionKind::Older),
        ("its twin", changed(|c| (c.dig, c.cnt) = (sha256(b""), 0)), RejectionKind::Digest),
        ("expired", changed(|c| (c.exp, c.generation) = (time(0), 6)), RejectionKind::Stale),
        ("future", changed(|c| (c.iat, c.generation) = (time(301), 6)), RejectionKind::Stale),
        ("epoch after issue", changed(|c| (c.epoch, c.generation) = (time(1), 6)), RejectionKind::Stale),
        (
            "other audience",
            changed(|c| (c.aud, c.generation) = (vec!["API".into()], 6)),
            RejectionKind::Audience,
        ),
        ("no audience", changed(|c| (c.aud, c.generation) = (Vec::new(), 6)), RejectionKind::Audience),
        ("unknown version", changed(|c| (c.ver, c.generation) = (2, 6)), RejectionKind::Version),
        ("other format", changed(|c| (c.fmt, c.generation) = (Format::Haproxy, 6)), RejectionKind::Format),
        ("wrong count", changed(|c| (c.cnt, c.generation) = (4, 6)), RejectionKind::Digest),
        ("smaller count", changed(|c| (c.cnt, c.generation) = (2, 6)), RejectionKind::Digest),
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
        ("alg none", header_with(&format!(r#""alg":"none",{typ},"kid":"{kid}""#)), RejectionKind::Signature),
        (
            "alg HS256",
            header_with(&format!(r#""alg":"HS256",{typ},"kid":"{kid}""#)),
            RejectionKind::Signature,
        ),
        (
            "other typ",
            header_with(&format!(r#""alg":"EdDSA","typ":"JWT","kid":"{kid}""#)),
            RejectionKind::Signature,
        ),
        ("no kid", header_with(&format!(r#""alg":"EdDSA",{typ}"#)), RejectionKind::Signature),
        (
            "unknown kid",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{}""#, &kid[1..])),
            RejectionKind::Signature,
        ),
        (
            "extra header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","crit":[]"#)),
            RejectionKind::Signature,
        ),
        (
            "doubled header",
            header_with(&format!(r#""alg":"EdDSA",{typ},"kid":"{kid}","kid":"{kid}""#)),
            RejectionKind::Signature,
        ),
        ("doubled gen", doubled("gen", "99"), RejectionKind::Signature),
        ("doubled exp", doubled("exp", "9999999999"), RejectionKind::Signature),
        ("doubled ver", doubled("ver", "1"), RejectionKind::Signature),
        ("payload not an object", with_jws(&header, "[]"), RejectionKind::Signature),
        (
            "format of another line",
            with_jws(&header, &payload.replace("jsonl", "haproxy")),
            RejectionKind::Signature,
        ),
        (
            "dig of another hash",
            with_jws(&header, &payload.replace("sha256:", "sha512:")),
            RejectionKind::Signature,
        ),
        (
            "fractional exp",
            with_jws(&header, &payload.replace("1767229200", "1767229200.5")),
            RejectionKind::Signature,
        ),
    ];
    for claim in ["ver", "iss", "sub", "aud", "iat", "exp", "epoch", "gen", "fmt", "cnt", "dig"] {
        cases.push((claim, without(claim), RejectionKind::Signature));
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
        cases.into_iter().map(|(what, file)| (what, file.into_bytes(), RejectionKind::Signature)).collect();
    let other = SigningKey::from_seed(&[8; 32]).unwrap();
    let mut stolen_kid = load(&good).unwrap().claims;
    stolen_kid.generation = 6;
    let other_line = sign_line(&stolen_kid, &other);
    cases.push(("other key", format!("{other_line}{body}").into_bytes(), RejectionKind::Signature));
    let (header, payload) = parts();
    let forged_jws = Format::Jsonl.line_1(&claims(Format::Jsonl, &[], 0), &sign(&header, &payload, &other));
    cases.push((
        "other key under our kid",
        format!("{forged_jws}{body}").into_bytes(),
        RejectionKind::Signature,
    ));
    assert_refused(&cases);
}

#[test]
fn bodies_that_were_not_signed_for() {
    let good = String::from_utf8(good()).unwrap();
    let (line, body) = good.split_once('\n').unwrap();
    let lines: Vec<&str> = body.lines().collect();
    let file = |body: String| format!("{line}\n{body}").into_bytes();
    assert_refused(&[
        ("truncated", good.as_bytes()[..good.len() - 1].to_vec(), RejectionKind::Digest),
        ("cut off at a line", file(format!("{}\n{}\n", lines[0], lines[1])), RejectionKind::Digest),
        ("empty body", file(String::new()), RejectionKind::Digest),
        ("extra line feed", file(format!("{body}\n")), RejectionKind::Digest),
        ("extra space", file(body.replacen(r#","id""#, r#", "id""#, 1)), RejectionKind::Digest),
        ("CR at the end", file(body.replace('\n', "\r\n")), RejectionKind::Digest),
        ("more rights", file(body.replacen("read write", "read admin", 1)), RejectionKind::Digest),
        (
            "an entry more",
            file(format!("{body}{}\n", lines[2].replace(r#""digest":""#, r#""digest":"f"#))),
            RejectionKind::Digest,
        ),
    ]);
}

/// Files that their owner signed, with invalid bodies.
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
    // Digests that begin equally.
    let numbered = |last: &[u8]| {
        let digests =
            last.iter().map(|last| sha256(b"").to_string()[..62].to_owned() + &format!("{last:02x}"));
        let with = |digest: String| format!("{}{digest}{}\n", &lines[0][..11], &lines[0][75..]);
        signed(digests.map(with).collect())
    };
    assert!(load(&numbered(&[1, 2, 0xa0])).is_ok());
    assert!(
        load(&replaced(r#""scope""#, r#""new":{"a":[1]},"scope""#)).is_ok(),
        "unknown members are ignored"
    );
    assert_refused(&[
        ("unsorted", signed(format!("{}\n{}\n", lines[1], lines[0])), RejectionKind::Digest),
        ("unsorted, by the last bits", numbered(&[2, 1]), RejectionKind::Digest),
        ("a digest twice, after others", numbered(&[0, 1, 1]), RejectionKind::Digest),
        ("a digest twice", signed(format!("{}\n{}\n", lines[0], lines[0])), RejectionKind::Digest),
        ("an empty line", signed(format!("{}\n\n", lines[0])), RejectionKind::Digest),
        ("not an object", signed("[]\n".into()), RejectionKind::Digest),
        ("a doubled member", replaced(r#""scope""#, r#""scope":"","scope""#), RejectionKind::Digest),
        ("no scope", replaced(r#""scope""#, r#""scopes""#), RejectionKind::Digest),
        ("no id", replaced(r#""id""#, r#""key""#), RejectionKind::Digest),
        ("a bad id", replaced("key_", "kex_"), RejectionKind::Digest),
        (
            "an upper-case digest",
            signed(
                lines[0].replacen(|c: char| c.is_ascii_hexdigit() && c.is_ascii_lowercase(), "A", 4) + "\n",
            ),
            RejectionKind::Digest,
        ),
        ("two spaces in scope", replaced("read write", "read  write"), RejectionKind::Digest),
        ("a bad scope", replaced("read write", "read,write"), RejectionKind::Digest),
        ("a bad resource", replaced("acme/products", "acme//products"), RejectionKind::Digest),
        ("an empty resource", replaced("acme/products", ""), RejectionKind::Digest),
        ("a bad environment", replaced("prod\"}", "pr od\"}"), RejectionKind::Digest),
        ("a fractional time", replaced(r#""scope""#, r#""exp":1.5,"scope""#), RejectionKind::Digest),
        ("a time in quotes", replaced(r#""scope""#, r#""nbf":"1","scope""#), RejectionKind::Digest),
    ]);
}
