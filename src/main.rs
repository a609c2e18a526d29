//! The program: the real ports, and the exit code.

use std::process::ExitCode;
use std::sync::Arc;

use keywright::cli::{World, run};
use keywright::system::{
    SystemClock, SystemEntropy, SystemHooks, SystemLauncher, Terminal, arguments, environment, harden, stdout,
};

fn main() -> ExitCode {
    let inherited = harden();
    let environment = environment();
    let world = World {
        environment: &environment,
        clock: &SystemClock,
        entropy: Arc::new(SystemEntropy::new()),
        prompter: &Terminal,
        hooks: &SystemHooks,
        launcher: &SystemLauncher::new(inherited),
        stdin: &mut std::io::stdin().lock(),
        stdout: &mut stdout(),
        stderr: &mut std::io::stderr().lock(),
    };
    ExitCode::from(run(arguments(), world))
}
