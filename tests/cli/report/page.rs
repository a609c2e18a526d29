//! `report`: what the page says, in words. How it looks in a browser is in `tests/process/report.rs`.

use insta::assert_snapshot;

use crate::stage::{DAY, Stage};

/// A vault with a key in most states, and servers that have not heard of the last changes.
fn lived() -> Stage {
    let stage = Stage::with_vault();
    for (name, expires) in
        [("ci", "200d"), ("worker", "never"), ("leaked", "100d"), ("off", "never"), ("late", "20d")]
    {
        stage.ok(&format!("key create {name} --expires {expires} --secret-only"));
    }
    stage.ok("key edit worker --rotate-every 60d");
    stage.ok(
        "target add edge --format jsonl --audience edge --path [HOME]/edge --servers web1 --valid-for 40d",
    );
    stage.ok("publish");
    stage.ok("export --format jsonl --audience other --out [HOME]/other --valid-for 40d");
    stage.later(21 * DAY);
    stage.ok("key revoke leaked --yes --reason lost");
    stage.ok("key disable off");
    let secret = stage.ok("rotate start ci --grace 10d --secret-only");
    stage.ok_with("rotate confirm ci --force", &secret);
    stage.ok("key create next --not-before 2026-02-01 --expires never --secret-only");
    stage.ok("vault backup [HOME]/backup");
    stage
}

