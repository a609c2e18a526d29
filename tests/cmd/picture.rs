//! The picture of the README is what the program shows today.

use crate::support::{Home, PROGRAM, available};

#[test]
fn the_picture_of_a_session_is_up_to_date() {
    let home = Home::new();
    let Some(python) = home.python("pty, fcntl, termios").filter(|_| available("faketime")) else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/screenshot");
    home.program(python, "").arg(script).args("--check").env("KEYWRIGHT", PROGRAM).run().exits(0);
}
