//! Findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code hosts
//! and editors read.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::{left_out, warnings, whose};
use crate::domain::redaction::redact_bytes;
use crate::ops::scan::{Finding, Position, Searched};

/// A kind of findings.
struct Rule {
    id: &'static str,
    name: &'static str,
    level: &'static str,
    /// From 0 to 10, as code hosts rank what concerns security.
    severity: &'static str,
    title: &'static str,
    description: &'static str,
    remedy: &'static str,
}

const RULES: [Rule; 3] = [
    Rule {
        id: "live-key",
        name: "LiveKey",
        level: "error",
        severity: "9.0",
        title: "The secret of a key that works",
        description: "Whoever can read this text can use the key: it is pending, active or retiring, or disabled and can be enabled again.",
        remedy: "Rotate the key with `keywright rotate start NAME --compromised`, or revoke it; removing the text is not enough.",
    },
    Rule {
        id: "ended-key",
        name: "EndedKey",
        level: "warning",
        severity: "3.0",
        title: "The secret of a key that no longer works",
        description: "The key is revoked or has expired, so that this text opens nothing. It says that secrets leak here.",
        remedy: "Remove the text.",
    },
    Rule {
        id: "unknown-key",
        name: "UnknownKey",
        level: "note",
        severity: "5.0",
        title: "The secret of a key that this vault does not have",
        description: "Form and checksum are those of a secret, but it is of another vault, or of a key that was deleted.",
        remedy: "Find out which vault it is from.",
    },
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
    original_uri_base_ids: Value,
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
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Value>,
}

/// The folder that relative paths are of.
const ROOT: &str = "%SRCROOT%";

/// The whole log; `complete`: everything could be read.
pub fn log(searched: &Searched, findings: &[Finding], complete: bool) -> impl Serialize {
    let driver = json!({
        "name": "keywright",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": RULES.each_ref().map(rule),
    });
    let said = |level: &'static str, texts: Vec<String>| {
        texts.into_iter().map(move |text| json!({ "level": level, "message": { "text": text } }))
    };
    let level = if complete { "warning" } else { "error" };
    let notifications: Vec<Value> =
        said(level, warnings(searched)).chain(said("note", left_out(searched))).collect();
    let invocation = json!({ "executionSuccessful": complete, "toolExecutionNotifications": notifications });
    let mut times = HashMap::new();
    let run = Run {
        tool: json!({ "driver": driver }),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ ROOT: { "description": { "text": "The folder in which keywright ran." } } }),
        invocations: [invocation],
        results: findings.iter().map(|finding| found(finding, &mut times)).collect(),
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    Log { schema, version: "2.1.0", runs: [run] }
}

fn rule(rule: &Rule) -> Value {
    let Rule { id, name, level, severity, title, description, remedy } = rule;
    json!({
        "id": id,
        "name": name,
        "shortDescription": { "text": title },
        "fullDescription": { "text": description },
        "help": {
            "text": format!("{description} {remedy}"),
            "markdown": format!("{description}\n\n**{remedy}**"),
        },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": ["security"], "precision": "very-high", "security-severity": severity },
    })
}

fn found(finding: &Finding, times: &mut HashMap<String, u64>) -> Found {
    let rule_index = match &finding.key {
        Some(_) if finding.is_live() => 0,
        Some(_) => 1,
        None => 2,
    };
    let Rule { id, level, title, .. } = &RULES[rule_index];
    let path = finding.place.path.as_deref();
    let commit = finding.place.commit.as_deref();
    let part = match (path, finding.position) {
        (None, _) => ", in a message",
        (Some(_), None) => ", in a name",
        _ => "",
    };
    let since = commit.map(|id| format!(", since commit {id}")).unwrap_or_default();
    let text = format!("{title}{part}: {}{since}", whose(finding));
    // A message has no file; a result without a location is not shown at all.
    let uri = path.map_or_else(|| format!(".git/{}", commit.unwrap_or_default()), uri);
    let mut artifact = json!({ "uri": uri });
    if !path.is_some_and(Path::is_absolute) {
        artifact["uriBaseId"] = ROOT.into();
    }
    let mut place = json!({ "artifactLocation": artifact });
    if let Some(Position { line, column, length }) = finding.position {
        let end = column.saturating_add(length);
        place["region"] = json!({ "startLine": line, "startColumn": column, "endColumn": end });
    }
    // As code hosts number what is the same.
    let hash = finding.fingerprint();
    let time = times.entry(hash.clone()).or_default();
    *time += 1;
    Found {
        rule_id: id,
        rule_index,
        level,
        message: json!({ "text": text }),
        locations: [json!({ "physicalLocation": place })],
        partial_fingerprints: json!({ "primaryLocationLineHash": format!("{hash}:{time}") }),
        properties: commit.map(|id| json!({ "commit": id })),
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
