//! `inspect`: reports what a verification file contains; on request, installs it.

use std::fs::File;
use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::check::{ExpectedFile, about};
use super::install::Install;
pub use super::install::Installed;
use super::public_key;
use crate::domain::hook::HookCommand;
use crate::domain::name::PlainName;
use crate::error::{Error, Result};
use crate::ops::hook::Programs;
use crate::ports::Clock;
use crate::verification::{Claims, Inspection, Rejection, Seen, inspect};

/// A file, and where to install it if it is authentic, not expired and not older than the last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// The verification file, of any format
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Trusted public key: a file, or the key itself; repeatable
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,

    /// Install the file at this path
    // A regular file there is replaced, and its owner, group and mode kept; otherwise the mode is 0600.
    #[arg(long, value_name = "DEST", requires_all = ["public_key", "state"])]
    pub install: Option<PathBuf>,

    /// What the file must be.
    #[command(flatten)]
    pub expected: ExpectedFile,

    /// Folder for rollback protection: remembers the newest file seen
    #[arg(long, value_name = "DIR", requires = "install")]
    pub state: Option<PathBuf>,

    /// Name of this server in the receipts written to --state [default: the host name]
    #[arg(long, value_name = "NAME", requires = "state")]
    pub server: Option<PlainName>,

    /// Command that makes the server load the installed file, split like a shell command line
    #[arg(long, value_name = "COMMAND", requires = "install")]
    pub reload: Option<HookCommand>,
}

impl Request {
    fn install(&self) -> Option<Install<'_>> {
        let (destination, state) = self.install.as_deref().zip(self.state.as_deref())?;
        Some(Install { destination, state, server: self.server.as_ref(), reload: self.reload.as_ref() })
    }
}

/// The result of an inspection.
#[derive(Debug)]
pub struct Outcome {
    /// The thumbprint of the key that line 1 names.
    pub kid: String,
    /// The claims of line 1.
    pub claims: Claims,
    /// Whether one of the public keys signed it; `None`: none was given, and this was not checked.
    pub genuine: Option<bool>,
    /// What is wrong with the body; `None`: its digest and count match.
    pub damage: Option<String>,
    /// Whether it is valid now: issued and not expired.
    pub freshness: Freshness,
    /// That it was installed; `None`: that was not asked for.
    pub installed: Option<Installed>,
    /// Whether the server was made to load it, or the failure of the command; `None`: there is no command.
    pub reload: Option<Result<()>>,
}

/// The validity of a file at a given time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Issued and not expired.
    Valid,
    /// Expired.
    Stale,
    /// Issued ahead of the clock, or its epoch is later than its time of issue.
    Future,
}

impl Freshness {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Stale => "stale",
            Self::Future => "future",
        }
    }
}

