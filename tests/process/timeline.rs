//! `timeline` on a terminal and elsewhere.

use unicode_width::UnicodeWidthStr as _;

use super::pseudo_terminal::Terminal;
use super::screen::{fits, wordy};
use crate::support::available;

/// A real terminal, of both kinds of locale.
#[test]
fn the_timeline_keeps_to_the_width() {
    if !available("script") || !available("ssh-keygen") {
        return;
    }
    let home = wordy();
    for columns in [20, 80, 120] {
        for (locale, now) in [("C.UTF-8", "▼ now"), ("C", "v now")] {
            let command = format!("LC_ALL={locale} \"$KW\" --color never timeline");
            let (shown, code) = Terminal::wide(&home, columns, &command).end();
            assert_eq!(code, 0, "{shown}");
            let shown = shown.replace("\r\n", "\n");
            fits(&shown, columns, "timeline");
            assert!(shown.contains(now) && shown.contains("? pending"), "{locale}: {shown}");
            // Words give way to the bar.
            assert_eq!(shown.contains("v2 awaits confirmation"), columns > 20, "{shown}");
        }
    }
    // Cron has neither a locale nor a terminal.
    for columns in [80, 120] {
        let call = home.call("timeline").env_remove("LANG").env_remove("LC_ALL");
        let whole = call.env("COLUMNS", columns.to_string()).run().exits(0).stdout;
        assert!(whole.contains("v now") && whole.lines().any(|line| line.width() > columns - 20), "{whole}");
        fits(&whole, columns, "timeline");
    }
}
