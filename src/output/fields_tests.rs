//! Tables of fields compared with the records that they show: finds a field that no table contains.

use serde::Serialize;
use serde_json::Value;

use crate::domain::time::Timestamp;
use crate::output::view::View;

/// The paths of a record's fields whose values are neither in the JSON nor among the facts of its view. The
/// record must be a sample in which every field is set, all to different values.
pub(in crate::output) fn unshown(record: &impl Serialize, view: &impl View) -> Vec<String> {
    let mut shown = leaves(&serde_json::to_value(view).unwrap());
    shown.extend(view.facts().into_iter().map(|(label, text)| (label.to_owned(), Value::String(text))));
    let fields = leaves(&serde_json::to_value(record).unwrap());
    let is_shown = |(path, value): &(String, Value)| {
        shown.iter().any(|(place, other)| match (value, other) {
            (Value::Bool(_), _) => other == value && last(place) == last(path),
            (Value::Number(number), Value::String(text)) => {
                number.as_i64().is_some_and(|seconds| *text == Timestamp::from_unix(seconds).to_string())
            }
            _ => other == value,
        })
    };
    fields.into_iter().filter(|field| !is_shown(field)).map(|(path, _)| path).collect()
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Every value except objects and lists, by path; members of a list have the path of the list.
fn leaves(value: &Value) -> Vec<(String, Value)> {
    let below = |(name, value): (&str, &Value)| {
        let path = |(path, leaf): (String, Value)| {
            (if path.is_empty() { name.to_owned() } else { format!("{name}.{path}") }, leaf)
        };
        leaves(value).into_iter().map(path).collect::<Vec<_>>()
    };
    match value {
        Value::Object(members) => members.iter().flat_map(|(name, value)| below((name, value))).collect(),
        Value::Array(values) => values.iter().flat_map(leaves).collect(),
        leaf => vec![(String::new(), leaf.clone())],
    }
}
