//! Tables of fields: one row for each displayed value of a record. JSON, the header of a CSV, the columns of
//! a list and the facts about one item are all derived from the table, so that a new field is one row.
//!
//! Records of the vault are not serialised directly: their times are integers in the vault and RFC 3339 here,
//! and people and programs get different texts.
//!
//! ```text
//! type Row = Field<Target>;
//! Row::member("name", |target| text(&target.name)).labelled("Name").listed("Name"), // JSON, alone, in a list
//! Row::member("optional", |target| target.optional.into()),                         // JSON only
//! Row::fact("Rotations", |target| …),                                               // people only, alone
//! Row::column("Audience", |target| …),                                              // people only, in a list
//! Row::facts(|profile| …),                                                          // people only, any number
//! Row::column("ID", |key| …).shaped(Shape::Id).ranked(2),                           // on a narrow terminal
//! ```

use std::fmt::Display;
use std::ops::Deref;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::layout::{Shape, Yield};
use super::table::{Cell, NOTHING, Tone};
use super::view::View;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// Absent: `null` in JSON, left out of the facts, `-` in a list.
    None,
    /// Not even `null` in JSON: the member is left out.
    Omitted,
    Bool(bool),
    /// A count, a size, a serial number.
    Number(i128),
    Text(String),
    /// Several values; joined for people, and left out if there are none.
    List(Vec<Datum>),
    /// Values by name, in this order; `name=value` for people.
    Map(Vec<(String, Datum)>),
}

pub fn text(value: &(impl Display + ?Sized)) -> Datum {
    Datum::Text(value.to_string())
}

pub fn optional(value: Option<&impl Display>) -> Datum {
    value.map_or(Datum::None, text)
}

pub fn texts<T: Display>(values: impl IntoIterator<Item = T>) -> Datum {
    Datum::List(values.into_iter().map(|value| text(&value)).collect())
}

pub fn pairs<K: Display, V: Display>(pairs: impl IntoIterator<Item = (K, V)>) -> Datum {
    Datum::Map(pairs.into_iter().map(|(name, value)| (name.to_string(), text(&value))).collect())
}

/// A number; none exceeds what JSON readers keep exactly.
pub fn number(value: impl Into<i128>) -> Datum {
    Datum::Number(value.into())
}

pub fn optional_number(value: Option<impl Into<i128>>) -> Datum {
    value.map_or(Datum::None, number)
}

/// A record within another one: an object in JSON.
pub fn nested<R: Record>(record: &R) -> Datum {
    let members = R::FIELDS.iter().filter_map(|field| Some((field.member?.to_owned(), (field.read)(record))));
    Datum::Map(members.collect())
}

pub fn nested_list<'a, R: Record>(records: impl IntoIterator<Item = &'a R>) -> Datum {
    Datum::List(records.into_iter().map(nested).collect())
}

