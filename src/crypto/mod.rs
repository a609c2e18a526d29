//! Stateless cryptography: bytes in, bytes out.

pub mod hash;
pub mod signing;

#[cfg(feature = "cli")]
pub(crate) mod encode;
#[cfg(feature = "cli")]
pub mod envelope;
#[cfg(feature = "cli")]
pub(crate) mod seal;
#[cfg(feature = "cli")]
pub(crate) mod subkeys;
