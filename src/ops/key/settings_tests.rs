//! Every setting of a key has an effect: an option that is not applied, a change that is missing from the
//! audit log, a filter condition that is not checked, or a field that cannot be set fails here, including
//! those added later.

use clap::Command;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::fields_of;
use crate::domain::id::KeyId;
use crate::domain::profile_file;
use crate::ops::key::list::Filter;
use crate::ops::key::settings::Terms;

/// Values, one of which every option accepts.
const TEXTS: [&str; 6] = ["x", "a=b", "9", "2030-01-31", "revoked", "10.0.0.0/8"];
const NOW: Timestamp = Timestamp::START;

fn profile() -> Profile {
    profile_file::read(b"name = \"p\"\nroles = { x = [\"y\"] }\n").unwrap()
}

/// A key without optional attributes.
fn key() -> Key {
    let (id, digest) = (KeyId::from_bits([7; 16]), Digest::from_bytes([1; 32]));
    let actor = Actor { user: "ana".into(), slot: "owner".into() };
    Key::new(id, "k".parse().unwrap(), 1, "p".parse().unwrap(), digest, NOW, actor)
}

/// The result of each option alone.
fn each<A: Args>(verb: &'static str) -> Vec<(String, A)> {
    let command = A::augment_args(Command::new(verb));
    let option = |arg: &clap::Arg| {
        let name = arg.get_long().unwrap().to_owned();
        let words: Vec<String> = if arg.get_action().takes_values() {
            TEXTS.iter().map(|text| format!("--{name}={text}")).collect()
        } else {
            vec![format!("--{name}")]
        };
        let parse = |word: &String| command.clone().try_get_matches_from([verb, word]).ok();
        let matches =
            words.iter().find_map(parse).unwrap_or_else(|| panic!("--{name} takes none of {TEXTS:?}"));
        (name, A::from_arg_matches(&matches).unwrap())
    };
    command.get_arguments().map(option).collect()
}

fn created(terms: Terms) -> Key {
    let mut key = key();
    terms.apply(&mut key, &profile(), NOW, |why| Error::usage(format!("{why:?}"))).unwrap();
    key
}

/// A key with the label to be removed, before and after an edit.
fn edited(edit: &Edit) -> (Key, Key) {
    let mut before = key();
    before.about.labels.insert("x".parse().unwrap(), "y".parse().unwrap());
    let mut after = before.clone();
    apply(&mut after, edit, &profile(), "ana", NOW).unwrap();
    (before, after)
}

#[test]
fn every_option_of_a_new_key_is_applied() {
    for (name, terms) in each::<Terms>("create") {
        // The profile is found by its name before the key is created.
        assert!(name == "profile" || created(terms) != created(Terms::default()), "--{name} does nothing");
    }
    let twice = Terms { roles: vec!["x".parse().unwrap(), "x".parse().unwrap()], ..Terms::default() };
    assert_eq!(created(twice).roles, ["x"]);
}

#[test]
fn every_option_of_an_edit_is_applied_and_named_in_the_log() {
    for (name, edit) in each::<Edit>("edit") {
        let (before, after) = edited(&edit);
        assert_eq!(edit.is_empty(), name == "widen", "--{name}");
        assert_eq!(before == after, name == "widen", "--{name} does nothing");
        assert_eq!(difference(&before, &after).unwrap().is_empty(), name == "widen", "--{name}");
    }
}

#[test]
fn every_condition_of_a_list_is_asked() {
    for (name, filter) in each::<Filter>("list") {
        assert!(!filter.matches(&key(), NOW), "--{name} does nothing");
    }
    assert!(Filter::default().matches(&key(), NOW));
}

#[test]
fn every_field_of_a_key_can_be_set() {
    /// What cannot be chosen, or not by an option that is applied to the key.
    const OTHERS: [&str; 12] = [
        "id",
        "name",
        "version",
        "start",
        "digest",
        "profile",
        "about",
        "created_at",
        "created_by",
        "lifecycle",
        "predecessor",
        "successor",
    ];
    let new = each::<Terms>("create").into_iter().map(|(_, terms)| (key(), created(terms)));
    let old = each::<Edit>("edit").into_iter().map(|(_, edit)| edited(&edit));
    let named: Vec<String> =
        new.chain(old).map(|(before, after)| difference(&before, &after).unwrap()).collect();
    let set: BTreeSet<&str> = named.iter().flat_map(|names| names.split(", ")).collect();
    for field in [fields_of(&key()), fields_of(&key().about)].concat() {
        // Set by importing servers' logs, and by runs that report the key.
        let by_others = ["last_used_at", "reminded_at"].contains(&field.as_str());
        let is_known = OTHERS.contains(&field.as_str()) || by_others;
        assert!(
            is_known != set.contains(field.as_str()),
            "{field}: give it an option, or say why it has none"
        );
    }
}

