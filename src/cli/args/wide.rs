//! The option that every listing has.

use clap::Args;

/// How a list is shown.
#[derive(Debug, Clone, Copy, Args)]
pub struct WideArgs {
    /// Show all columns uncut, however narrow the terminal is
    #[arg(long)]
    pub wide: bool,
}
