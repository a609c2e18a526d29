//! The end of a program that has found itself wrong: a panic.

use std::io::Write;
use std::panic::{PanicHookInfo, set_hook};
use std::process::exit;

use crate::domain::redaction::redact;
use crate::error::Kind;

/// Makes a panic on any thread end the process with the exit code of a defect, having said where it was.
///
/// What it says of values stays away: of a text that was cut in the wrong place it is the whole text, which may be a
/// secret. What was begun is left as a crash would leave it, from which every command recovers.
pub fn report_panics() {
    set_hook(Box::new(|panic| {
        let _ = writeln!(std::io::stderr(), "{}", message(panic));
        exit(Kind::Internal.exit_code().into());
    }));
}

fn message(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let payload = panic.payload();
    let why = payload.downcast_ref::<&str>().copied();
    let why = why.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    // In a debug build the values are a developer's own.
    describe(&place, why, cfg!(debug_assertions))
}

fn describe(place: &str, why: Option<&str>, repeats_values: bool) -> String {
    let why = why.filter(|_| repeats_values).map(|why| format!(": {}", redact(why))).unwrap_or_default();
    format!(
        "error: Keywright panicked at {place}{why}\nhint: this is a defect; please report it with the command and this line"
    )
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::domain::token;

    /// Set for the process that is to panic.
    const CHILD: &str = "KEYWRIGHT_TEST_PANICS";

    #[test]
    fn a_panic_is_a_defect_that_names_its_place() {
        let program = std::env::current_exe().unwrap();
        for thread in ["this", "another"] {
            let name = "system::defect::tests::the_child_that_panics";
            let ended = Command::new(&program)
                .args(["--exact", name, "--nocapture"])
                .env(CHILD, thread)
                .output()
                .unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(1), "{said}");
            assert!(said.contains("error: Keywright panicked at src/system/defect.rs:"), "{said}");
            assert!(said.contains("hint: this is a defect"), "{said}");
        }
    }

    #[test]
    fn the_child_that_panics() {
        let Some(thread) = std::env::var_os(CHILD) else { return };
        report_panics();
        let fail = || assert_eq!(CHILD, "", "as wanted");
        if thread == "another" {
            let _ = std::thread::spawn(fail).join();
        }
        fail();
    }

    #[test]
    fn a_released_program_repeats_no_values() {
        let said = |repeats_values| describe("src/a.rs:1:2", Some("inside 'kw_secret'"), repeats_values);
        assert!(said(true).starts_with("error: Keywright panicked at src/a.rs:1:2: inside 'kw_secret'\n"));
        assert!(said(false).starts_with("error: Keywright panicked at src/a.rs:1:2\n"));
        assert!(!said(false).contains("secret"));
    }

    #[test]
    fn one_in_development_shows_no_more_of_a_secret_than_its_start() {
        let secret = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
        let said = describe("src/a.rs:1:2", Some(&format!("inside '{secret}'")), true);
        assert!(said.contains("inside 'kw_qqqqqqqq…'\n"), "{said}");
    }
}
