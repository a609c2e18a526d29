//! The requests of every server's probe, and its scenarios, at HAProxy with `examples/haproxy`.

use std::path::Path;
use std::process::Command;

use crate::probe::Habits;
use crate::process::{Server, example};
use crate::scenarios;
use crate::site::Site;
use crate::support::find;

/// Installed, and swapped without a reload, as the README says.
fn install(site: &Site, valid_for: &str) {
    site.export("haproxy", valid_for, "new.map");
    site.home
        .ok("inspect new.map --public-key keywright.pem --audience edge --install keys.map --state state");
    // As a hook it would not run in the home, and the socket's whole path is too long.
    let swap = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/haproxy/swap-map");
    site.home.program("python3", "").arg(swap).args("haproxy.sock keys.map").run().exits(0);
}

fn before(keys: &[&str], valid_for: &str) -> Option<(Site, Server)> {
    find("haproxy")?;
    find("python3")?;
    let site = Site::new(keys);
    site.export("haproxy", valid_for, "new.map");
    site.home
        .ok("inspect new.map --public-key keywright.pem --audience edge --install keys.map --state state");
    let home = &site.home;
    let text = example("haproxy/haproxy.cfg");
    let (above, _) = text.split_once("  http-request return status 200").unwrap();
    let app = format!("127.0.0.1:{}", site.application.port);
    home.write("haproxy.cfg", format!("{above}  server app {app}\n"));
    let server = Server::start(home, "haproxy", |port| {
        let mut command = Command::new(find("haproxy").unwrap());
        command.current_dir(home.root()).env_clear().args(["-db", "-f", "haproxy.cfg"]);
        command.env("KEYS_MAP", "keys.map").env("KEYS_LISTEN", format!("127.0.0.1:{port}"));
        command.env("KEYS_SOCKET", "unix@haproxy.sock").env("KEYS_LOG", "stdout");
        command
    });
    Some((site, server))
}

#[test]
fn answers_as_the_map_says() {
    let Some((site, server)) = before(&[], "1d") else { return };
    scenarios::answers(&site, &server, Habits { repeated: 400, takes_bearer: false });
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
