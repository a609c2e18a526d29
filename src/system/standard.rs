//! The standard streams, without the buffers of the standard library: those live until the process ends, with
//! the last secret that went through them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::fd::AsFd;

/// Standard input. Its buffer is freed, and so wiped, with it.
pub fn stdin() -> impl BufRead {
    BufReader::new(Input)
}

struct Input;

impl Read for Input {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(io::stdin(), bytes)?)
    }
}

/// Standard output, unbuffered.
///
/// If it was closed when the process started, Rust has opened `/dev/null` in its place, for reading and
/// writing, so that no other file gets its descriptor; a secret written there would be silently lost. Such an
/// output fails like a closed pipe. (`>/dev/null` is open for writing only, and works.)
pub fn stdout() -> Box<dyn Write> {
    if is_stand_in(io::stdout()) { Box::new(Closed) } else { Box::new(Output) }
}

/// Standard error, which has no buffer. Locked for one write at a time and never longer: progress is drawn by other
/// threads, and a panic on one of them is reported there too; they would wait for ever.
pub fn stderr() -> impl Write {
    io::stderr()
}

fn is_stand_in(stdout: impl AsFd) -> bool {
    let is_null = || {
        let (ours, null) = (rustix::fs::fstat(&stdout)?, rustix::fs::stat("/dev/null")?);
        let mode = rustix::fs::fcntl_getfl(&stdout)? & rustix::fs::OFlags::RWMODE;
        let is_device = rustix::fs::FileType::from_raw_mode(ours.st_mode).is_char_device();
        Ok::<_, rustix::io::Errno>(
            is_device && ours.st_rdev == null.st_rdev && mode == rustix::fs::OFlags::RDWR,
        )
    };
    is_null().unwrap_or(false)
}

struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(io::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An output that nobody can read.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
