use std::collections::BTreeSet;

use insta::assert_snapshot;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::drawing::{Drawing, Style};
use super::sign::{Sign, needs_ascii};
use super::{Window, axis, bar, next};
use crate::domain::id::KeyId;
use crate::domain::key::Status;
use crate::domain::time::{Span, Timestamp};
use crate::ops::report::lineages::{Lineage, Version};
use crate::output::table::Tone;
use crate::ports::Environment;

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn window(from: &str, now: &str, to: &str) -> Window {
    Window { from: at(from), now: at(now), to: at(to) }
}

/// Valid since 2026-01-01.
fn version(number: u32, status: Status, ends_at: Option<&str>) -> Version {
    Version {
        id: KeyId::from_bits([0; 16]),
        number,
        status,
        begins_at: at("2026-01-01"),
        ends_at: ends_at.map(at),
        disabled_at: None,
        replaced_at: None,
        accepted_until: None,
    }
}

fn lineage(versions: Vec<Version>) -> Lineage {
    Lineage { name: "ci".parse().unwrap(), versions, rotation_due_at: None }
}

/// A hundred days from 2026-01-01 in ten columns; the present is in the fifth.
fn drawn(lineage: &Lineage) -> String {
    let window = window("2026-01-01", "2026-02-14", "2026-04-11");
    bar::bar(lineage, window, 10).into_iter().map(|sign| sign.character(true)).collect()
}

fn words(lineage: &Lineage) -> (String, Tone) {
    next::next(lineage, at("2026-02-14T12:00:00Z"))
}

#[test]
fn nothing_that_matters_is_hidden_by_what_is_in_the_same_column() {
    let mut old = version(1, Status::Retiring, Some("2026-02-15"));
    old.replaced_at = Some(at("2026-02-13"));
    let new = Version { begins_at: at("2026-02-13"), ..version(2, Status::Active, None) };
    assert_eq!(drawn(&lineage(vec![old, new])), "[===~]====", "a short grace before its end");
    let soon = version(1, Status::Active, Some("2026-02-15"));
    assert_eq!(drawn(&lineage(vec![soon.clone()])), "[====]....", "a key that works now");
    let short = Version { begins_at: at("2026-02-13"), ..soon };
    assert_eq!(drawn(&lineage(vec![short])), "    []....", "one that began in this column, too");
    let mut leaked = version(1, Status::Revoked, Some("2026-02-11"));
    leaked.accepted_until = Some(at("2026-02-16"));
    assert_eq!(
        drawn(&lineage(vec![leaked])),
        "[===!.....",
        "servers accept it rather than that it was revoked"
    );
    let mut due = lineage(vec![version(1, Status::Active, Some("2026-03-05"))]);
    due.rotation_due_at = Some(at("2026-03-03"));
    assert_eq!(drawn(&due), "[====R]...", "a rotation before the end");
}

/// Files that were published before do not know of its end.
#[test]
fn a_grace_period_that_servers_do_not_know_of_goes_on() {
    let mut old = version(1, Status::Retiring, Some("2026-02-24"));
    old.replaced_at = Some(at("2026-02-04"));
    old.accepted_until = Some(at("2026-03-16"));
    let new = Version { begins_at: at("2026-02-04"), ..version(2, Status::Active, None) };
    let both = lineage(vec![old, new]);
    assert_eq!(drawn(&both), "[==~~!!!==");
    assert_eq!(words(&both), ("may be accepted until 2026-03-16".to_owned(), Tone::Plain));
}

#[test]
fn what_has_ended_is_not_drawn_as_if_it_were_to_end() {
    let mut over = lineage(vec![version(1, Status::Expired, Some("2026-02-13T23:59:59Z"))]);
    over.versions[0].begins_at = at("2026-02-13");
    assert_eq!(drawn(&over), "    ].....");
}

#[test]
fn a_successor_that_is_not_confirmed_does_not_hide_the_key_that_works() {
    let new = Version { begins_at: at("2026-02-04"), ..version(2, Status::Pending, None) };
    assert_eq!(drawn(&lineage(vec![version(1, Status::Active, None), new])), "[==?======");
    let new = Version { begins_at: at("2026-01-02"), ..version(2, Status::Pending, None) };
    assert_eq!(drawn(&lineage(vec![version(1, Status::Active, None), new])), "?=========", "in one column");
}

