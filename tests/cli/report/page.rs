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
fn words(page: &str) -> String {
    let page = page.split("<style>").next().unwrap().to_owned() + page.split("</style>").nth(1).unwrap();
    let mut text = String::new();
    for piece in page.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
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
    2 things to attend to:
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
    over, and servers may still accept it
    rotation due
    nowNovDec2026FebMarAprMayJunJulAugSepOctNovDec2027
    leaked | v1 revoked since 2026-01-22, accepted until 2026-02-10
    off | v1 disabled, accepted until 2026-02-10
    ci | v2 active until 2026-08-10; v1 retiring until 2026-02-01
    worker | v1 active, never expires; rotation due 2026-03-02
    next | v1 active from 2026-02-01, never expires
    late | v1 expired since 2026-01-21
    Servers
    edge
    jsonl in [HOME]/edge
    Generation 1 of 2026-01-01 00:09, 5 keys, valid until 2026-02-10 00:09
    To be published: validity runs low.
    What its servers have loaded
     | Server | Generation | Loaded
     | web1 | no receipt |
    Its servers may still accept 2 keys that should not be:
    leaked key_lesfcniwuwmtinpmjisamebqji, revoked, until 2026-02-10 00:09 at the latest
    off key_2j5i3gunhdd2g7eserikpimwd4, disabled, until 2026-02-10 00:09 at the latest
    export/jsonl/other
    Exported, or of a target that was removed: nobody renews it.
    Valid until 2026-02-10 00:10
    Its servers may still accept 2 keys that should not be:
    leaked key_lesfcniwuwmtinpmjisamebqji, revoked, until 2026-02-10 00:10 at the latest
    off key_2j5i3gunhdd2g7eserikpimwd4, disabled, until 2026-02-10 00:10 at the latest
    Next twelve months
    January 2026
    Nothing.
    February 2026
    4 things
    2026-02-01 the grace of the former key of ci ends
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
    2026-08-10 ci expires
    September 2026
    Nothing.
    October 2026
    Nothing.
    November 2026
    Nothing.
    December 2026
    Nothing.
    Unused keys
    No log was imported, so nothing is known of use: see keywright usage import --help.
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
    Unused keys
    No log was imported, so nothing is known of use: see keywright usage import --help.
    Log of the last four weeks
    The newest events
     | Time | Action | Subject | User | Slot | Detail
     | 2026-01-01 00:01 | vault.init |  | ana | identity |
    Made by keywright 0.1.0 from the vault with the id af5570f5-a181-4b7a-b78c-af4bc70a660f. It holds names, and no secret: whoever reads it learns which keys and servers there are.
    ");
}

/// The page says of the restore what `status` says.
#[test]
fn a_vault_that_was_restored_and_not_published_is_no_calm_page() {
    let stage = lived();
    stage.ok("vault restore [HOME]/backup");
    let page = words(&stage.ok("report"));
    let status = stage.ok("status");
    assert!(page.contains("to attend to"), "{page}");
    assert!(page.contains("To be published: restored"), "{page}");
    let complaints = status.lines().filter_map(|line| line.strip_prefix("Attention:"));
    assert!(complaints.clone().count() > 0, "{status}");
    for complaint in complaints {
        let complaint = complaint.trim().replace('`', "").replace('&', "&amp;");
        assert!(page.replace("| ", "").contains(&complaint), "{complaint}\n{page}");
    }
}

#[test]
fn no_text_of_somebody_becomes_markup() {
    let stage = Stage::with_vault();
    let hostile = [
        "</bdi></li><script>alert(1)</script>",
        "\"'><img src=http://example.com onerror=alert(1)>",
        "&lt;b&gt; &amp; ` code `",
        "--><svg/onload=alert(1)>",
        "</style><style>*{display:none}",
    ];
    for (index, text) in hostile.iter().enumerate() {
        let word = shell_words::quote(text);
        stage.ok(&format!("key create --name={word} --description={word} --owner={word} --secret-only"));
        stage.ok(&format!(
            "target add t{index} --format jsonl --audience a --path [HOME]/{}",
            shell_words::quote(&text.replace('/', "|"))
        ));
    }
    stage.ok(&format!(
        "key revoke --yes --reason={1} -- {0}",
        shell_words::quote(hostile[0]),
        shell_words::quote(hostile[1])
    ));
    let page = stage.ok("report");
    for (tag, most) in [
        ("<script", 0),
        ("<img", 0),
        ("onload", usize::MAX),
        ("<svg/", 0),
        ("<style>", 1),
        ("</style>", 1),
        ("<b>", 0),
    ] {
        assert!(page.matches(tag).count() <= most, "{tag}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "shown as it is");
    assert!(page.contains("&amp;lt;b&amp;gt; &amp;amp;"), "shown as it is");
}

#[test]
fn it_holds_no_secret_and_no_digest() {
    let stage = Stage::with_vault();
    let secret = stage.ok("key create ci --prefix acme_live --secret-only");
    stage.ok_with("credential set shop/api", "a secret that was made elsewhere");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge");
    stage.ok("publish");
    let page = stage.ok("report");
    let file = std::fs::read_to_string(stage.path("edge")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(file.lines().nth(1).unwrap()).unwrap();
    let digest = entry["digest"].as_str().unwrap();
    assert!(page.contains("ci") && !page.contains(digest) && !page.contains(secret.trim()));
    assert!(!page.contains("made elsewhere"));
}

/// 10,000 names of 128 characters that HTML makes longer.
#[test]
fn a_large_vault_has_a_page_that_opens() {
    let stage = Stage::with_vault();
    let lines: String = (0..10_000)
        .map(|number| {
            format!(
                "{{\"name\":\"{}{number:05}\",\"expires\":\"{}d\"}}\n",
                "&".repeat(123),
                31 + number % 700
            )
        })
        .collect();
    stage.ok_with("key create --from -", &lines);
    let page = stage.ok("report");
    assert!(page.len() < 5_000_000, "{}", page.len());
    let words = words(&page);
    assert!(words.contains("further names there is no room here"), "{}", words.len());
    assert!(page.matches("<details>").count() > 10, "lists fold");
}
