//! A real Apache with `examples/apache/httpd.conf`, which asks `keywright check` over a pipe.

use std::process::Command;

use crate::probe::Habits;
use crate::process::{Server, example, with};
use crate::scenarios;
use crate::site::Site;
use crate::support::{PROGRAM, find};

const TWO: [&str; 2] = ["reader", "leaving"];

fn before(keys: &[&str], valid_for: &str) -> Option<(Site, Server)> {
    find("apache2")?;
    let site = Site::new(keys);
    site.export("jsonl", valid_for, "keys.jsonl");
    let server = start(&site);
    Some((site, server))
}

fn start(site: &Site) -> Server {
    let home = &site.home;
    home.write("forged.lua", example("apache/forged.lua"));
    site.reach("forged.lua", 0o644);
    Server::start(home, "apache", |port| {
        let text = with(
            &example("apache/httpd.conf"),
            &[
                ("ServerRoot \"/etc/apache2\"", &format!("ServerRoot \"{}\"", home.root().display())),
                ("127.0.0.1:8081", &format!("127.0.0.1:{}", site.application.port)),
                ("127.0.0.1:8080", &format!("127.0.0.1:{port}")),
                ("/run/apache2", "run"),
                ("/var/log/apache2/", "run/"),
                ("/usr/local/bin/keywright", &format!("'{PROGRAM}'")),
                // What Apache starts does not run in the home.
                ("/var/lib/keywright/keys.jsonl", &format!("'{}'", home.text("keys.jsonl"))),
                ("/var/lib/keywright/state", &format!("'{}'", home.text("state"))),
                ("/etc/keywright/keywright.pem", &format!("'{}'", home.text("keywright.pem"))),
                ("/etc/apache2/forged.lua", &home.text("forged.lua")),
            ],
        );
        home.write("httpd.conf", text);
        let mut command = Command::new(find("apache2").unwrap());
        command.current_dir(home.root()).env_clear().env("HOME", home.root());
        command.args(["-DFOREGROUND", "-f", &home.text("httpd.conf")]);
        command
    })
}

#[test]
fn answers_as_check_does() {
    let Some((site, server)) = before(&[], "1d") else { return };
    scenarios::answers(&site, &server, Habits { repeated: 401, takes_bearer: false });
}

#[test]
fn sees_a_revocation_under_load() {
    let Some((site, server)) = before(&TWO, "1d") else { return };
    scenarios::sees_a_revocation_under_load(&site, &server, || site.export("jsonl", "1d", "keys.jsonl"));
}

#[test]
fn refuses_a_stale_file() {
    let Some((site, server)) = before(&TWO, "5s") else { return };
    scenarios::refuses_when_stale(&site, &server, || site.export("jsonl", "1d", "keys.jsonl"));
}

#[test]
fn refuses_an_older_file() {
    let Some((site, server)) = before(&TWO, "1d") else { return };
    scenarios::refuses_an_older_file(&site, &server, "jsonl", "keys.jsonl");
    // Started anew, `check` remembers, and has no file that it may use.
    drop(server);
    let server = start(&site);
    scenarios::is_closed(&site, &server);
}

/// Apache does not start it again, but for a reload.
#[test]
fn is_closed_without_check() {
    let Some((site, server)) = before(&TWO, "1d") else { return };
    assert_eq!(scenarios::status(&server, &site.key("reader").secret), 200);
    let killed = server.process.children_with("--lines");
    assert_eq!(killed.len(), 2, "one for reading, one for writing");
    for process in killed {
        rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
    }
    scenarios::is_closed(&site, &server);
}
