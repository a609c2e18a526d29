//! Warnings where the format is JSON: `warnings` of the answer or of the error, so that stderr holds one object at most.

use super::escape;

/// Warnings that wait for the document that will hold them.
#[derive(Debug, Default)]
pub(super) struct Warnings(Vec<String>);

impl Warnings {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }

    pub(super) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0)
    }
}

/// An object of its own, for stderr, on one line: for an answer that is no JSON document, or is written already.
pub(super) fn document(warnings: &[String]) -> String {
    escape::json(serde_json::json!({ "warnings": warnings }).to_string()) + "\n"
}

/// The answer, an object, with one more member. As text, because its members have an order.
pub(super) fn within(answer: &str, warnings: &[String]) -> String {
    let Some(open) = answer.strip_suffix('}').map(str::trim_end) else { return answer.to_owned() };
    // Strings always serialise.
    let list = |pretty: bool| {
        let written =
            if pretty { serde_json::to_string_pretty(warnings) } else { serde_json::to_string(warnings) };
        escape::json(written.unwrap_or_default())
    };
    if answer.contains('\n') {
        format!("{open},\n  \"warnings\": {}\n}}", list(true).replace('\n', "\n  "))
    } else {
        format!("{open},\"warnings\":{}}}", list(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_the_last_member() {
        let warnings = ["two\nlines \u{202e}".to_owned(), "b".to_owned()];
        let value = serde_json::json!({ "items": [{}], "next": null });
        for answer in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let text = within(&answer, &warnings);
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read["warnings"], serde_json::json!(warnings), "{text}");
            assert_eq!((&read["items"], &read["next"]), (&value["items"], &value["next"]));
            assert_eq!(text.contains('\n'), answer.contains('\n'));
            assert!(!text.contains('\u{202e}'));
        }
        assert_eq!(document(&warnings[1..]), "{\"warnings\":[\"b\"]}\n");
        assert_eq!(
            within("{\n  \"a\": 1\n}", &warnings[1..]),
            "{\n  \"a\": 1,\n  \"warnings\": [\n    \"b\"\n  ]\n}"
        );
    }
}
