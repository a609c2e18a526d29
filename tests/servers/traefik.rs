//! A real Traefik with `examples/traefik`, which asks the gate.

use std::process::Command;

use crate::gated::{Front, gated};
use crate::process::{Server, example, free_port, until, with};
use crate::scenarios;
use crate::site::{Site, Socket};
use crate::support::find;

// It asks over TCP only.
const FRONT: Front = Front { program: "traefik", start, socket: || Socket::Tcp(free_port()), repeated: 400 };

fn start(site: &Site, socket: Socket) -> Server {
    let home = &site.home;
    let Socket::Tcp(gate) = socket else { unreachable!("it asks over TCP") };
    let local = |port: u16| format!("127.0.0.1:{port}");
    let dynamic = [("127.0.0.1:8081", &*local(site.application.port)), ("127.0.0.1:7280", &*local(gate))];
    home.write("dynamic.yml", with(&example("traefik/dynamic.yml"), &dynamic));
    let server = Server::start(home, "traefik", |port| {
        let text = with(
            &example("traefik/traefik.yml"),
            &[("/etc/traefik/", ""), ("/var/log/traefik/", "run/"), ("127.0.0.1:8080", &local(port))],
        );
        home.write("traefik.yml", text);
        let mut command = Command::new(find("traefik").unwrap());
        command.current_dir(home.root()).env_clear().arg("--configFile=traefik.yml");
        command
    });
    // It listens before it has read the other file.
    until("it has its routes", || scenarios::status(&server, "") == 401);
    server
}

gated!(FRONT);
