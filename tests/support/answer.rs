//! The output and exit of a command.

use std::fmt;

use serde_json::Value;

/// A completed command.
#[derive(Clone)]
pub(crate) struct Answer {
    /// The exit code; the negative signal number, such as -9, if a signal ended it.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// The raw bytes of stdout: `stdout` has replacement characters for invalid UTF-8.
    pub(crate) bytes: Vec<u8>,
    /// The command line, for messages.
    pub(crate) line: String,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, stdout, stderr, line, .. } = self;
        write!(f, "{line}\nexit {code}\nstdout: {stdout}\nstderr: {stderr}")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Answer {
    pub(crate) fn output(&self) -> String {
        self.stdout.clone() + &self.stderr
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }

    /// Stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The warnings, one a line: `warnings` of the answer, else of the one object on stderr.
    #[track_caller]
    pub(crate) fn warnings(&self) -> String {
        let answer: Option<Value> = serde_json::from_slice(&self.bytes).ok();
        let beside = (!self.stderr.is_empty())
            .then(|| serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self}")));
        let both = [answer, beside].into_iter().flatten();
        let lists = both.filter_map(|document: Value| document.get("warnings")?.as_array().cloned());
        let words = lists.flatten().map(|warning| warning.as_str().unwrap().to_owned());
        words.collect::<Vec<_>>().join("\n")
    }

    /// The one JSON error on stderr, whose exit code must be that of the process; stdout must be empty.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let lines: Vec<Value> = self
            .stderr
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self}")))
            .collect();
        let [document] = &lines[..] else { panic!("not one error: {self}") };
        assert_eq!(document["exit_code"], self.code, "{self}");
        assert!(document["error"]["message"].as_str().is_some_and(|text| !text.is_empty()), "{self}");
        assert!(self.bytes.is_empty(), "an answer and an error: {self}");
        document["error"].clone()
    }

    /// Asserts the exit code and the `code` of the JSON error.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, name: &str) -> Value {
        let answer = self.exits(code);
        let error = answer.error();
        assert_eq!(error["code"], name, "{answer}");
        error
    }
}
