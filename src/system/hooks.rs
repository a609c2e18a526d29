//! Running other programs.

use zeroize::Zeroizing;

use crate::domain::time::Span;
use crate::ports::{HookCall, HookEnd, HookOutput, HookRunner};

/// The operating system's processes.
pub struct SystemHooks;

impl HookRunner for SystemHooks {
    fn run(&self, _: &HookCall<'_>) -> HookOutput {
        let end = HookEnd::NotStarted(std::io::ErrorKind::Unsupported.into());
        HookOutput { end, stdout: Zeroizing::default(), stderr: Zeroizing::default() }
    }

    fn pause(&self, _: Span) {}
}
