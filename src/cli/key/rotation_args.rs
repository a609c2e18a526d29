//! Options for a key's own rotation policy.

use clap::Args;

use crate::cli::args::values::OrNone;
use crate::domain::hook::HookCommand;
use crate::domain::time::Span;

/// When and how a key is rotated, where that differs from its profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Rotation of this key (none: as its profile says)")]
pub struct RotationArgs {
    /// Rotate the key so long after it was made: days, or with s, m, h, d, w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub rotate_every: Option<OrNone<Span>>,

    /// Rotate the key so long before it expires
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub rotate_before: Option<OrNone<Span>>,

    /// How long the old secret stays valid after the new one is confirmed
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub grace: Option<OrNone<Span>>,

    /// Run this to hand the new secret, on its stdin, to the consumer; no shell is involved
    #[arg(long, value_name = "COMMAND")]
    pub deliver: Option<OrNone<HookCommand>>,

    /// Run this to find out whether the consumer uses the new secret
    #[arg(long, value_name = "COMMAND")]
    pub verify: Option<OrNone<HookCommand>>,

    /// Run this when the old secret has been revoked
    #[arg(long, value_name = "COMMAND")]
    pub revoked: Option<OrNone<HookCommand>>,
}
