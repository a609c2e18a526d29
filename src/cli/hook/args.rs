//! Arguments of `hook`, and those about programs.

use clap::{Args, Subcommand};

use crate::ops::hook::check::IfMissing;
use crate::ops::hook::trial::Request;

/// Whether a program may be missing when it is set.
#[derive(Debug, Args)]
pub struct MissingPrograms {
    /// Accept a command that cannot be run yet
    #[arg(long)]
    pub force: bool,
}

impl MissingPrograms {
    /// What is done about one.
    pub(in crate::cli) fn policy(&self) -> IfMissing {
        IfMissing::unless_forced(self.force)
    }
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright hook test \"CI deployer\" deliver
  keywright hook test \"CI deployer\" verify -o json";

/// The commands on hooks.
#[derive(Debug, Subcommand)]
// Described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum HookCommand {
    Test(HookTestArgs),
}

const TEST_EXAMPLES: &str = "\
Examples:
  keywright hook test \"CI deployer\" deliver
  keywright hook test \"CI deployer\" verify
  keywright hook test \"CI deployer\" revoked -o json";

/// Run one hook of a key as a rotation would, once, with a dummy secret
///
/// The dummy secret has the form of the key's, but no key has it: no server accepts it. It is really handed to
/// the deliver hook: one that does not heed KEYWRIGHT_HOOK_TEST=1 in its environment gives it to the consumer.
/// The vault is not changed, but for its audit log. Exit 0: the hook succeeded; 8: it did not; 3: there is none.
#[derive(Debug, Args)]
#[command(after_help = TEST_EXAMPLES)]
pub struct HookTestArgs {
    /// The hook.
    #[command(flatten)]
    pub request: Request,
}
