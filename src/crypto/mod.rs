//! Stateless cryptography: bytes in, bytes out.

pub mod hash;
pub mod signing;
