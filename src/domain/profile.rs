//! What a key gets when nothing else is said.

/// The profile of a key that names none: no scopes, no expiry.
pub const DEFAULT_PROFILE: &str = "default";
/// Its prefix.
pub const DEFAULT_PREFIX: &str = "kw";
