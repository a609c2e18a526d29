//! The only path on which a secret is printed: to stdout, completely or with an error.
//!
//! The item is written first, then the secret is appended to a buffer with enough room: buffers that grow,
//! and those inside of serialisers, would leave copies behind that are not wiped.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use zeroize::Zeroizing;

use super::csv::CsvWriter;
use super::filter::Revealed;
use super::settings::Format;
use super::stream::Output;
use super::view::View;
use super::{escape, table};
use crate::error::{Error, Kind, Result};
use crate::files::Draft;
use crate::secret::Secret;

impl Output<'_> {
    /// The secret and a line feed, nothing else: `--secret-only`.
    pub fn reveal_only(&mut self, secret: &Secret) -> Result<()> {
        self.deliver(&Revealed::of("", secret, "\n"))
    }

    /// An item and its secret: the facts, the heading and the secret on a line of its own, or the JSON or row
    /// of the item with one more member, `secret`.
    pub fn reveal<V: View>(&mut self, view: &V, secret: &Secret, heading: &str) -> Result<()> {
        let text = match self.format() {
            Format::Table => {
                let facts = table::facts(&view.facts(), self.room::<V>());
                Revealed::of(&format!("{facts}\n{heading}\n"), secret, "\n")
            }
            Format::Json => with_secret(&pretty(view)?, secret, true),
            Format::Jsonl => with_secret(&compact(view)?, secret, false),
            Format::Csv => Revealed::of(&(header::<V>() + &row(view)?), secret, "\n"),
        };
        self.deliver(&text)
    }

    /// A key, and its secret encrypted to a recipient: the armoured file alone, or in JSON with the key.
    pub fn reveal_encrypted<V: View>(&mut self, view: &V, armored: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Encrypted<'a, V> {
            #[serde(flatten)]
            key: &'a V,
            secret: Option<()>,
            #[serde(rename = "encrypted_secret")]
            armored: &'a str,
        }
        if !self.format().is_json() {
            return self.deliver(&Revealed::nothing_of(armored));
        }
        let document = Encrypted { key: view, secret: None, armored };
        let text = if self.format() == Format::Json { pretty(&document)? } else { compact(&document)? };
        self.deliver(&Revealed::nothing_of(&(text + "\n")))
    }

    /// Starts to print several keys with their secrets.
    pub fn begin_revealing<V: View>(&mut self) -> Revealing {
        let mut revealing = Revealing { text: Revealed::with_room(2 * PIECE), count: 0 };
        match self.format() {
            Format::Csv => revealing.text.push(&Revealed::nothing_of(&header::<V>())),
            Format::Json => revealing.text.push(&Revealed::nothing_of("{\"items\":[")),
            Format::Jsonl | Format::Table => {}
        }
        revealing
    }

    /// Prints the next one: a line of JSON or CSV, or an item of the one JSON document.
    pub fn reveal_another<V: View>(
        &mut self,
        revealing: &mut Revealing,
        view: &V,
        secret: &Secret,
    ) -> Result<()> {
        let comma = if revealing.count > 0 { "," } else { "" };
        revealing.text.push(&match self.format() {
            Format::Csv => Revealed::of(&row(view)?, secret, "\n"),
            Format::Json => Revealed::of(&(comma.to_owned() + &opened(&compact(view)?)), secret, "\"}"),
            Format::Jsonl | Format::Table => with_secret(&compact(view)?, secret, false),
        });
        revealing.count += 1;
        if revealing.text.len() > PIECE {
            self.deliver(&revealing.text)?;
            revealing.text.clear();
        }
        Ok(())
    }

    /// Prints the rest.
    pub fn end_revealing(&mut self, mut revealing: Revealing) -> Result<()> {
        if self.format() == Format::Json {
            revealing.text.push(&Revealed::nothing_of("]}\n"));
        }
        self.deliver(&revealing.text)
    }
}

/// Bytes buffered before a write. A key with all its members at their limits is far smaller, so the buffer
/// never grows and leaves no copy behind.
const PIECE: usize = 64 * 1024;

/// Secrets being printed.
pub struct Revealing {
    text: Revealed,
    count: u64,
}

/// A new private file with a secret; deleted again unless it is kept.
pub struct SecretFile(Option<PathBuf>);

impl SecretFile {
    /// Writes the secret and a newline to a new file (0600), synced to disk, or fails.
    pub fn write(path: &Path, secret: &Secret) -> Result<Self> {
        let failed = |error: std::io::Error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return Error::conflict(format!("--secret-file: {} already exists", path.display()));
            }
            let mut error = Error::io(format!("--secret-file: {}", path.display()), error);
            error.kind = Kind::Io;
            error
        };
        let mut draft = Draft::beside(path, 0o600).map_err(failed)?;
        draft.write_all(line_of(secret).as_bytes()).map_err(failed)?;
        let placed = draft.create_new().map_err(failed)?;
        let file = Self(Some(path.to_owned()));
        placed.durable().map_err(failed)?;
        Ok(file)
    }

    /// The key exists: keeps the file.
    pub fn keep(mut self) -> PathBuf {
        self.0.take().unwrap_or_default()
    }
}

impl Drop for SecretFile {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Not kept: the secret in it is void, since its key was not created.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The secret and a line feed, in a wiped string whose buffer never moves.
fn line_of(secret: &Secret) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(secret.expose().len() + 1));
    line.push_str(secret.expose());
    line.push('\n');
    line
}

fn unserialisable(error: &dyn std::fmt::Display) -> Error {
    Error::internal(format!("cannot write the key: {error}"))
}

fn pretty(view: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(view).map(escape::json).map_err(|error| unserialisable(&error))
}

fn compact(view: &impl Serialize) -> Result<String> {
    serde_json::to_string(view).map(escape::json).map_err(|error| unserialisable(&error))
}

/// The JSON of an object that is not empty, with `secret` as its last member and a line feed.
fn with_secret(document: &str, secret: &Secret, pretty: bool) -> Revealed {
    // An issued secret is ASCII letters, digits and underscores: no escaping is needed.
    debug_assert!(is_plain(secret.expose()));
    if !pretty {
        return Revealed::of(&opened(document), secret, "\"}\n");
    }
    let open = document.strip_suffix('}').unwrap_or(document).trim_end();
    Revealed::of(&format!("{open},\n  \"secret\": \""), secret, "\"\n}\n")
}

/// The JSON of such an object on one line, up to the secret.
fn opened(document: &str) -> String {
    let open = document.strip_suffix('}').unwrap_or(document);
    debug_assert!(!open.ends_with(['{', ',']));
    format!("{open},\"secret\":\"")
}

fn is_plain(secret: &str) -> bool {
    secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn header<V: View>() -> String {
    format!("{},secret\n", V::members().join(","))
}

/// The row, up to the secret.
fn row<V: View>(view: &V) -> Result<String> {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::headless::<V>(&mut bytes);
    writer.row(view).map_err(|error| unserialisable(&error))?;
    writer.finish().map_err(|error| unserialisable(&error))?;
    let cells = String::from_utf8_lossy(&bytes);
    Ok(cells.trim_end_matches('\n').to_owned() + ",")
}
