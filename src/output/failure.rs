//! The output of an error.

use std::error::Error as _;
use std::fmt::Write as _;

use serde::Serialize;

use super::escape;
use crate::error::{Error, Kind};

#[derive(Serialize)]
struct Document<'a> {
    error: Body<'a>,
    exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    code: &'static str,
    message: &'a str,
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// The error, and the warnings before it, as one JSON document.
pub fn json(error: &Error, warnings: Vec<String>) -> String {
    let reason = match error.kind {
        Kind::Tampered(reason) => Some(reason.as_str()),
        _ => None,
    };
    let document = Document {
        error: Body { code: error.kind.code(), message: &error.message, hint: error.hint.as_deref(), reason },
        exit_code: error.kind.exit_code(),
        warnings,
    };
    // Strings and a number: they always serialise.
    escape::json(serde_json::to_string(&document).unwrap_or_default())
}

/// The error as text; with `sources`, also its causes.
pub fn words(error: &Error, sources: bool) -> String {
    let mut text = format!("{LABEL} {}\n", escape::lines(&error.message));
    if sources {
        let mut source = error.source();
        while let Some(cause) = source {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  caused by: {}", escape::line(&cause.to_string()));
            source = cause.source();
        }
    }
    if let Some(hint) = &error.hint {
        let _ = writeln!(text, "hint: {}", escape::lines(hint));
    }
    text
}

const LABEL: &str = "error:";

/// The same with its first word in colour.
pub fn colored(words: String, color: bool) -> String {
    words.strip_prefix(LABEL).map(|rest| format!("{}{rest}", label(LABEL, color))).unwrap_or(words)
}

/// The first word of a message, red and bold if colours are enabled.
pub fn label(word: &str, color: bool) -> String {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    if color { format!("{style}{word}{style:#}") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reason;

    #[test]
    fn json_has_the_contract_s_members() {
        let error = Error::not_found("no key 'a\u{202e}b'").hint("run `keywright key list`");
        assert_eq!(
            json(&error, Vec::new()),
            r#"{"error":{"code":"not_found","message":"no key 'a\u202eb'","hint":"run `keywright key list`"},"exit_code":3}"#
        );
        let error = Error::new(Kind::Tampered(Reason::Digest), "the body was changed");
        assert_eq!(
            json(&error, vec!["w".to_owned()]),
            r#"{"error":{"code":"tampered","message":"the body was changed","hint":null,"reason":"digest"},"exit_code":6,"warnings":["w"]}"#
        );
    }

    #[test]
    fn words_show_sources_only_when_asked() {
        let error =
            Error::io("cannot write x", std::io::Error::from_raw_os_error(28)).hint("free some space");
        assert_eq!(
            words(&error, false),
            "error: cannot write x: no space left on device\nhint: free some space\n"
        );
        let verbose = words(&error, true);
        assert!(verbose.contains("  caused by: No space left on device"), "{verbose}");
        assert!(colored(words(&error, false), true).starts_with("\u{1b}[1m\u{1b}[31merror:"));
        assert_eq!(colored(words(&error, false), false), words(&error, false));
    }
}
