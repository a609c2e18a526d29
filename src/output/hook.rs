//! The view of a hook that was run once.

use super::fields::{Datum, Field, Record, number, optional, optional_number, text};
use super::table::Tone;
use crate::ops::hook::trial::Trial;

type Row = Field<Trial>;

impl Record for Trial {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |trial| text(&trial.key.name)).labelled("Name"),
        Row::member("id", |trial| text(&trial.key.id)),
        Row::member("step", |trial| text(trial.step.as_str())).labelled("Step"),
        Row::member("command", |trial| text(&trial.command)).labelled("Command"),
        Row::member("succeeded", |trial| trial.succeeded.into()),
        Row::member("exit_code", |trial| optional_number(trial.exit_code)),
        Row::member("outcome", |trial| text(&trial.outcome))
            .labelled("Outcome")
            .toned(|trial| if trial.succeeded { Tone::Good } else { Tone::Bad }),
        Row::member("duration_ms", |trial| {
            number(i128::try_from(trial.took.as_millis()).unwrap_or(i128::MAX))
        }),
        Row::fact("Duration", |trial| {
            let took = trial.took;
            text(&format!("{}.{:03}s", took.as_secs(), took.subsec_millis()))
        }),
        Row::member("stdout", |trial| optional(trial.stdout.as_ref())),
        Row::fact("Stdout", |trial| match trial.stdout.as_deref() {
            None => text("not shown: with verify_echo it is the consumer's secret"),
            Some("") => Datum::None,
            Some(words) => text(words),
        }),
        Row::member("stderr", |trial| text(&trial.stderr)),
        Row::fact("Stderr", |trial| if trial.stderr.is_empty() { Datum::None } else { text(&trial.stderr) }),
    ];
}
