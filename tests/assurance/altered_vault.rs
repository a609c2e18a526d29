//! Row 4: one bit of the vault file changed, anywhere.

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use keywright::domain::time::Span;

use crate::inside::{Asker, Said, is_yes};
use crate::support::{Dice, Home, Minted, is_full};

/// In CI: all of SQLite's header, and of the rest every byte that is a multiple of this.
const STRIDE: usize = 53;
const HEADER: usize = 100;

/// All that is asked of a vault.
#[derive(Debug, PartialEq, Eq)]
struct Answers {
    list: Said,
    check: Said,
    active: Said,
    revoked: Said,
    expired: Said,
}

struct Subject {
    home: Home,
    asker: Asker,
    active: Minted,
    revoked: Minted,
    expired: Minted,
}

impl Subject {
    /// A small vault with keys in several statuses, an export behind it, looked at two hours later.
    fn new() -> Self {
        let home = Home::with_vault();
        let active = home.create("active", "-s read,write --resource acme/products");
        let revoked = home.create("revoked", "-s read --description 'was once good'");
        let expired = home.create("expired", "--expires 1h");
        home.create("other", "--owner ops --label team=edge");
        home.ok(&format!("key revoke {} --yes", revoked.id));
        home.ok("export --format jsonl --audience edge");
        let mut asker = Asker::of(&home);
        asker.now = asker.now.plus(Span::seconds(7_200));
        Self { home, asker, active, revoked, expired }
    }

    fn ask(&self, vault: &Path) -> Answers {
        let verify = |key: &Minted| self.asker.verify(vault, &key.secret);
        Answers {
            list: self.asker.list(vault),
            check: self.asker.check(vault),
            active: verify(&self.active),
            revoked: verify(&self.revoked),
            expired: verify(&self.expired),
        }
    }
}

/// What is wrong with the answers after a change, if anything.
fn wrong(answers: &Answers, right: &Answers) -> Option<String> {
    if is_yes(&answers.revoked) || is_yes(&answers.expired) {
        return Some(format!("a dead key is good: {answers:?}"));
    }
    let pairs = [
        ("list", &answers.list, &right.list),
        ("check", &answers.check, &right.check),
        ("verify of the active key", &answers.active, &right.active),
        ("verify of the revoked key", &answers.revoked, &right.revoked),
        ("verify of the expired key", &answers.expired, &right.expired),
    ];
    let other = pairs.into_iter().find(|(_, said, right)| said.is_ok() && said != right);
    other.map(|(what, said, _)| format!("{what}: {said:?}"))
}

#[test]
fn t04_one_bit_of_the_vault() {
    let subject = Subject::new();
    let original = std::fs::read(subject.home.vault()).unwrap();
    let right = subject.ask(&subject.home.vault());
    assert!(is_yes(&right.active) && right.list.is_ok() && right.check.is_ok(), "{right:?}");
    assert!(right.revoked.as_ref().unwrap().contains("Err(Revoked)"), "{right:?}");
    assert!(right.expired.as_ref().unwrap().contains("Err(Expired)"), "{right:?}");
    let places: Vec<usize> =
        (0..original.len()).filter(|place| is_full() || *place < HEADER || place % STRIDE == 0).collect();
    let (next, noticed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrongs = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let (next, noticed, wrongs, places) = (&next, &noticed, &wrongs, &places);
            let (subject, original, right) = (&subject, &original, &right);
            scope.spawn(move || {
                let copy = subject.home.path(&format!("copy-{worker}.db"));
                std::fs::write(&copy, original).unwrap();
                while let Some(place) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answers = with_flip(&copy, original, *place, || subject.ask(&copy));
                    noticed.fetch_add(usize::from(answers != *right), Ordering::Relaxed);
                    if let Some(wrong) = wrong(&answers, right) {
                        wrongs.lock().unwrap().push(format!("byte {place}: {wrong}"));
                    }
                }
            });
        }
    });
    let (tried, wrongs) = (places.len(), wrongs.into_inner().unwrap());
    let shown: Vec<_> = wrongs.iter().take(20).collect();
    assert!(wrongs.is_empty(), "{} of {tried} flips:\n{shown:#?}", wrongs.len());
    let noticed = noticed.into_inner();
    // Of its four pages three are nearly empty; the node fills its own.
    assert!(noticed * 4 > tried, "{noticed} of {tried}");
    let size = original.len();
    println!("t04: vault of {size} bytes: {tried} of {tried} flips: error or no change ({noticed} errors)");
}

/// Does something while one bit of one byte is changed. The file is as before afterwards.
fn with_flip<T>(copy: &Path, original: &[u8], place: usize, work: impl FnOnce() -> T) -> T {
    let bit = 1 << Dice::new(place as u64).below(8);
    let file = OpenOptions::new().write(true).open(copy).unwrap();
    file.write_all_at(&[original[place] ^ bit], place as u64).unwrap();
    drop(file);
    let result = work();
    if std::fs::read(copy).unwrap().len() == original.len() {
        let file = OpenOptions::new().write(true).open(copy).unwrap();
        file.write_all_at(&original[place..=place], place as u64).unwrap();
    }
    if std::fs::read(copy).unwrap() != original {
        std::fs::write(copy, original).unwrap();
    }
    result
}

/// The same through the binary, at a few places: the exit codes are those of the contract.
#[test]
fn t04_one_bit_seen_by_the_binary() {
    let subject = Subject::new();
    let home = &subject.home;
    let original = std::fs::read(home.vault()).unwrap();
    let list = home.ok("key list -o json").stdout;
    let (mut dice, mut errors) = (Dice::new(4), 0);
    let tried = crate::support::count(40, 1_000);
    for _ in 0..tried {
        let place = usize::try_from(dice.below(original.len() as u64)).unwrap();
        let mut changed = original.clone();
        changed[place] ^= 1 << dice.below(8);
        std::fs::write(home.vault(), &changed).unwrap();
        let (listed, checked) = (home.run("key list -o json"), home.run("vault check -o json"));
        let verified = home.verify(&subject.revoked.secret);
        assert!(listed.stdout == list || listed.code != 0, "byte {place}: {listed:?}");
        for answer in [&listed, &checked] {
            assert!([0, 5, 6, 7, 10].contains(&answer.code), "byte {place}: {answer:?}");
        }
        assert!([5, 6, 7, 8, 10].contains(&verified.code), "byte {place}: {verified:?}");
        errors += usize::from(checked.code != 0);
    }
    assert!(errors > 0);
    println!("t04: binary: {tried} of {tried} flips: error or no change ({errors} errors)");
}