#[test]
fn a_rotation_overdue_since_before_stands_at_the_edge() {
    let mut overdue = lineage(vec![version(1, Status::Active, None)]);
    overdue.rotation_due_at = Some(at("2025-06-01"));
    assert_eq!(drawn(&overdue), "R=========");
    overdue.rotation_due_at = Some(at("2027-06-01"));
    assert_eq!(drawn(&overdue), "[=========", "one that is too far away is not drawn");
}

#[test]
fn what_is_outside_of_the_window_is_not_drawn() {
    let mut later = lineage(vec![version(1, Status::Active, None)]);
    later.versions[0].begins_at = at("2026-12-01");
    assert_eq!(drawn(&later), "    |     ");
    later.versions[0].begins_at = at("2020-01-01");
    assert_eq!(drawn(&later), "==========");
    later.versions[0].ends_at = Some(at("2021-01-01"));
    later.versions[0].status = Status::Expired;
    assert_eq!(drawn(&later), "....|.....");
}

#[test]
fn a_second_may_have_many_columns() {
    let window = window("2026-02-14T12:00:00Z", "2026-02-14T12:00:01Z", "2026-02-14T12:00:02Z");
    let signs = |end| {
        let key = lineage(vec![version(1, Status::Active, end)]);
        bar::bar(&key, window, 10).into_iter().map(|sign| sign.character(true)).collect::<String>()
    };
    assert_eq!(signs(None), "==========");
    assert_eq!(signs(Some("2026-02-14T12:00:01Z")), "=====]....");
}

#[test]
fn a_key_was_valid_before_it_was_disabled() {
    let mut key = lineage(vec![version(1, Status::Disabled, Some("2026-04-01"))]);
    key.versions[0].disabled_at = Some(at("2026-01-31"));
    assert_eq!(drawn(&key), "[==------]");
    assert_eq!(words(&key), ("disabled since 2026-01-31".to_owned(), Tone::Plain));
    key.versions[0].accepted_until = Some(at("2026-03-01"));
    assert_eq!(drawn(&key), "[==!!!---]");
    assert_eq!(words(&key), ("may be accepted until 2026-03-01".to_owned(), Tone::Bad));
}

#[test]
fn only_a_key_that_was_not_replaced_is_marked_as_revoked() {
    let mut key = lineage(vec![version(1, Status::Revoked, Some("2026-01-25"))]);
    assert_eq!(drawn(&key), "[=x.|.....");
    key.versions[0].replaced_at = Some(at("2026-01-11"));
    assert_eq!(drawn(&key), "[~].|.....");
}

#[test]
fn the_words_say_what_comes_next() {
    let said = |status, ends_at| words(&lineage(vec![version(1, status, ends_at)])).0;
    assert_eq!(said(Status::Active, None), "never expires");
    assert_eq!(said(Status::Active, Some("2026-09-01")), "expires 2026-09-01");
    assert_eq!(said(Status::Active, Some("2026-02-14T18:30:00Z")), "expires 18:30 UTC");
    assert_eq!(said(Status::Retiring, Some("2026-02-20")), "grace ends 2026-02-20");
    assert_eq!(said(Status::Pending, None), "v1 awaits confirmation");
    assert_eq!(said(Status::Expired, Some("2026-02-01")), "expired 2026-02-01");
    assert_eq!(said(Status::Revoked, Some("2026-02-14T09:05:00Z")), "revoked 09:05 UTC");
    let mut key = lineage(vec![version(1, Status::Active, Some("2026-03-01"))]);
    assert_eq!(words(&key).1, Tone::Warning, "within 30 days");
    key.rotation_due_at = Some(at("2026-02-20"));
    assert_eq!(words(&key), ("rotation due 2026-02-20".to_owned(), Tone::Plain));
    key.rotation_due_at = Some(at("2026-02-10"));
    assert_eq!(words(&key), ("rotation due since 2026-02-10".to_owned(), Tone::Warning));
    let mut later = lineage(vec![version(1, Status::Active, None)]);
    later.versions[0].begins_at = at("2026-05-01");
    assert_eq!(words(&later).0, "valid from 2026-05-01");
}