/// The text of a page: a line for each element that has its own.
pub(super) fn words(page: &str) -> String {
    let page = page.split("<style>").next().unwrap().to_owned() + page.split("</style>").nth(1).unwrap();
    let mut text = String::new();
    for piece in page.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
        if name == "text" {
            // What is drawn is said beside it.
            continue;
        }
        if ["p", "li", "h1", "h2", "h3", "tr", "dt", "summary", "title", "caption"].contains(&name) {
            text.push('\n');
        }
        if ["th", "td", "dd", "span"].contains(&name) {
            text.push_str(" | ");
        }
        text.push_str(words);
    }
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_says_in_words_what_it_draws() {
    assert_snapshot!(words(&lived().run("report").to_string()), @"
    API keys of vault.db
    API keys of vault.db
    As of 2026-01-22 00:17, times in UTC. Vault kwv_s5jjc7yzyzyzxqcxoi34tbgyty.
    Attention
    Timeline
    Servers
    Next twelve months
    Unused keys
    Log of the last four weeks
    Attention
    2 things need attention:
    the file of target 'edge' still admits 2 keys that are to be refused: key_lesfcniwuwmtinpmjisamebqji 'leaked' (revoked), key_2j5i3gunhdd2g7eserikpimwd4 'off' (disabled), and still has the former, wider rights or times of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (retiring), and does not have 2 keys: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' (active), key_5bpuic4glvyf4mge4uddl75yra 'next' (active); run keywright publish edge
    the exported file 'export/jsonl/other' still admits 2 keys that are to be refused: key_lesfcniwuwmtinpmjisamebqji 'leaked' (revoked), key_2j5i3gunhdd2g7eserikpimwd4 'off' (disabled), until 2026-02-10T00:10:00Z, and admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (retiring) for longer than it should; export it again with keywright export --format jsonl --audience other and install it, or have it kept up to date with keywright target add NAME --format jsonl --audience other --path PATH
    active | 3
    retiring | 1
    disabled | 1
    expired | 1
    revoked | 1
    expire in 30 days | 0
    due for rotation in 30 days | 0
    last backup here | 2026-01-22 00:16
    Timeline
    valid
    grace: replaced, and still valid
    pending: not confirmed yet
    disabled
    over, and servers may accept it
    rotation due
    now
    leaked | v1 revoked on 2026-01-22, may be accepted until 2026-02-10
    off | v1 disabled, may be accepted until 2026-02-10
    ci | v2 active until 2026-08-10; v1 retiring until 2026-02-01, may be accepted until 2026-02-10
    worker | v1 active, never expires; rotation due 2026-03-02
    next | v1 active from 2026-02-01, never expires
    late | v1 expired on 2026-01-21
    Servers
    edge
    jsonl in [HOME]/edge
    Generation 1 of 2026-01-01 00:09, 5 keys, valid until 2026-02-10 00:09
    the file of target 'edge' still admits 2 keys that are to be refused: key_lesfcniwuwmtinpmjisamebqji 'leaked' (revoked), key_2j5i3gunhdd2g7eserikpimwd4 'off' (disabled), and still has the former, wider rights or times of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (retiring), and does not have 2 keys: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' (active), key_5bpuic4glvyf4mge4uddl75yra 'next' (active); run keywright publish edge
    What its servers have loaded
     | Server | Generation | Loaded
     | web1 | no receipt |
    Its servers may still accept 2 keys that they should not:
    leaked key_lesfcniwuwmtinpmjisamebqji, revoked, until 2026-02-10 00:09 at the latest
    off key_2j5i3gunhdd2g7eserikpimwd4, disabled, until 2026-02-10 00:09 at the latest
    export/jsonl/other
    Exported, or of a target that was removed: nobody renews it.
    Valid until 2026-02-10 00:10
    Its servers may still accept 2 keys that they should not:
    leaked key_lesfcniwuwmtinpmjisamebqji, revoked, until 2026-02-10 00:10 at the latest
    off key_2j5i3gunhdd2g7eserikpimwd4, disabled, until 2026-02-10 00:10 at the latest
    Next twelve months
    A filled square is a day on which something happens.
    January 2026
    Nothing.
    February 2026
    4 things
    2026-02-01 the grace period of ci v1 ends
    2026-02-10 the file of target edge expires
    2026-02-10 the exported file export/jsonl/other expires
    2026-02-21 the last backup is 30 days old
    March 2026
    1 thing
    2026-03-02 worker is due for rotation
    April 2026
    Nothing.
    May 2026
    Nothing.
    June 2026
    Nothing.
    July 2026
    Nothing.
    August 2026
    1 thing
    2026-08-10 ci v2 expires
    September 2026
    Nothing.
    October 2026
    Nothing.
    November 2026
    Nothing.
    December 2026
    Nothing.
    January 2027
    Nothing.
    Unused keys
    No server's log was imported, so it is not known which keys are used: see keywright usage import --help.
    Log of the last four weeks
    The newest events
     | Time | Action | Subject | User | Slot | Detail
     | 2026-01-22 00:15 | key.create | next | ana | identity |
     | 2026-01-22 00:14 | rotation.confirm | ci | ana | identity | by possession, without waiting for the targets
     | 2026-01-22 00:13 | rotation.start | ci | ana | identity |
     | 2026-01-22 00:12 | key.disable | off | ana | identity |
     | 2026-01-22 00:11 | key.revoke | leaked | ana | identity | lost
     | 2026-01-01 00:10 | export | export/jsonl/other | ana | identity | epoch 1767226200, generation 1, 5 keys
     | 2026-01-01 00:09 | publish.place | edge | ana | identity | epoch 1767226080, generation 1
     | 2026-01-01 00:09 | publish.reserve | edge | ana | identity | epoch 1767226080, generation 1, 5 keys: never_published
     | 2026-01-01 00:08 | target.add | edge | ana | identity | jsonl to [HOME]/edge
     | 2026-01-01 00:07 | key.edit | worker | ana | identity | rotation
     | 2026-01-01 00:06 | key.create | late | ana | identity |
     | 2026-01-01 00:05 | key.create | off | ana | identity |
     | 2026-01-01 00:04 | key.create | leaked | ana | identity |
     | 2026-01-01 00:03 | key.create | worker | ana | identity |
     | 2026-01-01 00:02 | key.create | ci | ana | identity |
     | 2026-01-01 00:01 | vault.init |  | ana | identity |
    Made by keywright 0.1.0 from the vault with the id af5570f5-a181-4b7a-b78c-af4bc70a660f. It holds names, and no secret: whoever reads it learns which keys and servers there are.
    ");
}

#[test]
fn an_empty_vault_has_a_page() {
    assert_snapshot!(words(&Stage::with_vault().run("report").to_string()), @"
    API keys of vault.db
    API keys of vault.db
    As of 2026-01-01 00:02, times in UTC. Vault kwv_s5jjc7yzyzyzxqcxoi34tbgyty.
    Attention
    Timeline
    Servers
    Next twelve months
    Unused keys
    Log of the last four weeks
    Attention
    Nothing needs attention.
    active | 0
    expire in 30 days | 0
    due for rotation in 30 days | 0
    last backup here | none
    Notes
    no backup was made on this machine; keywright vault backup FILE makes one
    Timeline
    There are no keys. keywright key create makes one.
    Servers
    No server has these keys: nothing is published. keywright target add --help shows how.
    Next twelve months
    A filled square is a day on which something happens.
    January 2026
    Nothing.
    February 2026
    Nothing.
    March 2026
    Nothing.
    April 2026
    Nothing.
    May 2026
    Nothing.
    June 2026
    Nothing.
    July 2026
    Nothing.
    August 2026
    Nothing.
    September 2026
    Nothing.
    October 2026
    Nothing.
    November 2026
    Nothing.
    December 2026
    Nothing.
    January 2027
    Nothing.
    Unused keys
    No server's log was imported, so it is not known which keys are used: see keywright usage import --help.
    Log of the last four weeks
    The newest events
     | Time | Action | Subject | User | Slot | Detail
     | 2026-01-01 00:01 | vault.init |  | ana | identity |
    Made by keywright 0.1.0 from the vault with the id af5570f5-a181-4b7a-b78c-af4bc70a660f. It holds names, and no secret: whoever reads it learns which keys and servers there are.
    ");
}

/// There is nothing left to do in the vault, which is not the same as all being well.
#[test]
fn a_page_is_not_calm_while_servers_may_accept_a_revoked_key() {
    let stage = Stage::with_vault();
    stage.ok("key create leaked --secret-only");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge --valid-for 40d");
    stage.ok("publish");
    stage.ok("key revoke leaked --yes");
    stage.ok("publish");
    let page = words(&stage.ok("report"));
    assert!(!page.contains("Nothing needs attention."), "{page}");
    assert!(page.contains("servers may still accept keys that they should not: see Servers."), "{page}");
    stage.later(41 * DAY);
    stage.ok("publish");
    let page = words(&stage.ok("report"));
    assert!(page.contains("Nothing needs attention."), "{page}");
}

/// `status --check` is exit 8 then, too.
#[test]
fn a_page_is_not_calm_while_a_key_expires_soon() {
    let stage = Stage::with_vault();
    stage.ok("key create soon --expires 3d --secret-only");
    let page = words(&stage.ok("report"));
    assert!(!page.contains("Nothing needs attention."), "{page}");
    let (_, attention) = page.split_once("1 key expires within 30 days:\n").unwrap();
    assert!(attention.starts_with("soon key_") && attention.contains("expires on 2026-01-04"), "{page}");
}

/// The bar of the new version does not hide that the old one is accepted, too, for its grace and beyond.
#[test]
fn a_grace_period_is_drawn_over_the_bar_of_the_new_version() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --secret-only");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge --valid-for 40d");
    stage.ok("publish");
    let secret = stage.ok("rotate start ci --grace 10d --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm ci --force", &secret);
    stage.ok("publish");
    let page = stage.ok("report");
    let (_, row) = page.split_once("<bdi>ci</bdi><svg").unwrap();
    let classes: Vec<&str> =
        row.split("</svg>").next().unwrap().split("class=\"").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(classes, ["v", "v", "g", "x"]);
    assert!(
        words(&page).contains("v1 retiring until 2026-01-11, may be accepted until 2026-02-10"),
        "{page}"
    );
    // What is to come is no alarm.
    assert!(words(&page).contains("Nothing needs attention."), "{page}");
}

/// The page says of the restore what `status` says.
#[test]
fn a_vault_that_was_restored_and_not_published_is_no_calm_page() {
    let stage = lived();
    stage.ok("vault restore [HOME]/backup");
    let page = words(&stage.ok("report"));
    let status = stage.ok("status");
    assert!(page.contains("need attention"), "{page}");
    assert!(page.contains("the target was not published since the vault was restored"), "{page}");
    let complaints = status.lines().filter_map(|line| line.strip_prefix("Attention:"));
    assert!(complaints.clone().count() > 0, "{status}");
    for complaint in complaints {
        let complaint = complaint.trim().replace('`', "").replace('&', "&amp;");
        assert!(page.replace("| ", "").contains(&complaint), "{complaint}\n{page}");
    }
}
