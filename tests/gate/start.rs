//! How it starts, and does not.

use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::process::{Output, Stdio};

use crate::support::Home;
use crate::support::gate::{Address, GATE, Gate};

/// Runs it to its end with this as standard input.
fn run(home: &Home, line: &str, stdin: impl Into<Stdio>) -> Output {
    let mut command = home.program(GATE, line).command();
    command.stdin(stdin).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

const USUAL: &str =
    "--file keys.jsonl --public-key keywright.pem --state state --audience edge --demand read=read";

#[test]
fn what_does_not_listen_is_refused() {
    let home = Home::with_vault();
    Gate::export(&home, "1d");
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let connected = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (one, _other) = std::os::unix::net::UnixStream::pair().unwrap();
    let (pipe, _writer) = std::io::pipe().unwrap();
    let inputs: Vec<(&str, Stdio)> = vec![
        ("null", Stdio::null()),
        ("a file", std::fs::File::open(home.path("keys.jsonl")).unwrap().into()),
        ("a pipe", pipe.into()),
        ("a connection", OwnedFd::from(connected).into()),
        ("a pair", OwnedFd::from(one).into()),
        ("datagrams", OwnedFd::from(UdpSocket::bind(("127.0.0.1", 0)).unwrap()).into()),
    ];
    for (what, stdin) in inputs {
        let output = run(&home, USUAL, stdin);
        let said = words(&output);
        assert_eq!(output.status.code(), Some(2), "{what}: {said}");
        assert!(
            said.starts_with("error: standard input is not a listening socket\nhint: start it by"),
            "{said}"
        );
    }
}

#[test]
fn wrong_arguments_are_errors_at_the_start() {
    let home = Home::with_vault();
    let secret = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    home.write("not-a-folder", "");
    home.write("no.pem", "nothing");
    let without = |option: &str| {
        let place = USUAL.find(option).unwrap();
        let rest = &USUAL[place..];
        let end = rest.match_indices(' ').nth(1).map_or(rest.len(), |(end, _)| end + 1);
        format!("{}{}", &USUAL[..place], &rest[end..])
    };
    let cases = [
        (without("--file"), 2, "--file"),
        (without("--public-key"), 2, "--public-key"),
        (without("--state"), 2, "--state"),
        (without("--audience"), 2, "--audience"),
        (without("--demand"), 2, "--demand"),
        (format!("{USUAL} --demand read=write"), 2, "'read' is given twice"),
        (format!("{USUAL} --demand Read=write"), 2, "a demand must be"),
        (format!("{USUAL} --demand write"), 2, "a demand must be"),
        (format!("{USUAL} --demand 'x=a b'"), 2, "a scope must be"),
        (format!("{USUAL} --resource /a"), 2, "a resource must be"),
        (format!("{USUAL} --environment -"), 2, "an environment must be"),
        (format!("{USUAL} --client-address X-API-Key"), 2, "such as X-Real-IP"),
        (format!("{USUAL} --client-address X_Real_IP"), 2, "such as X-Real-IP"),
        (format!("{USUAL} --max-connections 0"), 2, "--max-connections"),
        (format!("{USUAL} --listen 127.0.0.1:80"), 2, "--listen"),
        (format!("{USUAL} --public-key absent.pem"), 3, "absent.pem"),
        (format!("{USUAL} --public-key no.pem"), 2, "no public key"),
        (format!("{USUAL} --usage absent/usage"), 3, "--usage"),
        (format!("{USUAL} --usage state"), 10, "--usage"),
        (USUAL.replace("--state state", "--state not-a-folder"), 10, "not-a-folder"),
    ];
    for (line, code, word) in cases {
        let (_, socket) = Address::tcp();
        let output = run(&home, &line, socket);
        assert_eq!(output.status.code(), Some(code), "{line}: {}", words(&output));
        assert!(words(&output).contains(word), "{line}: {}", words(&output));
    }
    for line in
        [format!("{USUAL} --subject {secret}"), format!("{USUAL} --demand read={secret}"), secret.clone()]
    {
        let (_, socket) = Address::tcp();
        let output = run(&home, &line, socket);
        assert_eq!(output.status.code(), Some(2));
        assert!(!words(&output).contains(&secret), "{}", words(&output));
    }
    let output = run(&home, "--help", Stdio::null());
    assert!(output.status.success() && words(&output).contains("Signals:"));
}

#[test]
fn a_file_of_another_series_is_not_served() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    home.ok("export --format jsonl --audience other --out keys.jsonl");
    home.write("keywright.pem", home.ok("public-key").stdout);
    let gate = Gate::start(&home, &["--demand", "read=read"]);
    assert_eq!(gate.get("/read", &key).says(), (503, "no_file"));
    assert!(gate.log().contains("not for \"edge\""), "{}", gate.log());
    std::fs::remove_file(home.path("keys.jsonl")).unwrap();
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--subject", "edge"]);
    assert_eq!(gate.get("/read", &key).says(), (503, "no_file"));
    assert!(gate.log().contains("not of \"edge\""), "{}", gate.log());
}
