//! `cases.json`, as `fixtures/vectors/README.md` describes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vectors {
    version: u32,
    pub(crate) keys: BTreeMap<String, String>,
    pub(crate) cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) about: String,
    #[serde(default)]
    pub(crate) before: Vec<Load>,
    /// State files to write after that, by name.
    #[serde(default)]
    pub(crate) damaged: BTreeMap<String, String>,
    #[serde(flatten)]
    pub(crate) load: Load,
    pub(crate) expected: String,
    pub(crate) state: BTreeMap<String, String>,
    pub(crate) decisions: Vec<Decision>,
}

/// How a file is loaded.
#[derive(Debug, Deserialize)]
pub(crate) struct Load {
    file: String,
    pub(crate) trusted: Vec<String>,
    pub(crate) now: i64,
    pub(crate) audience: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) tolerance: Option<u32>,
}

/// What is asked, and the answer.
#[derive(Debug, Deserialize)]
pub(crate) struct Decision {
    presented: Option<String>,
    presented_hex: Option<String>,
    pub(crate) now: i64,
    #[serde(default)]
    pub(crate) scopes: Vec<String>,
    pub(crate) resource: Option<String>,
    pub(crate) environment: Option<String>,
    pub(crate) address: Option<String>,
    #[serde(flatten)]
    pub(crate) answer: Answer,
}

/// The answer to one decision, in `cases.json` and in what a runner prints.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Answer {
    #[serde(rename = "answer")]
    pub(crate) word: String,
    pub(crate) key: Option<String>,
    #[serde(default)]
    pub(crate) unchecked: Vec<String>,
}

/// The folder of the vectors.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vectors")
}

/// The vectors themselves.
pub(crate) fn read() -> Vectors {
    let text = std::fs::read(folder().join("cases.json")).unwrap();
    let vectors: Vectors = serde_json::from_slice(&text).unwrap();
    assert_eq!(vectors.version, 1);
    vectors
}

impl Load {
    /// The file's path.
    pub(crate) fn path(&self) -> PathBuf {
        folder().join("files").join(format!("{}.jsonl", self.file))
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }
}

impl Decision {
    /// The bytes presented.
    pub(crate) fn presented(&self) -> Vec<u8> {
        match (&self.presented, &self.presented_hex) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(hex)) => {
                let bytes = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
                bytes.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
            }
            both => panic!("presented in one way: {both:?}"),
        }
    }
}

impl Answer {
    /// One that says no more than this word.
    pub(crate) fn bare(word: impl Into<String>) -> Self {
        Self { word: word.into(), key: None, unchecked: Vec::new() }
    }
}
