//! Row 14: parsers of untrusted bytes get damaged ones. The functions are those of `fuzz/`, where libFuzzer
//! drives them for as long as one likes; here with a fixed number of inputs, the same in every run: seeds
//! from `fuzz/seeds/`, altered. Each target runs in a process of its own, whose memory is measured.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use crate::support::{Dice, Home, count};

#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// A target, and how many inputs it gets in a round: as many as take some seconds.
type Target = (&'static str, fn(&[u8]), u64);

const TARGETS: [Target; 9] = [
    ("secret", targets::secret, 4_000),
    ("verification_file", targets::verification_file, 6_000),
    ("sealed_record", targets::sealed_record, 8_000),
    ("node", targets::node, 8_000),
    ("key_import", targets::key_import, 400),
    ("usage_log", targets::usage_log, 500),
    ("profile_file", targets::profile_file, 10_000),
    ("scan", targets::scan, 1_000),
    ("envelope", targets::envelope, 500),
];

/// The most that memory may grow while a round goes on, in KiB. Buffers of a fixed size are there before:
/// each seed is run once.
const MAX_GROWTH: u64 = 32 * 1024;
/// The longest input that is made.
const MAX_INPUT: usize = 16 * 1024;
/// In the environment of the child: target, number of the round, a file for the input that is under way.
const ROUND: &str = "KEYWRIGHT_T14_ROUND";

fn folder(kind: &str, target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(kind).join(target)
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder("seeds", target)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 3, "{target} has {} seeds", paths.len());
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Inputs that are made of seeds.
struct Mutator {
    dice: Dice,
    seeds: Vec<Vec<u8>>,
}

impl Mutator {
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.dice.below(u64::try_from(bound.max(1)).unwrap())).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    fn seed(&mut self) -> Vec<u8> {
        let place = self.below(self.seeds.len());
        self.seeds[place].clone()
    }

    /// A piece of some bytes, short ones more often than long ones.
    fn piece(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let begin = self.below(bytes.len());
        let longest = 1 << self.below(9);
        begin..(begin + 1 + self.below(longest)).min(bytes.len())
    }

    fn input(&mut self) -> Vec<u8> {
        let mut input = self.seed();
        for _ in 0..=self.below(5) {
            self.alter(&mut input);
        }
        input.truncate(MAX_INPUT);
        input
    }

    fn alter(&mut self, input: &mut Vec<u8>) {
        const TELLING: &[u8] = b"\0\n\r\"\\{}[]:,-_.=+~#@ 09azAZ\x1b\x7f\x80\xc3\xe2\xff";
        let place = self.below(input.len() + 1);
        let piece = self.piece(input);
        match self.below(9) {
            0 if !input.is_empty() => input[piece.start] ^= 1 << self.below(8),
            1 if !input.is_empty() => input[piece.start] = TELLING[self.below(TELLING.len())],
            2 => input.insert(place, self.byte()),
            3 => drop(input.drain(piece)),
            4 => drop(input.splice(piece, self.seed())),
            // Something that stands elsewhere, here or in another seed.
            5 => {
                let other = self.seed();
                let piece = self.piece(&other);
                drop(input.splice(place..place, other[piece].iter().copied()));
            }
            // The same again, and again: depth, length.
            6 => {
                let again = input[piece].repeat(1 << self.below(11));
                drop(input.splice(place..place, again.into_iter().take(MAX_INPUT)));
            }
            7 => input.truncate(place),
            _ => {
                let number = [0, 1, 9, 255, u64::from(u32::MAX), i64::MAX as u64, u64::MAX][self.below(7)];
                drop(input.splice(piece, number.to_string().into_bytes()));
            }
        }
    }
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// One round of one target. Without the variable it is nobody's child, and there is nothing to do.
#[test]
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
fn child() {
    let Ok(round) = std::env::var(ROUND) else { return };
    let mut words = round.splitn(3, ' ');
    let mut word = || words.next().unwrap();
    let (name, number, under_way) = (word(), word().parse().unwrap(), PathBuf::from(word()));
    let (_, target, inputs) = TARGETS.into_iter().find(|target| target.0 == name).unwrap();
    let seeds = seeds(name);
    // Kept open: a file that is truncated and closed is written to the disk, and that takes longer than all else.
    let under_way = File::create(under_way).unwrap();
    let try_one = |input: &[u8]| {
        under_way.set_len(u64::try_from(input.len()).unwrap()).unwrap();
        under_way.write_all_at(input, 0).unwrap();
        target(input);
    };
    for seed in &seeds {
        try_one(seed);
    }
    let before = peak();
    let mut mutator = Mutator { dice: Dice::new(number), seeds };
    for _ in 0..inputs {
        try_one(&mutator.input());
    }
    println!("grown by {} KiB", peak() - before);
}

/// Runs a target, in one process for each round. What it fails at is kept where libFuzzer keeps such inputs.
fn run(name: &str) {
    let (home, program) = (Home::new(), std::env::current_exe().unwrap());
    let under_way = home.path("input");
    let rounds = count(2, 100);
    let mut grown = 0;
    for number in 1..=rounds {
        let call = home.program(program.to_str().unwrap(), "--exact hostile_bytes::child --nocapture");
        let call = call.env(ROUND, format!("{name} {number} {}", under_way.display()));
        let ended = catch_unwind(AssertUnwindSafe(|| call.run().exits(0)));
        let said = ended.unwrap_or_else(|failure| {
            let kept = self::folder("artifacts", name);
            std::fs::create_dir_all(&kept).unwrap();
            std::fs::copy(&under_way, kept.join(format!("t14-round-{number}"))).unwrap();
            println!("t14: {name}: the input is in {}", kept.display());
            resume_unwind(failure)
        });
        let more = said.stdout.split("grown by ").nth(1).and_then(|rest| rest.split(' ').next());
        grown = grown.max(more.unwrap().parse::<u64>().unwrap());
    }
    let inputs = TARGETS.into_iter().find(|target| target.0 == name).unwrap().2;
    let inputs = inputs * u64::try_from(rounds).unwrap();
    println!("t14: {name}: {inputs} inputs of {} seeds, memory grown by {grown} KiB", seeds(name).len());
    assert!(grown <= MAX_GROWTH, "{grown} KiB");
}

#[test]
fn t14_secrets() {
    run("secret");
}

#[test]
fn t14_verification_files() {
    run("verification_file");
}

#[test]
fn t14_sealed_records() {
    run("sealed_record");
}

#[test]
fn t14_nodes() {
    run("node");
}

#[test]
fn t14_lines_of_an_import() {
    run("key_import");
}

#[test]
fn t14_usage_logs() {
    run("usage_log");
}

#[test]
fn t14_profiles() {
    run("profile_file");
}

#[test]
fn t14_files_to_scan() {
    run("scan");
}

#[test]
fn t14_envelopes() {
    run("envelope");
}

/// Each target has its seeds and its entry for libFuzzer, and none is left over.
#[test]
fn t14_every_target_is_here_and_there() {
    let names: Vec<_> = TARGETS.iter().map(|target| target.0).collect();
    let listed = |kind: &str, ending: &str| {
        let entries = std::fs::read_dir(folder(kind, "")).unwrap();
        let name =
            |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut found: Vec<_> =
            entries.map(name).map(|name| name.trim_end_matches(ending).to_owned()).collect();
        found.sort();
        found
    };
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(listed("seeds", ""), sorted);
    assert_eq!(listed("fuzz_targets", ".rs"), sorted);
    let manifest = std::fs::read_to_string(folder("", "").join("Cargo.toml")).unwrap();
    assert!(names.iter().all(|name| manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\""))));
}
