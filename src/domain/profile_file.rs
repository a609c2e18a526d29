//! The TOML file of a profile, in which unknown members are errors.

use std::collections::BTreeMap;
use std::ops::Range;

use super::hook::{HookCommand, Hooks, VariableName};
use super::name::{Description, MAX_SCOPES, PlainName};
use super::network::{MAX_NETWORKS, Network, Networks};
use super::policy::RotationPolicy;
use super::profile::{DEFAULT_PROFILE, MAX_LEVELS, Member, Profile};
use super::profile_check;
use super::redaction::redact_bytes;
use super::rights::{Environment, RoleName, Scope};
use super::time::{Lifetime, Span};
use super::token::Prefix;
use super::token_search::search;
use super::toml_reader::{At, Member as Item, Members, Reader, position};
use super::{Invalid, NO_SECRET};

pub use super::toml_reader::Fault;

/// Maximum size of a file in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// Maximum number of entries of a list.
const MOST: usize = MAX_SCOPES;

/// The content of the file, each value with its line.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) name: Option<At<PlainName>>,
    pub(super) description: Option<At<Description>>,
    pub(super) prefix: Option<At<Prefix>>,
    /// `None` if the list is invalid: then nothing is compared with it.
    pub(super) scopes: Option<Vec<At<Scope>>>,
    pub(super) default_scopes: Vec<At<Scope>>,
    pub(super) implies: Vec<(At<Scope>, Vec<At<Scope>>)>,
    pub(super) roles: Vec<(At<RoleName>, Vec<At<Scope>>)>,
    pub(super) require: Vec<At<Member>>,
    pub(super) resource_levels: Vec<At<PlainName>>,
    pub(super) environments: Vec<At<Environment>>,
    pub(super) networks: Vec<At<Network>>,
    pub(super) expires: Option<At<Lifetime>>,
    pub(super) min_expires: Option<At<Span>>,
    pub(super) max_expires: Option<At<Span>>,
    pub(super) personal: Option<At<bool>>,
    pub(super) rotate_every: Option<At<Span>>,
    pub(super) rotate_before: Option<At<Span>>,
    pub(super) grace: Option<At<Span>>,
    pub(super) pending_for: Option<At<Span>>,
    pub(super) hooks: Hooks,
    /// The line that requests `verify_echo` without a verify hook.
    pub(super) idle_echo: Option<usize>,
}

/// Reads a profile. Reports the first syntax error, or all violations in line order.
pub fn read(bytes: &[u8]) -> Result<Profile, Vec<Fault>> {
    let found: Vec<Fault> = search(bytes).map(|secret| misplaced(bytes, secret)).collect();
    if !found.is_empty() {
        return Err(found);
    }
    let (mut reader, members) = Reader::new(bytes).map_err(|fault| vec![fault])?;
    let draft = draft(&mut reader, members);
    profile_check::check(&mut reader, &draft);
    match draft.name.clone() {
        Some(name) if reader.is_content() => Ok(profile(name.value, draft)),
        _ => Err(reader.finish()),
    }
}

fn misplaced(bytes: &[u8], secret: Range<usize>) -> Fault {
    let (line, column) = position(bytes, secret.start);
    let shown = String::from_utf8_lossy(&redact_bytes(&bytes[secret])).into_owned();
    Fault { line, column: Some(column), what: format!("{shown}: a profile must be {NO_SECRET}") }
}

fn draft<'i>(reader: &mut Reader<'i>, mut members: Members<'i>) -> Draft {
    let hooks = members.take("hooks");
    let mut take = |name| members.take(name);
    let name = take("name");
    if name.is_none() {
        reader.fault(1, "name is missing");
    }
    let mut draft = Draft {
        name: reader.parsed(name).filter(|name| !is_reserved(reader, name)),
        description: reader.parsed(take("description")),
        prefix: reader.parsed(take("prefix")),
        scopes: reader.list(take("scopes"), MOST),
        default_scopes: reader.list(take("default_scopes"), MOST).unwrap_or_default(),
        implies: reader.lists(take("implies"), "implies.", MOST),
        roles: reader.lists(take("roles"), "roles.", MOST),
        require: reader.list(take("require"), MOST).unwrap_or_default(),
        resource_levels: reader.list(take("resource_levels"), MAX_LEVELS).unwrap_or_default(),
        environments: reader.list(take("environments"), MOST).unwrap_or_default(),
        networks: reader.list(take("networks"), MAX_NETWORKS).unwrap_or_default(),
        expires: reader.time(take("expires"), str::parse),
        min_expires: reader.time(take("min_expires"), str::parse),
        max_expires: reader.time(take("max_expires"), str::parse),
        personal: reader.switch(take("personal")),
        rotate_every: reader.time(take("rotate_every"), str::parse),
        rotate_before: reader.time(take("rotate_before"), str::parse),
        grace: reader.time(take("grace"), str::parse),
        pending_for: reader.time(take("pending_for"), str::parse),
        ..Draft::default()
    };
    reader.close(members);
    read_hooks(reader, hooks, &mut draft);
    draft
}

