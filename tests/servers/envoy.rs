//! A real Envoy with `examples/envoy/envoy.yaml`, which asks the gate.

use std::process::Command;

use crate::gated::{Front, gated};
use crate::process::{Server, example, with};
use crate::site::{Site, Socket};
use crate::support::find;

const FRONT: Front = Front { program: "envoy", start, socket: || Socket::Unix, repeated: 400 };

fn start(site: &Site, _: Socket) -> Server {
    let home = &site.home;
    Server::start(home, "envoy", |port| {
        let text = with(
            &example("envoy/envoy.yaml"),
            &[
                ("/var/log/envoy/", "run/"),
                ("port_value: 8081", &format!("port_value: {}", site.application.port)),
                ("port_value: 8080", &format!("port_value: {port}")),
                ("/run/keywright-gate.sock", "gate.sock"),
            ],
        );
        home.write("envoy.yaml", text);
        let mut command = Command::new(find("envoy").unwrap());
        command.current_dir(home.root()).env_clear().args([
            "--config-path",
            "envoy.yaml",
            "--concurrency",
            "2",
        ]);
        // Another Envoy on this machine has its own shared memory, or none.
        command.arg("--disable-hot-restart");
        command
    })
}

gated!(FRONT);
