//! `inspect --install`: installs only an authentic file that is not older, follows no link, keeps owner and mode, and
//! has the server load it.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

use super::forge::{file, key, other_key, parts, signed};
use crate::support::{Answer, Home, available, contents};

/// A number that no user here has.
const NOBODY: u32 = 65_534;

struct Server {
    home: Home,
    public: String,
}

impl Server {
    fn new() -> Self {
        let home = Home::new();
        let public = home.write("pub", key().public().to_pem());
        Self { home, public }
    }

    /// A server with a reload command, a shell script of these lines.
    fn reloading(lines: &str) -> Self {
        let server = Self::new();
        server.script(lines);
        server
    }

    fn script(&self, lines: &str) {
        let path = self.home.path(&self.home.write("load it", format!("#!/bin/sh\n{lines}\n")));
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    }

    fn reload(&self, generation: u64) -> Answer {
        let file = self.home.write("file", file(|claims| claims.generation = generation));
        let args =
            format!("inspect {file} --public-key pub --install place --state state -o json --server eu-1");
        let reload = format!("'{}' '$HOME' 'a b' *", self.home.text("load it"));
        self.home.call(&args).arg("--reload").arg(reload).env("KEYWRIGHT_VAULT", "v").env("OTHER", "o").run()
    }

    /// The generation that the receipt says is loaded.
    fn receipt(&self) -> Option<u64> {
        let mut names = fs::read_dir(self.home.path("state")).ok()?.map(|file| file.unwrap().path());
        let receipt = names.find(|path| path.to_str().unwrap().ends_with(".receipt.json"))?;
        let receipt: serde_json::Value = serde_json::from_slice(&fs::read(receipt).unwrap()).unwrap();
        assert_eq!((&receipt["target"], &receipt["server"]), (&"api".into(), &"eu-1".into()));
        receipt["gen"].as_u64()
    }

    fn install(&self, generation: u64, place: &str) -> Answer {
        let file = self.home.write("file", file(|claims| claims.generation = generation));
        let (place, state) = (place, "state");
        let args = format!("inspect {file} --public-key {} --install {place} --state {state}", self.public);
        self.home.run(&format!("{args} -o json"))
    }
}

#[test]
fn a_genuine_file_is_installed_byte_for_byte() {
    let server = Server::new();
    let answer = server.install(5, "place").exits(0).json();
    assert_eq!((&answer["genuine"], &answer["installed"]), (&true.into(), &true.into()), "{answer}");
    let place = server.home.path("place");
    assert_eq!(std::fs::read(&place).unwrap(), std::fs::read(server.home.path("file")).unwrap());
    assert_eq!(std::fs::metadata(&place).unwrap().permissions().mode() & 0o7777, 0o600);
    assert_eq!(std::fs::metadata(server.home.path("state")).unwrap().permissions().mode() & 0o7777, 0o700);
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o644)).unwrap();
    server.install(6, "place").exits(0);
    assert_eq!(std::fs::metadata(&place).unwrap().permissions().mode() & 0o7777, 0o644, "its mode is kept");
    server.install(5, "place").fails(7, "rolled_back");
    assert_eq!(std::fs::read(&place).unwrap(), file(|claims| claims.generation = 6));
}

/// The state may be lost, or the power may have failed before it was written: what is in place tells, too.
#[test]
fn an_older_one_does_not_replace_what_is_in_place() {
    let server = Server::new();
    server.install(6, "place").exits(0);
    let state = server.home.path("state");
    fs::remove_dir_all(&state).unwrap();
    server.install(5, "place").fails(7, "rolled_back");
    assert_eq!(fs::read(server.home.path("place")).unwrap(), file(|claims| claims.generation = 6));
    server.install(6, "place").exits(0);
    server.install(7, "place").exits(0);
    // What no trusted key has signed tells nothing.
    let (header, payload) = parts(&file(|claims| claims.generation = 99));
    server.home.write("place", signed(&header, &payload, &other_key()));
    server.install(8, "place").exits(0);
}

#[test]
fn a_link_or_folder_at_the_place_is_refused() {
    let server = Server::new();
    server.home.write("target", "kept");
    std::os::unix::fs::symlink(server.home.path("target"), server.home.path("link")).unwrap();
    std::os::unix::fs::symlink("/nonexistent/x", server.home.path("dangling")).unwrap();
    std::fs::create_dir(server.home.path("folder")).unwrap();
    server.home.program("mkfifo", "fifo").run().exits(0);
    for place in ["link", "dangling", "folder", "fifo", "nowhere/place"] {
        server.install(5, place).fails(10, "io");
    }
    assert_eq!(std::fs::read(server.home.path("target")).unwrap(), b"kept");
    assert!(!server.home.path("state").exists() || contents(&server.home.path("state")).is_empty());
    server.install(5, "place").exits(0);
}

#[test]
fn installing_needs_a_key_and_a_state() {
    let server = Server::new();
    let file = server.home.write("file", file(|_| ()));
    let place = "place";
    for args in [&format!("--install {place}"), &format!("--install {place} --public-key {}", server.public)]
    {
        server.home.run(&format!("inspect {file} -o json {args}")).fails(2, "usage");
    }
    assert!(!server.home.path("place").exists());
}

