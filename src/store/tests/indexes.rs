//! What the indexes answer, against what the records say.

mod scenario;

use proptest::prelude::*;

use self::scenario::{Act, Facts, Model, Stage, act};
use super::*;
use crate::domain::key::{Key, Status};
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::due_at;

/// A time within those of the keys, and some beyond.
fn time() -> impl Strategy<Value = Timestamp> {
    (0..35_i64).prop_map(Timestamp::from_unix)
}

/// What somebody asks.
#[derive(Debug, Clone)]
struct Question {
    now: Timestamp,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    then: Timestamp,
    valid_for: Span,
    most: usize,
}

fn question() -> impl Strategy<Value = Question> {
    let times = (time(), prop::option::of(time()), prop::option::of(time()), time());
    (times, 0..20_u32, prop_oneof![0..8_usize, Just(usize::MAX)]).prop_map(|(times, valid_for, most)| {
        let (now, from, to, then) = times;
        Question { now, from, to, then, valid_for: Span::seconds(valid_for), most }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn indexes_answer_what_the_records_say(
        transactions in prop::collection::vec(prop::collection::vec(act(), 1..14), 1..6),
        questions in prop::collection::vec(question(), 1..4),
    ) {
        let (scene, mut model) = (Scene::new(), Model::default());
        for acts in transactions {
            scene.write(|transaction| {
                acts.iter().try_for_each(|act| model.perform(transaction, act))?;
                // Before anything is written, too.
                let now = Question { now: NOW, ..questions[0].clone() };
                answers(transaction, &model, &now)
            });
            scene.check().unwrap();
            for question in &questions {
                scene.open().read(question.now, |transaction| answers(transaction, &model, question)).unwrap();
            }
        }
    }
}

fn answers(transaction: &Transaction<'_>, model: &Model, question: &Question) -> Result<()> {
    let found = transaction.all::<Key>()?;
    assert!(found.iter().map(|stored| (stored.id, &stored.record)).eq(model.keys()));
    assert_eq!(transaction.count(Table::Keys)?, u64::try_from(found.len()).unwrap());
    by_text(transaction, model)?;
    by_status(transaction, model)?;
    by_end(transaction, model, question)?;
    by_due_time(transaction, model, question)?;
    by_change(transaction, model, question)?;
    let open: Vec<i64> = transaction.open_rotations()?.iter().map(|stored| stored.id).collect();
    assert!(open.iter().eq(model.rotations.iter().filter(|(_, is_open)| **is_open).map(|(id, _)| id)));
    Ok(())
}

fn by_text(transaction: &Transaction<'_>, model: &Model) -> Result<()> {
    let ids = |wanted: &dyn Fn(&Key) -> bool| -> Vec<i64> {
        model.keys().filter(|(_, key)| wanted(key)).map(|(id, _)| id).collect()
    };
    let sorted = |mut found: Vec<Stored<Key>>| {
        found.sort_by_key(|stored| stored.id);
        found.into_iter().map(|stored| stored.id).collect::<Vec<_>>()
    };
    for name in scenario::NAMES {
        let named = ids(&|key| key.name.as_str() == name);
        let found = transaction.find::<Key>(Index::KeyName, name)?;
        assert!(found.iter().map(|stored| stored.id).eq(named.iter().copied()), "oldest first");
        let newest = transaction.find_newest::<Key>(Index::KeyName, name);
        let newest: std::result::Result<Vec<_>, _> = newest.take(named.len() + 1).collect();
        assert!(newest?.iter().map(|stored| stored.id).eq(named.into_iter().rev()), "newest first");
        let beginning = &name[..name.len() - 1];
        let found = transaction.find_beginning::<Key>(Index::KeyName, beginning)?;
        assert_eq!(sorted(found), ids(&|key| key.name.as_str().starts_with(beginning)));
    }
    for start in scenario::STARTS {
        let found = transaction.find_beginning::<Key>(Index::KeyStart, start)?;
        let starts = |key: &Key| key.start.as_ref().is_some_and(|its| its.starts_with(start));
        assert_eq!(sorted(found), ids(&starts));
    }
    for (id, key) in model.keys() {
        assert_eq!(transaction.key_with_digest(&key.digest)?.unwrap().id, id);
        let short = &key.id.as_str()[..9];
        let found = transaction.find_beginning::<Key>(Index::KeyId, short)?;
        assert_eq!(sorted(found), ids(&|key| key.id.as_str().starts_with(short)));
    }
    assert!(transaction.key_with_digest(&scenario::digest(u64::MAX))?.is_none());
    Ok(())
}

fn by_status(transaction: &Transaction<'_>, model: &Model) -> Result<()> {
    let mut counts = std::collections::BTreeMap::new();
    model.keys().for_each(|(_, key)| *counts.entry(key.status(transaction.now())).or_insert(0) += 1);
    assert_eq!(transaction.keys_by_status()?, counts);
    Ok(())
}

fn by_end(transaction: &Transaction<'_>, model: &Model, question: &Question) -> Result<()> {
    let Question { from, to, most, .. } = question;
    for status in Status::ALL {
        // What state a key is in, apart from whether it has ended.
        let mut expected: Vec<(i64, i64)> = Vec::new();
        for (id, key) in model.keys().filter(|(_, key)| key.status(NOW) == status) {
            let end = key.ends_at().map_or(i64::MAX, Timestamp::unix);
            let is_within = from.is_none_or(|from| from.unix() <= end) && to.is_none_or(|to| end < to.unix());
            expected.extend(is_within.then_some((end, id)));
        }
        expected.sort_unstable();
        let (count, found) = transaction.keys_ending(status, *from, *to, *most)?;
        assert_eq!(count, u64::try_from(expected.len()).unwrap());
        assert!(found.iter().map(|stored| stored.id).eq(expected.iter().take(*most).map(|(_, id)| *id)));
    }
    Ok(())
}

fn by_due_time(transaction: &Transaction<'_>, model: &Model, question: &Question) -> Result<()> {
    let mut expected = Vec::new();
    for (id, (facts, key)) in &model.keys {
        let general = model.policies.get(&key.profile).map(|(_, policy)| policy.clone()).unwrap_or_default();
        let policy = RotationPolicy::or(key.rotation.clone(), &general);
        // One that awaits confirmation is in a rotation, which ends otherwise.
        let due = due_at(key, &policy, question.now).filter(|_| facts.stage != Stage::Pending);
        expected.extend(due.filter(|due| *due <= question.then).map(|due| (due, *id)));
    }
    expected.sort_unstable();
    let mut found = Vec::new();
    transaction.keys_due(question.then, &mut |stored, due| {
        found.push((due, stored.id));
        Ok(Flow::Continue)
    })?;
    assert_eq!(found, expected);
    let mut first = None;
    transaction.keys_due(question.then, &mut |stored, due| {
        assert!(first.replace((due, stored.id)).is_none(), "told to stop");
        Ok(Flow::Stop)
    })?;
    assert_eq!(first.as_ref(), expected.first());
    Ok(())
}

fn by_change(transaction: &Transaction<'_>, model: &Model, question: &Question) -> Result<()> {
    let (then, now, valid_for) = (question.then, transaction.now(), question.valid_for);
    let changes = transaction.keys_change(then, valid_for)?;
    if now < then {
        assert!(changes, "a file of the future");
        return Ok(());
    }
    let in_file = |at: Timestamp| {
        let is_in = move |key: &Key| {
            key.status(at).is_published() && key.not_before.is_none_or(|begin| begin < at.plus(valid_for))
        };
        model.keys().filter(move |(_, key)| is_in(key)).map(|(id, _)| id)
    };
    assert!(changes || in_file(then).eq(in_file(now)), "a change that is not noticed");
    // Nor is a file made anew for nothing: something ended or came near its beginning.
    let ended = |key: &Key| {
        key.status(NOW).is_published() && key.ends_at().is_some_and(|end| then < end && end <= now)
    };
    let begins = |key: &Key| {
        key.not_before.is_some_and(|begin| then.plus(valid_for) <= begin && begin < now.plus(valid_for))
    };
    assert_eq!(changes, model.keys().any(|(_, key)| ended(key) || begins(key)));
    Ok(())
}

/// All that depends on a profile follows it, and nothing else does.
#[test]
fn a_profile_that_changes_changes_when_its_keys_are_due() {
    let (scene, mut model) = (Scene::new(), Model::default());
    let days = |days: u16| Some(Span::days(days));
    let facts = |profile, every| Facts { profile, every, ..Facts::default() };
    let mut perform = |acts: Vec<Act>| {
        scene.write(|transaction| acts.iter().try_for_each(|act| model.perform(transaction, act)));
        scene.check().unwrap();
        let mut due = Vec::new();
        scene.read(|transaction| {
            transaction.keys_due(NOW.plus(Span::MAX), &mut |stored, at| {
                due.push((stored.record.version, at.unix() / 86_400));
                Ok(Flow::Continue)
            })
        });
        due
    };
    let add = |profile, every| Act::Add(facts(profile, every));
    let policy = |name, every| Act::Policy { name, every, before: None };
    // Without a profile of that name, the key's own policy counts alone.
    assert_eq!(perform(vec![add(0, None), add(0, days(9)), add(1, None)]), [(2, 9)]);
    assert_eq!(perform(vec![policy(0, days(5))]), [(1, 5), (2, 9)]);
    assert_eq!(perform(vec![policy(1, days(1)), policy(0, days(20))]), [(3, 1), (2, 9), (1, 20)]);
    assert_eq!(perform(vec![policy(0, None), add(0, None)]), [(3, 1), (2, 9)]);
    assert_eq!(perform(vec![Act::RemovePolicy(1)]), [(2, 9)]);
    // In one transaction with what it is about.
    let change = Act::Change(0, facts(1, None));
    let acts = vec![policy(1, days(2)), add(1, None), policy(1, days(3)), change];
    assert_eq!(perform(acts), [(6, 3), (3, 3), (5, 3), (2, 9)]);
}

/// So many that their index entries are changed in several rounds.
#[test]
fn a_profile_of_many_keys() {
    let (scene, mut model) = (Scene::new(), Model::default());
    let policy = |days| Act::Policy { name: 0, every: Some(Span::days(days)), before: None };
    scene.write(|transaction| {
        (0..200).try_for_each(|_| model.perform(transaction, &Act::Add(Facts::default())))?;
        model.perform(transaction, &policy(1))
    });
    scene.check().unwrap();
    scene.write(|transaction| model.perform(transaction, &policy(2)));
    scene.check().unwrap();
    let mut due = 0;
    scene.read(|transaction| {
        transaction.keys_due(NOW.plus(Span::days(2)), &mut |_, at| {
            assert_eq!(at, NOW.plus(Span::days(2)));
            due += 1;
            Ok(Flow::Continue)
        })
    });
    assert_eq!(due, 200);
}

/// A time before which nothing ends does not exist.
#[test]
fn a_key_that_ended_at_the_beginning_of_time_is_counted() {
    let (scene, mut model) = (Scene::new(), Model::default());
    for stage in [Stage::Active, Stage::Pending] {
        let facts = Facts { end: Some(0), stage, ..Facts::default() };
        scene.write(|transaction| model.perform(transaction, &Act::Add(facts.clone())));
    }
    scene.check().unwrap();
    scene.read(|transaction| by_status(transaction, &model));
    assert_eq!(scene.read(|transaction| Ok(transaction.keys_by_status()?))[&Status::Expired], 2);
}

/// To the second: a key is in a file until it ends, and from when it begins before the file expires.
#[test]
fn a_file_changes_when_a_key_ends_or_comes_near_its_beginning() {
    let at = Timestamp::from_unix;
    let changes = |facts: Facts, then: i64, now: i64| {
        let scene = Scene::new();
        scene.write(|transaction| Model::default().perform(transaction, &Act::Add(facts)));
        let vault = scene.open();
        vault.read(at(now), |transaction| Ok(transaction.keys_change(at(then), Span::seconds(10))?)).unwrap()
    };
    let ends = |then, now| changes(Facts { end: Some(20), ..Facts::default() }, then, now);
    assert_eq!([ends(10, 19), ends(20, 20), ends(20, 30)], [false; 3]);
    assert_eq!([ends(10, 20), ends(19, 20), ends(19, 30), ends(30, 29)], [true; 4]);
    let retires = |then, now| changes(Facts { stage: Stage::Retiring(20), ..Facts::default() }, then, now);
    assert_eq!([retires(10, 19), retires(10, 20), retires(20, 21)], [false, true, false]);
    let begins = |then, now| changes(Facts { begin: Some(50), ..Facts::default() }, then, now);
    assert_eq!([begins(30, 40), begins(41, 41), begins(41, 60)], [false; 3]);
    assert_eq!([begins(30, 41), begins(40, 41), begins(40, 60)], [true; 3]);
    // It never counted, or is not in a file any more.
    let gone = |stage| changes(Facts { end: Some(20), stage, ..Facts::default() }, 10, 30);
    assert_eq!([gone(Stage::Disabled), gone(Stage::Revoked)], [false; 2]);
}
