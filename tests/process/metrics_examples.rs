//! What is shipped in `examples/prometheus`: the rules by Prometheus' own tool, the unit and the crontab by what they
//! write, and the file by the node exporter that reads it.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::process::{Child, Stdio};
use std::time::Duration;

use super::examples::{INSTALLED, example, read, serve, settings, value};
use super::metrics::scene;
use crate::support::{Home, PROGRAM, available};

const RULES: &str = "prometheus/keywright.rules.yml";
const TESTS: &str = "prometheus/keywright.rules.test.yml";

/// The names of metrics in a text.
fn metrics(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '_'));
    words.filter(|word| word.starts_with("keywright_")).map(str::to_owned).collect()
}

/// What stands after this at the beginning of lines.
fn after<'a>(text: &'a str, start: &str) -> BTreeSet<&'a str> {
    text.lines().filter_map(|line| line.trim_start().strip_prefix(start)).collect()
}

#[test]
fn prometheus_accepts_the_rules_and_they_fire_when_they_should() {
    if !available("promtool") {
        return;
    }
    let home = Home::new();
    let path = |name: &str| shell_words::quote(example(name).to_str().unwrap()).into_owned();
    home.program("promtool", &format!("check rules {}", path(RULES))).run().exits(0);
    let test = home.program("promtool", &format!("test rules {}", path(TESTS)));
    test.timeout(Duration::from_mins(5)).run().exits(0);
}

#[test]
fn every_alert_has_a_test_and_every_metric_in_them_exists() {
    let (rules, tests) = (read(RULES), read(TESTS));
    let alerts = after(&rules, "- alert: ");
    assert_eq!(alerts, after(&tests, "alertname: "), "each fires in a test");
    let page = read("prometheus/README.md");
    assert!(page.contains(&format!("{} alerts", alerts.len())));
    let home = scene();
    home.ok("vault backup backup");
    let written = metrics(&home.ok("status --format prometheus").stdout);
    for text in [rules, tests] {
        let unknown: Vec<String> = metrics(&text).difference(&written).cloned().collect();
        assert!(unknown.is_empty(), "an alert on it never fires: {unknown:?}");
    }
}

#[test]
fn the_service_writes_where_the_page_links_to() {
    let home = Home::new();
    let unit = "prometheus/keywright-metrics.service";
    let found = settings(&read(unit));
    for folder in ["credentials", "keywright", "cache", "cache/keywright"] {
        std::fs::create_dir(home.path(folder)).unwrap();
    }
    let file = format!("/var/cache/{}/keywright.prom", value(&found, "Service", "CacheDirectory"));
    assert!(read("prometheus/README.md").contains(&file));
    // As whoever rotates them: another state folder would be another machine.
    let rotate = settings(&read("systemd/keywright-rotate.service"));
    for same in ["User", "Group", "StateDirectory", "StateDirectoryMode", "Environment", "LoadCredential"] {
        assert_eq!(value(&found, "Service", same), value(&rotate, "Service", same), "{same}");
    }
    let init = "init --vault keywright/vault.db --new-identity credentials/keywright.identity";
    home.call(init).env("STATE_DIRECTORY", home.path("keywright")).run().exits(0);
    let ran = serve(&home, unit).exits(0);
    assert_eq!(ran.output(), "");
    assert!(home.read("cache/keywright/keywright.prom").contains("keywright_attention_items{"));
    std::fs::remove_file(home.path("credentials/keywright.identity")).unwrap();
    serve(&home, unit).exits(5);
}

#[test]
fn cron_mails_nothing() {
    let home = scene();
    let crontab = read("prometheus/crontab");
    let line = crontab.lines().find_map(|line| line.strip_prefix("*/5 * * * * ")).unwrap();
    assert!(!line.contains('%'), "cron ends the command there");
    let (job, log) = line.split_once(" | ").unwrap();
    assert_eq!(log, "logger -t keywright");
    let job = job.replace(INSTALLED, &format!("'{PROGRAM}'")).replace("/var/lib/keywright-metrics/", "./");
    let run = |identity: &str| {
        let call = home.program("setsid", "-w /bin/sh -c").arg(&job).env_remove("KW").env_remove("TMPDIR");
        call.env("PATH", "/usr/bin:/bin").env("KEYWRIGHT_IDENTITY", identity).run()
    };
    assert_eq!(run(".config/keywright/identity.txt").exits(0).output(), "");
    assert!(home.path("keywright.prom").is_file());
    assert!(run("/nowhere").exits(5).stderr.is_empty(), "all of it goes to the log");
}

/// Ends it whatever happens.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_node_exporter_has_them_by_a_link() {
    if !available("prometheus-node-exporter") || !available("curl") {
        return;
    }
    let (one, two) = (scene(), Home::with_vault());
    for home in [&one, &two] {
        home.ok("status --format prometheus --out @/keywright.prom");
    }
    std::fs::create_dir(one.path("collected")).unwrap();
    symlink(one.path("keywright.prom"), one.path("collected/one.prom")).unwrap();
    // A port that is free now, most likely still in a moment.
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let options = format!(
        "--collector.disable-defaults --collector.textfile --collector.textfile.directory=@/collected \
         --web.listen-address=127.0.0.1:{port}"
    );
    let mut command = one.program("prometheus-node-exporter", &options).command();
    let _exporter = Ended(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let curl = format!(
        "-s --max-time 20 --retry 100 --retry-delay 0 --retry-connrefused http://127.0.0.1:{port}/metrics"
    );
    let get = || one.program("curl", &curl).run().exits(0).stdout;
    let has = |text: &str, start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    let text = get();
    assert_eq!(has(&text, "node_textfile_scrape_error 0"), 1, "{text}");
    assert_eq!(has(&text, "keywright_keys{status=\"active\""), 1, "{text}");
    assert_eq!(has(&text, "keywright_server_behind{server=\"eu-1\",target=\"edge\""), 1, "{text}");
    // Another vault of the same machine, and a new file of this one.
    symlink(two.path("keywright.prom"), one.path("collected/two.prom")).unwrap();
    one.ok("key revoke ci --yes");
    one.ok("status --format prometheus --out @/keywright.prom");
    let text = get();
    assert_eq!(has(&text, "node_textfile_scrape_error 0"), 1, "{text}");
    assert_eq!(has(&text, "keywright_keys{status=\"revoked\""), 2, "{text}");
    assert_eq!(text.matches("keywright_target_exposed_keys{target=\"edge\"").count(), 1);
    assert!(
        text.lines().any(|line| line.starts_with("keywright_target_exposed_keys") && line.ends_with(" 1"))
    );
}
