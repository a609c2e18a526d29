//! The listening socket, which is standard input, and the connections that it yields. Nothing here makes a socket.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::{UnixListener, UnixStream};

use crate::error::{Error, Result};

#[derive(Debug)]
pub(super) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

/// A connection that never waits.
#[derive(Debug)]
pub(super) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Listener {
    /// Standard input, which must listen, and a connection that was waiting, if any.
    ///
    /// # Errors
    /// It is something else.
    pub(super) fn of_stdin() -> Result<(Self, Option<Stream>)> {
        let wrong = || {
            Error::usage("standard input is not a listening socket").hint(
                "start it by a systemd socket unit with Accept=no and StandardInput=socket, or pass it a socket: \
                 see keywright-gate(1)",
            )
        };
        let copy = || io::stdin().as_fd().try_clone_to_owned();
        let listener = copy().map(TcpListener::from).and_then(|tcp| tcp.local_addr().map(|_| Self::Tcp(tcp)));
        let listener = listener.or_else(|_| {
            copy().map(UnixListener::from).and_then(|unix| unix.local_addr().map(|_| Self::Unix(unix)))
        });
        let listener = listener.map_err(|_| wrong())?;
        listener.never_wait().map_err(|error| Error::io("standard input", error))?;
        match listener.accept() {
            // A socket that is connected, or of datagrams.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
                Err(wrong())
            }
            // What else goes wrong can go right the next time.
            accepted => Ok((listener, accepted.ok().flatten())),
        }
    }

    /// The next connection; `None` if there is none yet.
    pub(super) fn accept(&self) -> io::Result<Option<Stream>> {
        let accepted = match self {
            Self::Tcp(listener) => listener.accept().map(|(stream, _)| Stream::Tcp(stream)),
            Self::Unix(listener) => listener.accept().map(|(stream, _)| Stream::Unix(stream)),
        };
        match accepted.and_then(Stream::ready) {
            Ok(stream) => Ok(Some(stream)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn never_wait(&self) -> io::Result<()> {
        match self {
            Self::Tcp(listener) => listener.set_nonblocking(true),
            Self::Unix(listener) => listener.set_nonblocking(true),
        }
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Tcp(listener) => listener.as_fd(),
            Self::Unix(listener) => listener.as_fd(),
        }
    }
}

impl Stream {
    /// An answer is written at once, so there is nothing to collect (Nagle) either.
    fn ready(self) -> io::Result<Self> {
        match &self {
            Self::Tcp(stream) => {
                stream.set_nonblocking(true)?;
                let _ = stream.set_nodelay(true);
            }
            Self::Unix(stream) => stream.set_nonblocking(true)?,
        }
        Ok(self)
    }

    /// `None` if nothing can be read yet.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> io::Result<Option<usize>> {
        unless_it_waits(|| match self {
            Self::Tcp(stream) => stream.read(bytes),
            Self::Unix(stream) => stream.read(bytes),
        })
    }

    /// `None` if nothing can be written yet.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<Option<usize>> {
        unless_it_waits(|| match self {
            Self::Tcp(stream) => stream.write(bytes),
            Self::Unix(stream) => stream.write(bytes),
        })
    }

    /// Tells the client that nothing more will be sent.
    pub(super) fn finish(&self) {
        let _ = match self {
            Self::Tcp(stream) => stream.shutdown(Shutdown::Write),
            Self::Unix(stream) => stream.shutdown(Shutdown::Write),
        };
    }
}

fn unless_it_waits(mut work: impl FnMut() -> io::Result<usize>) -> io::Result<Option<usize>> {
    loop {
        return match work() {
            Ok(count) => Ok(Some(count)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
    }
}

impl AsFd for Stream {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Tcp(stream) => stream.as_fd(),
            Self::Unix(stream) => stream.as_fd(),
        }
    }
}
