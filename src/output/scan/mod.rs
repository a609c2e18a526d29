//! Leaked secrets: their location and key. Never the secret.

pub mod rules;
pub mod sarif;

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use serde::Serialize;

use super::escape;
use super::fields::{
    Datum, Field, Record, Shown, nested, nested_list, number, optional, optional_number, text,
};
use crate::domain::redaction::redact_bytes;
use crate::domain::words;
use crate::ops::scan::{Finding, LeakedKey, Position, Searched, Unread};

/// How much of a commit's id people are shown: git accepts it.
const SHORT_ID: usize = 12;

type Row = Field<Finding>;

impl Record for Finding {
    const FIELDS: &'static [Field<Self>] = &[
        Row::fact("Found", |finding| Datum::Text(line(finding))).listed("Found"),
        Row::member("path", |finding| finding.place.path.as_deref().map_or(Datum::None, path_datum)),
        Row::member("line", |finding| position(finding, |at| at.line)),
        Row::member("column", |finding| position(finding, |at| at.column)),
        Row::member("start", |finding| text(&finding.start)),
        Row::member("key", |finding| finding.key.as_deref().map_or(Datum::None, nested)),
        Row::member("live", |finding| finding.is_live().into()),
        Row::member("commit", |finding| optional(finding.place.commit.as_ref())),
    ];
}

impl Record for Searched {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("files", |searched| number(searched.files)),
        Field::member("commits", |searched| optional_number(searched.commits)),
        Field::member("ignored_files", |searched| number(searched.ignored_files)),
        Field::member("ignored_folders", |searched| number(searched.ignored_folders)),
        Field::member("compressed_files", |searched| number(searched.compressed)),
        Field::member("shallow", |searched| searched.is_shallow.into()),
        Field::member("unread", |searched| nested_list(&searched.unread)),
    ];
}

impl Record for Unread {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("path", |unread| path_datum(&unread.path)),
        Field::member("why", |unread| text(&unread.why)),
    ];
}

/// The findings and what was searched, as one document.
#[derive(Serialize)]
pub struct Report<'a> {
    items: Vec<Shown<&'a Finding>>,
    /// There is one page only.
    next_cursor: Option<String>,
    searched: Shown<&'a Searched>,
}

impl<'a> Report<'a> {
    /// All of them.
    pub fn of(searched: &'a Searched, findings: &'a [Finding]) -> Self {
        Self { items: findings.iter().map(Shown).collect(), next_cursor: None, searched: Shown(searched) }
    }
}

impl Record for LeakedKey {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |leaked| text(&leaked.key.id)),
        Field::member("name", |leaked| text(&leaked.key.name)),
        Field::member("version", |leaked| number(leaked.key.version)),
        Field::member("status", |leaked| text(leaked.status.as_str())),
    ];
}

/// A number of the position in the file; `null` if the secret is in its name.
fn position(finding: &Finding, of: fn(&Position) -> u64) -> Datum {
    optional_number(finding.position.as_ref().map(of))
}

/// The key of the secret, as text.
fn whose(finding: &Finding) -> String {
    let key = finding.key.as_deref().map(|LeakedKey { key, status }| {
        format!("{} '{}' v{} {}", key.id, key.name, key.version, status.as_str())
    });
    format!("{} ({}…)", key.unwrap_or_else(|| "unknown".to_owned()), finding.start)
}

/// A finding in one line, with the location as compilers and grep print it, and `git grep` does for a commit. Safe on a
/// terminal.
pub fn line(finding: &Finding) -> String {
    let commit = finding.place.commit.as_deref().map(|id| id.get(..SHORT_ID).unwrap_or(id));
    let place = match (commit, finding.place.path.as_deref()) {
        (None, path) => path.map(path_text).unwrap_or_default(),
        (Some(commit), None) => format!("{commit}: in its message"),
        (Some(commit), Some(path)) => format!("{commit}:{}", path_text(path)),
    };
    let position = match finding.position {
        Some(Position { line, column, .. }) => format!(":{line}:{column}: "),
        None => ": in its name: ".to_owned(),
    };
    escape::line(&(place + &position + &whose(finding))).into_owned()
}

fn path_datum(path: &Path) -> Datum {
    Datum::Text(path_text(path))
}

/// A path as text: of a secret in it only the start. A byte that is not UTF-8 is written `\xff`.
pub fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in redact_bytes(path.as_os_str().as_bytes()).utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// A summary in one sentence.
pub fn summary(searched: &Searched, found: u64, live: u64) -> String {
    let files = match searched.commits {
        None => words::count(searched.files, "file"),
        Some(commits) => {
            format!("{} with {}", words::count(commits, "commit"), words::count(searched.files, "file"))
        }
    };
    format!("scanned {files}, found {}: {live} live", words::count(found, "secret"))
}

/// What was left out on purpose, one sentence for each reason.
pub fn left_out(searched: &Searched) -> Vec<String> {
    let files = (searched.ignored_files > 0).then(|| words::count(searched.ignored_files, "file"));
    let folders = (searched.ignored_folders > 0).then(|| words::count(searched.ignored_folders, "folder"));
    let ignored: Vec<String> = files.into_iter().chain(folders).collect();
    let ignored = (!ignored.is_empty()).then(|| {
        format!("left out {} that ignore files exclude; --no-ignore searches them", ignored.join(" and "))
    });
    let compressed = (searched.compressed > 0)
        .then(|| format!("did not look into {}", words::count(searched.compressed, "compressed file")));
    ignored.into_iter().chain(compressed).collect()
}

/// What could not be searched or is not shown, though it was asked for; and what was searched for want of knowledge.
pub fn warnings(searched: &Searched) -> Vec<String> {
    let unread = |unread: &Unread| format!("cannot read {}: {}", path_text(&unread.path), unread.why);
    let mut warnings: Vec<String> = searched.unread.iter().map(unread).collect();
    let unnamed = searched.unread_count.saturating_sub(searched.unread.len().try_into().unwrap_or(u64::MAX));
    if unnamed > 0 {
        warnings.push(format!("cannot read {} more", words::count(unnamed, "file")));
    }
    if searched.more > 0 {
        let more = words::count(searched.more, "finding");
        warnings.push(format!("{more} more than can be listed: scan fewer files at a time"));
    }
    if searched.is_shallow {
        warnings
            .push("the clone is shallow: run `git fetch --unshallow` to search what was before".to_owned());
    }
    for (root, why) in &searched.untold {
        let root = path_text(root);
        warnings.push(format!(
            "cannot tell what git tracks in {root} ({why}): what it ignores was searched, too"
        ));
    }
    warnings
}
