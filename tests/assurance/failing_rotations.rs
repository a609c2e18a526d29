//! Row 1, for commands that run hooks: the files of servers and the consumer, as in row 2.

use crate::killed_rotations::{due, past_the_deadline, publish};
use crate::rotation_trial::Row;

#[test]
fn t01_publish_under_errors() {
    publish(Row::Errors { full: usize::MAX, about: 12 });
}

/// Each goes on for as long as a rotation takes: where all is asked for, some four hundred of them.
const ROTATION: Row = Row::Errors { full: 400, about: 12 };

#[test]
fn t01_a_due_rotation_under_errors() {
    due(ROTATION);
}

#[test]
fn t01_the_end_of_a_rotation_under_errors() {
    past_the_deadline(ROTATION);
}
