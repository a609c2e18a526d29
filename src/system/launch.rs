//! Replacing this process with a program. Nothing of this process remains: not its memory, nor an ignored
//! signal, nor a descriptor other than the standard streams and the secrets' own.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use rustix::io::{Errno, FdFlags, fcntl_setfd};

use super::{Inherited, find};
use crate::ports::{Launch, Launcher, SecretTransport};
use crate::secret::Secret;

/// The operating system's `execve`.
pub struct SystemLauncher(Inherited);

impl SystemLauncher {
    /// Restores for programs what this process hardened for itself.
    pub fn new(inherited: Inherited) -> Self {
        Self(inherited)
    }

    fn try_to_replace(&self, launch: &Launch<'_>) -> io::Result<io::Error> {
        let path = launch.environment.get(OsStr::new("PATH")).map(OsString::as_os_str);
        let path = path.filter(|path| !path.is_empty());
        let program = program(launch.program, path)?;
        let mut command = Command::new(&program);
        command.arg0(launch.program).args(launch.arguments).env_clear().envs(launch.environment);
        let mut files = Vec::new();
        for handed in launch.secrets {
            match handed.transport {
                SecretTransport::Value => command.env(handed.variable.as_str(), handed.secret.expose()),
                SecretTransport::File => {
                    let file = in_memory(&handed.secret)?;
                    let place = format!("/dev/fd/{}", file.as_raw_fd());
                    files.push(file);
                    command.env(handed.variable.as_str(), place)
                }
            };
        }
        for file in &files {
            fcntl_setfd(file, FdFlags::empty())?;
        }
        let _as_it_was = self.0.restore_umask();
        // The standard library also resets the signal mask and SIGPIPE.
        Ok(find::refusal(&program, command.exec()))
    }
}

impl Launcher for SystemLauncher {
    fn find(&self, name: &OsStr, path: Option<&OsStr>) -> io::Result<()> {
        program(name, path).map(|_| ())
    }

    fn replace(&self, launch: &Launch<'_>) -> io::Error {
        self.try_to_replace(launch).unwrap_or_else(|error| error)
    }
}

/// The file that a shell would run. (POSIX.1-2024, XBD 8.3: an empty folder is the current one.)
fn program(name: &OsStr, path: Option<&OsStr>) -> io::Result<PathBuf> {
    let folders: Vec<PathBuf> = match path {
        Some(path) => std::env::split_paths(path).collect(),
        None => find::FOLDERS.map(PathBuf::from).into(),
    };
    let here = |folder: PathBuf| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    find::program(name, folders.into_iter().map(here), "PATH")
}

/// An anonymous file, sealed against changes and positioned at its start.
fn in_memory(secret: &Secret) -> io::Result<OwnedFd> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    // Before Linux 6.3 the kernel rejects the flag; where it is mandatory, it must be set.
    let made = match memfd_create(c"secret", flags | MemfdFlags::NOEXEC_SEAL) {
        Err(Errno::INVAL) => memfd_create(c"secret", flags),
        made => made,
    };
    let mut file = File::from(made?);
    file.write_all(secret.expose().as_bytes())?;
    file.rewind()?;
    let seals = SealFlags::SEAL | SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE;
    fcntl_add_seals(&file, seals)?;
    Ok(file.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_file_in_memory_is_read_and_never_written() {
        let mut file = File::from(in_memory(&Secret::new("canary".to_owned())).unwrap());
        let mut read = String::new();
        file.read_to_string(&mut read).unwrap();
        assert_eq!(read, "canary");
        assert!(file.write_all(b"x").is_err() && file.set_len(1).is_err());
    }

    #[test]
    fn programs_are_found_as_a_shell_finds_them() {
        let find = |name: &str, path: Option<&str>| program(name.as_ref(), path.map(OsStr::new));
        assert!(find("sh", Some("/nowhere:/bin")).is_ok() && find("sh", None).is_ok());
        assert!(find("/bin/sh", Some("")).is_ok());
        for (name, path, kind) in [
            ("sh", "/nowhere", io::ErrorKind::NotFound),
            ("no-such-program", "/bin", io::ErrorKind::NotFound),
            ("./sh", "/bin", io::ErrorKind::NotFound),
            ("", "/bin", io::ErrorKind::NotFound),
            ("/bin", "/", io::ErrorKind::IsADirectory),
            (concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), "/", io::ErrorKind::PermissionDenied),
        ] {
            assert_eq!(find(name, Some(path)).unwrap_err().kind(), kind, "{name}");
        }
    }
}
