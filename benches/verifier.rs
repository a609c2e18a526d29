//! The library as a server uses it, against the plain work that cannot be avoided.
//! `KEYWRIGHT_BENCH_KEYS` sets the number of keys (a million).
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its size from the environment")]

use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use keywright::crypto::hash::{Hasher, sha256};
use keywright::crypto::signing::SigningKey;
use keywright::domain::digest::Digest;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::rights::{Requirements, Scope};
use keywright::domain::time::Timestamp;
use keywright::domain::token;
use keywright::verification::{Claims, Entry, Format, Seen, Verifier, sign_line};

const NOW: i64 = 1_767_225_600;

/// A line as a straightforward reader would take it.
#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what counts is that they are parsed")]
struct Line<'a> {
    digest: &'a str,
    id: &'a str,
    nbf: Option<i64>,
    exp: Option<i64>,
    scope: &'a str,
    resource: Option<&'a str>,
    environment: Option<&'a str>,
}

fn keys() -> u32 {
    std::env::var("KEYWRIGHT_BENCH_KEYS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

fn secret(number: u32) -> String {
    token::assemble(&"kw".parse().unwrap(), format!("{number:0>48}").as_bytes().try_into().unwrap())
}

fn entry(number: u32) -> Entry {
    Entry {
        digest: sha256(secret(number).as_bytes()),
        id: KeyId::from_bits((u128::from(number) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes()),
        not_before: None,
        expires_at: Some(Timestamp::from_unix(NOW + 100_000)),
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        resource: Some(format!("acme/p{}", number % 1_000).parse().unwrap()),
        networks: Networks::default(),
        environment: Some("prod".parse().unwrap()),
    }
}

fn write_file(path: &Path, key: &SigningKey) {
    let mut entries: Vec<Entry> = (0..keys()).map(entry).collect();
    entries.sort_by_key(|entry| entry.digest);
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    let now = Timestamp::from_unix(NOW);
    let claims = Claims {
        ver: 1,
        iss: "urn:uuid:0".into(),
        sub: "bench".into(),
        aud: vec!["edge".into()],
        iat: now,
        exp: Timestamp::from_unix(NOW + 9_999),
        epoch: now,
        generation: 1,
        fmt: Format::Jsonl,
        cnt: keys().into(),
        dig: sha256(&body),
    };
    let mut file = File::create(path).unwrap();
    file.write_all(sign_line(&claims, key).as_bytes()).unwrap();
    file.write_all(&body).unwrap();
}

/// Reading and hashing the file.
fn hash(path: &Path) -> Digest {
    let mut hasher = Hasher::new();
    let mut file = File::open(path).unwrap();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        hasher.update(&piece[..read]);
    }
    hasher.finish()
}

/// Reading and hashing the file, and `serde_json` of its lines.
fn read_plainly(path: &Path) -> usize {
    black_box(hash(path));
    let mut reader = BufReader::with_capacity(256 * 1024, File::open(path).unwrap());
    let (mut line, mut total) = (Vec::new(), 0);
    reader.read_until(b'\n', &mut line).unwrap();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).unwrap() == 0 {
            return total;
        }
        let parsed: Line<'_> = serde_json::from_slice(&line).unwrap();
        total += black_box(parsed).id.len();
    }
}

/// All numbers once, in an order that no cache likes.
fn shuffled() -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys()).collect();
    let mut state = 88_172_645_463_325_252_u64;
    for last in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap());
    }
    order
}

fn benchmark(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.jsonl");
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    write_file(&path, &key);
    let (verifier, now) = (Verifier::new([key.public()]), Timestamp::from_unix(NOW));
    let load = || verifier.load(File::open(&path).unwrap(), now, &None::<Seen>).unwrap();

    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("plain", |bencher| bencher.iter(|| read_plainly(&path)));
    group.bench_function("keywright", |bencher| bencher.iter(load));
    group.finish();

    // `check` of one secret.
    let mut group = criterion.benchmark_group("find");
    group.sample_size(10);
    group.bench_function("plain", |bencher| bencher.iter(|| hash(&path)));
    group.bench_function("keywright", |bencher| {
        let presented = secret(keys() / 2);
        bencher.iter(|| {
            let opened = verifier.open(File::open(&path).unwrap()).unwrap();
            opened.find(presented.as_bytes(), now, &None::<Seen>).unwrap()
        });
    });
    group.finish();

    let file = load();
    // In the order in which they are asked, so that reading them costs neither side a cache miss.
    let asked: Vec<String> = shuffled().into_iter().map(secret).collect();
    let map: HashMap<[u8; 32], u32> = asked
        .iter()
        .zip(0..)
        .map(|(secret, number)| (*sha256(secret.as_bytes()).as_bytes(), number))
        .collect();
    let scopes: [Scope; 1] = ["read".parse().unwrap()];
    let requirements = Requirements { scopes: &scopes, ..Requirements::default() };

    let mut group = criterion.benchmark_group("check");
    let mut next = asked.iter().cycle();
    group.bench_function("plain", |bencher| {
        bencher.iter(|| map.get(sha256(next.next().unwrap().as_bytes()).as_bytes()).copied().unwrap());
    });
    let mut next = asked.iter().cycle();
    group.bench_function("keywright", |bencher| {
        bencher.iter(|| file.decide(next.next().unwrap().as_bytes(), &requirements, now).unwrap().is_valid());
    });
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
