//! `vault`, `init` and `status`.

mod info;
mod init;
mod status;
