//! Output settings: format, colours, verbosity.

use clap::ValueEnum;

use crate::ports::Environment;

/// The format of what a command answers on stdout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON document per line
    Jsonl,
    /// Comma-separated values
    Csv,
}

impl Format {
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    /// Whether to colour a stream. `NO_COLOR` set to anything disables it (no-color.org), else
    /// `CLICOLOR_FORCE` set to anything but 0 enables it (bixense.com/clicolors), else a terminal enables it
    /// unless it is dumb or `CLICOLOR` is 0. The option overrides them all.
    pub fn colors(self, environment: &Environment, is_terminal: bool) -> bool {
        let is = |name: &str, value: &str| environment.get(name).is_some_and(|set| set == value);
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if environment.get("NO_COLOR").is_some() => false,
            Self::Auto if environment.get("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", "0") => true,
            Self::Auto => is_terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb"),
        }
    }
}

/// How much to print on stderr.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors and warnings.
    Quiet,
    /// Also what was done.
    #[default]
    Normal,
    /// Also the causes of errors.
    Verbose,
}

/// All settings, resolved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    pub format: Format,
    pub verbosity: Verbosity,
    pub color_stdout: bool,
    pub color_stderr: bool,
    /// Whether stderr may show a moving progress bar.
    pub progress: bool,
    /// The columns of the terminal that stdout is; `None`: it is none, and nothing is cut or wrapped.
    pub width_stdout: Option<usize>,
    /// The same for stderr.
    pub width_stderr: Option<usize>,
}

/// The width of a terminal that does not tell.
const USUAL_WIDTH: usize = 80;

/// No terminal that people work at is narrower; a smaller number is a mistake.
const LEAST_WIDTH: usize = 20;

/// A wider drawing says no more, and `COLUMNS` may be any number.
const MOST_DRAWN: usize = 400;

/// `COLUMNS` if it is set, as others do, else what the terminal says.
fn width(environment: &Environment, is_terminal: bool, told: Option<u16>) -> Option<usize> {
    let set = environment.get("COLUMNS").and_then(|text| text.to_str()?.trim().parse().ok());
    let known = set.or(told.map(usize::from)).filter(|columns| *columns > 0);
    is_terminal.then(|| known.unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH))
}

impl Settings {
    pub fn new(format: Format, color: ColorWhen, verbosity: Verbosity, environment: &Environment) -> Self {
        let terminal = environment.stderr_is_terminal;
        Self {
            format,
            verbosity,
            color_stdout: color.colors(environment, environment.stdout_is_terminal),
            color_stderr: color.colors(environment, terminal),
            progress: terminal && verbosity > Verbosity::Quiet && !format.is_json(),
            width_stdout: width(environment, environment.stdout_is_terminal, environment.stdout_width),
            width_stderr: width(environment, terminal, environment.stderr_width),
        }
    }

    /// The columns of a drawing, which has to have a width where there is no terminal, too.
    pub fn width_of_drawing(&self, environment: &Environment) -> usize {
        let elsewhere = || width(environment, true, None);
        self.width_stdout.or_else(elsewhere).unwrap_or(USUAL_WIDTH).min(MOST_DRAWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decides(variables: &[(&str, &str)], is_terminal: bool) -> bool {
        let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        ColorWhen::Auto.colors(&Environment { variables, ..Environment::default() }, is_terminal)
    }

    #[test]
    fn the_width_is_what_is_set_or_what_the_terminal_says() {
        let of = |columns: &str, stdout_is_terminal, stdout_width| {
            let variables = [("COLUMNS".into(), columns.into())].into();
            let environment =
                Environment { variables, stdout_is_terminal, stdout_width, ..Environment::default() };
            let settings = Settings::new(Format::Table, ColorWhen::Auto, Verbosity::Normal, &environment);
            assert_eq!(settings.width_stderr, None);
            settings.width_stdout
        };
        assert_eq!(of("", true, Some(120)), Some(120));
        assert_eq!(of("100", true, Some(120)), Some(100));
        assert_eq!(of("wide", true, Some(120)), Some(120));
        assert_eq!(of("0", true, None), Some(80));
        assert_eq!(of("", true, None), Some(80));
        assert_eq!(of("7", true, None), Some(20));
        assert_eq!(of("100", false, Some(120)), None);
    }

    #[test]
    fn colours_follow_the_conventions() {
        assert!(decides(&[], true));
        assert!(!decides(&[], false));
        assert!(!decides(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
        assert!(decides(&[("NO_COLOR", "")], true));
        assert!(decides(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!decides(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!decides(&[("CLICOLOR", "0")], true));
        assert!(!decides(&[("TERM", "dumb")], true));
    }
}
