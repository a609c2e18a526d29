//! Secrets in lines of bulk input, outside of the member that is for them.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::NO_SECRET;
use crate::domain::redaction::{holds_secret, redact};

/// The member for the secret of a key to be imported.
const SECRET: &str = "secret";

/// What is wrong with the first member, by name, that holds a secret but is not for one. The types of the members do
/// not see to it: records of a vault have the same ones, and a vault that holds a secret already must stay readable.
pub(super) fn secret_in(line: &[u8]) -> Option<String> {
    // Only an escape could hide one from a search of the whole line.
    if !holds_secret(line) && !line.contains(&b'\\') {
        return None;
    }
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(line).ok()?;
    members.iter().filter(|(name, _)| *name != SECRET).find_map(|(name, value)| {
        // Without the escapes that are not needed.
        let value = serde_json::from_str::<Value>(value.get()).ok()?.to_string();
        let shown = redact(&value);
        (shown != value).then(|| format!("{}: {shown} must be {NO_SECRET}", redact(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::{Prefix, assemble};

    #[test]
    fn it_is_named_by_its_member_and_its_start() {
        let secret = assemble(&"kw".parse::<Prefix>().unwrap(), &[b'q'; 48]);
        let escaped = secret.replace('_', "\\u005f");
        for value in [&secret, &escaped] {
            let line = format!("{{\"a\":\"\\n\",\"owner\":\"x {value}\",\"secret\":\"{secret}\"}}");
            let fault = secret_in(line.as_bytes()).unwrap();
            assert_eq!(fault, format!("owner: \"x kw_qqqqqqqq…\" must be {NO_SECRET}"));
            let line = format!("{{\"name\":\"n\",\"labels\":{{\"secret\":\"{value}\"}}}}");
            assert!(secret_in(line.as_bytes()).unwrap().starts_with("labels: "));
            let line = format!("{{\"name\":\"n\",\"secret\":\"{value}\"}}");
            assert_eq!(secret_in(line.as_bytes()), None);
        }
        assert_eq!(secret_in(b"{\"name\":\"\\u0041\"}"), None);
    }
}
