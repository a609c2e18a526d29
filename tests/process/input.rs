//! Input as editors, shells and other programs write it: byte-order marks, UTF-16, members given twice, and names that
//! look alike.

use crate::support::{Home, now};

const BOM: &str = "\u{feff}";

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// A command that reads a text from the file `input`, and the text.
fn inputs(home: &Home) -> Vec<(String, String)> {
    let digest = "ab".repeat(32);
    home.ok("target add edge --format jsonl --path edge.jsonl --audience edge --servers eu-1");
    let id = home.create("used", "").id;
    home.ok("publish");
    let public = home.ok("public-key").stdout;
    let receipt = {
        home.write("pub.pem", &public);
        home.ok(
            "inspect edge.jsonl --public-key pub.pem --audience edge --install srv.jsonl --state state --server eu-1",
        );
        let state = std::fs::read_dir(home.path("state")).unwrap().map(|entry| entry.unwrap().path());
        let found = state.into_iter().find(|path| path.to_str().unwrap().ends_with(".receipt.json"));
        std::fs::read_to_string(found.unwrap()).unwrap()
    };
    let combined =
        format!("192.0.2.1 - {id} [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\n");
    [
        ("key create --from input", "{\"name\":\"bom1\"}\n{\"name\":\"bom2\"}\n".to_owned()),
        (
            "key import --trust-digests --from input",
            format!("{{\"name\":\"bom3\",\"digest\":\"{digest}\"}}\n"),
        ),
        ("usage import input --format jsonl", format!("{{\"id\":\"{id}\",\"at\":{}}}\n", now())),
        ("usage import input --format combined", combined),
        ("receipt import input", receipt),
        ("profile add --from input", "name = \"marked\"\n".to_owned()),
        ("inspect edge.jsonl --public-key input", public),
    ]
    .map(|(line, text)| (line.to_owned(), text))
    .into()
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_text() {
    let home = Home::with_vault();
    for (line, text) in inputs(&home) {
        home.write("input", format!("{BOM}{text}"));
        home.ok(&line);
        // Only at the very beginning. In a log of this form another one belongs to the host, before PEM to what is
        // said of the key.
        home.write("input", format!("{BOM}{BOM}{text}"));
        assert_eq!(
            home.run(&line).code == 0,
            line.ends_with("combined") || line.starts_with("inspect"),
            "{line}"
        );
    }
    home.write("raw", BOM.to_owned() + &home.ok("public-key --format raw").stdout);
    home.write("jwk", BOM.to_owned() + &home.ok("public-key --format jwk").stdout);
    for key in ["raw", "jwk"] {
        assert_eq!(home.json(&format!("inspect edge.jsonl --public-key {key}"))["genuine"], true, "{key}");
    }
    // From a pipe, too.
    home.call("key create --from -").stdin(format!("{BOM}{{\"name\":\"bom4\"}}\n")).run().exits(0);
    // In a credential, of which nothing else is lost, however long it is.
    for (mark, ending) in [(BOM, ""), (BOM, "\n"), (BOM, "\r\n"), ("", "\n")] {
        let stores =
            |text: &str| home.call("credential set api").stdin(format!("{mark}{text}{ending}")).run();
        for text in [format!("a{BOM}b"), "x".repeat(65_536)] {
            stores(&text).exits(0);
            assert_eq!(home.ok("credential get api").stdout, format!("{text}\n"));
        }
        stores(&"x".repeat(65_537)).exits(2);
    }
    // In what is signed each byte counts.
    home.write("marked.jsonl", BOM.to_owned() + &home.read("edge.jsonl"));
    home.call("check --file marked.jsonl --public-key raw --audience edge").stdin("kw_x").run().exits(6);
}

#[test]
fn utf_16_is_called_so() {
    let home = Home::with_vault();
    for (line, text) in inputs(&home) {
        home.write("input", utf16(&text));
        let ran = home.run(&line).exits(2);
        assert!(ran.stderr.contains("it is UTF-16, not UTF-8"), "{ran}");
        assert!(ran.stderr.contains("hint: convert it with `iconv -f UTF-16 -t UTF-8`"), "{ran}");
    }
}

#[test]
fn a_member_given_twice_is_refused_by_name_and_line() {
    let home = Home::with_vault();
    let digest = "ab".repeat(32);
    for (line, text, at, member) in [
        (
            "key create --from input",
            "{\"name\":\"a\",\"labels\":{\"team\":\"ops\",\"team\":\"dev\"}}",
            2,
            "labels.team",
        ),
        ("key create --from input", "{\"name\":\"a\",\"name\":\"b\"}", 2, "name"),
        ("key create --from input", "{\"name\":\"a\",\"owner\":\"b\",\"\\u006fwner\":\"c\"}", 2, "owner"),
        (
            "key import --trust-digests --from input",
            &format!("{{\"name\":\"a\",\"digest\":\"{digest}\",\"digest\":\"{digest}\"}}"),
            2,
            "digest",
        ),
        ("usage import input --format jsonl", "{\"id\":\"key_a\",\"at\":1,\"at\":2}", 2, "at"),
        (
            "usage import input --format jsonl",
            "{\"id\":\"key_a\",\"at\":1,\"agent\":1,\"agent\":2}",
            2,
            "agent",
        ),
        ("receipt import input", "{\"target\":\"a\",\"target\":\"b\"}", 2, "target"),
        ("profile add --from input", "name = \"p\"\nname = \"q\"\n", 3, "name"),
        ("profile add --from input", "name = \"p\"\n[roles]\na = []\na = []\n", 5, "a"),
    ] {
        home.write("input", format!("\n{text}\n"));
        let ran = home.run(line).exits(2);
        let message = ran.stderr.replace('`', "'");
        assert!(message.contains(&format!("line {at}")), "{ran}");
        assert!(message.contains(&format!("'{member}'")) || message.contains("duplicate key"), "{ran}");
    }
    assert!(home.names().is_empty());
}

#[test]
fn a_label_given_twice_is_refused_by_name() {
    let home = Home::with_vault();
    home.create("k", "");
    let target = "target add t --format jsonl --path f";
    for line in ["key create x", "key edit k", "key list", target, "target edit t"] {
        for second in ["team=dev", "team=ops"] {
            let ran = home.run(&format!("{line} --label team=ops --label {second}")).exits(2);
            assert!(ran.stderr.contains("'team'") && ran.stderr.contains("--label"), "{ran}");
        }
    }
    let ran = home.run("key edit k --label team=ops --remove-label team").exits(2);
    assert!(ran.stderr.contains("'team'"), "{ran}");
    home.ok("key edit k --label team=ops --label site=a");
}

#[test]
fn an_option_with_one_value_is_given_once() {
    let home = Home::with_vault();
    for line in [
        "key create x --owner a --owner b",
        "key create x --expires 1d --expires 2d",
        "key list --owner a --owner a",
        "key list -o json -o csv",
        "--vault a.db --vault b.db status",
        "--vault a.db status --vault b.db",
        "-o json status --output=csv",
        "--lock-timeout 1 status --lock-timeout 2",
    ] {
        let ran = home.run(line).exits(2);
        assert!(ran.output().contains("multiple times"), "{ran}");
    }
    // What comes after the command of `run` is not ours.
    assert_eq!(home.ok("run -- echo -o json -o csv --vault").stdout.trim(), "-o json -o csv --vault");
}

#[test]
fn names_that_look_alike_are_one() {
    let home = Home::with_vault();
    home.create("caf\u{e9}", "--owner Jos\u{e9} --label city=M\u{fc}nchen");
    let lines = "{\"name\":\"caf\u{e9}\"}\n{\"name\":\"cafe\u{301}\"}\n";
    let ran = home.call("key create --from -").stdin(lines).run().exits(4);
    assert!(ran.stderr.contains("line 1"), "{ran}");
    for line in ["key create cafe\u{301}", "key create --name cafe\u{301}"] {
        home.run(line).exits(4);
    }
    assert_eq!(home.json("key show cafe\u{301}")["name"], "caf\u{e9}");
    for filter in ["--owner Jose\u{301}", "--label city=Mu\u{308}nchen"] {
        assert_eq!(
            home.json(&format!("key list {filter}"))["items"].as_array().unwrap().len(),
            1,
            "{filter}"
        );
    }
    home.ok("audit list --key cafe\u{301}");
    home.ok("key edit caf\u{e9} --description e\u{301}");
    assert_eq!(home.json("key show caf\u{e9}")["description"], "\u{e9}");
    for (line, at, code_point) in [
        ("{\"name\":\"a b\"}\n{\"name\":\"a\u{a0} b\"}", 2, "U+00A0"),
        ("{\"name\":\"\u{3164}\"}", 1, "U+3164"),
        ("{\"name\":\"x\",\"owner\":\"\u{2003}\"}", 1, "U+2003"),
        ("{\"name\":\"x\",\"labels\":{\"a\":\"\u{2800}\"}}", 1, "U+2800"),
    ] {
        let ran = home.call("key create --from -").stdin(line).run().exits(2);
        assert!(ran.stderr.contains(&format!("line {at}")) && ran.stderr.contains(code_point), "{ran}");
    }
    let ran = home.call("key create").arg("a\u{2003}b").run().exits(2);
    assert!(ran.stderr.contains("U+2003 is a space, and only U+0020 is accepted"), "{ran}");
    assert_eq!(home.names(), ["caf\u{e9}"]);
}
