//! What is fed with bytes that nobody has looked at: one function for each place where Keywright reads
//! such bytes. Each panics where what it calls panics, or says something that cannot be true.
//!
//! The same functions run under libFuzzer (`cargo fuzz run NAME`) and, on stable Rust, in every test run
//! (`tests/assurance/hostile_bytes.rs`, which includes this file).
#![allow(missing_docs, unreachable_pub)]
// What is wrong must be loud here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod envelope;
mod key_import;
mod node;
// tests/assurance, which includes this file, has it a second time.
#[allow(clippy::duplicate_mod)]
#[path = "../../tests/support/ports.rs"]
mod ports;
mod profile_file;
mod scan;
mod sealed_record;
mod secret;
mod stage;
mod usage_log;
mod verification_file;

pub use envelope::envelope;
pub use key_import::key_import;
pub use node::node;
pub use profile_file::profile_file;
pub use scan::scan;
pub use sealed_record::sealed_record;
pub use secret::secret;
pub use usage_log::usage_log;
pub use verification_file::verification_file;
