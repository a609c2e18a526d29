//! Tables and facts, wide and narrow.

use super::*;

fn rows() -> Vec<Vec<Cell>> {
    vec![
        vec!["CI".into(), Cell::toned("active", Tone::Good)],
        vec!["日本\u{1b}[2J".into(), Cell::toned("revoked", Tone::Bad)],
    ]
}

fn table(headers: &[&'static str], rows: &[Vec<Cell>], width: Option<usize>, color: bool) -> String {
    Table::new(headers, &[], rows, width, color).text(rows)
}

fn room(width: Option<usize>) -> Room {
    Room { width, long: LongWords::Whole }
}

#[test]
fn columns_line_up_by_their_width_on_screen() {
    let text = table(&["Name", "Status"], &rows(), None, false);
    assert_eq!(text, "Name           Status\nCI             active\n日本\\u{1b}[2J  revoked\n");
}

#[test]
fn colours_only_when_asked() {
    assert!(!table(&["Name", "Status"], &rows(), None, false).contains('\u{1b}'));
    let text = table(&["Name", "Status"], &rows(), None, true);
    assert!(text.contains("\u{1b}[32mactive"), "{text:?}");
    assert!(!text.contains("\u{1b}[2J"), "{text:?}");
}

#[test]
fn an_empty_table_is_its_header() {
    assert_eq!(table(&["Name", "ID"], &[], None, false), "Name  ID\n");
}

#[test]
fn a_narrow_one_is_cut() {
    let rows = vec![vec![Cell::from("a rather long name"), Cell::from("active")]];
    assert_eq!(
        table(&["Name", "Status"], &rows, Some(20), false),
        "Name          Status\na rather lo…  active\n"
    );
    assert!(overflows(&["Name", "Status"], &rows, 25) && !overflows(&["Name", "Status"], &rows, 26));
}

#[test]
fn facts_line_up() {
    let text = facts(&[("Name", "CI".into()), ("Description", "two\nlines".into())], room(None));
    assert_eq!(text, "Name:         CI\nDescription:  two\\nlines\n");
    assert_eq!(facts(&[("Name", String::new())], room(Some(80))), "Name:\n");
}

#[test]
fn facts_are_wrapped_at_words() {
    let all = [("Name", "CI".to_owned()), ("Description", "one two three four five six".to_owned())];
    assert_eq!(
        facts(&all, room(Some(34))),
        "Name:         CI\nDescription:  one two three four\n              five six\n"
    );
    // Where the column is too narrow they have lines of their own.
    assert_eq!(
        facts(&all, room(Some(28))),
        "Name:         CI\nDescription:\n  one two three four five\n  six\n"
    );
    let id = [("Description", "key_a4dqobyhaaaaaaaaaaaaaaaaaa".to_owned())];
    assert_eq!(facts(&id, room(Some(34))), "Description:\n  key_a4dqobyhaaaaaaaaaaaaaaaaaa\n");
    assert_eq!(facts(&id, room(Some(20))), "Description:\n  key_a4dqobyhaaaaaaaaaaaaaaaaaa\n");
}

#[test]
fn a_word_that_is_too_long_is_whole_where_it_has_to_be_copied() {
    let name = "x".repeat(30);
    let shown = |value: &str, long| facts(&[("Name", value.to_owned())], Room { width: Some(20), long });
    assert_eq!(shown(&name, LongWords::Whole), format!("Name:\n  {name}\n"));
    assert_eq!(shown(&name, LongWords::Cut), "Name:\n  xxxxxxxxxxxxxxxxx…\n");
    assert_eq!(shown(&name, LongWords::CutNames), shown(&name, LongWords::Cut));
    let path = format!("/a/{name}");
    assert_eq!(shown(&path, LongWords::CutNames), format!("Name:\n  {path}\n"));
    assert_eq!(shown(&path, LongWords::Cut), "Name:\n  …xxxxxxxxxxxxxxxxx\n");
    let command = "`keywright key list --limit 0`";
    assert_eq!(shown(command, LongWords::Cut), format!("Name:\n  {command}\n"));
}

#[test]
fn a_block_has_what_is_there() {
    let cells = ["CI".into(), "-".into(), Cell::toned("in the way", Tone::Warning)];
    assert_eq!(
        block(&["Name", "Key", "Attention"], &cells, room(Some(40)), true),
        "Name:       CI\nAttention:  \u{1b}[33min the way\u{1b}[0m\n"
    );
}
