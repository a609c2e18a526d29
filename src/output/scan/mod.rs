//! Leaked secrets that were found: where, and whose. Never the secret.

pub mod rules;
pub mod sarif;

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use serde::Serialize;

use super::escape;
use super::table::Cell;
use super::view::View;
use crate::domain::time::Timestamp;
use crate::ops::scan::{Finding, Searched};

/// A secret that was found.
#[derive(Debug, Serialize)]
pub struct FindingView {
    path: String,
    line: u64,
    column: u64,
    start: String,
    key: Option<FoundKey>,
    /// Whether it still works, or may work again.
    pub live: bool,
}

/// Whose it is.
#[derive(Debug, Serialize)]
struct FoundKey {
    id: String,
    name: String,
    version: u32,
    status: &'static str,
}

impl FindingView {
    /// As it stands now.
    pub fn new(finding: &Finding, now: Timestamp) -> Self {
        let key = finding.key.as_ref().map(|key| FoundKey {
            id: key.id.to_string(),
            name: key.name.to_string(),
            version: key.version,
            status: key.status(now).as_str(),
        });
        Self {
            path: path_text(&finding.path),
            line: finding.line,
            column: finding.column,
            start: finding.start.clone(),
            key,
            live: finding.is_live(now),
        }
    }

    /// Whose it is, in words.
    pub(super) fn whose(&self) -> String {
        let key = self.key.as_ref().map(|key| {
            let FoundKey { id, name, version, status } = key;
            format!("{id} '{name}' v{version} {status}")
        });
        format!("{} ({}…)", key.unwrap_or_else(|| "unknown".to_owned()), self.start)
    }

    /// All of it in a line, as compilers and grep name places. Safe on a terminal.
    pub fn text(&self) -> String {
        let text = format!("{}:{}:{}: {}", self.path, self.line, self.column, self.whose());
        escape::line(&text).into_owned()
    }
}

impl View for FindingView {
    fn members() -> Vec<&'static str> {
        vec!["path", "line", "column", "start", "key", "live"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Found"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.text().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Found", self.text())]
    }
}

/// A path as text. A byte that is not UTF-8 is written `\xff`.
pub fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// What was done, in a sentence.
pub fn summary(searched: &Searched, found: u64, live: u64) -> String {
    let binaries = match searched.binaries {
        0 => String::new(),
        some => format!(", left out {}", escape::count(some, "binary file")),
    };
    let files = escape::count(searched.files, "file");
    format!("scanned {files}{binaries}, found {}: {live} live", escape::count(found, "secret"))
}
