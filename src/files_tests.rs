use super::*;
use std::fs;
use std::os::unix::fs::symlink;

#[cfg(feature = "cli")]
use rustix::fs::Mode;

fn draft(path: &Path, text: &str) -> Draft {
    let mut draft = Draft::beside(path, 0o640).unwrap();
    draft.write_all(text.as_bytes()).unwrap();
    draft
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn replaces_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    draft(&path, "one").replace().unwrap().durable().unwrap();
    #[cfg(feature = "cli")]
    assert!(is_draft(draft(&path, "three").temporary().file_name().unwrap()));
    let unfinished = draft(&path, "two");
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    drop(unfinished);
    assert_eq!(count(folder.path()), 1, "a dropped draft leaves nothing");
    draft(&path, "two").replace().unwrap().durable().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
}

#[test]
fn nothing_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    fs::write(&target, "kept").unwrap();
    symlink(&target, &link).unwrap();
    assert!(draft(&link, "new").replace().is_err());
    assert!(draft(folder.path(), "new").replace().is_err());
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert_eq!(count(folder.path()), 2);
    assert!(refuse_unless_regular_or_absent(&folder.path().join("none")).unwrap().is_none());
}

#[cfg(feature = "cli")]
#[test]
fn what_was_swapped_in_is_neither_followed_nor_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("file"), "kept").unwrap();
    symlink(at("file"), at("link")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe"), Mode::RUSR).unwrap();
    let (mut file, there) = open_unfollowed(&at("file")).unwrap().unwrap();
    assert_eq!((io::read_to_string(&mut file).unwrap().as_str(), there.len()), ("kept", 4));
    assert!(open_unfollowed(&at("none")).unwrap().is_none());
    for (name, words) in
        [("link", "a symbolic link is"), ("pipe", "something other"), (".", "a directory is")]
    {
        let error = open_unfollowed(&at(name)).unwrap_err();
        assert!(error.to_string().starts_with(words), "{name}: {error}");
        assert!(open_regular(&at(name)).is_err(), "{name}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn a_new_file_clobbers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    draft(&path, "one").create_new().unwrap().durable().unwrap();
    let error = draft(&path, "two").create_new().err().unwrap();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    let dangling = folder.path().join("dangling");
    symlink("nowhere", &dangling).unwrap();
    assert!(draft(&dangling, "new").create_new().is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    assert_eq!(count(folder.path()), 2);
}
