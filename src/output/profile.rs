//! The view of a profile.

use std::collections::BTreeMap;

use super::fields::{
    Datum, Facts, Field, Record, Shown, nested, nested_list, optional, optional_number, text, texts,
};
use super::joined::{Extra, With};
use super::layout::Shape;
use super::view::View as _;
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::name::PlainName;
use crate::domain::profile::Profile;
use crate::domain::rights::Scope;
use crate::ops::profile::Outside;

type Row = Field<Profile>;

impl Record for Profile {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |profile| text(&profile.name)).labelled("Name").listed("Name"),
        Row::member("description", |profile| optional(profile.description.as_ref())).labelled("Description"),
        Row::member("prefix", |profile| optional(profile.prefix.as_ref()))
            .labelled("Prefix")
            .listed("Prefix")
            .ranked(3),
        Row::member("scopes", |profile| texts(&profile.scopes)),
        Row::fact(
            "Scopes",
            |profile| {
                if profile.scopes.is_empty() { text("any") } else { texts(&profile.scopes) }
            },
        )
        .listed("Scopes")
        .ranked(2),
        Row::member("default_scopes", |profile| texts(&profile.default_scopes)).labelled("Default scopes"),
        Row::member("implies", |profile| lists(&profile.implies)),
        Row::facts(|profile| named("Implies", &profile.implies)),
        Row::member("roles", |profile| lists(&profile.roles)),
        Row::facts(|profile| named("Role", &profile.roles)),
        Row::member("require", |profile| texts(profile.require.iter().map(|member| member.as_str())))
            .labelled("Requires"),
        Row::member("resource_levels", |profile| texts(&profile.resource_levels)),
        Row::fact("Resource", |profile| {
            if profile.resource_levels.is_empty() {
                Datum::None
            } else {
                text(&profile.resource_levels.join("/"))
            }
        }),
        Row::member("environments", |profile| texts(&profile.environments)).labelled("Environments"),
        Row::member("networks", |profile| texts(profile.networks.iter())).labelled("Networks"),
        Row::fact(
            "Owner",
            |profile| {
                if profile.personal { text("the operating-system user") } else { Datum::None }
            },
        ),
        Row::member("expires", |profile| optional(profile.expires.map(String::from).as_ref()))
            .labelled("Expires")
            .listed("Expires")
            .shaped(Shape::Whole)
            .ranked(1),
        Row::member("min_expires", |profile| optional(profile.min_expires.as_ref()))
            .labelled("Expires at least"),
        Row::member("max_expires", |profile| optional(profile.max_expires.as_ref()))
            .labelled("Expires at most")
            .listed("At most")
            .shaped(Shape::Whole)
            .ranked(5),
        Row::member("rotate_every", |profile| optional(profile.rotation.rotate_every.as_ref()))
            .labelled("Rotated every")
            .listed("Rotated every")
            .shaped(Shape::Whole)
            .ranked(6),
        Row::member("rotate_before", |profile| optional(profile.rotation.rotate_before.as_ref()))
            .labelled("Rotated before"),
        Row::member("grace", |profile| optional(profile.rotation.grace.as_ref())).labelled("Grace"),
        Row::member("pending_for", |profile| optional(profile.rotation.pending_for.as_ref()))
            .labelled("Pending for"),
        Row::member("personal", |profile| profile.personal.into()),
        Row::member("hooks", |profile| nested(&profile.rotation.hooks)),
        Row::facts(|profile| Shown(&profile.rotation.hooks).facts()),
        Row::column("Description", |profile| optional(profile.description.as_ref())).ranked(4),
    ];
}

type HookRow = Field<Hooks>;

impl Record for Hooks {
    const FIELDS: &'static [Field<Self>] = &[
        HookRow::member("deliver", |hooks| words(hooks.deliver.as_ref())),
        HookRow::fact("Deliver hook", |hooks| optional(hooks.deliver.as_ref())),
        HookRow::member("verify", |hooks| words(hooks.verify.as_ref())),
        HookRow::fact("Verify hook", |hooks| optional(hooks.verify.as_ref())),
        HookRow::member("revoked", |hooks| words(hooks.revoked.as_ref())),
        HookRow::fact("Revoked hook", |hooks| optional(hooks.revoked.as_ref())),
        HookRow::member("timeout", |hooks| optional(hooks.timeout.as_ref())).labelled("Timeout"),
        HookRow::member("retries", |hooks| optional_number(hooks.retries)).labelled("Retries"),
        HookRow::member("verify_echo", |hooks| hooks.verify_echo.map_or(Datum::None, Datum::from)),
        HookRow::fact("Verify echo", |hooks| if hooks.verify_echo() { text("yes") } else { Datum::None }),
        HookRow::member("env", |hooks| texts(&hooks.env)).labelled("Variables"),
    ];
}

