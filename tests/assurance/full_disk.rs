//! Row 3: a full disk, on a small tmpfs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::cases::CASES;
use crate::fault::trial::{Tally, Trial, furnished};
use crate::support::{Home, files_below, is_full, missing};

/// A small file system of its own, gone when dropped.
struct Disk(PathBuf);

impl Disk {
    /// None where mounting is not permitted; in CI it must be.
    fn mount(place: PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&place).unwrap();
        let options = format!("size={size},mode=0700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&place)
            .output()
            .unwrap();
        if mounted.status.success() {
            return Some(Self(place));
        }
        let why = String::from_utf8_lossy(&mounted.stderr).trim().to_owned();
        missing(&format!("t03: mounting a tmpfs is not permitted ({why})"));
        None
    }

    /// Takes all room but so many bytes.
    fn fill(&self, but: usize) {
        let free = || {
            let found = Command::new("df").args(["-B1", "--output=avail"]).arg(&self.0).output().unwrap();
            let text = String::from_utf8(found.stdout).unwrap();
            text.lines().nth(1).unwrap().trim().parse::<usize>().unwrap()
        };
        let ballast = self.0.join("ballast");
        let _ = std::fs::remove_file(&ballast);
        let take = free().saturating_sub(but);
        let mut file = std::fs::File::create(&ballast).unwrap();
        // A file system that rounds up may be full a little earlier.
        for chunk in vec![7_u8; take].chunks(4_096) {
            if file.write_all(chunk).is_err() {
                break;
            }
        }
    }

    fn empty(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// The files on the disk, but for the ballast.
fn names(disk: &Path) -> Vec<PathBuf> {
    let mut found = files_below(disk);
    found.retain(|path| !path.ends_with("ballast"));
    found.sort();
    found
}

/// So many bytes free, and all that is tried.
const ROOM: [usize; 10] = [0, 4_096, 8_192, 12_288, 16_384, 24_576, 32_768, 49_152, 65_536, 98_304];

/// Every command of the table that changes something, with everything of it on the disk that is full:
/// vault, state folder, and the files that it writes.
#[test]
fn t03_every_command_on_a_full_disk() {
    let place = Home::new();
    let Some(disk) = Disk::mount(place.path("disk"), "4m") else { return };
    let home = Home::below(&disk.0);
    let base = furnished(&home);
    let mut tally = Tally::default();
    for (number, _) in CASES.iter().enumerate().filter(|(_, case)| !case.reads) {
        let Some(trial) = Trial::prepare(&home, &base, number) else { return };
        let trial = trial.unwrap_or_else(|why| panic!("{why}"));
        tally.commands += 1;
        // In CI three of them, other ones for each command; always a disk without any room.
        let rooms = ROOM
            .iter()
            .enumerate()
            .filter(|(place, _)| is_full() || (place + number) % 5 == 0 || *place == 0);
        for (_, room) in rooms {
            trial.try_while(|| disk.fill(*room), || disk.empty(), &mut tally);
        }
    }
    tally.expect("t03");
}

#[test]
fn t03_a_target_on_a_full_disk_keeps_its_old_file() {
    let home = Home::with_vault();
    let Some(disk) = Disk::mount(home.path("disk"), "1m") else { return };
    let place = home.path("disk/edge.jsonl");
    home.ok("target add edge --format jsonl --path @/disk/edge.jsonl");
    let bulk: Vec<String> = (0..300).map(|number| format!("{{\"name\":\"bulk-{number}\"}}\n")).collect();
    std::fs::write(home.path("bulk"), bulk.concat()).unwrap();
    home.ok("key create --from bulk --publish");
    home.ok("public-key");
    std::fs::write(home.path("pub"), home.ok("public-key").stdout).unwrap();
    let (mut failed, mut succeeded) = (0, 0);
    for room in [0, 4_096, 16_384, 32_768, 49_152, 65_536, 98_304, 200_000] {
        let before = std::fs::read(&place).unwrap();
        disk.fill(room);
        let answer = home.run("publish --force -o json");
        disk.empty();
        let what = format!("{room} bytes free: {answer:?}");
        assert_eq!(names(&disk.0), std::slice::from_ref(&place), "left behind: {what}");
        if answer.code == 0 {
            succeeded += 1;
        } else {
            failed += 1;
            assert_eq!(answer.code, 10, "{what}");
            assert_eq!(std::fs::read(&place).unwrap(), before, "{what}");
        }
        home.ok("publish");
        home.ok("publish --check");
        home.ok("inspect disk/edge.jsonl --public-key pub");
    }
    assert!(failed > 1 && succeeded > 0, "{failed} {succeeded}");
    println!("t03: publishing to a full disk: {failed} exit 10 with the old file, {succeeded} had room");
}

#[test]
fn t03_publishing_from_a_vault_on_a_full_disk() {
    let home = Home::with_vault();
    let Some(disk) = Disk::mount(home.path("disk"), "1m") else { return };
    std::fs::copy(home.vault(), home.path("disk/vault.db")).unwrap();
    let run = |line: &str| home.run(&format!("--vault disk/vault.db {line}"));
    run("target add edge --format jsonl --path @/disk/edge.jsonl").exits(0);
    run("key create first --publish").exits(0);
    std::fs::write(home.path("pub"), run("public-key").exits(0).stdout).unwrap();
    let inspect = "inspect disk/edge.jsonl --public-key pub";
    let generation = || home.json(inspect)["generation"].as_u64().unwrap();
    let (mut failed, mut highest) = (0, generation());
    for room in [0, 4_096, 8_192, 12_288, 16_384, 24_576, 32_768, 49_152, 65_536, 98_304] {
        disk.fill(room);
        let answer = run("publish --force");
        disk.empty();
        assert!([0, 10].contains(&answer.code), "{room} bytes free: {answer:?}");
        failed += u32::from(answer.code == 10);
        let found = generation();
        assert!(found >= highest, "{found} after {highest}");
        highest = found;
        run("publish").exits(0);
        run("publish --check").exits(0);
        run("vault check").exits(0);
    }
    assert!(failed > 0);
    println!("t03: publishing from a vault on a full disk: {failed} exit 10, sound ever after");
}
