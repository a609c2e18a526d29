//! The public keys that a program is told to trust.

use std::io::ErrorKind;
use std::path::Path;

use crate::crypto::signing::{PublicKey, parse_public_keys};
use crate::domain::Invalid;
use crate::error::{Error, Result};
use crate::files::{UTF_16, UTF_16_HINT, is_utf16, read_small};

/// The first bytes of a vault.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Reads public keys as given on the command line: a file with PEM, JWK or raw keys, or the text of one itself.
pub fn read_public_keys(names: &[String]) -> Result<Vec<PublicKey>> {
    let mut keys = Vec::new();
    for name in names {
        match read_small(Path::new(name)) {
            Ok(bytes) => keys.extend(of_file(name, &bytes)?),
            // A text can be longer than any name.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidFilename) => {
                keys.extend(of_text(name)?);
            }
            Err(error) => return Err(Error::io(format!("--public-key: reading '{name}' failed"), error)),
        }
    }
    Ok(keys)
}

fn of_file(name: &str, bytes: &[u8]) -> Result<Vec<PublicKey>> {
    if is_utf16(bytes) {
        return Err(
            Error::usage(format!("--public-key: '{name}' cannot be read: {UTF_16}")).hint(UTF_16_HINT)
        );
    }
    if bytes.starts_with(SQLITE) {
        return Err(refused(&format!("--public-key: '{name}' is a vault, or another database")));
    }
    parse_public_keys(&String::from_utf8_lossy(bytes))
        .map_err(|invalid| refused(&format!("--public-key: '{name}' has no public key: {invalid}")))
}

/// What is no file may be the text of a key. One that is neither is taken for the name of a file, unless only a text
/// can begin so.
fn of_text(text: &str) -> Result<Vec<PublicKey>> {
    parse_public_keys(text).map_err(|invalid: Invalid| {
        let text_start = text.trim_start_matches('\u{feff}').trim_start();
        if text_start.starts_with('{') || text_start.starts_with("-----") {
            return refused(&format!("--public-key: {invalid}"));
        }
        Error::not_found(format!("--public-key: there is no file '{text}'"))
    })
}

fn refused(what: &str) -> Error {
    Error::usage(what).hint("print it with `keywright public-key` on the machine with the vault")
}
