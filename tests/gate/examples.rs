//! The example: its command lines and units.

use std::path::Path;
use std::process::Stdio;

use crate::support::gate::{Address, GATE, Gate};
use crate::support::{Home, available};
use crate::until;

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gate");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The commands of the page that hold this.
fn command(holds: &str) -> String {
    let page = read("README.md");
    let blocks: Vec<&str> =
        page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    blocks.into_iter().find(|block| block.contains(holds)).unwrap().to_owned()
}

/// A home whose key may read, and a shell that runs lines in it with the gate in its path.
fn run(home: &Home, line: &str) -> std::process::Child {
    let folder = Path::new(GATE).parent().unwrap().to_str().unwrap().to_owned();
    let path = format!("{folder}:/usr/local/bin:/usr/bin:/bin");
    // In place of the shell, so that the child is the gate.
    let line = line.replace("python3 -c", "exec python3 -c");
    let log = std::fs::File::create(home.path("gate.log")).unwrap();
    let mut command = home.program("bash", "-c").arg(line).env("PATH", path).command();
    command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap()
}

/// Ends it whatever happens.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_is_started_without_systemd() {
    if !available("python3") {
        return;
    }
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let url = |rest: &str| {
        let call = home.program("curl", "-s -o answer -w '%{http_code}' --max-time 20");
        call.args(rest).args(&format!("-H 'X-API-Key: {key}'")).run().stdout
    };
    let unix = Ended(run(&home, &command("AF_UNIX")));
    until("it answers on a Unix socket", || url("--unix-socket gate.sock http://gate/read/x") == "200");
    drop(unix);
    // A port that is free now, most likely still in a moment.
    let (address, socket) = Address::tcp();
    drop(socket);
    let port = address.port().to_string();
    let _tcp = Ended(run(&home, &command("create_server").replace("7280", &port)));
    until("it answers on a TCP socket", || url(&format!("http://127.0.0.1:{port}/any")) == "200");
    assert_eq!(url(&format!("http://127.0.0.1:{port}/write")), "403");
}

#[test]
fn systemd_understands_the_units() {
    if !available("systemd-analyze") {
        return;
    }
    let home = Home::new();
    home.write("keywright-gate.socket", read("keywright-gate.socket"));
    // The program must be there; its name in a build may be anything.
    home.write(
        "keywright-gate.service",
        read("keywright-gate.service").replace("ExecStart=keywright-gate ", "ExecStart=/bin/true "),
    );
    let verify = "verify --man=no keywright-gate.socket keywright-gate.service";
    let answer = home.program("systemd-analyze", verify).run().exits(0);
    assert_eq!(answer.output(), "", "{answer}");
}

#[test]
fn the_units_fit_each_other_and_the_program() {
    let (socket, service) = (read("keywright-gate.socket"), read("keywright-gate.service"));
    let has = |text: &str, line: &str| assert!(text.lines().any(|found| found == line), "{line}");
    for line in ["Accept=no", "ListenStream=/run/keywright-gate.sock"] {
        has(&socket, line);
    }
    for line in
        ["StandardInput=socket", "DynamicUser=yes", "RestrictAddressFamilies=none", "CapabilityBoundingSet="]
    {
        has(&service, line);
    }
    // What it starts is what the program accepts.
    let joined = service.replace("\\\n", " ");
    let start = joined.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let home = Home::with_vault();
    let key = home.create("ci", "-s read,write").secret;
    Gate::export(&home, "1d");
    let own = [
        ("keywright-gate --file", "--file"),
        ("/srv/keys/", "@/"),
        ("/etc/keywright/", "@/"),
        ("/var/lib/keywright-gate", "@/state"),
        ("/var/log/keywright-gate/", "@/"),
    ];
    let line = own.iter().fold(start.to_owned(), |line, (from, to)| line.replace(from, to));
    let (address, listener) = Address::tcp();
    let mut command = home.program(GATE, &line).command();
    command.stdin(Stdio::from(listener)).stderr(Stdio::inherit());
    let _gate = Ended(command.spawn().unwrap());
    let mut client = address.connect();
    client.send(crate::support::gate::request("GET", "/write", &[("X-API-Key", &key)]).as_bytes());
    assert_eq!(client.reply().status, 200);
}
