//! The gate: a forward-auth server that is given its socket.

use std::alloc::System;
use std::process::ExitCode;

use keywright::gate::run;
use keywright::system::{arguments, harden, report_panics};
use zeroizing_alloc::ZeroAlloc;

/// Wipes what is freed: what clients present passes through buffers.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    report_panics();
    harden();
    ExitCode::from(run(arguments()))
}
