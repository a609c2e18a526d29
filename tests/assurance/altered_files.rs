//! Row 4: one bit of an exported file changed, anywhere.

use keywright::crypto::signing::parse_public_keys;
use keywright::domain::rights::Requirements;
use keywright::ports::Clock as _;
use keywright::system::SystemClock;
use keywright::verification::{Seen, Verifier, inspect};

use crate::support::Home;

const FORMATS: [&str; 4] = ["jsonl", "haproxy", "sql", "redis"];

struct Files {
    home: Home,
    verifier: Verifier,
    secrets: Vec<String>,
}

fn files() -> Files {
    let home = Home::with_vault();
    let options = [
        "-s read,write",
        "--resource acme/products --environment prod",
        "--expires 30d",
        "--not-before 2999-01-01T00:00:00Z --expires never",
    ];
    let names = ["a", "b", "c", "d"];
    let keys = names.iter().zip(options).map(|(name, options)| home.create(name, options));
    let secrets = keys.map(|key| key.secret).collect();
    let public = home.ok("public-key").stdout;
    let verifier = Verifier::new(parse_public_keys(&public).unwrap()).audience("edge".parse().unwrap());
    for format in FORMATS {
        home.ok(&format!("export --format {format} --audience edge --valid-for 1d --out {format}"));
    }
    Files { home, verifier, secrets }
}

/// Each bit of each byte changed, one at a time.
fn flips(original: &[u8], mut visit: impl FnMut(usize, &[u8])) -> usize {
    let mut changed = original.to_vec();
    for place in 0..original.len() {
        for bit in 0..8 {
            changed[place] = original[place] ^ 1 << bit;
            visit(place, &changed);
        }
        changed[place] = original[place];
    }
    original.len() * 8
}

#[test]
fn t04_one_bit_of_a_jsonl_file() {
    let files = files();
    let (original, now) = (std::fs::read(files.home.path("jsonl")).unwrap(), SystemClock.now());
    let load = |bytes: &[u8]| files.verifier.load(bytes, now, &None::<Seen>);
    let good = load(&original).unwrap();
    let decided = files
        .secrets
        .iter()
        .map(|secret| good.decide(secret.as_bytes(), &Requirements::default(), now).unwrap().is_valid());
    assert_eq!(decided.collect::<Vec<_>>(), [true, true, true, false]);
    let tried = flips(&original, |place, changed| {
        assert!(load(changed).is_err(), "byte {place}: accepted");
        // Without a key to trust, it is only looked at: no panic.
        let _ = inspect(changed, None);
    });
    println!("t04: jsonl: {tried} of {tried} flips: refused");
}

#[test]
fn t04_one_bit_of_a_file_of_another_format() {
    let files = files();
    for format in &FORMATS[1..] {
        let original = std::fs::read(files.home.path(format)).unwrap();
        assert!(inspect(original.as_slice(), Some(&files.verifier)).unwrap().damage.is_none());
        let tried = flips(&original, |place, changed| {
            assert!(inspect(changed, Some(&files.verifier)).is_err(), "{format}: byte {place}: genuine");
            let _ = inspect(changed, None);
        });
        println!("t04: {format}: {tried} of {tried} flips: refused");
    }
}

#[test]
fn t04_truncated_and_lengthened_files() {
    let files = files();
    let now = SystemClock.now();
    for format in FORMATS {
        let original = std::fs::read(files.home.path(format)).unwrap();
        let genuine = |bytes: &[u8]| {
            let loaded = format == "jsonl" && files.verifier.load(bytes, now, &None::<Seen>).is_ok();
            loaded || inspect(bytes, Some(&files.verifier)).is_ok()
        };
        assert!(genuine(&original));
        for length in 0..original.len() {
            assert!(!genuine(&original[..length]), "{format} cut to {length} bytes");
        }
        for more in [&b"\n"[..], b" ", b"\0", b"x", &original] {
            assert!(!genuine(&[&original, more].concat()), "{format} with {} bytes more", more.len());
        }
        println!("t04: {format}: cut to each of {} lengths: refused", original.len());
    }
}
