//! The single path on which a secret leaves: to stdout, all of it or an error.
//!
//! The thing is written first, then the secret is appended to a buffer that has room for it:
//! buffers that grow, and those inside of serialisers, would leave copies behind that nobody wipes.

use zeroize::Zeroizing;

use super::csv::CsvWriter;
use super::settings::Format;
use super::stream::Output;
use super::view::View;
use super::{escape, table};
use crate::error::{Error, Result};
use crate::secret::Secret;

impl Output<'_> {
    /// The secret and a line feed, nothing else: `--secret-only`.
    pub fn reveal_only(&mut self, secret: &Secret) -> Result<()> {
        self.deliver(Text::of(&[secret.expose(), "\n"]).as_bytes())
    }

    /// A thing and its secret: the facts and the secret on a line of its own, or the thing's JSON
    /// or row with one more member, `secret`.
    pub fn reveal<V: View>(&mut self, view: &V, secret: &Secret) -> Result<()> {
        let text = match self.format() {
            Format::Table => {
                let facts = table::facts(&view.facts());
                Text::of(&[&facts, "\nSecret, shown this once:\n", secret.expose(), "\n"])
            }
            Format::Json => with_secret(&pretty(view)?, secret, true),
            Format::Jsonl => with_secret(&compact(view)?, secret, false),
            Format::Csv => Text::of(&[&header::<V>(), &row(view, secret)?]),
        };
        self.deliver(text.as_bytes())
    }

    /// Several things, each with its secret: `{"items": […]}` for `json`, rows for `csv`, else
    /// one JSON document per line.
    pub fn reveal_several<'v, V: View + 'v>(
        &mut self,
        pairs: impl IntoIterator<Item = (&'v V, &'v Secret)>,
    ) -> Result<()> {
        let format = self.format();
        let mut parts = Vec::new();
        for (view, secret) in pairs {
            parts.push(match format {
                Format::Csv => row(view, secret)?,
                Format::Json | Format::Jsonl | Format::Table => with_secret(&compact(view)?, secret, false),
            });
        }
        let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        let text = match format {
            Format::Csv => Text::of(&[&header::<V>(), &Text::of(&parts)]),
            Format::Json => {
                let items = Text::joined(&parts);
                Text::of(&["{\"items\":[", &items, "]}\n"])
            }
            Format::Jsonl | Format::Table => Text::of(&parts),
        };
        self.deliver(text.as_bytes())
    }
}

/// Makes wiped strings whose buffer never moves.
struct Text;

impl Text {
    fn of(parts: &[&str]) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
        for part in parts {
            text.push_str(part);
        }
        text
    }

    /// With commas between, as in a JSON array.
    fn joined(parts: &[&str]) -> Zeroizing<String> {
        let mut with_commas = Vec::with_capacity(parts.len() * 2);
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                with_commas.push(",");
            }
            with_commas.push(part.trim_end());
        }
        Self::of(&with_commas)
    }
}

fn unserialisable(error: &dyn std::fmt::Display) -> Error {
    Error::internal(format!("cannot write the key: {error}"))
}

fn pretty<V: View>(view: &V) -> Result<String> {
    serde_json::to_string_pretty(view).map(escape::json).map_err(|error| unserialisable(&error))
}

fn compact<V: View>(view: &V) -> Result<String> {
    serde_json::to_string(view).map(escape::json).map_err(|error| unserialisable(&error))
}

/// The document of an object that is not empty, with `secret` as its last member and a line feed.
fn with_secret(document: &str, secret: &Secret, pretty: bool) -> Zeroizing<String> {
    let open = document.strip_suffix('}').unwrap_or(document).trim_end();
    // A secret of ours is ASCII letters, digits and underscores: nothing to be escaped.
    let (before, after) =
        if pretty { (",\n  \"secret\": \"", "\"\n}\n") } else { (",\"secret\":\"", "\"}\n") };
    debug_assert!(!open.ends_with(['{', ',']) && is_plain(secret.expose()));
    Text::of(&[open, before, secret.expose(), after])
}

fn is_plain(secret: &str) -> bool {
    secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn header<V: View>() -> String {
    format!("{},secret\n", V::MEMBERS.join(","))
}

fn row<V: View>(view: &V, secret: &Secret) -> Result<Zeroizing<String>> {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::headless::<V>(&mut bytes);
    writer.row(view).map_err(|error| unserialisable(&error))?;
    writer.finish().map_err(|error| unserialisable(&error))?;
    let cells = String::from_utf8_lossy(&bytes);
    Ok(Text::of(&[cells.trim_end_matches('\n'), ",", secret.expose(), "\n"]))
}
