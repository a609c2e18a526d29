//! The public keys that a program is told to trust.

use std::path::Path;

use crate::crypto::signing::{PublicKey, parse_public_keys};
use crate::error::{Error, Result};
use crate::files::read_small;

/// Reads public keys as given on the command line: a file with PEM, JWK or raw keys, or a raw key itself.
pub fn read_public_keys(names: &[String]) -> Result<Vec<PublicKey>> {
    let mut keys = Vec::new();
    for name in names {
        let path = Path::new(name);
        let text = match read_small(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => match parse_public_keys(name) {
                Ok(found) => {
                    keys.extend(found);
                    continue;
                }
                Err(_) => return Err(Error::not_found(format!("--public-key: there is no file '{name}'"))),
            },
            Err(error) => return Err(Error::io(format!("--public-key: reading '{name}' failed"), error)),
        };
        let found = parse_public_keys(&text).map_err(|invalid| {
            Error::usage(format!("--public-key: '{name}' has no public key: {invalid}"))
                .hint("print it with `keywright public-key` on the machine with the vault")
        })?;
        keys.extend(found);
    }
    Ok(keys)
}