#[test]
fn networks_are_replaced_merged_bounded_and_cleared() {
    let parse = |line: &str| {
        let command = Edit::augment_args(Command::new("edit"));
        let matches = command.try_get_matches_from(std::iter::once("edit").chain(line.split(' '))).unwrap();
        <Edit as clap::FromArgMatches>::from_arg_matches(&matches).unwrap()
    };
    let mut key = key();
    let mut applied = |line: &str| {
        let done = apply(&mut key, &parse(line), &profile(), "ana", NOW);
        done.map(|()| key.networks.net().unwrap_or_default().to_owned()).map_err(|error| error.message)
    };
    assert_eq!(applied("--network ::1,10.0.0.7 --network 10.0.0.7/32").as_deref(), Ok("10.0.0.7/32 ::1/128"));
    assert_eq!(applied("--owner bob").as_deref(), Ok("10.0.0.7/32 ::1/128"), "left alone");
    assert_eq!(applied("--network 192.0.2.0/24").as_deref(), Ok("192.0.2.0/24"), "not added");
    let many = |count| (0..count).map(|number| format!("10.0.0.{number}")).collect::<Vec<_>>().join(",");
    assert!(applied(&format!("--network {}", many(33))).unwrap_err().contains("at most 32"));
    assert!(applied(&format!("--network {0},{0}", many(32))).is_ok(), "each once");
    assert!(applied("--network= --network ::1").unwrap_err().contains("an empty text clears"));
    assert_eq!(applied("--network=").as_deref(), Ok(""));
}

#[test]
fn rights_widen_and_what_is_known_does_not() {
    let with = |line: &str| {
        let command = Edit::augment_args(Command::new("edit"));
        let words = std::iter::once("edit").chain(line.split(' '));
        let matches = command.try_get_matches_from(words).unwrap();
        edited(&<Edit as clap::FromArgMatches>::from_arg_matches(&matches).unwrap()).1
    };
    let (bound, plain) = (with("--scopes a --resource a/b --environment prod"), with("--owner ana"));
    let widening = |before: &Key, after: &Key| widened(before, after, NOW).join(" ");
    assert_eq!(widening(&plain, &with("--owner bob --description d --label a=b --expires 9")), "");
    assert_eq!(widening(&plain, &bound), "scopes");
    assert_eq!(widening(&bound, &plain), "resource environment");
    let below = with("--scopes a --resource a/b/c --environment prod");
    assert_eq!((widening(&bound, &below), widening(&below, &bound)), (String::new(), "resource".to_owned()));
    let anywhere = &plain;
    let (wide, narrow) = (with("--network 10.0.0.0/8,::1"), with("--network 10.1.0.0/16 --network 10.2.3.4"));
    assert_eq!(widening(anywhere, &wide) + &widening(&wide, &narrow) + &widening(&wide, &wide), "");
    assert_eq!(widening(&narrow, &wide), "networks");
    assert_eq!(widening(&wide, anywhere), "networks", "from anywhere");
    let more = with("--network 10.0.0.0/8,::1,192.0.2.0/24");
    assert_eq!((widening(&more, &wide), widening(&wide, &more)), (String::new(), "networks".to_owned()));
    let (soon, late) = (with("--expires 9"), with("--expires-at 2030-01-31"));
    assert_eq!(widening(&late, &soon) + &widening(&plain, &late) + &widening(&late, &late), "");
    assert_eq!((widening(&soon, &late), widening(&late, &plain)), ("expires_at".into(), "expires_at".into()));
    let later = NOW.plus(Span::days(10));
    let past = with("--expires 9");
    assert_eq!(widened(&past, &plain, later), ["expires_at, which has passed"]);
}
