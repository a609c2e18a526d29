//! `inspect --install`: installs only an authentic file that is not older, and follows no link.

use std::os::unix::fs::PermissionsExt as _;

use super::forge::{file, key};
use crate::support::Home;

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

    fn install(&self, generation: u64, place: &str) -> crate::support::Answer {
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
    assert!(
        !server.home.path("state").exists()
            || crate::support::contents(&server.home.path("state")).is_empty()
    );
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
    assert!(ran.stderr.contains("--public-key"), "{ran}");
}