#[test]
fn without_a_key_it_says_that_nobody_knows() {
    let server = Server::new();
    let file = server.home.write("file", file(|_| ()));
    let ran = server.home.ok(&format!("inspect {file} -o json"));
    assert_eq!(ran.json()["genuine"], serde_json::Value::Null);
    assert!(ran.warnings().contains("--public-key"), "{ran}");
}

#[test]
fn the_server_loads_what_is_in_place_and_then_there_is_a_receipt() {
    let server = Server::reloading(
        r#"{ [ -e "$HOME"/state/*.receipt.json ] && echo receipt; printf '%s\n' "$@"; env; ls -l /proc/self/fd; } >"$HOME/log"
cp "$HOME/place" "$HOME/loaded""#,
    );
    let answer = server.reload(5).exits(0).json();
    assert_eq!((&answer["installed"], &answer["reloaded"]), (&true.into(), &true.into()), "{answer}");
    assert_eq!(fs::read(server.home.path("loaded")).unwrap(), file(|claims| claims.generation = 5));
    assert_eq!(server.receipt(), Some(5));
    let log = server.home.read("log");
    assert!(
        log.starts_with("$HOME\na b\n*\n"),
        "no shell has split or expanded it, and no receipt was there: {log}"
    );
    let ours: Vec<&str> = log.lines().filter(|line| line.starts_with("KEYWRIGHT_")).collect();
    assert_eq!(ours, ["KEYWRIGHT_STEP=reload"]);
    assert!(!log.contains("OTHER="), "{log}");
    // The fourth is the folder that ls reads.
    assert_eq!(log.lines().filter(|line| line.contains(" -> ")).count(), 4, "{log}");
    assert_eq!(server.install(6, "place").exits(0).json()["reloaded"], serde_json::Value::Null);
}

#[test]
fn a_file_that_is_not_loaded_has_no_receipt_until_it_is() {
    let server = Server::reloading("exit 0");
    server.reload(5).exits(0);
    server.script("echo no such service >&2; exit 3");
    let answer = server.reload(6).exits(11);
    for part in ["was installed, but reloading", "no such service", "\"incomplete\""] {
        assert!(answer.stderr.contains(part), "{answer}");
    }
    assert_eq!(answer.json()["reloaded"], false);
    assert_eq!(fs::read(server.home.path("place")).unwrap(), file(|claims| claims.generation = 6));
    assert_eq!(server.receipt(), Some(5), "the server still has that one");
    server.reload(5).fails(7, "rolled_back");
    server.script("exit 0");
    server.reload(6).exits(0);
    assert_eq!(server.receipt(), Some(6));
    // What is refused is not loaded.
    server.script("touch \"$HOME/ran\"");
    server.reload(5).fails(7, "rolled_back");
    assert!(!server.home.path("ran").exists());
    server.home.run("inspect file --reload true").exits(2);
    server.home.run("inspect file --public-key pub --install place --state state --reload ./here").exits(2);
}

#[test]
fn an_installed_file_keeps_its_owner_group_and_mode() {
    let server = Server::new();
    server.install(5, "place").exits(0);
    let place = server.home.path("place");
    if fs::metadata(&place).unwrap().uid() != 0 {
        println!("skipped: giving files away needs root");
        return;
    }
    chown(&place, Some(NOBODY), Some(NOBODY - 1)).unwrap();
    fs::set_permissions(&place, Permissions::from_mode(0o640)).unwrap();
    server.install(6, "place").exits(0);
    let found = fs::metadata(&place).unwrap();
    assert_eq!((found.uid(), found.gid(), found.mode() & 0o7777), (NOBODY, NOBODY - 1, 0o640));
}

#[test]
fn an_owner_that_cannot_be_kept_changes_nothing() {
    if !available("setpriv") {
        return;
    }
    let home = Home::for_other_users();
    if home.shell("id -u").run().stdout != "0\n" {
        println!("skipped: giving files away needs root");
        return;
    }
    let server = Server { public: home.write("pub", key().public().to_pem()), home };
    server.install(5, "place").exits(0);
    server.home.write("file", file(|claims| claims.generation = 6));
    server.home.shell("cp \"$KW\" kw && chmod a+rx kw && chown -R 65534:65534 .").run().exits(0);
    let place = server.home.path("place");
    let install = || {
        let line = "setpriv --reuid=65534 --regid=65534 --clear-groups ./kw inspect file --public-key pub \
            --install place --state state -o json";
        server.home.shell(line).run()
    };
    for (owner, group) in [(NOBODY, 0), (0, NOBODY), (0, 0)] {
        chown(&place, Some(owner), Some(group)).unwrap();
        fs::set_permissions(&place, Permissions::from_mode(0o644)).unwrap();
        let (before, state) = (fs::read(&place).unwrap(), contents(&server.home.path("state")));
        let error = install().fails(10, "io");
        assert!(error["message"].as_str().unwrap().contains("owner and group"), "{error}");
        assert_eq!(fs::read(&place).unwrap(), before);
        assert_eq!(contents(&server.home.path("state")), state);
    }
    chown(&place, Some(NOBODY), Some(NOBODY)).unwrap();
    install().exits(0);
}
