//! Row 20: what must be on disk before the next step: verified from the system calls.

use std::path::Path;

use crate::support::{Home, available, strace_text};

/// The calls that make things last or visible, in their order. None where `strace` is missing.
fn calls(home: &Home, line: &str) -> Option<Vec<String>> {
    if !available("strace") {
        return None;
    }
    let traced = "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,write,pwrite64";
    home.call(line).under(&format!("strace -f -y -s 16 -e {traced} -o strace.log")).run().exits(0);
    let text = home.read("strace.log");
    Some(text.lines().map(|line| line.split_once(' ').unwrap().1.trim().to_owned()).collect())
}

/// Where the first call is, at or behind a place, of one of these names and with this text.
fn position(calls: &[String], from: usize, names: &[&str], text: &str) -> Option<usize> {
    let is = |call: &String| names.iter().any(|name| call.starts_with(name)) && call.contains(text);
    calls[from..].iter().position(is).map(|place| from + place)
}

const SYNC: [&str; 2] = ["fsync(", "fdatasync("];
const NAME: [&str; 3] = ["rename", "link(", "linkat("];

/// Bytes first, then the name, then the folder that has the name.
#[track_caller]
fn lasts(calls: &[String], path: &Path) {
    let (place, folder) = (path.display(), strace_text(path.parent().unwrap()));
    let shown = calls.join("\n");
    let name = format!("/{}\"", path.file_name().unwrap().to_str().unwrap());
    let named = position(calls, 0, &NAME, &name).unwrap_or_else(|| panic!("{place}:\n{shown}"));
    let written = calls[named].split(".keywright-").nth(1).unwrap();
    let draft = format!(".keywright-{}>", written.split('"').next().unwrap());
    let synced = position(calls, 0, &SYNC, &draft);
    assert!(synced.is_some_and(|synced| synced < named), "{place}: the bytes are not synced:\n{shown}");
    let last_write =
        calls[..named].iter().rposition(|call| call.starts_with("write(") && call.contains(&draft));
    let synced = calls[..named].iter().rposition(|call| call.contains(&draft) && call.contains("sync("));
    assert!(last_write < synced, "{place}: written to behind the sync:\n{shown}");
    let folder = position(calls, named, &SYNC, &format!("{folder}>"));
    assert!(folder.is_some(), "{place}: the folder is not synced:\n{shown}");
}

#[test]
fn t20_files_are_synced_before_they_are_named() {
    let home = Home::new();
    let Some(made) = calls(&home, "init --new-identity") else { return };
    lasts(&made, &home.identity());
    lasts(&made, &home.vault());
    let made = calls(&home, "key create a --secret-file @/secret.txt").unwrap();
    lasts(&made, &home.path("secret.txt"));
    let made = calls(&home, "export --format jsonl --out @/keys.jsonl").unwrap();
    lasts(&made, &home.path("keys.jsonl"));
    let made = calls(&home, "vault backup @/backup.db").unwrap();
    lasts(&made, &home.path("backup.db"));
    println!("t20: 5 of 5 files: synced, named, folder synced");
}

/// A commit is on the disk, and its journal's end too, before the command ends; the secret is out
/// before that, and the mark is raised after.
#[test]
fn t20_a_commit_is_synced_between_the_secret_and_the_mark() {
    let home = Home::with_vault();
    let Some(calls) = calls(&home, "key create a --secret-only") else { return };
    let shown = calls.join("\n");
    let at = |from: usize, names: &[&str], text: &str| {
        position(&calls, from, names, text).unwrap_or_else(|| panic!("{names:?} {text}:\n{shown}"))
    };
    let secret = at(0, &["write(1<"], "");
    let journal = at(secret, &SYNC, "vault.db-journal>");
    let pages = at(journal, &["pwrite64("], "vault.db>");
    let synced = at(pages, &SYNC, "vault.db>");
    let ended = at(synced, &["unlink"], "vault.db-journal");
    let folder = format!("{}>", strace_text(home.vault().parent().unwrap()));
    let lasting = at(ended, &SYNC, &folder);
    at(lasting, &NAME, "mark-");
    println!("t20: secret, journal, pages, end of the journal, folder, mark: in this order");
}
