//! Arguments of `scan`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::ops::scan::Request;
use crate::output::Format;
use crate::output::scan::rules::Scanner;

const EXAMPLES: &str = "\
Examples:
  keywright scan .
  keywright scan --no-ignore .env config/
  kubectl logs deploy/api | keywright scan -
  keywright scan --git
  keywright scan services/api --git main..HEAD
  keywright scan . --format sarif > leaks.sarif
  keywright scan --rules gitleaks >> .gitleaks.toml

Exit codes:
  8   a live key was found: one that is pending, active, retiring or disabled
  11  none was found, but not everything could be read
  0   neither; revoked, expired and unknown keys are still listed";

/// Find leaked secrets in files, folders, logs and the history of git
///
/// Finds secrets in Keywright's format by their checksum, and looks up their keys in the vault. `unknown`
/// is a secret that is not in this vault: another vault's, or a deleted key's. It reports the location and
/// the key, never the secret.
///
/// Everything that is named is searched, and in folders all files: hidden ones, binary ones, and those that git
/// tracks. Files that ignore files (.gitignore, .ignore) exclude and git does not track are left out, and counted;
/// so are .git folders and symbolic links. Names are searched, too. Imported secrets in another format cannot be
/// found, nor can encoded or compressed ones.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ScanArgs {
    /// Files and folders to search; - is stdin
    #[arg(value_name = "PATH", required_unless_present_any = ["rules", "git"])]
    pub paths: Vec<PathBuf>,

    /// Search the history of the repository at PATH instead: all, or RANGE
    ///
    /// All that branches, tags and the stash lead to, or RANGE as in `git log`, such as main..HEAD. PATH is by default
    /// the current folder. Messages are searched, too. Each secret is reported once for a file, with the first
    /// commit that has it.
    #[arg(long, value_name = "RANGE", num_args = 0..=1, conflicts_with = "no_ignore")]
    pub git: Option<Option<OsString>>,

    /// Format of the report [default: text]
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<ReportFormat>,

    /// What is searched that is otherwise left out.
    #[command(flatten)]
    pub request: Request,

    /// Print a rule for another scanner instead of searching; needs no vault
    #[arg(long, value_name = "SCANNER", value_enum)]
    #[arg(conflicts_with_all = ["paths", "format", "no_ignore", "git"])]
    pub rules: Option<Scanner>,
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A line for each
    Text,
    /// One JSON document, as with --output json
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
}

impl ReportFormat {
    /// The format of everything except the report, such as warnings.
    pub(in crate::cli) fn output(self) -> Format {
        match self {
            Self::Text | Self::Sarif => Format::Table,
            Self::Json => Format::Json,
        }
    }
}