fn is_reserved(reader: &mut Reader<'_>, name: &At<PlainName>) -> bool {
    let reserved = name.value.as_str() == DEFAULT_PROFILE;
    if reserved {
        reader.fault(name.line, "the name 'default' is reserved for keys without a profile");
    }
    reserved
}

fn read_hooks<'i>(reader: &mut Reader<'i>, table: Option<Item<'i>>, draft: &mut Draft) {
    let mut members = reader.table(table, "hooks.");
    let mut take = |name| members.take(name);
    let (echo, verify) = (reader.switch(take("verify_echo")), take("verify"));
    if verify.is_none() {
        draft.idle_echo = echo.as_ref().filter(|echo| echo.value).map(|echo| echo.line);
    }
    draft.hooks = Hooks {
        deliver: command(reader, take("deliver")),
        verify: command(reader, verify),
        revoked: command(reader, take("revoked")),
        timeout: reader.time(take("timeout"), timeout).map(|timeout| timeout.value),
        retries: reader.number(take("retries"), Hooks::MAX_RETRIES),
        verify_echo: value(echo),
        env: values(reader.list::<VariableName>(take("env"), MOST).unwrap_or_default()),
    };
    reader.close(members);
}

fn command(reader: &mut Reader<'_>, member: Option<Item<'_>>) -> Option<HookCommand> {
    let member = member?;
    let line = member.line;
    let (name, words) = reader.strings(member)?;
    let command = HookCommand::try_from(values(words));
    command.map_err(|invalid| reader.fault(line, format!("{name}: {invalid}"))).ok()
}

/// A hook's timeout; a bare number is in seconds, as in `--lock-timeout`.
fn timeout(text: &str) -> Result<Span, Invalid> {
    let fits = |span: &Span| (1..=Hooks::MAX_TIMEOUT.as_seconds()).contains(&span.as_seconds());
    Span::parse_timeout(text).ok().filter(fits).ok_or(Invalid::new(
        "a time-out",
        "from 1s to 1h: a whole number of seconds, or a number with s, m or h, such as 60s or 2m",
    ))
}

fn values<T>(list: Vec<At<T>>) -> Vec<T> {
    list.into_iter().map(|item| item.value).collect()
}

fn value<T>(item: Option<At<T>>) -> Option<T> {
    item.map(|item| item.value)
}

fn profile(name: PlainName, draft: Draft) -> Profile {
    let implies = draft.implies.into_iter().map(|(scope, implied)| (scope.value, values(implied)));
    let roles = draft.roles.into_iter().map(|(role, scopes)| (role.value.into(), values(scopes)));
    Profile {
        name,
        description: value(draft.description).filter(|text| !text.as_str().is_empty()),
        prefix: value(draft.prefix),
        scopes: values(draft.scopes.unwrap_or_default()),
        default_scopes: values(draft.default_scopes),
        implies: implies.collect::<BTreeMap<_, _>>(),
        roles: roles.collect::<BTreeMap<String, _>>(),
        require: values(draft.require),
        resource_levels: draft.resource_levels.into_iter().map(|level| level.value.into()).collect(),
        environments: values(draft.environments),
        // The list was bounded when it was read.
        networks: Networks::new(values(draft.networks)).unwrap_or_default(),
        expires: value(draft.expires),
        min_expires: value(draft.min_expires),
        max_expires: value(draft.max_expires),
        personal: value(draft.personal).unwrap_or(false),
        rotation: RotationPolicy {
            rotate_every: value(draft.rotate_every),
            rotate_before: value(draft.rotate_before),
            grace: value(draft.grace),
            pending_for: value(draft.pending_for),
            hooks: draft.hooks,
        },
    }
}

#[cfg(test)]
#[path = "profile_file_tests.rs"]
mod tests;
