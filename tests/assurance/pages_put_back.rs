//! Row 5: pages of the file put back as they were.

use crate::edited_vault::Scene;
use crate::nodes_put_back::{choices, chosen};

const PAGE: usize = 16_384;

/// The pages that the last commit changed, in every combination, on the machine that has seen the newer vault.
#[test]
fn t05_pages_of_the_last_commit_are_put_back() {
    let mut scene = Scene::new();
    scene.remembers(true);
    let files: Vec<Vec<u8>> = scene.history.iter().map(|vault| std::fs::read(vault).unwrap()).collect();
    let [.., old, new] = &files[..] else { panic!("{}", files.len()) };
    assert_eq!(old.len(), new.len());
    let pages: Vec<usize> =
        (0..new.len() / PAGE).filter(|page| old[place(*page)] != new[place(*page)]).collect();
    assert!(pages.len() >= 5, "{pages:?}");
    for choice in choices(pages.len()) {
        let mut mixed = new.clone();
        for page in chosen(choice, &pages) {
            mixed[place(*page)].copy_from_slice(&old[place(*page)]);
        }
        scene.replace(&format!("pages {pages:?}, choice {choice:b}"), &mixed);
    }
    scene.report_found("pages of the last commit");
}

/// Each page as it was after each earlier commit, without what the machine has seen.
#[test]
fn t05_earlier_pages_are_put_back() {
    let mut scene = Scene::new();
    let files: Vec<Vec<u8>> = scene.history.iter().map(|vault| std::fs::read(vault).unwrap()).collect();
    let (new, older) = files.split_last().unwrap();
    let mut seen = Vec::new();
    for (commit, old) in older.iter().enumerate() {
        for page in 0..old.len().min(new.len()) / PAGE {
            let then = &old[place(page)];
            if *then != new[place(page)] && !seen.contains(&(page, then)) {
                seen.push((page, then));
                let mut mixed = new.clone();
                mixed[place(page)].copy_from_slice(then);
                scene.replace(&format!("page {page} of commit {commit}"), &mixed);
            }
        }
        if old.len() < new.len() {
            scene.replace(&format!("cut to the length of commit {commit}"), &new[..old.len()]);
        }
    }
    assert!(scene.tried > 20, "{}", scene.tried);
    scene.report_found("earlier pages");
}

/// Two pages of the file exchanged.
#[test]
fn t05_pages_are_exchanged() {
    let mut scene = Scene::new();
    let new = std::fs::read(scene.now()).unwrap();
    let pages = new.len() / PAGE;
    for (one, other) in (0..pages).flat_map(|one| (one + 1..pages).map(move |other| (one, other))) {
        let mut mixed = new.clone();
        mixed[place(one)].copy_from_slice(&new[place(other)]);
        mixed[place(other)].copy_from_slice(&new[place(one)]);
        scene.replace(&format!("pages {one} and {other} exchanged"), &mixed);
    }
    scene.report_found("pages exchanged");
}

fn place(page: usize) -> std::ops::Range<usize> {
    page * PAGE..(page + 1) * PAGE
}
