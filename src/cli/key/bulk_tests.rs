use super::*;

fn line(text: &str) -> Line {
    Line { number: 3, text: Zeroizing::new(text.as_bytes().to_vec()) }
}

#[test]
fn what_is_wrong_is_named_and_no_secret_is_quoted() {
    let wrong = |text: &str| import_key(&line(text)).err().map(|error| error.message).unwrap_or_default();
    assert_eq!(
        wrong("{\"name\":\"a\",\"secret\":\"hunter2\""),
        "--from: line 3: it is not a JSON object (column 30)"
    );
    assert_eq!(wrong("{\"secret\":\"x\"}"), "--from: line 3: name is missing");
    assert_eq!(wrong("{\"nam\":\"a\"}"), "--from: line 3: unknown field 'nam'");
    assert_eq!(wrong("{\"name\":\"a\",\"secret\":[\"hunter2\"]}"), "--from: line 3: secret must be a string");
    for (member, expected) in [
        ("\"scopes\":\"a\"", "scopes must be a list of strings"),
        ("\"roles\":[1]", "roles must be a list of strings"),
        ("\"labels\":[]", "labels must be an object of strings"),
        ("\"expires\":true", "expires must be a string or a number of days"),
        ("\"name\":7", "name must be a string"),
        ("\"roles\":[\"a b\"]", "roles: a role must be"),
        ("\"expires\":0", "expires: an expiry must be"),
        ("\"expires\":-1", "expires: an expiry must be"),
        ("\"expires\":1e9", "expires: an expiry must be"),
        ("\"expires\":1e1", "expires: an expiry must be"),
        ("\"expires\":[\"hunter2\"]", "expires must be a string or a number of days"),
        ("\"expires_at\":1767225600", "expires_at must be a string"),
        ("\"not_before\":\"hunter2\"", "not_before: a time must be RFC 3339"),
        ("\"scopes\":null", "scopes must be a list of strings"),
        ("\"scopes\":[\"hunter 2\"]", "scopes: a scope must be"),
        ("\"labels\":{\"a\":1}", "labels must be an object of strings"),
        ("\"labels\":{\"hunter2!\":\"b\"}", "labels: a label's key must be"),
        ("\"networks\":\"::1\"", "networks must be a list of strings"),
        ("\"networks\":[1]", "networks must be a list of strings"),
        ("\"networks\":null", "networks must be a list of strings"),
        ("\"networks\":[\"hunter2\"]", "networks: a network must be"),
        ("\"networks\":[\"\"]", "networks: a network must be"),
        (
            "\"networks\":[\"10.0.0.1/8\"]",
            "networks: the address has bits beyond its prefix; the network is 10.0.0.0/8",
        ),
        ("\"network\":[\"::1\"]", "unknown field 'network'"),
        ("\"owner\":\"\"", "owner: an owner must be"),
        ("\"owner\":\"\",\"roles\":\"hunter2\"", "roles must be a list of strings"),
        ("\"owner\":null,\"owner\":\"a\"", "the member 'owner' is given twice"),
        ("\"expires\":9,\"expires_at\":\"2030-01-31\"", "both expires and expires_at are given"),
    ] {
        let name = if member.contains("name") { "" } else { ",\"name\":\"a\"" };
        let found = new_key(&line(&format!("{{{member}{name}}}"))).err().unwrap();
        assert!(found.message.starts_with(&format!("--from: line 3: {expected}")), "{member}: {found}");
        assert!(!found.message.contains("hunter"), "{found}");
    }
    assert_eq!(wrong("{\"name\":\"a\"}"), "--from: line 3: neither secret nor digest is given");
    assert!(wrong("{\"name\":\"a\",\"digest\":\"zz\"}").contains("digest: a digest must be"));
    assert!(new_key(&line("{\"name\":\"a\",\"secret\":\"x\"}")).is_err());
}

#[test]
fn lines_and_bytes_are_bounded() {
    let text = "\n{\"name\":\"a\"}\n\n{\"name\":\"b\"}\n";
    let all = |lines, bytes| {
        let reader: Box<dyn BufRead> = Box::new(text.as_bytes());
        let mut numbered = Numbered { reader, read: Size::default(), most: Size { lines, bytes } };
        std::iter::from_fn(|| numbered.next_line().transpose()).collect::<Result<Vec<_>>>()
    };
    let size = u64::try_from(text.len()).unwrap();
    // The line ending of the last line does not start another one.
    assert_eq!(all(4, size).ok().map(|lines| lines.len()), Some(2));
    for (lines, bytes) in [(3, size), (4, size - 1)] {
        let error = all(lines, bytes).err().unwrap();
        assert!(error.kind == Kind::Usage && error.message.contains("more than"), "{error}");
    }
}

#[test]
fn blank_lines_are_passed_over_and_counted() {
    let mut text = &b"\n{\"name\":\"a\"}\n  \n{\"name\":\"b\"}"[..];
    let numbers: Vec<u64> =
        lines(Path::new("-"), &mut text).unwrap().map(|line| line.unwrap().number).collect();
    assert_eq!(numbers, [2, 4]);
}
