//! Which file each target's servers have, until when, and whom it admits that should not be.

use maud::{Markup, html};

use super::scale::Scale;
use super::text::{folded, name, sentence, time};
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::ops::publish::in_force::{ExposedKey, FilesInForce};
use crate::ops::publish::unpublished::{PublishedFile, TargetState};
use crate::ops::report::Overview;

/// How many targets are shown before they are folded, and in each fold.
const SHOWN: usize = 20;
const IN_FOLD: usize = 100;

pub(super) fn part(overview: &Overview) -> Markup {
    let (status, now) = (&overview.status, overview.status.now);
    let files = |subject: &str| overview.files.iter().find(|files| files.subject == subject);
    let targets = status.targets.iter().map(|state| target(state, files(state.target.name.as_str()), now));
    let others = overview.files.iter().filter(|files| !files.is_target).map(|files| exported(files, now));
    let all: Vec<Markup> = targets.chain(others).collect();
    html! {
        @if all.is_empty() {
            p { "No server has these keys: nothing is published. " code { "keywright target add --help" }
                " shows how." }
        } @else {
            (folded(&all, SHOWN, IN_FOLD, "targets"))
        }
    }
}

fn target(state: &TargetState, files: Option<&FilesInForce>, now: Timestamp) -> Markup {
    let target = &state.target;
    html! {
        li {
            h3 { (name(target.name.as_str())) }
            p class="where" { (target.format.as_str()) " in " code { (name(&target.path.display().to_string())) } }
            @match &state.newest {
                Some(newest) => { (newest_file(newest, now)) },
                None => { p { "Never published." } },
            }
            @if let Some(problem) = &state.problem { p class="alarm" { (sentence(problem)) } }
            @if let Some(due) = state.due { p class="alarm" { "To be published: " (due.as_str().replace('_', " ")) "." } }
            (servers(state))
            @if let Some(files) = files { (exposed(files)) }
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
            p class="alarm" { "Its servers may still accept " (words::count(files.exposed_count, "key")) " that should not be:" }
            (folded(&items, 5, 100, "exposed"))
            @if more > 0 { p { "And " (more) " more." } }
        }
    }
}
