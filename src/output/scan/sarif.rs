//! Findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code hosts
//! and editors read.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::whose;
use crate::domain::redaction::redact_bytes;
use crate::ops::scan::{Finding, Position};

/// Kinds of findings: id, level, title, and remedy.
const RULES: [(&str, &str, &str, &str); 3] = [
    (
        "live-key",
        "error",
        "The secret of a key that works",
        "Rotate the key with `keywright rotate start NAME --compromised`, or revoke it; removing the text is not enough.",
    ),
    ("ended-key", "warning", "The secret of a key that no longer works", "Remove the text."),
    (
        "unknown-key",
        "note",
        "The secret of a key that this vault does not have",
        "Find out which vault it is from.",
    ),
];

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Value,
    column_kind: &'static str,
    invocations: [Value; 1],
    results: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Value,
    locations: [Value; 1],
}

/// The whole log; `complete`: everything could be read.
pub fn log(findings: &[Finding], complete: bool) -> impl Serialize {
    let rules = RULES.map(|(id, level, title, help)| {
        json!({
            "id": id,
            "shortDescription": { "text": title },
            "help": { "text": help },
            "defaultConfiguration": { "level": level },
        })
    });
    let driver = json!({ "name": "keywright", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let run = Run {
        tool: json!({ "driver": driver }),
        column_kind: "unicodeCodePoints",
        invocations: [json!({ "executionSuccessful": complete })],
        results: findings.iter().map(found).collect(),
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    Log { schema, version: "2.1.0", runs: [run] }
}

fn found(finding: &Finding) -> Found {
    let rule_index = match &finding.key {
        Some(_) if finding.is_live() => 0,
        Some(_) => 1,
        None => 2,
    };
    let (rule_id, level, title, _) = RULES[rule_index];
    let in_name = if finding.position.is_none() { ", in a name" } else { "" };
    let text = format!("{title}{in_name}: {}", whose(finding));
    let mut place = json!({ "artifactLocation": { "uri": uri(&finding.path) } });
    if let Some(Position { line, column, length }) = finding.position {
        let end = column.saturating_add(length);
        place["region"] = json!({ "startLine": line, "startColumn": column, "endColumn": end });
    }
    Found {
        rule_id,
        rule_index,
        level,
        message: json!({ "text": text }),
        locations: [json!({ "physicalLocation": place })],
    }
}

/// The path as a URI reference (RFC 3986), byte for byte but for secrets in it; relative if the path is.
fn uri(path: &Path) -> String {
    let mut uri = if path.is_absolute() { "file://".to_owned() } else { String::new() };
    for byte in redact_bytes(path.as_os_str().as_bytes()).iter() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(*byte));
            }
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn paths_become_uri_references() {
        let of = |bytes: &[u8]| uri(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(of(b"src/a-b_c.~1"), "src/a-b_c.~1");
        assert_eq!(of(b"/srv/a b"), "file:///srv/a%20b");
        assert_eq!(of("c:\u{e9}%#?".as_bytes()), "c%3A%C3%A9%25%23%3F");
        assert_eq!(of(b"\xff\n"), "%FF%0A");
    }
}
