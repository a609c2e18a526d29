//! Rotations.

use super::{Object, of};
use crate::ops::rotation::Outcome;
use crate::ops::rotation::due::Due;
use crate::ops::rotation::plan::Planned;
use crate::ops::rotation::run::Item;
use crate::ops::rotation::status::RotationStatus;
use crate::output::json::Member;
use crate::output::rotation::At;

const NAME: Member = ("name", "string", "the lineage");
const STEP: Member = ("step", "string", "`started`, `delivered`, `confirmed`, `finished` or `aborted`");
const PREDECESSOR: Member = ("predecessor", "key", "the old key");
const SUCCESSOR: Member = ("successor", "key", "the new key");
const DEADLINE: Member =
    ("deadline", "time or null", "when the old key stops working; `null` until the new one is confirmed");
// Before a rotation is started there are no more than the name and the key that is due.
const NEXT_STEP: Member = ("step", "string or null", "as of a rotation; `null` before it is started");
const OLD: Member = ("predecessor", "key or null", "the old key");
const NEW: Member = ("successor", "key or null", "the new key");

pub(super) const OBJECTS: &[Object] = &[
    of::<At<Outcome>>(
        "rotation",
        &[NAME, STEP, PREDECESSOR, SUCCESSOR, DEADLINE, ("changed", "boolean", "false if it was so already")],
    ),
    of::<At<RotationStatus>>(
        "rotation in progress",
        &[
            NAME,
            STEP,
            PREDECESSOR,
            SUCCESSOR,
            DEADLINE,
            ("changed", "boolean", "false"),
            ("started_at", "time", "when it was started"),
            ("waits_for", "string or null", "what comes next, in words"),
            ("stuck", "boolean", "whether it has waited longer than the policy allows"),
            ("attention", "string or null", "what is wrong, in words"),
            ("admitted_until", "[exposure]", "where the old key is still accepted"),
        ],
    ),
    of::<At<Item>>(
        "rotation step",
        &[
            NAME,
            NEXT_STEP,
            OLD,
            NEW,
            DEADLINE,
            ("changed", "boolean", "whether this run advanced it"),
            ("waits_for", "string or null", "what comes next, in words"),
            ("error", "string or null", "what failed, in words"),
        ],
    ),
    of::<At<Planned>>(
        "planned rotation",
        &[
            NAME,
            NEXT_STEP,
            OLD,
            NEW,
            DEADLINE,
            ("changed", "boolean", "false"),
            ("plan", "[string]", "what a run would do, in words"),
            ("waits_for", "string or null", "why it would do nothing, in words"),
        ],
    ),
    of::<Due>(
        "due key",
        &[
            ("name", "string", "the lineage"),
            ("id", "string", "the key's id"),
            ("due_at", "time", "when it is to be rotated"),
        ],
    ),
];
