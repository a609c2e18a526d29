//! A file that was asked for by its name: it is searched whatever it is, or it is said why not.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::{OFlags, statfs};

use super::findings::as_it_is;

/// The kernel's file system of pipes without a name (linux/magic.h).
const PIPES: i64 = 0x5049_5045;

/// Opens it, following links. What could block for ever or have no end is an error.
pub(super) fn open(path: &Path) -> io::Result<impl Read + use<>> {
    let refused = |why: &str| Err(io::Error::new(io::ErrorKind::Unsupported, why));
    let kind = path.metadata()?.file_type();
    if kind.is_char_device() || kind.is_block_device() {
        return refused("it is a device, which may have no end");
    }
    if kind.is_socket() {
        return refused("it is a socket");
    }
    // One that a shell made, as for `<(command)`, ends with what writes to it; nobody may ever open the other kind.
    if kind.is_fifo() && statfs(path)?.f_type != PIPES {
        return refused("it is a named pipe: read it into stdin, and search -");
    }
    if kind.is_fifo() {
        return Ok(as_it_is(File::open(path)?, 0));
    }
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let found = file.metadata()?;
    if !found.is_file() {
        return refused("it has been replaced");
    }
    Ok(as_it_is(file, found.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn what_has_no_end_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let _listening = UnixListener::bind(at("socket")).unwrap();
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), rustix::fs::FileType::Fifo, mode, 0).unwrap();
        let why = |path: &Path| open(path).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(why(&at("socket")).contains("socket") && why(&at("pipe")).contains("named pipe"));
        assert!(why(Path::new("/dev/zero")).contains("device"));
        std::fs::write(at("file"), "x").unwrap();
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        let mut text = String::new();
        open(&at("link")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "x");
    }

    #[test]
    fn a_file_that_grows_is_searched_as_it_was() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "before").unwrap();
        let mut opened = open(file.path()).unwrap();
        std::fs::write(file.path(), "before and after").unwrap();
        let mut text = String::new();
        opened.read_to_string(&mut text).unwrap();
        assert_eq!(text, "before");
        assert!(open(Path::new("/proc/self/status")).unwrap().read_to_string(&mut text).unwrap() > 0);
    }
}
