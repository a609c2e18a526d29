//! Which file each target's servers have, until when, and whom it admits that should not be.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::scale::Scale;
use super::text::{OddNames, fitting, folded, name, sentence, time};
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::ops::publish::in_force::{ExposedKey, FilesInForce};
use crate::ops::publish::unpublished::{PublishedFile, TargetState};
use crate::ops::report::Overview;

/// How many targets are shown before they are folded, and in each fold.
const SHOWN: usize = 20;
const IN_FOLD: usize = 100;
/// Bytes for all of it.
const ROOM: usize = 1_500_000;

/// Those that admit what they should not come first.
pub(super) fn part(overview: &Overview, odd: &OddNames<'_>) -> Markup {
    let (status, now) = (&overview.status, overview.status.now);
    let files: BTreeMap<&str, &FilesInForce> =
        overview.files.iter().map(|files| (files.subject.as_str(), files)).collect();
    let mut targets: Vec<(&TargetState, Option<&FilesInForce>)> =
        status.targets.iter().map(|state| (state, files.get(state.target.name.as_str()).copied())).collect();
    targets.sort_by_key(|(state, files)| {
        let is_exposed = files.is_some_and(|files| files.exposed_count > 0);
        !(is_exposed || state.unpublished.is_exposed())
    });
    let targets = targets.into_iter().map(|(state, files)| {
        let superseded = status.superseded.get(state.target.name.as_str()).copied().unwrap_or(0);
        target(state, files, superseded, (odd, now))
    });
    let others = overview.files.iter().filter(|files| !files.is_target).map(|files| exported(files, now));
    let (all, left) = fitting(targets.chain(others), ROOM);
    let is_unsure = status.lost_targets > 0 || status.has_unknown_files;
    html! {
        @if is_unsure {
            p class="alarm" {
                "Servers may have files of which this vault has no record, and accept keys by them: see "
                a href="#attention" { "Attention" } "."
            }
        } @else if all.is_empty() {
            p { "No server has these keys: nothing is published. " code { "keywright target add --help" }
                " shows how." }
        }
        @if !all.is_empty() { (folded(&all, SHOWN, IN_FOLD, "targets")) }
        @if left > 0 { p { "And " (left) " more: " code { "keywright target list" } "." } }
    }
}

fn target(
    state: &TargetState,
    files: Option<&FilesInForce>,
    superseded: u64,
    (odd, now): (&OddNames<'_>, Timestamp),
) -> Markup {
    let target = &state.target;
    let exposed_count = files.map_or(0, |files| files.exposed_count);
    html! {
        li {
            h3 { (name(target.name.as_str())) }
            p class="where" { (target.format.as_str()) " in " code { (name(&target.path.display().to_string())) } }
            @match &state.newest {
                Some(newest) => { (newest_file(newest, now)) },
                None => { p { "Never published." } },
            }
            @if let Some(attention) = &state.attention {
                p class="alarm" { (sentence(attention, odd)) }
            } @else if let Some(due) = state.due {
                p { "The next " code { "keywright publish" } " writes it: " (due.as_str().replace('_', " ")) "." }
            }
            (servers(state))
            @if let Some(files) = files { (exposed(files)) }
            @if superseded > exposed_count {
                p { "Older files of it admit " (words::count(superseded, "key")) " that its newest one does not." }
            }
        }
    }
}

fn newest_file(newest: &PublishedFile, now: Timestamp) -> Markup {
    let PublishedFile { generation, keys, issued_at, valid_until, .. } = newest;
    let scale = Scale::between(*issued_at, *valid_until);
    let is_over = *valid_until <= now;
    html! {
        p {
            "Generation " (generation) " of " (time(*issued_at)) ", " (words::count(*keys, "key")) ", "
            @if is_over { b { "expired on " (time(*valid_until)) ": servers refuse everybody" } }
            @else { "valid until " (time(*valid_until)) }
        }
        svg class="validity" aria-hidden="true" {
            rect class="v" width="100%" {}
            rect class=(if is_over { "x" } else { "d" }) width={ (scale.percent(now)) "%" } {}
        }
    }
}

/// What each server that the target names has reported.
fn servers(state: &TargetState) -> Markup {
    let servers = &state.target.servers;
    html! {
        @if !servers.is_empty() {
            table {
                caption { "What its servers have loaded" }
                thead { tr { th scope="col" { "Server" } th scope="col" { "Generation" } th scope="col" { "Loaded" } } }
                tbody {
                    @for server in servers {
                        @let word = state.acknowledged.iter().find(|word| word.server == server.as_str());
                        tr {
                            th scope="row" { (name(server.as_str())) }
                            @match word {
                                Some(word) => {
                                    td { (word.generation) @if !word.is_newest { b { ", not the newest" } } }
                                    td { (time(word.loaded_at)) }
                                },
                                None => { td { "no receipt" } td {} },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A file that no target renews.
fn exported(files: &FilesInForce, now: Timestamp) -> Markup {
    html! {
        li {
            h3 { (name(&files.subject)) }
            p class="where" { "Exported, or of a target that was removed: nobody renews it." }
            @if let Some(until) = files.valid_until {
                p { @if until > now { "Valid until " } @else { "Expired on " } (time(until)) }
            }
            (exposed(files))
        }
    }
}

fn exposed(files: &FilesInForce) -> Markup {
    let item = |exposed: &ExposedKey| {
        let key = &exposed.key;
        html! {
            li {
                @match &key.name { Some(key_name) => { (name(key_name.as_str())) " " }, None => {} }
                code { (key.id) } ", " (key.status) ", until " (time(exposed.until)) " at the latest"
            }
        }
    };
    let items: Vec<Markup> = files.exposed.iter().map(item).collect();
    let more = files.exposed_count.saturating_sub(u64::try_from(items.len()).unwrap_or(0));
    html! {
        @if !items.is_empty() {
            p class="alarm" { "Its servers may still accept " (words::count(files.exposed_count, "key")) " that they should not:" }
            (folded(&items, 5, IN_FOLD, "exposed"))
            @if more > 0 { p { "And " (more) " more." } }
        }
    }
}
