//! `vault`, `init` and `status`.

mod held;
mod info;
mod init;
mod metrics;
mod status;
