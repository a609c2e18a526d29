//! Listings of any length: items are pushed one by one, and written at once where the format allows it.

use std::collections::HashSet;

use super::csv::CsvWriter;
use super::escape;
use super::settings::Format;
use super::stream::{Output, unserialisable, unwritable, unwritable_csv};
use super::table::{Cell, LongWords, Room, Table, block, overflows};
use super::view::{Items, Page, View};
use crate::error::Result;

/// Bytes buffered before a write.
const PIECE: usize = 64 * 1024;

/// A listing in progress.
pub struct Listing<V> {
    /// JSON is one document, so its views are buffered.
    views: Vec<V>,
    /// A table's columns are as wide as their widest cells, so its rows are buffered.
    rows: Vec<Vec<Cell>>,
    /// Buffered JSON lines and CSV.
    text: Vec<u8>,
}

impl Output<'_> {
    pub fn begin_listing<V: View>(&mut self) -> Result<Listing<V>> {
        let mut text = Vec::new();
        if self.format() == Format::Csv {
            CsvWriter::new::<V>(&mut text).map_err(unwritable_csv)?.finish().map_err(unwritable)?;
        }
        Ok(Listing { views: Vec::new(), rows: Vec::new(), text })
    }

    pub fn listed<V: View>(&mut self, listing: &mut Listing<V>, view: V) -> Result<()> {
        match self.format() {
            Format::Json => listing.views.push(view),
            Format::Table => listing.rows.push(view.cells()),
            Format::Jsonl => {
                let line = escape::json(serde_json::to_string(&view).map_err(unserialisable)?);
                listing.text.extend_from_slice(line.as_bytes());
                listing.text.push(b'\n');
            }
            Format::Csv => {
                let mut writer = CsvWriter::headless::<V>(&mut listing.text);
                writer.row(&view).map_err(unwritable_csv)?;
                writer.finish().map_err(unwritable)?;
            }
        }
        if listing.text.len() > PIECE {
            self.payload(&listing.text)?;
            listing.text.clear();
        }
        Ok(())
    }

    /// Ends a page, with the cursor of the next one.
    pub fn end_listing<V: View>(&mut self, listing: Listing<V>, next_cursor: Option<String>) -> Result<()> {
        if self.format() == Format::Json {
            return self.json(&Page { items: listing.views, next_cursor });
        }
        self.end_rows(listing, V::in_blocks())?;
        if let Some(cursor) = next_cursor {
            self.note(&format!("more results: --cursor {cursor}"));
        }
        Ok(())
    }

    fn end_rows<V: View>(&mut self, mut listing: Listing<V>, in_blocks: bool) -> Result<()> {
        if self.format() != Format::Table {
            return self.payload(&listing.text);
        }
        let none = self.none.take();
        if listing.rows.is_empty() && self.settings().width_stdout.is_some() {
            // Headings of nothing tell a person nothing, and may not even fit.
            if let Some(text) = none {
                self.note(&text);
            }
            return Ok(());
        }
        let (mut headers, mut yields) = (V::columns(), V::yields());
        if let Some(column) = V::telling_apart().filter(|_| !begin_alike(&listing.rows)) {
            headers.remove(column);
            yields.remove(column);
            listing.rows.iter_mut().for_each(|cells| drop(cells.remove(column)));
        }
        let rows = &listing.rows;
        match self.settings().width_stdout.filter(|_| !self.wide) {
            Some(width) if in_blocks && !rows.is_empty() && overflows(&headers, rows, width) => {
                let long = if V::in_blocks() { LongWords::Cut } else { LongWords::Whole };
                self.blocks(&headers, rows, Room { width: Some(width), long })
            }
            width => {
                let color = self.settings().color_stdout;
                self.table(&Table::new(&headers, &yields, rows, width, color), rows)
            }
        }
    }

    fn table(&mut self, table: &Table, rows: &[Vec<Cell>]) -> Result<()> {
        self.payload(table.text(rows).as_bytes())?;
        if !table.left_out.is_empty() && !rows.is_empty() {
            let columns = table.left_out.join(", ");
            self.note(&format!("not shown on a terminal of this width: {columns}; --wide shows all columns"));
        }
        Ok(())
    }

    /// Items as facts, with an empty line between two.
    fn blocks(&mut self, headers: &[&'static str], rows: &[Vec<Cell>], room: Room) -> Result<()> {
        let color = self.settings().color_stdout;
        let blocks: Vec<String> = rows.iter().map(|row| block(headers, row, room, color)).collect();
        self.payload(blocks.join("\n").as_bytes())
    }

    pub fn listing<V: View>(
        &mut self,
        items: impl IntoIterator<Item = V>,
        next_cursor: Option<&str>,
    ) -> Result<()> {
        let mut listing = self.begin_listing()?;
        items.into_iter().try_for_each(|view| self.listed(&mut listing, view))?;
        self.end_listing(listing, next_cursor.map(str::to_owned))
    }

    /// The result of a change to several items: `{"items": […]}`, without a cursor. It cannot be asked for again, so on
    /// a narrow terminal nothing of it is cut.
    pub fn items<V: View>(&mut self, items: impl IntoIterator<Item = V>) -> Result<()> {
        self.items_without(items, None)
    }

    /// The same; the JSON also lists what was left out.
    pub fn items_without<V: View>(
        &mut self,
        items: impl IntoIterator<Item = V>,
        left_out: Option<Vec<String>>,
    ) -> Result<()> {
        let mut listing = self.begin_listing()?;
        items.into_iter().try_for_each(|view| self.listed(&mut listing, view))?;
        if self.format() == Format::Json {
            return self.json(&Items { items: listing.views, left_out });
        }
        self.end_rows(listing, true)
    }
}

/// Whether two rows have the same first cell.
fn begin_alike(rows: &[Vec<Cell>]) -> bool {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.iter().filter_map(|row| row.first()).any(|cell| !seen.insert(cell.text.as_str()))
}
