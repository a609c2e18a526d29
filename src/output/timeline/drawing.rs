//! Names, bars and words side by side, within a width.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Color};
use unicode_width::UnicodeWidthStr as _;

use super::Window;
use super::axis::{Tick, ticks};
use super::bar::bar;
use super::next::next;
use super::sign::Sign;
use crate::ops::report::lineages::Lineage;
use crate::output::layout::{GAP, Shape, cut};
use crate::output::table::Tone;

/// How it is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// The columns of the terminal.
    pub(super) width: usize,
    pub(super) color: bool,
    /// Whether it has no characters but those of ASCII, apart from names.
    pub(super) is_ascii: bool,
}

/// A bar that is shorter says too little: words have to give way.
const LEAST_BAR: usize = 24;

const NAME: &str = "Name";
const NEXT: &str = "Next";

/// One line for each lineage, and what is above and below them.
pub(super) struct Drawing {
    rows: Vec<Row>,
    window: Window,
    style: Style,
    /// Columns of names, of bars, and of words; without room there are no words.
    names: usize,
    bars: usize,
    has_words: bool,
}

struct Row {
    /// As lists show it, and no wider than the column of names.
    name: String,
    bar: Vec<Sign>,
    words: String,
    tone: Tone,
}

impl Drawing {
    pub(super) fn new(lineages: &[Lineage], window: Window, style: Style) -> Self {
        let most = (style.width / 4).clamp(8, 40);
        let mut rows: Vec<Row> = Vec::with_capacity(lineages.len());
        for lineage in lineages {
            let (words, tone) = next(lineage, window.now);
            rows.push(Row {
                name: cut(lineage.name.as_str(), Shape::Text, most),
                bar: Vec::new(),
                words,
                tone,
            });
        }
        let widest = |of: fn(&Row) -> &str, heading: &str| {
            rows.iter().map(|row| of(row).width()).max().unwrap_or(0).max(heading.width())
        };
        let (names, words) = (widest(|row| &row.name, NAME), widest(|row| &row.words, NEXT));
        let left = style.width.saturating_sub(names + GAP);
        let beside = left.saturating_sub(GAP + words);
        let has_words = beside >= LEAST_BAR;
        let bars = if has_words { beside } else { left };
        for (row, lineage) in rows.iter_mut().zip(lineages) {
            row.bar = bar(lineage, window, bars);
        }
        Self { rows, window, style, names, bars, has_words }
    }

    /// Every line ends with a line feed, and with nothing invisible before it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.push_axis(&mut text);
        for row in &self.rows {
            let mut bar = self.painted(&row.bar);
            if self.has_words {
                bar.push_str(&" ".repeat(GAP));
                let color = row.tone.color().filter(|_| self.style.color);
                bar.push_str(&colored(&row.words, color.map(AnsiColor::on_default).unwrap_or_default()));
            }
            self.push_line(&mut text, &row.name, &bar);
        }
        self.push_legend(&mut text);
        text
    }

    fn push_line(&self, text: &mut String, name: &str, rest: &str) {
        let padding = " ".repeat(self.names.saturating_sub(name.width()) + GAP);
        text.push_str(format!("{name}{padding}{rest}").trim_end());
        text.push('\n');
    }

    /// Labels, and below them a scale with the present.
    fn push_axis(&self, text: &mut String) {
        let (line, tick, now) = if self.style.is_ascii { ('-', '+', 'v') } else { ('─', '┬', '▼') };
        let (mut labels, mut scale) = (String::new(), vec![line; self.bars]);
        for Tick { column, label } in ticks(self.window, self.bars) {
            let padding = " ".repeat(column.saturating_sub(labels.len()));
            labels.extend([padding, label]);
            scale[column] = tick;
        }
        if self.window.contains(self.window.now) {
            scale[self.window.column(self.window.now, self.bars)] = now;
        }
        if self.has_words {
            let padding = " ".repeat(self.bars.saturating_sub(labels.len()) + GAP);
            labels.extend([&padding, NEXT]);
        }
        self.push_line(text, NAME, &labels);
        self.push_line(text, "", &scale.into_iter().collect::<String>());
    }

    /// The signs that occur, with their meanings.
    fn push_legend(&self, text: &mut String) {
        let now = if self.style.is_ascii { 'v' } else { '▼' };
        let mut entries = vec![(now, Sign::Now)];
        let occurs = |sign: &Sign| self.rows.iter().any(|row| row.bar.contains(sign));
        let occurring = Sign::EXPLAINED.into_iter().filter(occurs);
        entries.extend(occurring.map(|sign| (sign.character(self.style.is_ascii), sign)));
        text.push('\n');
        let mut used = 0;
        for (character, sign) in entries {
            let width = 2 + sign.meaning().width();
            if used > 0 && used + GAP + width > self.style.width {
                text.push('\n');
                used = 0;
            }
            if used > 0 {
                text.push_str(&" ".repeat(GAP));
                used += GAP;
            }
            used += width;
            let color = if self.style.color { sign.style() } else { Color::new() };
            // Writing to a string cannot fail.
            let _ = write!(text, "{} {}", colored(&character.to_string(), color), sign.meaning());
        }
        text.push('\n');
    }

    /// A bar, where signs of one colour that stand together are painted together.
    fn painted(&self, bar: &[Sign]) -> String {
        let color = |sign: &Sign| if self.style.color { sign.style() } else { Color::new() };
        let mut text = String::new();
        for run in bar.chunk_by(|one, other| color(one) == color(other)) {
            let signs: String = run.iter().map(|sign| sign.character(self.style.is_ascii)).collect();
            text.push_str(&colored(&signs, run.first().map(color).unwrap_or_default()));
        }
        text
    }
}

fn colored(text: &str, style: Color) -> String {
    format!("{style}{text}{style:#}")
}