/// Inspects a file and, on request, installs it.
///
/// # Errors
/// With public keys: the file is not authentic. To install it: it is not valid now, it is older than the
/// last, or its destination is unsuitable. A reload that failed is part of the outcome.
pub fn run(request: &Request, clock: &dyn Clock, programs: Programs<'_>) -> Result<Outcome> {
    let now = clock.now();
    let trusted = public_key::read(&request.public_key)?;
    let trusts = !trusted.is_empty();
    let verifier = request.expected.verifier(trusted);
    let install = request.install();
    let reader = File::open(&request.file)
        .map_err(|error| Error::io(format!("opening '{}' failed", request.file.display()), error))?;
    let refused = about(&request.file);
    let (mut installed, mut reload) = (None, None);
    let Inspection { kid, claims, damage, .. } = match &install {
        None => inspect(reader, trusts.then_some(&verifier)).map_err(&refused)?,
        Some(_) if !trusts => {
            return Err(Error::usage("installing a file requires a public key to verify it with")
                .hint("pass --public-key"));
        }
        Some(install) => {
            let (inspection, done, reloaded) = install.run(reader, &verifier, &refused, clock, programs)?;
            (installed, reload) = (Some(done), reloaded);
            inspection
        }
    };
    let freshness = match verifier.check_claims(&kid, &claims, now, &None::<Seen>) {
        Ok(_) => Freshness::Valid,
        Err(Rejection::Stale { .. }) => Freshness::Stale,
        Err(Rejection::Future { .. } | Rejection::EpochAfterIssue { .. }) => Freshness::Future,
        Err(rejection) => return Err(refused(rejection)),
    };
    Ok(Outcome {
        kid,
        claims,
        genuine: trusts.then_some(true),
        damage: damage.map(|damage| damage.to_string()),
        freshness,
        installed,
        reload,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::signing::SigningKey;
    use crate::domain::time::{Span, Timestamp};
    use crate::error::{Kind, Reason};
    use crate::ops::verification_file::check::tests::{NOW, entry, key, write};
    use crate::ports::{Environment, HookCall, HookOutput, HookRunner};
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    /// A clock that stands still, and no programs.
    struct At(Timestamp);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            self.0
        }
    }

    impl HookRunner for At {
        fn find(&self, _: &crate::domain::hook::HookCommand) -> std::io::Result<Option<std::path::PathBuf>> {
            Ok(None)
        }

        fn run(&self, _: &HookCall<'_>) -> HookOutput {
            unreachable!()
        }

        fn pause(&self, _: Span) {}
    }

    fn run(request: &Request, now: Timestamp) -> Result<Outcome> {
        let at = At(now);
        super::run(
            request,
            &at,
            Programs { runner: &at, environment: &Environment::default(), reporter: &() },
        )
    }

    #[test]
    fn reports_without_a_key_and_refuses_with_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        write(&file, 1, vec![entry("one", "read")]);
        let mut request = Request { file: file.clone(), ..Request::default() };
        let outcome = run(&request, NOW).unwrap();
        assert_eq!((outcome.genuine, outcome.damage, outcome.freshness), (None, None, Freshness::Valid));
        assert_eq!(run(&request, Timestamp::from_unix(100)).unwrap().freshness, Freshness::Stale);
        request.public_key = vec![key().public().to_raw()];
        assert_eq!(run(&request, NOW).unwrap().genuine, Some(true));
        let altered = fs::read_to_string(&file).unwrap().replace("read", "root");
        fs::write(&file, altered).unwrap();
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::Tampered(Reason::Digest));
        request.public_key = vec![SigningKey::from_seed(&[8; 32]).unwrap().public().to_raw()];
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::Tampered(Reason::Signature));
        request.public_key = vec![];
        assert!(run(&request, NOW).unwrap().damage.is_some());
    }

    #[test]
    fn installs_only_what_is_genuine_in_force_and_not_older() {
        let folder = tempfile::tempdir().unwrap();
        let (file, destination) = (folder.path().join("f"), folder.path().join("placed"));
        let mut request = Request {
            file: file.clone(),
            public_key: vec![key().public().to_raw()],
            install: Some(destination.clone()),
            state: Some(folder.path().join("state")),
            ..Request::default()
        };
        write(&file, 2, vec![entry("one", "read")]);
        assert_eq!(run(&request, Timestamp::from_unix(100)).unwrap_err().kind, Kind::Tampered(Reason::Stale));
        assert!(!destination.exists());
        assert!(run(&request, NOW).unwrap().installed.is_some());
        let installed = fs::read(&destination).unwrap();
        assert_eq!(installed, fs::read(&file).unwrap());
        fs::set_permissions(&destination, fs::Permissions::from_mode(0o640)).unwrap();
        write(&file, 1, vec![]);
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::RolledBack);
        assert_eq!(fs::read(&destination).unwrap(), installed);
        write(&file, 3, vec![]);
        run(&request, NOW).unwrap();
        assert_eq!(fs::metadata(&destination).unwrap().permissions().mode() & 0o777, 0o640);
        request.install = Some(folder.path().to_owned());
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::Io);
        request.install = Some(folder.path().join("none/f"));
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::Io);
        request.public_key = vec![];
        assert_eq!(run(&request, NOW).unwrap_err().kind, Kind::Usage);
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "file, placed, state: {left:?}");
    }
}