#[test]
fn labels_suit_the_length_of_the_window() {
    let labels = |from, to, width| {
        let mut line = String::new();
        for axis::Tick { column, label } in axis::ticks(window(from, from, to), width) {
            line = format!("{line:column$}{label}");
        }
        line
    };
    let day = "2026-11-30T10:00:00Z";
    let lines = [
        labels(day, "2026-11-30T10:00:40Z", 40),
        labels(day, "2026-11-30T10:40:00Z", 40),
        labels(day, "2026-12-02T10:00:00Z", 40),
        labels(day, "2027-01-08T10:00:00Z", 40),
        labels("2026-09-01", "2027-11-30", 30),
        labels(day, "2029-11-30", 40),
        labels("1970-01-01", "2126-01-01", 40),
        labels("9999-01-01", "9999-12-31T23:59:59Z", 40),
    ];
    assert_snapshot!(lines.join("\n"), @"
    10:00:00       10:00:15       10:00:30
    10:00          10:15          10:30
     12:00     Dec 1     12:00     Dec 2
          Dec 7  Dec 14  Dec 21 Dec 28 Jan 4
     Oct    2027 Apr   Jul    Oct
     2027  Jul    2028   Jul   2029   Jul
           2000         2050         2100
    9999  Mar    May   Jul    Sep    Nov
    ");
}

#[test]
fn every_sign_can_be_told_apart_without_a_colour() {
    for is_ascii in [true, false] {
        let signs: Vec<char> = Sign::EXPLAINED.iter().map(|sign| sign.character(is_ascii)).collect();
        assert_eq!(signs.iter().collect::<BTreeSet<_>>().len(), signs.len());
        assert!(signs.iter().all(|sign| sign.is_ascii() || !is_ascii));
        assert!(signs.iter().all(|sign| sign.to_string().width() == 1), "each is one column");
    }
}

#[test]
fn other_characters_need_a_terminal_that_has_them() {
    let is_ascii = |variables: &[(&str, &str)]| {
        let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        needs_ascii(&Environment { variables, ..Environment::default() })
    };
    assert!(is_ascii(&[]), "as cron starts it");
    assert!(!is_ascii(&[("LANG", "en_GB.UTF-8")]));
    assert!(!is_ascii(&[("LC_CTYPE", "C.utf8"), ("LANG", "C")]));
    assert!(is_ascii(&[("LC_ALL", "C"), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C.UTF-8")]));
    assert!(!is_ascii(&[("LC_ALL", ""), ("LANG", "C.UTF-8")]), "an empty one is not set");
    assert!(is_ascii(&[("LANG", "de_DE.ISO-8859-1")]));
    for term in ["dumb", "linux"] {
        assert!(is_ascii(&[("LANG", "C.UTF-8"), ("TERM", term)]), "{term}");
    }
    assert!(!is_ascii(&[("LANG", "C.UTF-8"), ("TERM", "xterm")]));
}

/// Times around the window, and far from it.
fn times() -> impl Strategy<Value = Timestamp> {
    prop_oneof![1_700_000_000..1_900_000_000_i64, any::<i64>()].prop_map(Timestamp::from_unix)
}

fn versions() -> impl Strategy<Value = Version> {
    let optional = || prop::option::of(times());
    let status = prop::sample::select(Status::ALL.to_vec());
    (any::<u32>(), status, times(), [optional(), optional(), optional(), optional()].prop_map(|times| times))
        .prop_map(|(number, status, begins_at, [ends_at, disabled_at, replaced_at, accepted_until])| {
            Version {
                id: KeyId::from_bits([0; 16]),
                number,
                status,
                begins_at,
                ends_at,
                disabled_at,
                replaced_at,
                accepted_until,
            }
        })
}

fn lineages() -> impl Strategy<Value = Lineage> {
    let name = "\\PC{1,128}".prop_filter_map("no name", |text| text.parse().ok());
    (name, prop::collection::vec(versions(), 1..4), prop::option::of(times()))
        .prop_map(|(name, versions, rotation_due_at)| Lineage { name, versions, rotation_due_at })
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(
        lineages in prop::collection::vec(lineages(), 1..5),
        now in 0..253_402_300_799_i64,
        back in 1_u32..,
        ahead in 1_u32..,
        width in 20_usize..=400,
        is_ascii: bool,
    ) {
        let now = Timestamp::from_unix(now);
        let window = Window { from: now.minus(Span::seconds(back)), now, to: now.plus(Span::seconds(ahead)) };
        let text = |color| Drawing::new(&lineages, window, Style { width, color, is_ascii }).text();
        let (text, colored) = (text(false), text(true));
        // Names have no escape characters.
        let uncolored: String = colored.split('\x1b').enumerate().map(|(number, part)| match number {
            0 => part,
            _ => part.split_once('m').unwrap().1,
        }).collect();
        prop_assert_eq!(&uncolored, &text);
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{width}: {line}");
        }
        // Two lines of the axis, one for each, and the legend below an empty one.
        let lines: Vec<&str> = text.lines().collect();
        prop_assert_eq!(lines.iter().position(|line| line.is_empty()), Some(2 + lineages.len()));
    }
}
