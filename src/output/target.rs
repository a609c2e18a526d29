//! The view of a target.

use super::fields::{Datum, Field, Record, optional, pairs, text, texts};
use super::layout::Shape;
use crate::domain::target::Target;

type Row = Field<Target>;

/// The permission bits, octal.
fn mode(target: &Target) -> Datum {
    Datum::Text(format!("{:04o}", target.mode))
}

fn group(target: &Target) -> Datum {
    optional(target.group.as_ref())
}

impl Record for Target {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |target| text(&target.name)).labelled("Name").listed("Name"),
        Row::member("format", |target| text(&target.format))
            .labelled("Format")
            .listed("Format")
            .shaped(Shape::Whole)
            .ranked(3),
        Row::member("dialect", |target| optional(target.dialect.as_ref())).labelled("Dialect"),
        Row::member("path", |target| text(&target.path.display()))
            .labelled("Path")
            .listed("Path")
            .shaped(Shape::End)
            .ranked(1),
        Row::fact("Mode", mode),
        Row::fact("Group", group),
        Row::member("audience", |target| texts(&target.audiences)),
        Row::fact("Audience", |target| {
            if target.audiences.is_empty() { text("anybody") } else { texts(&target.audiences) }
        }),
        Row::member("valid_for", |target| text(&target.valid_for)).labelled("Valid for"),
        Row::member("resource", |target| texts(&target.filter.resources)).labelled("Resource"),
        Row::member("environment", |target| texts(&target.filter.environments)).labelled("Environment"),
        Row::member("scope", |target| texts(&target.filter.scopes)).labelled("Scopes"),
        Row::member("profile", |target| texts(&target.filter.profiles)).labelled("Profiles"),
        Row::member("labels", |target| pairs(&target.filter.labels)).labelled("Labels"),
        Row::member("mode", mode),
        Row::member("group", group),
        Row::member("pickup", |target| optional(target.pickup.as_ref())).labelled("Pick-up"),
        Row::member("servers", |target| texts(&target.servers)).labelled("Servers"),
        Row::member("optional", |target| target.optional.into()),
        Row::fact(
            "Rotations",
            |target| if target.optional { text("do not wait for it") } else { Datum::None },
        ),
        Row::member("reload", |target| optional(target.reload.as_ref())).labelled("Reload"),
        Row::member("created_at", |target| text(&target.created_at)).labelled("Added"),
    ];
}
