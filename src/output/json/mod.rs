//! The reference of the JSON that commands answer with: members from the tables of fields, each with its type and what it
//! says. `docs/json.md` is made of it, and tests hold answers against it.

mod answers;
mod objects;

use std::fmt::Write as _;

pub use answers::{ANSWERS, Answer, Form};
pub use objects::{Object, objects};

/// A member: its name, its type, and what it says. A type is `string`, `time`, `number`, `boolean`, `any`, the name of an
/// object, `[T]` for an array and `{T}` for an object with any names; ` or null`, and `?` at its end if it may be absent.
pub type Member = (&'static str, &'static str, &'static str);

const BEGINNING: &str = "\
# JSON

Every member of every answer with `--output json` and `jsonl`, generated from the program: do not edit.

- With `json` stdout is exactly one document, with `jsonl` one on each line: of a listing the items, without `items`.
  `csv` has the members of an item as columns; lists and objects in a cell are JSON.
- Times are RFC 3339 in UTC, whole seconds, with `Z`. Durations are text such as `30d`. What is absent is `null`.
- Members may be added: ignore those that you do not know. None is taken away or changes its type within a major version.
- Warnings are a member `warnings`, an array of strings, of the answer, if there are any. Where the answer is written
  before them, because it reveals a secret, is a listing in `jsonl`, or is no JSON, they are one object on stderr:
  `{\"warnings\": […]}`. `check --lines` writes each at once, and `run` before its program begins.
- An error is one object on stderr, and stdout is empty unless some of the work was done (exit 11):
  `{\"error\": {\"code\", \"message\", \"hint\", \"reason\"}, \"exit_code\", \"warnings\"}`. `hint` is a string or `null`;
  `reason` is there with exit 6 only, `warnings` if there are any. [Exit codes](exit-codes.md) has the values of `code`.
- A listing is `{\"items\": […], \"next_cursor\": string or null}`, a change to several things `{\"items\": […]}`.

Types: `[T]` is an array of T, `{T}` an object of T by name; *may be absent* is said where a member is not always there.

## Answers
";

/// The page `docs/json.md`.
pub fn reference() -> String {
    let mut text = BEGINNING.to_owned();
    text.push_str("\n| command | answers |\n|---|---|\n");
    for answer in ANSWERS {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| `{}` | {} |", answer.command, in_words(answer));
    }
    text.push_str("\n## Objects\n");
    for object in objects() {
        let _ = write!(text, "\n### {}\n\n| member | type | |\n|---|---|---|\n", object.name);
        for member in object.meanings() {
            let _ = writeln!(text, "{}", row(member));
        }
    }
    text
}

fn in_words(answer: &Answer) -> String {
    let object = format!("[{}](#{})", answer.object, answer.object.replace(' ', "-"));
    let mut text = match answer.form {
        Form::One => object,
        Form::Items => format!("`items` of {object}"),
        Form::Listing => format!("a listing of {object}"),
        Form::Lines => format!("{object}, one on each line"),
        Form::Payload => "no JSON".to_owned(),
    };
    for (name, kind, what) in answer.more {
        let _ = write!(text, "; `{name}`: {}, {what}", type_in_words(kind));
    }
    if !answer.note.is_empty() {
        let _ = write!(text, "; {}", answer.note);
    }
    text
}

fn row((name, kind, what): &Member) -> String {
    format!("| `{name}` | {} | {what} |", type_in_words(kind))
}

fn type_in_words(kind: &str) -> String {
    let absent = if kind.ends_with('?') { ", may be absent" } else { "" };
    let kind = kind.trim_end_matches('?');
    let (kind, null) = kind.strip_suffix(" or null").map_or((kind, ""), |kind| (kind, " or null"));
    let inner = kind.trim_matches(['[', ']', '{', '}']);
    let linked = if objects().any(|object| object.name == inner) {
        kind.replace(inner, &format!("[{inner}](#{})", inner.replace(' ', "-")))
    } else {
        kind.to_owned()
    };
    format!("{linked}{null}{absent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_of_every_table_has_a_meaning() {
        for object in objects() {
            let described: Vec<&str> = object.meanings().map(|(name, ..)| *name).collect();
            assert_eq!((object.members)(), described, "{}", object.name);
        }
    }

    #[test]
    fn types_name_objects_that_exist() {
        let known = ["string", "time", "number", "boolean", "any"];
        let of_answers = ANSWERS.iter().flat_map(|answer| answer.more);
        for (name, kind, _) in objects().flat_map(Object::meanings).chain(of_answers) {
            let inner = kind.trim_end_matches('?').trim_end_matches(" or null");
            let inner = inner.trim_matches(['[', ']', '{', '}']);
            let is_object = objects().any(|object| object.name == inner);
            assert!(known.contains(&inner) || is_object, "{name}: {kind}");
        }
        for answer in ANSWERS {
            let is_known = objects().any(|object| object.name == answer.object);
            assert_eq!(is_known, answer.form != Form::Payload, "{}", answer.command);
        }
    }

    #[test]
    fn every_object_is_answered_somewhere() {
        let pages = reference();
        for object in objects() {
            let link = format!("(#{})", object.name.replace(' ', "-"));
            assert!(pages.contains(&link), "{}", object.name);
        }
    }
}
