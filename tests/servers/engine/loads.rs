//! What a database takes: only a whole, newer file of the same series, and all of it at once.

use super::decisions::knows_addresses;
use super::*;

/// From a vault: two keys, of which one is revoked. Whoever reads the log of the database learns no key.
pub(crate) fn follows_a_vault(engine: &impl Engine, log: impl Fn() -> String) {
    let home = engine.home();
    let format = format_of(engine);
    let key = home.create("ci", "-s read");
    let other = home.create("web", "-s \"read,it's\" --resource acme/products --environment prod");
    let inside = home.create("inside", "-s read --network 10.0.0.0/8 --network 2001:db8::/32");
    home.write("keywright.pem", home.ok("public-key").stdout);
    let dialect =
        if format == Format::Sql { format!("--dialect {}", engine.dialect()) } else { String::new() };
    // The subject of an export has slashes. Nobody is told that it is in use.
    let sub = format!("export/{format}/edge");
    home.ok(&format!("export --format {format} {dialect} --audience edge --out exported"));
    let options = format!("--public-key keywright.pem --audience edge --subject {sub}");
    engine.loader().args(&format!("exported 'state of exports' {options}")).run().exits(0);
    assert_eq!(engine.ask(&sub, &digest(&key.secret), &Asked::default()).unwrap().unchecked, "scope");
    home.ok(&format!("target add edge --format {format} {dialect} --audience edge --path @/keys"));
    let load = || {
        let published = home.ok("publish");
        let is_named = published.stderr.contains(&format!("'inside' ({})", inside.id));
        assert_eq!(is_named, !format.enforces_networks(), "{published}");
        engine.loader().args("keys state --public-key keywright.pem --audience edge --server db-1").run()
    };
    let says = |ran: Answer, generation: u64, keys: &str| {
        let ran = ran.exits(0);
        let is_said = ran.stdout.starts_with("loaded: edge ")
            && ran.stdout.ends_with(&format!(".{generation}, {keys}\n"))
            && ran.stdout.lines().count() == 1;
        assert!(is_said, "{ran}");
    };
    says(load(), 1, if format == Format::Redis { "2 keys" } else { "3 keys" });
    let ask = |secret: &str, asked: &Asked| engine.ask(SUBJECT, &digest(secret), asked).unwrap();
    let valid = |id: &str, unchecked: &str| Decision {
        reason: String::new(),
        id: id.into(),
        unchecked: unchecked.into(),
    };
    let reads = Asked { scope: Some("read"), ..Asked::default() };
    assert_eq!(ask(&key.secret, &reads), valid(&key.id, ""));
    assert_eq!(
        ask(&other.secret, &Asked { scope: Some("it's"), ..reads }),
        valid(&other.id, "resource environment")
    );
    // Where it may be used from is enforced, or it cannot be used at all.
    let from = |address| ask(&inside.secret, &Asked { address: Some(address), ..reads }).reason;
    match (format, knows_addresses(engine)) {
        (Format::Redis, _) => assert_eq!(from("10.1.2.3"), "unknown"),
        (_, false) => assert_eq!(from("10.1.2.3"), "network"),
        (_, true) => assert_eq!([from("10.1.2.3"), from("11.1.2.3")], ["", "network"]),
    }
    home.ok(&format!("key revoke {} --yes", key.id));
    says(load(), 2, if format == Format::Redis { "1 key" } else { "2 keys" });
    assert_eq!(ask(&key.secret, &reads).reason, "unknown");
    assert_eq!(ask(&other.secret, &reads), valid(&other.id, "resource environment"));
    let log = log();
    assert!(log.contains(&digest(&other.secret)), "statements are logged: {log}");
    for key in [&key, &other] {
        assert!(!log.contains(&key.secret[..18]), "the log holds a key");
    }
    // A receipt says which file is in use, for the owner to import.
    let receipts = crate::support::files_below(&home.path("state"));
    let receipts: Vec<_> = receipts
        .into_iter()
        .filter(|path| {
            path.parent() == Some(&home.path("state")) && path.to_string_lossy().ends_with(".receipt.json")
        })
        .collect();
    assert_eq!(receipts.len(), 1);
    assert!(std::fs::read_to_string(&receipts[0]).unwrap().contains("\"gen\":2"));
}

