//! The status of the vault as metrics, in the text format of Prometheus
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
//!
//! Whoever reads them may know less than whoever opens the vault, so no name of a key is in them.

mod table;

use std::fmt::Write as _;

use table::METRICS;

use crate::domain::name::PlainName;
use crate::domain::time::Timestamp;
use crate::ops::output_file::Kind;
use crate::ops::publish::unpublished::{PublishedFile, TargetState};
use crate::ops::vault::status::Report;

/// The file of metrics, which another user reads.
pub const FILE: Kind = Kind { what: "a file of metrics", beginning: "# keywright metrics\n", mode: 0o644 };

/// One metric: all are gauges, in seconds or in numbers of things.
struct Metric {
    name: &'static str,
    help: &'static str,
    samples: Samples,
}

/// Where the samples of a metric come from. Each has the label `vault` beside its own.
enum Samples {
    One(fn(&Report) -> i64),
    /// One, if there is such a time.
    Time(fn(&Report) -> Option<Timestamp>),
    /// One for each value of a label.
    By(&'static str, fn(&Report) -> Vec<(&'static str, i64)>),
    /// One for each target, by its name.
    Target(fn(&TargetState, &Report) -> i64),
    /// One for each target that has a newest file, by its name.
    File(fn(&PublishedFile) -> Timestamp),
    /// One for each server that a target names, by the names of both.
    Server(fn(&TargetState, &str) -> i64),
}

impl Samples {
    /// The labels beside `vault`.
    fn labels(&self) -> Vec<&'static str> {
        match self {
            Self::One(_) | Self::Time(_) => Vec::new(),
            Self::By(label, _) => vec![label],
            Self::Target(_) | Self::File(_) => vec!["target"],
            Self::Server(_) => vec!["target", "server"],
        }
    }

    /// The values of those labels, and of the sample.
    fn read<'a>(&self, report: &'a Report) -> Vec<(Vec<&'a str>, i64)> {
        let targets = report.targets.iter();
        match self {
            Self::One(read) => vec![(Vec::new(), read(report))],
            Self::Time(read) => read(report).map(|time| (Vec::new(), time.unix())).into_iter().collect(),
            Self::By(_, read) => {
                read(report).into_iter().map(|(label, value)| (vec![label], value)).collect()
            }
            Self::Target(read) => {
                targets.map(|state| (vec![state.target.name.as_str()], read(state, report))).collect()
            }
            Self::File(read) => {
                let of = |state: &'a TargetState| {
                    let file = state.newest.as_ref()?;
                    Some((vec![state.target.name.as_str()], read(file).unix()))
                };
                targets.filter_map(of).collect()
            }
            Self::Server(read) => {
                let of = |state: &'a TargetState| {
                    let servers = state.target.servers.iter().map(PlainName::as_str);
                    servers.map(|server| (vec![state.target.name.as_str(), server], read(state, server)))
                };
                targets.flat_map(of).collect()
            }
        }
    }
}

/// All metrics of the vault, each with its help and type, also where it has no sample.
pub fn text(report: &Report) -> String {
    let vault = report.vault.to_string();
    let mut text = FILE.beginning.to_owned();
    for Metric { name, help, samples } in METRICS {
        let help = help.replace('\\', r"\\").replace('\n', r"\n");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
        let names = samples.labels();
        for (values, value) in samples.read(report) {
            let own = names.iter().copied().zip(values);
            let labels: Vec<String> = std::iter::once(("vault", vault.as_str()))
                .chain(own)
                .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
                .collect();
            let _ = writeln!(text, "{name}{{{}}} {value}", labels.join(","));
        }
    }
    text
}

/// A label's value: nothing in it ends the value or the line.
fn escaped(value: &str) -> String {
    value.replace('\\', r"\\").replace('"', r#"\""#).replace('\n', r"\n")
}

const BEGINNING: &str = "\
# Metrics

What `keywright status --format prometheus` writes, generated from the program: do not edit.
[examples/prometheus](../examples/prometheus/README.md) has a timer, alerts, and how the node exporter gets the file.

- The format is the text format of Prometheus; all metrics are gauges. Those in `_timestamp_seconds` are Unix times: the
  seconds to the next expiry are `keywright_next_key_expiry_timestamp_seconds - time()`, however old the file is. Such a
  metric has no sample where there is no such time; of all others there is always one (one for each target or server, if
  they are by target or server), also where it is 0.
- Every sample has the label `vault`, the id that `keywright vault info` shows: files of several vaults may be collected
  on one machine.
- No name of a key is in them, nor anything secret: only counts, times, and the names of targets and servers.
- A key is exposed while the newest file of a target admits it. Once a newer one is published it is superseded: servers
  may accept it until they load that. Without `--servers`, `--reload` or `--pickup` nothing tells when they have.
- With `--out` the file is replaced at once and whole, and readable by all (mode 0644; an earlier file keeps its mode).
  If the vault cannot be read, the earlier file stays as it is, and `keywright_status_timestamp_seconds` shows its age.
- `--check` decides the exit code as without `--format`: 8 if anything needs attention. The file is written first.

| metric | labels | |
|---|---|---|
";

/// The page `docs/metrics.md`.
pub fn reference() -> String {
    let mut text = BEGINNING.to_owned();
    for Metric { name, help, samples } in METRICS {
        let labels: Vec<String> = samples.labels().iter().map(|label| format!("`{label}`")).collect();
        let _ = writeln!(text, "| `{name}` | {} | {help} |", labels.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_in_a_label_ends_it() {
        assert_eq!(escaped("a\"b\\c\nd\\n"), r#"a\"b\\c\nd\\n"#);
    }

    /// <https://prometheus.io/docs/practices/naming/>
    #[test]
    fn names_and_help_are_as_prometheus_wants_them() {
        let names: BTreeSet<&str> = METRICS.iter().map(|metric| metric.name).collect();
        assert_eq!(names.len(), METRICS.len());
        for Metric { name, help, .. } in METRICS {
            assert!(name.starts_with("keywright_"), "{name}");
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
            // Of counters, histograms and summaries.
            assert!(["_total", "_count", "_sum", "_bucket"].iter().all(|end| !name.ends_with(end)), "{name}");
            assert!(help.ends_with('.') && !help.contains('|'), "{name}: {help}");
            assert_eq!(name.contains("timestamp"), name.ends_with("_timestamp_seconds"), "{name}");
        }
    }
}
