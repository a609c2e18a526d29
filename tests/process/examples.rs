//! The shipped examples: unit files, crontab and hooks are parsed, and the programs in them are run.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Answer, Home, PROGRAM, available};

/// Where crontabs expect the program. The units name it, and systemd looks it up.
pub(super) const INSTALLED: &str = "/usr/local/bin/keywright";

const ROTATE: &str = "systemd/keywright-rotate.service";

pub(super) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

pub(super) fn read(name: &str) -> String {
    std::fs::read_to_string(example(name)).unwrap()
}

/// The settings of a unit file: section, name, value.
pub(super) fn settings(text: &str) -> Vec<(String, String, String)> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut section);
        } else {
            let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("no setting: {line}"));
            found.push((section.clone(), name.to_owned(), value.to_owned()));
        }
    }
    found
}

/// All values of a setting.
fn values(settings: &[(String, String, String)], section: &str, name: &str) -> Vec<String> {
    let wanted = settings.iter().filter(|(there, setting, _)| there == section && setting == name);
    wanted.map(|(_, _, value)| value.clone()).collect()
}

pub(super) fn value(settings: &[(String, String, String)], section: &str, name: &str) -> String {
    let mut all = values(settings, section, name);
    assert_eq!(all.len(), 1, "{section}: {name}");
    all.remove(0)
}

/// Runs a service as systemd would: a clean environment, no terminal; with what it keeps in the home.
pub(super) fn serve(home: &Home, unit: &str) -> Answer {
    let unit = settings(&read(unit));
    let start = value(&unit, "Service", "ExecStart").replace("/var/cache/", "@/cache/");
    let start = format!("'{PROGRAM}' {}", start.strip_prefix("keywright ").unwrap());
    let state = value(&unit, "Service", "StateDirectory");
    let mut call = home
        .program("setsid", &format!("-w {start}"))
        .env_remove("KW")
        .env_remove("TMPDIR")
        .env("STATE_DIRECTORY", home.path(&state))
        .env("CREDENTIALS_DIRECTORY", home.path("credentials"));
    for setting in values(&unit, "Service", "Environment") {
        let (name, value) = setting.split_once('=').unwrap();
        call = call.env(name, value.replace("/var/lib/", &format!("{}/", home.text(""))));
    }
    call.run()
}

#[test]
fn the_service_runs_and_unlocks_with_its_credential() {
    let home = Home::new();
    let unit = settings(&read(ROTATE));
    let credential = value(&unit, "Service", "LoadCredential");
    let identity = format!("credentials/{}", credential.split(':').next().unwrap());
    for folder in ["credentials", "keywright", "srv"] {
        std::fs::create_dir(home.path(folder)).unwrap();
    }
    let vault = "keywright/vault.db";
    let ours = format!("--vault {vault} --identity {identity}");
    // As the page does it: with the service's state folder.
    let init = home.call(&format!("init --vault {vault} --new-identity {identity}"));
    init.env("STATE_DIRECTORY", home.path("keywright")).run().exits(0);
    let add = |name: &str, path: &str| {
        let add = home.call(&format!("target add {name} --format jsonl --path {path} {ours}"));
        add.env("STATE_DIRECTORY", home.path("keywright")).run().exits(0);
    };
    add("edge", "@/srv/edge.jsonl");
    let ran = serve(&home, ROTATE).exits(0);
    assert_eq!(ran.output(), "", "a run that is all well is silent");
    assert!(home.path("srv/edge.jsonl").is_file());
    assert!(
        home.path("keywright/places").is_dir() && !home.marks().exists(),
        "the state is in the service's folder"
    );
    add("far", "@/gone/far.jsonl");
    let ran = serve(&home, ROTATE).exits(11);
    assert!(ran.stderr.contains("target 'far'"), "{ran}");
    std::fs::remove_file(home.path(&identity)).unwrap();
    serve(&home, ROTATE).exits(5);
}

