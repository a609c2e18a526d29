//! The constraints between members of a profile.

use std::collections::{BTreeMap, BTreeSet};

use super::policy::{InvalidSchedule, RotationPolicy};
use super::profile_file::Draft;
use super::rights::Scope;
use super::time::Lifetime;
use super::toml_reader::{At, Reader};

/// Reports a fault for each violated rule.
pub(super) fn check(reader: &mut Reader<'_>, draft: &Draft) {
    outside(reader, draft);
    roles(reader, draft);
    cycles(reader, &draft.implies);
    lifetimes(reader, draft);
    rotation(reader, draft);
    if let Some(line) = draft.idle_echo {
        reader
            .fault(line, "hooks.verify_echo is set, but there is no hooks.verify that could print a secret");
    }
}

/// If `scopes` is not empty, no other scope can be granted.
fn outside(reader: &mut Reader<'_>, draft: &Draft) {
    let Some(scopes) = draft.scopes.as_deref().filter(|scopes| !scopes.is_empty()) else { return };
    let known: BTreeSet<&Scope> = scopes.iter().map(|scope| &scope.value).collect();
    let mut compare = |name: &str, scope: &At<Scope>| {
        if !known.contains(&scope.value) {
            reader.fault(scope.line, format!("{name} has '{}', which is not in scopes", scope.value));
        }
    };
    for scope in &draft.default_scopes {
        compare("default_scopes", scope);
    }
    for (scope, implied) in &draft.implies {
        compare("implies", scope);
        let name = format!("implies.{}", scope.value);
        for scope in implied {
            compare(&name, scope);
        }
    }
    for (role, scopes) in &draft.roles {
        let name = format!("roles.{}", role.value);
        for scope in scopes {
            compare(&name, scope);
        }
    }
}

fn roles(reader: &mut Reader<'_>, draft: &Draft) {
    for (role, _) in draft.roles.iter().filter(|(_, scopes)| scopes.is_empty()) {
        reader.fault(role.line, format!("roles.{} has no scopes", role.value));
    }
}

/// Scopes that imply themselves, directly or through others: each cycle once.
fn cycles(reader: &mut Reader<'_>, implies: &[(At<Scope>, Vec<At<Scope>>)]) {
    let graph: BTreeMap<&Scope, (usize, &[At<Scope>])> =
        implies.iter().map(|(scope, implied)| (&scope.value, (scope.line, implied.as_slice()))).collect();
    let mut done = BTreeSet::new();
    for scope in graph.keys() {
        walk(reader, &graph, scope, &mut Vec::new(), &mut done);
    }
}

/// The recursion is as deep as `implies` has entries, which are few.
fn walk<'d>(
    reader: &mut Reader<'_>,
    graph: &BTreeMap<&'d Scope, (usize, &'d [At<Scope>])>,
    scope: &'d Scope,
    path: &mut Vec<&'d Scope>,
    done: &mut BTreeSet<&'d Scope>,
) {
    if let Some(start) = path.iter().position(|earlier| *earlier == scope) {
        let circle: Vec<String> =
            path[start..].iter().chain([&scope]).map(|scope| format!("'{scope}'")).collect();
        let line = graph.get(scope).map_or(1, |(line, _)| *line);
        reader.fault(line, format!("implies has a cycle: {}", circle.join(" implies ")));
        return;
    }
    if !done.insert(scope) {
        return;
    }
    let Some((_, implied)) = graph.get(scope) else { return };
    path.push(scope);
    for next in *implied {
        walk(reader, graph, &next.value, path, done);
    }
    path.pop();
}

fn lifetimes(reader: &mut Reader<'_>, draft: &Draft) {
    let (min, max) = (draft.min_expires.as_ref(), draft.max_expires.as_ref());
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        let what = format!("min_expires {} is longer than max_expires {}", min.value, max.value);
        reader.fault(min.line, what);
        return;
    }
    let Some(At { line, value: Lifetime::For(span) }) = draft.expires.as_ref() else { return };
    if let Some(min) = min.filter(|min| *span < min.value) {
        reader.fault(*line, format!("expires {span} is shorter than min_expires {}", min.value));
    }
    if let Some(max) = max.filter(|max| *span > max.value) {
        reader.fault(*line, format!("expires {span} is longer than max_expires {}", max.value));
    }
}

fn rotation(reader: &mut Reader<'_>, draft: &Draft) {
    let span = |at: &Option<_>| at.as_ref().map(|at: &At<_>| at.value);
    let policy = RotationPolicy {
        rotate_every: span(&draft.rotate_every),
        rotate_before: span(&draft.rotate_before),
        grace: span(&draft.grace),
        pending_for: span(&draft.pending_for),
        ..RotationPolicy::default()
    };
    if let Err(slow) = policy.check_schedule() {
        let by = match slow {
            InvalidSchedule::Late { .. } => &draft.rotate_before,
            InvalidSchedule::Overlapping { .. } => &draft.rotate_every,
        };
        reader.fault(by.as_ref().map_or(1, |at| at.line), slow.to_string());
    }
}
