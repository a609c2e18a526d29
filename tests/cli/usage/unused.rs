//! `key list --unused-for`.

use super::create_now as create;
use crate::stage::{DAY, Stage};

#[test]
fn unused_keys() {
    let stage = Stage::with_vault();
    let used = create(&stage, "used").id;
    create(&stage, "never");
    stage.later(10 * DAY);
    create(&stage, "new");
    let log = format!("{{\"id\":\"{used}\",\"at\":\"2026-01-09T00:00:00Z\"}}");
    stage.ok_with("usage import - --format jsonl", &log);
    // Time goes on by minutes: today is the 11th.
    for (span, expected) in [("0d", "used never new"), ("1d", "used never"), ("3d", "never"), ("30d", "")] {
        let found = stage.ok(&format!("key list --unused-for {span} -o csv"));
        let found: Vec<&str> = found.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(found.join(" "), expected, "{span}");
    }
}