#[test]
fn the_service_is_closed_in() {
    let unit = settings(&read(ROTATE));
    for (name, wanted) in [
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("PrivateNetwork", "yes"),
        ("RestrictAddressFamilies", "AF_UNIX"),
        ("CapabilityBoundingSet", ""),
        ("UMask", "0077"),
        ("LockPersonality", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
    ] {
        assert_eq!(value(&unit, "Service", name), wanted, "{name}");
    }
    let timer = settings(&read("systemd/keywright-rotate.timer"));
    assert_eq!(value(&timer, "Timer", "Persistent"), "true");
    assert!(!value(&timer, "Timer", "RandomizedDelaySec").is_empty());
}

#[test]
fn systemd_accepts_the_units() {
    accepted_by_systemd("systemd/keywright-rotate");
    accepted_by_systemd("prometheus/keywright-metrics");
}

/// Whether systemd has nothing to say of a service and its timer, and finds the service closed in.
fn accepted_by_systemd(unit: &str) {
    if !available("systemd-analyze") {
        return;
    }
    let home = Home::new();
    let mut units = Vec::new();
    for name in [format!("{unit}.service"), format!("{unit}.timer")] {
        let text = read(&name).replace("ExecStart=keywright ", &format!("ExecStart={PROGRAM} "));
        let unit = home.write(name.split('/').next_back().unwrap(), text);
        // Whatever the umask is: systemd warns of a unit that others may write.
        std::fs::set_permissions(home.path(&unit), Permissions::from_mode(0o644)).unwrap();
        units.push(unit);
    }
    let verify = format!("verify --man=no {} {}", units[0], units[1]);
    let ran = home.program("systemd-analyze", &verify).run().exits(0);
    assert_eq!(ran.output(), "", "{ran}");
    // In tenths: at most 2.0 of 10 exposure is allowed.
    let security = format!("security --offline=true --no-pager --threshold=20 {}", units[0]);
    home.program("systemd-analyze", &security).run().exits(0);
}

/// The jobs of the crontab, and the variables before them.
fn crontab() -> (Vec<(String, String)>, Vec<String>) {
    let (mut variables, mut jobs) = (Vec::new(), Vec::new());
    for line in read("cron/crontab").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_uppercase()) {
            let (name, value) = line.split_once('=').unwrap();
            variables.push((name.to_owned(), value.to_owned()));
            continue;
        }
        let fields: Vec<&str> = line.splitn(6, ' ').collect();
        let times = |field: &&str| field.bytes().all(|b| b.is_ascii_digit() || b"*/,-".contains(&b));
        assert!(fields.len() == 6 && fields[..5].iter().all(times), "{line}");
        assert!(!fields[5].replace("\\%", "").contains('%'), "cron ends the command there: {line}");
        jobs.push(fields[5].replace("\\%", "%"));
    }
    (variables, jobs)
}

/// A job as cron runs it.
fn cron(home: &Home, job: &str, identity: &str) -> Answer {
    let mut call = home
        .program("setsid", "-w /bin/sh -c")
        .arg(job.replace(INSTALLED, &format!("'{PROGRAM}'")))
        .env_remove("KW")
        .env_remove("TMPDIR")
        .env("PATH", "/usr/bin:/bin");
    for (name, value) in crontab().0 {
        call = call.env(&name, if name == "KEYWRIGHT_IDENTITY" { identity } else { value.as_str() });
    }
    call.run()
}

#[test]
fn cron_is_silent_unless_somebody_should_look() {
    let home = Home::with_vault();
    let identity = ".config/keywright/identity.txt";
    let (variables, jobs) = crontab();
    assert!(variables.iter().any(|(name, _)| name == "MAILTO"));
    let [rotate, status] = jobs.as_slice() else { panic!("{jobs:?}") };
    home.create("ci", "");
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    for job in [rotate, status] {
        let ran = cron(&home, job, identity).exits(0);
        assert_eq!(ran.output(), "", "nothing to mail");
    }
    assert!(home.path("edge.jsonl").is_file());
    home.ok("target add far --format jsonl --path @/gone/far.jsonl");
    for (job, identity, end) in
        [(rotate, identity, "(exit 11)"), (status, identity, "(exit 8)"), (rotate, "/nowhere", "(exit 5)")]
    {
        let ran = cron(&home, job, identity);
        assert!(ran.stdout.trim_end().ends_with(end), "{ran}");
    }
}

