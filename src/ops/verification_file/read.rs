//! Bounded reading of small files that people name: identities, passphrases, public keys.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// Identity and passphrase files are small; more than this is something else.
pub(crate) const MAX_SIZE: u64 = 1 << 20;

/// Reads a file, or a pipe to its end, if it is not larger than 1 MiB. Wiped when dropped.
pub(crate) fn read_small(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let found = file.metadata()?;
    if found.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    // Reserved at once where the size is known, so that growing leaves no copies behind.
    let expected = usize::try_from(found.len().min(MAX_SIZE)).unwrap_or(0) + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected.max(4_096)));
    file.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_SIZE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "is larger than 1 MiB"));
    }
    Ok(bytes)
}
