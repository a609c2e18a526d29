//! Over random histories, `publish --check` finds a target due if and only if `status` says so, for the same reason,
//! and because of its keys if and only if `status` names them. `status` writes nothing.

use serde_json::Value;

use crate::stage::{DAY, Stage};

/// A generator of numbers: the histories are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.roll(words.len() as u64)).unwrap()]
    }
}

/// Something that an owner may do. Some of it is refused.
fn act(stage: &Stage, dice: &mut Dice, step: u64) {
    let key = dice.of(&["a", "b", "c"]).to_owned();
    let target = dice.of(&["edge", "maps", "rows"]);
    let edit = dice.of(&[
        "--scopes read",
        "--scopes read,write --widen",
        "--network 10.1.0.0/16",
        "--network 0.0.0.0/0 --widen",
        "--resource acme/shop --widen",
        "--resource none --widen",
        "--environment prod --widen",
        "--expires 2d --widen",
        "--expires 100d --widen",
        "--description x",
        "--label team=shop",
        "--label none",
    ]);
    let setting = dice.of(&[
        "--resource acme/shop",
        "--resource none",
        "--label team=shop",
        "--label none",
        "--scope write",
        "--scope none",
        "--valid-for 10d",
        "--valid-for 30d",
        "--audience a",
        "--mode 0640",
        "--pickup 1h",
    ]);
    let expiry =
        dice.of(&["", "--expires 1d", "--expires 20d", "--not-before 2026-01-20", "--not-before 2026-03-15"]);
    let command = match dice.roll(17) {
        0..=2 => format!("key create {key} -s read {expiry} --secret-only"),
        3..=5 => format!("key edit {key} {edit}"),
        6 => format!("key revoke {key} --yes"),
        7 => format!("key disable {key}"),
        8 => format!("key enable {key}"),
        9 => format!("key delete {key} --force"),
        10 => format!("rotate start {key} --secret-only"),
        11 => format!("rotate finish {key} --now --yes"),
        12 => format!("target edit {target} {setting}"),
        13 => format!("publish {target}"),
        14 => "publish".to_owned(),
        15 => return stage.later(DAY * i64::try_from(dice.roll(12)).unwrap()),
        _ => return tamper(stage, target, dice.roll(4), step),
    };
    let _ = stage.tried(&command);
}

fn tamper(stage: &Stage, target: &str, how: u64, step: u64) {
    let (path, old) = (stage.path(target), stage.path("old"));
    let _ = match how {
        0 => std::fs::remove_file(path),
        1 => std::fs::copy(path, old).map(|_| ()),
        2 => std::fs::copy(old, path).map(|_| ()),
        _ => std::fs::read(&path).and_then(|mut bytes| {
            let place = bytes.len() - 1 - usize::try_from(step).unwrap() % bytes.len();
            bytes[place] ^= 1;
            std::fs::write(&path, bytes)
        }),
    };
}

/// Compares the two. Returns how many targets were due for their keys.
fn compare(stage: &Stage, what: &str) -> usize {
    let vault = || std::fs::read(stage.path(".local/share/keywright/vault.db")).unwrap();
    let before = vault();
    let (_, status) = stage.tried("status -o json");
    let (_, list) = stage.tried("target list -o json");
    assert!(vault() == before, "{what}: status wrote");
    let (_, check) = stage.tried("publish --check -o json");
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| panic!("{what}: {text}"));
    let (status, list, check) = (parse(&status), parse(&list), parse(&check));
    let mut by_keys = 0;
    for (number, checked) in check["items"].as_array().unwrap().iter().enumerate() {
        let (found, name) = (&status["targets"][number], &checked["name"]);
        let what = format!("{what}: {name}: {checked}\n{found}");
        assert_eq!(&found["name"], name, "{what}");
        assert_eq!(list["items"][number]["unpublished"], found["unpublished"], "{what}");
        let unpublished = found["unpublished"].as_object().unwrap();
        let is_any = unpublished.values().any(|keys| keys["count"] != 0);
        if checked["error"].is_null() {
            assert_eq!(checked["changed"] == true, found["up_to_date"] == false, "{what}");
            assert_eq!(checked["reason"], found["due"], "{what}");
            if checked["reason"].is_null() || checked["reason"] == "keys_changed" {
                assert_eq!(checked["reason"] == "keys_changed", is_any, "{what}");
            }
        } else {
            assert_eq!(found["up_to_date"], false, "{what}");
        }
        by_keys += usize::from(checked["reason"] == "keys_changed");
    }
    by_keys
}

#[test]
fn of_status_and_publish() {
    let mut by_keys = 0;
    for seed in 1..=6 {
        let (stage, mut dice) = (Stage::with_vault(), Dice(seed));
        stage.ok("target add edge --format jsonl --path [HOME]/edge");
        stage.ok("target add maps --format haproxy --path [HOME]/maps");
        stage.ok("target add rows --format sql --path [HOME]/rows --label team=shop");
        for step in 0..24 {
            act(&stage, &mut dice, step);
            by_keys += compare(&stage, &format!("seed {seed}, step {step}"));
        }
    }
    assert!(by_keys > 20, "of these histories, {by_keys} are about keys");
}