fn hook(name: &str) -> String {
    example("hooks").join(name).to_str().unwrap().to_owned()
}

#[test]
fn deliver_file_is_whole_or_not_at_all() {
    let home = Home::new();
    let (deliver, names) = (hook("deliver-file"), || std::fs::read_dir(home.path("")).unwrap().count());
    for secret in ["one", "one", "two"] {
        home.program(&deliver, "api-key").stdin(secret).run().exits(0);
        assert_eq!(home.read("api-key"), secret);
        assert_eq!(std::fs::metadata(home.path("api-key")).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(names(), 2, "the file and the folder for temporary files");
    }
    for nothing in ["", "\n", " \t\r\n"] {
        let ran = home.program(&deliver, "api-key").stdin(nothing).run().exits(1);
        assert!(ran.stderr.contains("no secret"), "{ran}");
    }
    assert_eq!(home.read("api-key"), "two");
    assert_eq!(names(), 2);
    home.program(&deliver, "gone/api-key").stdin("x").run().exits(1);
}

#[test]
fn verify_ask_believes_the_consumer_alone() {
    let home = Home::new();
    let ask = |answer: &str| {
        let call = home.program(&hook("verify-ask"), "printf %s").arg(answer);
        call.env("KEYWRIGHT_KEY_ID", "key_new").run()
    };
    ask("key_new").exits(0);
    for answer in ["key_old", ""] {
        let ran = ask(answer).exits(1);
        assert!(ran.stderr.contains("not key_new"), "{ran}");
    }
    home.program(&hook("verify-ask"), "true").env("KEYWRIGHT_KEY_ID", "").run().exits(1);
}

#[test]
fn verify_running_finds_no_secret_in_an_empty_variable() {
    let home = Home::new();
    for (secret, code) in [("", 1), ("one", 0)] {
        let mut child = Command::new("sleep").arg("60").env("API_KEY", secret).spawn().unwrap();
        home.write("pid", format!("{}\n", child.id()));
        let ran = home.program(&hook("verify-running"), "pid API_KEY").run();
        let without = home.program(&hook("verify-running"), "pid NO_KEY").run();
        child.kill().and_then(|()| child.wait()).unwrap();
        assert_eq!(ran.exits(code).stdout, secret);
        assert!(without.exits(1).stderr.contains("NO_KEY is not set"));
    }
}

#[test]
fn a_rotation_goes_through_the_hooks() {
    let home = Home::with_vault();
    let profile = read("hooks/shop.toml")
        .replace("/usr/local/lib/keywright", example("hooks").to_str().unwrap())
        .replace("/srv/shop", &home.text(""))
        .replace("/run/shop.pid", &home.text("shop.pid"))
        .replace(r#"["logger", "-t", "keywright","#, r#"["true","#);
    home.ok(&format!("profile add --from {}", home.write("shop.toml", profile)));
    let old = home.create("shop", "--profile shop").secret;
    home.ok("rotate start shop");
    // The consumer's secret: after the delivery, and after a restart.
    let consumer = |secret: &str| {
        let child = Command::new("sleep").arg("60").env("API_KEY", secret).spawn().unwrap();
        home.write("shop.pid", format!("{}\n", child.id()));
        child
    };
    let mut child = consumer(&old);
    let ran = home.run("rotate run --no-input").exits(11);
    child.kill().and_then(|()| child.wait()).unwrap();
    assert!(ran.stderr.contains("printed a secret other than the new one"), "{ran}");
    let new = std::fs::read_to_string(home.path("api-key")).unwrap();
    assert!(new != old && new.starts_with("acme_live_"));
    let mut child = consumer(&new);
    let ran = home.ok("rotate run --no-input");
    child.kill().and_then(|()| child.wait()).unwrap();
    assert!(ran.stdout.contains("confirmed") && !ran.output().contains(&new[20..]), "{ran}");
    home.ok("rotate finish shop --now --yes");
}

#[test]
fn the_page_shows_the_profile_that_is_shipped() {
    let page = std::fs::read_to_string(example("../docs/rotation.md")).unwrap();
    assert!(page.contains(&format!("```toml\n{}```", read("hooks/shop.toml"))));
}
