//! Comma-separated values (RFC 4180, with line feeds) that a spreadsheet cannot mistake for formulas.
//!
//! A cell is escaped as on a terminal, and one that would start with a formula character gets an apostrophe
//! in front (OWASP, "CSV Injection"). So a cell is for reading and filtering; `--output json` has the exact
//! text. Lists and objects are JSON text, absent values empty.

use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use super::escape;
use super::view::View;

pub fn cell(text: &str) -> String {
    let safe = escape::line(text);
    // Leading spaces too: some programs remove them before they look for a formula.
    let begins_formula =
        safe.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if begins_formula { format!("'{safe}") } else { safe.into_owned() }
}

/// Writes rows, after a header with the view's members.
pub struct CsvWriter<W: Write> {
    inner: csv::Writer<W>,
    members: Vec<&'static str>,
}

impl<W: Write> CsvWriter<W> {
    /// Starts with the header row.
    pub fn new<V: View>(writer: W) -> csv::Result<Self> {
        let mut writer = Self::headless::<V>(writer);
        writer.inner.write_record(V::members())?;
        Ok(writer)
    }

    /// Continues after a header that was already written.
    pub fn headless<V: View>(writer: W) -> Self {
        Self { inner: csv::Writer::from_writer(writer), members: V::members() }
    }

    /// Writes one row. Returns its approximate size in bytes.
    pub fn row(&mut self, view: &impl Serialize) -> csv::Result<usize> {
        let value = serde_json::to_value(view).map_err(|error| std::io::Error::other(error.to_string()))?;
        let cells: Vec<_> = self.members.iter().map(|member| plain(value.get(member))).collect();
        self.inner.write_record(&cells)?;
        Ok(cells.iter().map(|cell| cell.len() + 1).sum())
    }

    /// Flushes the buffer.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => cell(text),
        Some(other) => cell(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_disarmed() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("  @SUM(A1)"), "'  @SUM(A1)");
        assert_eq!(cell("＝1"), "'＝1");
        assert_eq!(cell("\t=1"), r"\t=1");
        assert_eq!(cell("a=b"), "a=b");
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula(text in "[ =+@\t\r\n＝＋－＠-]{0,3}.{0,8}") {
            let cell = cell(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