/// What the loader's own memory would refuse is refused by the database too: each load has a state of its own.
pub(crate) fn refuses_what_is_not_the_next_file(engine: &impl Engine) {
    let home = engine.home();
    let kind = (format_of(engine), engine.dialect());
    let second = &entries(0..3);
    write(engine, "second", second, 2);
    load(engine, "second", "state").exits(0);
    let before = engine.stored();
    write(engine, "first", &entries(2..6), 1);
    write(engine, "other content", &entries(0..4), 2);
    let changed = |name: &str, change: fn(&mut keywright::verification::Claims)| {
        forged::write_with(home, name, kind, &entries(0..4), change);
    };
    changed("other issuer", |claims| {
        claims.generation = 9;
        claims.iss = "urn:uuid:00000000-2fa1-41d2-883f-0016d3cca427".into();
    });
    changed("older epoch", |claims| {
        claims.generation = 9;
        claims.epoch = Timestamp::from_unix(claims.epoch.unix() - 1);
    });
    changed("stale", |claims| {
        claims.generation = 9;
        claims.exp = Timestamp::from_unix(now() - 1);
    });
    changed("cut", |claims| claims.generation = 9);
    let cut = std::fs::read(home.path("cut")).unwrap();
    home.write("cut", &cut[..cut.len() / 2]);
    for (file, why) in [
        ("first", "older"),
        ("older epoch", "older"),
        ("other content", "other"),
        ("other issuer", "another"),
        ("stale", "stale"),
        ("cut", ""),
    ] {
        let state = format!("state of {file}");
        let refused = load(engine, file, &state);
        assert_ne!(refused.code, 0, "{refused}");
        let words = refused.output().replace('_', " ");
        assert!(words.contains(why), "{file}: {words}");
        assert_eq!(engine.stored(), before, "{file}");
        // Nothing says that it is in use.
        assert!(
            !crate::support::files_below(&home.path(&state))
                .iter()
                .any(|path| path.to_string_lossy().contains("receipt")
                    && path.parent() == Some(&home.path(&state))),
            "{file}"
        );
        if file != "cut" {
            engine.feed(file);
            assert_eq!(engine.stored(), before, "{file}, without a loader");
        }
    }
    // The same file again changes nothing, and is no failure. Then the next one.
    load(engine, "second", "another state").exits(0);
    assert_eq!(engine.stored(), before);
    assert_eq!((reason(engine, 0), reason(engine, 3)), (String::new(), "unknown".into()));
    changed("next epoch", |claims| claims.epoch = Timestamp::from_unix(claims.epoch.unix() + 1));
    load(engine, "next epoch", "another state").exits(0);
    assert_eq!((reason(engine, 0), reason(engine, 3)), (String::new(), String::new()));
    write(engine, "empty", &[], 3);
    assert_ne!(load(engine, "empty", "third state").code, 0);
    forged::write_with(home, "empty", kind, &[], |claims| {
        claims.epoch = Timestamp::from_unix(claims.epoch.unix() + 2);
    });
    load(engine, "empty", "third state").exits(0);
    assert_eq!(reason(engine, 0), "unknown");
}

/// A file that lacks something in its middle, though its end is there, changes nothing.
pub(crate) fn a_file_with_a_gap_changes_nothing(engine: &impl Engine) {
    let home = engine.home();
    write(engine, "first", &entries(0..3), 1);
    load(engine, "first", "state").exits(0);
    let before = engine.stored();
    write(engine, "second", &entries(2..255), 2);
    let whole = home.read("second");
    let has_keys = |line: &str| {
        line.starts_with("HSET") || line.starts_with("('") || line.as_bytes().get(64) == Some(&b'\t')
    };
    let mut with_keys = 0;
    let without_second = whole.split_inclusive('\n').filter(|line| {
        with_keys += usize::from(has_keys(line));
        !(has_keys(line) && with_keys == 2)
    });
    home.write("gap", without_second.collect::<String>());
    assert!(with_keys > 2, "{with_keys}");
    let answer = engine.feed("gap");
    assert_eq!(engine.stored(), before, "{answer}");
    assert!(answer.code != 0 && answer.output().replace('_', " ").contains("cut short"), "{answer}");
    engine.feed("second");
    assert_eq!(engine.glance(), (2, 253, 253));
}

/// A file that ends anywhere changes nothing, though the database's own program calls many of them a success. So the
/// loader must not believe it.
pub(crate) fn a_file_that_ends_early_changes_nothing(engine: &impl Engine) {
    let home = engine.home();
    write(engine, "first", &entries(0..3), 1);
    load(engine, "first", "state").exits(0);
    let before = engine.stored();
    write(engine, "second", &entries(2..5), 2);
    let whole = std::fs::read(home.path("second")).unwrap();
    let lines = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place);
    let mut cuts: Vec<usize> = lines.flat_map(|place| [place, place + 1]).collect();
    cuts.extend((0..whole.len()).step_by(151));
    // The last statements, at each of their bytes.
    cuts.extend(whole.len().saturating_sub(30)..whole.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut quiet = 0;
    for cut in cuts.into_iter().filter(|cut| *cut < whole.len()) {
        home.write("cut", &whole[..cut]);
        let answer = engine.feed("cut");
        let is_all = engine.stored() != before;
        let left = String::from_utf8_lossy(&whole[cut..]).into_owned();
        assert!(!is_all || [";\n", "\n"].contains(&&*left), "{left:?} is missing: {answer}");
        if is_all {
            break;
        }
        if answer.code == 0 && quiet == 0 {
            quiet += 1;
            // A keywright that verifies nothing: the loader itself must notice.
            home.write("verifies nothing", "#!/bin/sh\nwhile [ \"$1\" != --install ]; do [ -f \"$1\" ] && from=$1; shift; done\ncp cut \"$2\"\n");
            home.shell("chmod +x 'verifies nothing'").run().exits(0);
            let mut number = 0;
            for end in ["COMMIT;\n", "EVAL "] {
                let text = String::from_utf8_lossy(&whole).into_owned();
                if let Some(place) = text.find(end) {
                    home.write("cut", &whole[..place]);
                    let call =
                        loading(engine, "cut", "careless").env("KEYWRIGHT", home.path("verifies nothing"));
                    let refused = call.run();
                    assert!(refused.code != 0, "{refused}");
                    assert_eq!(engine.stored(), before);
                    number += 1;
                }
            }
            assert_eq!(number, 1);
        }
    }
    assert_eq!(quiet, 1, "no cut was a success for the program of the database");
    load(engine, "second", "state").exits(0);
    assert_eq!((reason(engine, 0), reason(engine, 4)), ("unknown".into(), String::new()));
}

