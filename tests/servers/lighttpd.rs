//! A real lighttpd with `examples/lighttpd` and a map that the real binary wrote.

use std::process::Command;

use crate::probe::Habits;
use crate::process::{Server, example, until, with};
use crate::scenarios;
use crate::site::Site;
use crate::support::{find, missing};

/// Installed as `--install` does it, for lighttpd verifies no signature.
fn install(site: &Site, valid_for: &str) {
    site.export("haproxy", valid_for, "new.map");
    site.home
        .ok("inspect new.map --public-key keywright.pem --audience edge --install keys.map --state state");
}

fn before(keys: &[&str], valid_for: &str) -> Option<(Site, Server)> {
    find("lighttpd")?;
    if !std::path::Path::new("/usr/lib/lighttpd/mod_magnet.so").exists() {
        missing("lighttpd has no mod_magnet");
        return None;
    }
    let site = Site::new(keys);
    install(&site, valid_for);
    site.reach("keys.map", 0o644);
    let home = &site.home;
    home.write(
        "keywright.lua",
        with(&example("lighttpd/keywright.lua"), &[("/etc/lighttpd/keywright.map", &home.text("keys.map"))]),
    );
    let server = Server::start(home, "lighttpd", |port| {
        let text = with(
            &example("lighttpd/lighttpd.conf"),
            &[
                ("server.port = 8080", &format!("server.port = {port}")),
                ("\"port\" => 8081", &format!("\"port\" => {}", site.application.port)),
                ("/var/www/html", "run"),
                ("/var/log/lighttpd/", "run/"),
                ("/etc/lighttpd/keywright.lua", &home.text("keywright.lua")),
            ],
        );
        home.write("lighttpd.conf", text);
        let mut command = Command::new(find("lighttpd").unwrap());
        command.current_dir(home.root()).env_clear().args(["-D", "-f", "lighttpd.conf"]);
        command
    });
    Some((site, server))
}

#[test]
fn answers_as_the_map_says() {
    let Some((site, server)) = before(&[], "1d") else { return };
    scenarios::answers(&site, &server, Habits { repeated: 401, takes_bearer: false });
}

#[test]
fn sees_a_revocation_under_load() {
    let Some((site, server)) = before(&["reader", "leaving"], "1d") else { return };
    scenarios::sees_a_revocation_under_load(&site, &server, || install(&site, "1d"));
}

#[test]
fn refuses_a_stale_map() {
    let Some((site, server)) = before(&["reader", "leaving"], "5s") else { return };
    scenarios::refuses_when_stale(&site, &server, || install(&site, "1d"));
}

#[test]
fn installs_no_older_map() {
    let Some((site, server)) = before(&["reader", "leaving"], "1d") else { return };
    scenarios::installs_no_older_map(&site, &server, || install(&site, "1d"));
}

#[test]
fn is_closed_without_a_map() {
    let Some((site, server)) = before(&["reader", "leaving"], "1d") else { return };
    assert_eq!(scenarios::status(&server, &site.key("reader").secret), 200);
    std::fs::remove_file(site.home.path("keys.map")).unwrap();
    until("it is noticed", || scenarios::status(&server, &site.key("reader").secret) == 503);
    scenarios::is_closed(&site, &server);
    // One that holds no time either.
    site.home.write("keys.map", "# nothing\n");
    site.reach("keys.map", 0o644);
    scenarios::is_closed(&site, &server);
}
