//! Callbacks that age makes during its work.

use age::Callbacks;
use age::secrecy::SecretString;

/// Answers with a passphrase that is already known, if there is one, and never prompts: plugins may not
/// interact with the user, so that nothing hangs where nobody can answer.
#[derive(Clone)]
pub(super) struct Answers(pub(super) Option<SecretString>);

impl Callbacks for Answers {
    fn display_message(&self, _: &str) {}

    fn confirm(&self, _: &str, _: &str, _: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _: &str) -> Option<SecretString> {
        self.0.clone()
    }
}
