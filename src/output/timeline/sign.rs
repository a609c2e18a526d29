//! The characters of a drawing, and their colours. Each says the same without a colour, and in ASCII.

use anstyle::{AnsiColor, Style};

use crate::ports::Environment;

/// What a column says. Of two that are true of one column the greater is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// There was no key yet.
    Blank,
    /// The present, where there is nothing else.
    Now,
    /// There is no key that works any more, or not yet again.
    Ended,
    /// The only key is disabled.
    Disabled,
    /// A key works that is to replace another, and was not confirmed.
    Pending,
    /// A key works.
    Valid,
    /// A key works that was replaced.
    Grace,
    /// A version begins.
    Begins,
    /// A version ends by itself.
    Ends,
    /// A version was revoked.
    Revoked,
    /// A rotation is due by policy.
    RotationDue,
    /// A key is over, and servers may still accept it.
    Accepted,
}

impl Sign {
    /// Those that the legend explains, in its order.
    pub(super) const EXPLAINED: [Self; 10] = [
        Self::Accepted,
        Self::Valid,
        Self::Grace,
        Self::Pending,
        Self::Disabled,
        Self::Ended,
        Self::Begins,
        Self::Ends,
        Self::Revoked,
        Self::RotationDue,
    ];

    pub(super) fn character(self, is_ascii: bool) -> char {
        let (unicode, ascii) = match self {
            Self::Blank => (' ', ' '),
            Self::Now => ('│', '|'),
            Self::Ended => ('·', '.'),
            Self::Disabled => ('─', '-'),
            Self::Valid => ('━', '='),
            Self::Pending => ('?', '?'),
            Self::Grace => ('╍', '~'),
            Self::Begins => ('┣', '['),
            Self::Ends => ('┫', ']'),
            Self::Revoked => ('×', 'x'),
            Self::RotationDue => ('↻', 'R'),
            Self::Accepted => ('!', '!'),
        };
        if is_ascii { ascii } else { unicode }
    }

    /// Its meaning; none is longer than the narrowest terminal allows.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Blank => "no key yet",
            Self::Now => "now",
            Self::Ended => "ended",
            Self::Disabled => "disabled",
            Self::Valid => "valid",
            Self::Pending => "pending",
            Self::Grace => "grace",
            Self::Begins => "begins",
            Self::Ends => "ends",
            Self::Revoked => "revoked",
            Self::RotationDue => "rotation due",
            Self::Accepted => "may be accepted",
        }
    }

    /// Colours that can be read on a light and on a dark background: none but those of lists, and no shade.
    pub(super) fn style(self) -> Style {
        match self {
            Self::Blank | Self::Now | Self::Ended | Self::Disabled | Self::Ends | Self::Revoked => {
                Style::new()
            }
            Self::Valid | Self::Begins => AnsiColor::Green.on_default(),
            Self::Pending | Self::Grace | Self::RotationDue => AnsiColor::Yellow.on_default(),
            Self::Accepted => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// Whether the terminal may lack the other characters: its locale is not one of UTF-8, or its font is that of the
/// kernel's console.
pub(super) fn needs_ascii(environment: &Environment) -> bool {
    let is_utf8 = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| environment.get(name))
        .map(|locale| locale.to_string_lossy().to_ascii_lowercase())
        .is_some_and(|locale| locale.contains("utf-8") || locale.contains("utf8"));
    let is_plain = environment.get("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    !is_utf8 || is_plain
}
