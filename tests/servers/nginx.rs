//! A real nginx with `examples/nginx/nginx.conf`, which asks the gate.

use std::process::Command;

use crate::gated::{Front, gated};
use crate::process::{Server, example, with};
use crate::site::{Site, Socket};

const FRONT: Front = Front { program: "nginx", start, socket: || Socket::Unix, repeated: 400 };

fn start(site: &Site, _: Socket) -> Server {
    let home = &site.home;
    Server::start(home, "nginx", |port| {
        let app = format!("127.0.0.1:{}", site.application.port);
        let text = with(
            &example("nginx/nginx.conf"),
            &[
                ("/run/nginx.pid", "run/nginx.pid"),
                ("/var/log/nginx/", "run/"),
                ("127.0.0.1:8081", &app),
                ("127.0.0.1:8080", &format!("127.0.0.1:{port}")),
                ("/run/keywright-gate.sock", "gate.sock"),
            ],
        );
        home.write("nginx.conf", text);
        let mut command = Command::new(crate::support::find("nginx").unwrap());
        command.current_dir(home.root()).arg("-p").arg(home.root()).args([
            "-e",
            "run/error.log",
            "-c",
            "nginx.conf",
        ]);
        command.args(["-g", "daemon off;"]);
        command
    })
}

gated!(FRONT);
