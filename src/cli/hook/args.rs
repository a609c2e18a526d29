//! Arguments about programs.

use clap::Args;

/// Whether a program may be missing when it is set.
#[derive(Debug, Args)]
pub struct MissingPrograms {
    /// Accept a command that cannot be run yet
    #[arg(long)]
    pub force: bool,
}