/// Of two loads at once the newer file stays, and it is whole.
pub(crate) fn two_loads_at_once(engine: &impl Engine) {
    for round in 0..6_u32 {
        let (older, newer) = (u64::from(2 * round + 1), u64::from(2 * round + 2));
        let first = 10 * round;
        write(engine, "older", &entries(first..first + 450), older);
        write(engine, "newer", &entries(first + 5..first + 455), newer);
        let names = if round % 2 == 0 { ["older", "newer"] } else { ["newer", "older"] };
        let running = names.map(|name| loading(engine, name, &format!("state of {name} {round}")).spawn());
        let answers = running.map(crate::support::Running::wait);
        for (name, answer) in names.iter().zip(&answers) {
            let words = answer.output().replace('_', " ");
            let is_late = *name == "older" && (words.contains("older") || words.contains("another file"));
            assert!(answer.code == 0 || is_late, "{name}: {answer}");
        }
        assert_eq!(engine.glance(), (newer, 450, 450), "{answers:?}");
        assert_eq!((reason(engine, first), reason(engine, first + 454)), ("unknown".into(), String::new()));
    }
}

/// While many keys are replaced, whoever looks sees all of the old ones or all of the new ones.
pub(crate) fn readers_see_all_or_nothing(engine: &impl Engine) {
    const KEYS: u32 = 50_000;
    let old = entries(0..KEYS);
    let mut new = entries(1_000..KEYS + 2_000);
    for entry in &mut new {
        entry.scopes = vec!["write".parse().unwrap()];
    }
    write(engine, "old", &old, 1);
    write(engine, "new", &new, 2);
    load(engine, "old", "state").exits(0);
    let (of_old, of_new) = ((1, u64::from(KEYS), u64::from(KEYS)), (2, u64::from(KEYS + 1_000), 0));
    assert_eq!(engine.glance(), of_old);
    let (both, only_old, only_new) = (digest(&secret(5_000)), digest(&secret(7)), digest(&secret(KEYS + 7)));
    let call = loading(engine, "new", "state");
    let load = std::thread::spawn(move || call.run());
    let (mut looks, mut is_new) = (0, false);
    while !load.is_finished() && looks < 10_000 {
        let glance = engine.glance();
        assert!(glance == of_new || glance == of_old && !is_new, "{glance:?} after {looks} looks");
        is_new |= glance == of_new;
        let ask = |digest: &str| engine.ask(SUBJECT, digest, &Asked::default()).unwrap().reason;
        assert_eq!(ask(&both), "");
        // A look at the other one comes later: what is gone stays gone, and what has come stays.
        let has_new = ask(&only_new).is_empty();
        let has_old = ask(&only_old).is_empty();
        assert!(!(has_new && has_old), "after {looks} looks");
        looks += 1;
    }
    load.join().unwrap().exits(0);
    assert!(looks > 3, "{looks}");
    assert_eq!(engine.glance(), of_new);
}

/// Once its file is stale it admits nobody.
pub(crate) fn a_stale_file_admits_nobody(engine: &impl Engine) {
    let kind = (format_of(engine), engine.dialect());
    // Nor one that is issued in the future, by more than clocks differ.
    forged::write_with(engine.home(), "future", kind, &[entry(0)], |claims| {
        claims.iat = Timestamp::from_unix(now() + 400);
    });
    assert_eq!(engine.feed("future").code, 0);
    assert_eq!(reason(engine, 0), "stale");
    forged::write_with(engine.home(), "keys", kind, &[entry(0)], |claims| {
        claims.exp = Timestamp::from_unix(now() + 5);
        claims.generation = 2;
    });
    load(engine, "keys", "state").exits(0);
    assert_eq!(reason(engine, 0), "");
    for _ in 0..100 {
        if reason(engine, 0) == "stale" {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it never becomes stale");
}
