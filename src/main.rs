//! The program: the real ports, and the exit code.

use std::alloc::System;
use std::process::ExitCode;
use std::sync::Arc;

use keywright::cli::{Ports, Streams, run};
use keywright::system::{
    SystemClock, SystemEntropy, SystemGit, SystemHooks, SystemKeyring, SystemLauncher, Terminal, arguments,
    environment, harden, names_from_files_only, report_panics, stderr, stdin, stdout, without_our_variables,
};
use zeroizing_alloc::ZeroAlloc;

/// Wipes what is freed: buffers of libraries and of the standard library hold secrets too.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    report_panics();
    let inherited = harden();
    if cfg!(target_feature = "crt-static") {
        names_from_files_only();
    }
    let keyring = SystemKeyring::new();
    let environment = environment();
    let ports = Ports {
        environment: &environment,
        clock: &SystemClock,
        entropy: Arc::new(SystemEntropy::new()),
        prompter: &Terminal,
        hooks: &SystemHooks::new(inherited),
        launcher: &SystemLauncher::new(inherited),
        git: &SystemGit::new(&environment),
        keyring: &keyring,
    };
    let streams = Streams { stdin: &mut stdin(), stdout: &mut stdout(), stderr: &mut stderr() };
    ExitCode::from(without_our_variables(&environment, || run(arguments(), ports, streams)))
}
