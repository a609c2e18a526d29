//! One JSON object per line, its members in a fixed order, so that equal content is equal bytes.

use crate::verification::{Entry, put};

/// Nothing is escaped: no value can contain a quote, a backslash or a control character (`domain::rights`,
/// `domain::id`).
pub(super) fn write_entry(entry: &Entry, body: &mut Vec<u8>) {
    put(body, &[r#"{"digest":""#]);
    body.extend_from_slice(&entry.digest.to_hex());
    put(body, &[r#"","id":""#, entry.id.as_str(), "\""]);
    for (name, time) in [("nbf", entry.not_before), ("exp", entry.expires_at)] {
        if let Some(time) = time {
            put(body, &[",\"", name, "\":", &time.unix().to_string()]);
        }
    }
    put(body, &[r#","scope":""#]);
    for (scope, before) in entry.scopes.iter().zip(std::iter::once("").chain(std::iter::repeat(" "))) {
        put(body, &[before, scope.as_str()]);
    }
    put(body, &["\""]);
    if let Some(resource) = &entry.resource {
        put(body, &[r#","resource":""#, resource.as_str(), "\""]);
    }
    if let Some(environment) = &entry.environment {
        put(body, &[r#","environment":""#, environment.as_str(), "\""]);
    }
    if let Some(net) = entry.networks.net() {
        put(body, &[r#","net":""#, net, "\""]);
    }
    put(body, &["}\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples;

    #[test]
    fn members_and_their_order() {
        let mut body = Vec::new();
        for entry in &examples::entries() {
            write_entry(entry, &mut body);
        }
        let expected = format!(
            concat!(
                r#"{{"digest":"{}","id":"key_aaaaaaaaaaaaaaaaaaaaaaaaaa","nbf":1767225600,"exp":1775001600,"#,
                r#""scope":"read users:write 50%","resource":"acme/products:1","environment":"prod"}}"#,
                "\n",
                r#"{{"digest":"{}","id":"key_77777777777777777777777774","scope":""}}"#,
                "\n"
            ),
            "11".repeat(32),
            "22".repeat(32)
        );
        let read: Vec<Entry> =
            expected.lines().map(|line| Entry::from_jsonl(line.as_bytes()).unwrap()).collect();
        assert_eq!(read, examples::entries());
        assert_eq!(String::from_utf8(body).unwrap(), expected);
    }
}
