//! The table of metrics.

use super::Samples::{By, File, One, Server, Target, Time};
use super::{Metric, Samples};
use crate::domain::key::Status;
use crate::domain::rotation::{Attention, Step};
use crate::ops::publish::Reason;
use crate::ops::publish::unpublished::TargetState;
use crate::ops::rotation::status::RotationStatus;
use crate::ops::vault::status::Report;

const fn metric(name: &'static str, help: &'static str, samples: Samples) -> Metric {
    Metric { name, help, samples }
}

/// All of them, in the order in which they are written.
pub(super) const METRICS: &[Metric] = &[
    metric(
        "keywright_build_info",
        "The version of keywright that wrote this; always 1.",
        By("version", |_| vec![(env!("CARGO_PKG_VERSION"), 1)]),
    ),
    metric(
        "keywright_status_timestamp_seconds",
        "When this was written, by the clock of the machine that has the vault.",
        One(|report| report.now.unix()),
    ),
    metric(
        "keywright_attention_items",
        "How many things `keywright status` says need attention, apart from keys that expire within 30 days.",
        One(|report| count(report.attention.len())),
    ),
    metric("keywright_keys", "Keys by status.", By("status", keys)),
    metric(
        "keywright_keys_expiring",
        "Keys that expire within 30 days, as `keywright status` lists them: active, pending and disabled ones.",
        One(|report| count(report.expiring_count)),
    ),
    metric(
        "keywright_next_key_expiry_timestamp_seconds",
        "When the next active key expires, however far ahead; no sample if none does.",
        Time(|report| report.next_expiry),
    ),
    metric("keywright_rotations", "Rotations in progress by step.", By("step", rotations)),
    metric(
        "keywright_rotations_failed",
        "Rotations in progress whose last step failed.",
        One(|report| rotations_where(report, |status| status.attention == Some(Attention::Failed))),
    ),
    metric(
        "keywright_rotations_attention",
        "Rotations in progress that need attention: failed, stuck, late, or waiting for a person or an exported file.",
        One(|report| rotations_where(report, RotationStatus::needs_attention)),
    ),
    metric(
        "keywright_rotations_due",
        "Keys that are due for rotation and not being rotated, by who starts it: `keywright rotate run`, or a person.",
        By("by", |report| vec![("run", count(report.due_now)), ("person", count(report.due_by_hand))]),
    ),
    metric(
        "keywright_target_published",
        "1 if the target was ever published.",
        Target(|state, _| state.newest.is_some().into()),
    ),
    metric(
        "keywright_target_file_issued_timestamp_seconds",
        "When the newest file of the target was issued; no sample before the first.",
        File(|file| file.issued_at),
    ),
    metric(
        "keywright_target_file_expiry_timestamp_seconds",
        "When the newest file of the target expires: its servers refuse every key from then on; no sample before the first.",
        File(|file| file.valid_until),
    ),
    metric(
        "keywright_target_due",
        "1 if the next `keywright publish` does something for the target.",
        Target(|state, _| state.due.is_some().into()),
    ),
    metric(
        "keywright_target_needs_review",
        "1 if the vault was restored or repaired, and the file of the target has to be compared before it is replaced.",
        Target(|state, _| (state.due == Some(Reason::Restored)).into()),
    ),
    metric(
        "keywright_target_problem",
        "1 if the file at the path of the target could not be looked at.",
        Target(|state, _| state.problem.is_some().into()),
    ),
    metric(
        "keywright_target_exposed_keys",
        "Keys that the newest file of the target admits and should not, or with more rights than they have.",
        Target(exposed),
    ),
    metric(
        "keywright_target_superseded_keys",
        "Keys that older files of the target admit and its newest does not, and that servers may still accept.",
        Target(|state, report| report.superseded.get(state.target.name.as_str()).copied().map_or(0, count)),
    ),
    metric(
        "keywright_target_missing_keys",
        "Keys that servers should accept and that the newest file of the target does not have.",
        Target(|state, _| count(state.unpublished.missing.count)),
    ),
    metric(
        "keywright_server_behind",
        "1 if the last receipt of a server that the target names is not of the newest file, or there is none.",
        Server(is_behind),
    ),
    metric(
        "keywright_exported_files_exposed",
        "Files that no target renews, exported or of a removed target, and that admit what they should not.",
        One(|report| count(report.exports.len())),
    ),
    metric(
        "keywright_lost_targets",
        "Targets that a restore or repair has lost, while servers may accept keys by their files.",
        One(|report| count(report.lost_targets)),
    ),
    metric(
        "keywright_unknown_files",
        "1 if servers may have files of which the vault has no record, since a restore or repair.",
        One(|report| report.has_unknown_files.into()),
    ),
    metric(
        "keywright_last_backup_timestamp_seconds",
        "When the last backup was made on this machine; no sample if none was.",
        Time(|report| report.last_backup_at),
    ),
];

fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

fn keys(report: &Report) -> Vec<(&'static str, i64)> {
    let of = |status: Status| report.counts.get(&status).copied().map_or(0, count);
    Status::ALL.into_iter().map(|status| (status.as_str(), of(status))).collect()
}

fn rotations(report: &Report) -> Vec<(&'static str, i64)> {
    let of = |step: Step| rotations_where(report, |status| status.outcome.rotation.step() == step);
    Step::ALL.into_iter().map(|step| (step.as_str(), of(step))).collect()
}

fn rotations_where(report: &Report, is_wanted: impl Fn(&RotationStatus) -> bool) -> i64 {
    count(report.rotations.iter().filter(|status| is_wanted(status)).count())
}

fn exposed(state: &TargetState, _: &Report) -> i64 {
    count(state.unpublished.still_admitted.count.saturating_add(state.unpublished.wider.count))
}

fn is_behind(state: &TargetState, server: &str) -> i64 {
    let has_newest = state.acknowledged.iter().any(|word| word.server == server && word.is_newest);
    (state.newest.is_some() && !has_newest).into()
}