fn words(command: Option<&HookCommand>) -> Datum {
    command.map_or(Datum::None, |command| texts(Vec::from(command.clone())))
}

fn lists<K: ToString>(lists: &BTreeMap<K, Vec<Scope>>) -> Datum {
    Datum::Map(lists.iter().map(|(name, scopes)| (name.to_string(), texts(scopes))).collect())
}

/// One line for each entry.
fn named<K: ToString>(label: &'static str, lists: &BTreeMap<K, Vec<Scope>>) -> Facts {
    let words = |scopes| texts(scopes).words(", ").unwrap_or_default();
    lists.iter().map(|(name, scopes)| (label, format!("{}: {}", name.to_string(), words(scopes)))).collect()
}

/// The live keys outside of a profile's limits.
pub struct OutsideKeys(Vec<Outside>);

/// A profile and the live keys outside of its limits.
pub fn with_outside(profile: &Profile, outside: Vec<Outside>) -> With<Shown<&Profile>, OutsideKeys> {
    With::also(Shown(profile), OutsideKeys(outside))
}

impl Extra for OutsideKeys {
    const MEMBER: &'static str = "outside";

    fn value(&self) -> Datum {
        nested_list(&self.0)
    }

    fn facts(&self) -> Facts {
        let reasons = |key: &Outside| texts(&key.violations).words("; ").unwrap_or_default();
        let words = |key: &Outside| format!("{} '{}': {}", key.id, key.name, reasons(key));
        self.0.iter().map(|key| ("Outside", words(key))).collect()
    }
}

impl Record for Outside {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |key: &Self| text(&key.id)),
        Field::member("name", |key: &Self| text(&key.name)),
        Field::member("reasons", |key: &Self| texts(&key.violations)),
    ];
}

/// A removed profile: its name.
pub struct Removed(pub PlainName);

impl Record for Removed {
    const FIELDS: &'static [Field<Self>] =
        &[Field::member("name", |gone: &Self| text(&gone.0)).labelled("Removed").listed("Removed")];
}

#[cfg(test)]
mod tests {
    use super::super::fields::tests::unshown;
    use super::*;
    use crate::domain::network::Networks;
    use crate::domain::policy::RotationPolicy;
    use crate::domain::profile::Member;
    use crate::domain::time::{Lifetime, Span};

    #[test]
    fn every_field_of_a_profile_is_shown() {
        let list = |name: &str, scope: &str| (name.parse().unwrap(), vec![scope.parse().unwrap()]);
        let profile = Profile {
            name: "shop".parse().unwrap(),
            description: Some("what it is for".parse().unwrap()),
            prefix: Some("sk".parse().unwrap()),
            scopes: vec!["read".parse().unwrap()],
            default_scopes: vec!["list".parse().unwrap()],
            implies: BTreeMap::from([list("write", "touch")]),
            roles: BTreeMap::from([("clerk".to_owned(), vec!["sell".parse().unwrap()])]),
            require: vec![Member::Owner],
            resource_levels: vec!["org".into()],
            environments: vec!["prod".parse().unwrap()],
            networks: Networks::new(["10.0.0.0/8".parse().unwrap()]).unwrap(),
            expires: Some(Lifetime::For(Span::days(90))),
            min_expires: Some(Span::days(1)),
            max_expires: Some(Span::days(365)),
            personal: true,
            rotation: RotationPolicy {
                rotate_every: Some(Span::days(30)),
                rotate_before: Some(Span::days(14)),
                grace: Some(Span::days(2)),
                pending_for: Some(Span::days(3)),
                hooks: Hooks {
                    deliver: Some("deliver-it".parse().unwrap()),
                    verify: Some("verify-it".parse().unwrap()),
                    revoked: Some("announce-it".parse().unwrap()),
                    timeout: Some(Span::seconds(40)),
                    retries: Some(5),
                    verify_echo: Some(true),
                    env: vec!["PATH".parse().unwrap()],
                },
            },
        };
        assert_eq!(unshown(&profile, &Shown(&profile)), Vec::<String>::new());
    }
}