impl From<bool> for Datum {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl Datum {
    /// What people read; `None` if there is no value.
    pub fn words(&self, separator: &str) -> Option<String> {
        match self {
            Self::None | Self::Omitted => None,
            Self::Bool(value) => Some(if *value { "yes" } else { "no" }.to_owned()),
            Self::Number(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::List(values) => {
                let words: Vec<String> = values.iter().filter_map(|value| value.words(separator)).collect();
                (!words.is_empty()).then(|| words.join(separator))
            }
            Self::Map(values) => {
                let word =
                    |(name, value): &(String, Self)| Some(format!("{name}={}", value.words(separator)?));
                let words: Vec<String> = values.iter().filter_map(word).collect();
                (!words.is_empty()).then(|| words.join(separator))
            }
        }
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None | Self::Omitted => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(*value),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|value| list.serialize_element(value))?;
                list.end()
            }
            Self::Map(values) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in values.iter().filter(|(_, value)| *value != Self::Omitted) {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// One row of a table of fields.
pub struct Field<R> {
    /// The member in JSON and the column of a CSV.
    member: Option<&'static str>,
    /// The label when one item is shown alone.
    label: Option<&'static str>,
    /// The header in a list.
    column: Option<&'static str>,
    /// How the column gives way on a narrow terminal.
    yields: Yield,
    /// Whether the column is left out unless two rows begin alike.
    tells_apart: bool,
    read: fn(&R) -> Datum,
    /// The colour of the cell in a list.
    tone: fn(&R) -> Tone,
    /// Facts with labels of their own.
    facts: fn(&R) -> Facts,
}

/// Labels and texts for people.
pub type Facts = Vec<(&'static str, String)>;

impl<R> Field<R> {
    const fn new(read: fn(&R) -> Datum) -> Self {
        Self {
            member: None,
            label: None,
            column: None,
            yields: Yield { shape: Shape::Text, rank: 0 },
            tells_apart: false,
            read,
            tone: |_| Tone::Plain,
            facts: |_| Vec::new(),
        }
    }

    /// A member of the JSON. `labelled` and `listed` also show it to people.
    pub const fn member(name: &'static str, read: fn(&R) -> Datum) -> Self {
        Self { member: Some(name), ..Self::new(read) }
    }

    /// For people only, when one item is shown.
    pub const fn fact(label: &'static str, read: fn(&R) -> Datum) -> Self {
        Self { label: Some(label), ..Self::new(read) }
    }

    /// For people only, in a list.
    pub const fn column(header: &'static str, read: fn(&R) -> Datum) -> Self {
        Self { column: Some(header), ..Self::new(read) }
    }

    /// For people only, when one item is shown: any number of facts, such as a line for each slot.
    pub const fn facts(facts: fn(&R) -> Facts) -> Self {
        Self { facts, ..Self::new(|_| Datum::None) }
    }

    /// The member in JSON, if it is one.
    pub const fn member_name(&self) -> Option<&'static str> {
        self.member
    }

    /// Also shown as a fact, with this label.
    #[must_use]
    pub const fn labelled(mut self, label: &'static str) -> Self {
        self.label = Some(label);
        self
    }

    /// Also shown in lists, with this header.
    #[must_use]
    pub const fn listed(mut self, header: &'static str) -> Self {
        self.column = Some(header);
        self
    }

    /// On a terminal that is too narrow its cells become this…
    #[must_use]
    pub const fn shaped(mut self, shape: Shape) -> Self {
        self.yields.shape = shape;
        self
    }

    /// …and columns are left out, those of the highest rank first; those of rank 0 as late as can be.
    #[must_use]
    pub const fn ranked(mut self, rank: u8) -> Self {
        self.yields.rank = rank;
        self
    }

    /// In a list only where two rows have the same first cell.
    #[must_use]
    pub const fn to_tell_apart(mut self) -> Self {
        self.tells_apart = true;
        self
    }

    #[must_use]
    pub const fn toned(mut self, tone: fn(&R) -> Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// A type with a table of fields. Members of JSON, facts and columns have the order of the table.
pub trait Record: Sized + 'static {
    const FIELDS: &'static [Field<Self>];
    /// Whether a list of these is one of blocks where its rows do not fit the terminal, in which words that are longer
    /// than a line are cut.
    const IN_BLOCKS: bool = false;
}

/// The view of a record: by reference, or in a box if it is moved.
#[derive(Debug)]
pub struct Shown<T>(pub T);

impl<R: Record, T: Deref<Target = R>> Shown<T> {
    fn table() -> impl Iterator<Item = &'static Field<R>> {
        R::FIELDS.iter()
    }

    fn read(&self, field: &Field<R>) -> Datum {
        (field.read)(&self.0)
    }
}

impl<R: Record, T: Deref<Target = R>> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Self::table() {
            let Some(member) = field.member else { continue };
            let value = self.read(field);
            if value != Datum::Omitted {
                map.serialize_entry(member, &value)?;
            }
        }
        map.end()
    }
}

impl<R: Record, T: Deref<Target = R>> View for Shown<T> {
    fn members() -> Vec<&'static str> {
        Self::table().filter_map(|field| field.member).collect()
    }

    fn columns() -> Vec<&'static str> {
        Self::table().filter_map(|field| field.column).collect()
    }

    fn yields() -> Vec<Yield> {
        Self::table().filter(|field| field.column.is_some()).map(|field| field.yields).collect()
    }

    fn in_blocks() -> bool {
        R::IN_BLOCKS
    }

    fn telling_apart() -> Option<usize> {
        Self::table().filter(|field| field.column.is_some()).position(|field| field.tells_apart)
    }

    fn cells(&self) -> Vec<Cell> {
        let cell = |field| {
            let words = self.read(field).words(",").unwrap_or_else(|| NOTHING.to_owned());
            Cell::toned(words, (field.tone)(&self.0))
        };
        Self::table().filter(|field| field.column.is_some()).map(cell).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let fact = |field: &'static Field<R>| Some((field.label?, self.read(field).words(", ")?));
        let all = |field: &'static Field<R>| fact(field).into_iter().chain((field.facts)(&self.0));
        Self::table().flat_map(all).collect()
    }
}

#[cfg(test)]
#[path = "fields_tests.rs"]
pub(super) mod tests;
