//! What age may ask while it works.

use age::Callbacks;
use age::secrecy::SecretString;

/// Callbacks for plugins: Keywright does not let them talk to the user, so that nothing hangs
/// where nobody can answer.
#[derive(Clone)]
pub(super) struct Silent;

impl Callbacks for Silent {
    fn display_message(&self, _: &str) {}

    fn confirm(&self, _: &str, _: &str, _: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _: &str) -> Option<SecretString> {
        None
    }
}

/// Callbacks that answer with a passphrase already at hand.
#[derive(Clone)]
pub(super) struct Given(pub(super) SecretString);

impl Callbacks for Given {
    fn display_message(&self, _: &str) {}

    fn confirm(&self, _: &str, _: &str, _: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _: &str) -> Option<SecretString> {
        Some(self.0.clone())
    }
}
