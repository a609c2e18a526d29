//! A real Caddy with `examples/caddy/Caddyfile`, which asks the gate.

use std::process::Command;

use crate::gated::{Front, gated};
use crate::process::{Server, example, with};
use crate::site::{Site, Socket};
use crate::support::find;

const FRONT: Front = Front { program: "caddy", start, socket: || Socket::Unix, repeated: 400 };

fn start(site: &Site, _: Socket) -> Server {
    let home = &site.home;
    Server::start(home, "caddy", |port| {
        let app = format!("127.0.0.1:{}", site.application.port);
        let text = with(
            &example("caddy/Caddyfile"),
            &[
                ("/var/log/caddy/", "run/"),
                ("127.0.0.1:8081", &app),
                ("http://:8080", &format!("http://:{port}")),
                ("unix//run/keywright-gate.sock", "unix/gate.sock"),
            ],
        );
        home.write("Caddyfile", text);
        let mut command = Command::new(find("caddy").unwrap());
        // It keeps what it needs below HOME.
        command.current_dir(home.root()).env_clear().env("HOME", home.path("tmp"));
        command.args(["run", "--adapter", "caddyfile", "--config", "Caddyfile"]);
        command
    })
}

gated!(FRONT);
