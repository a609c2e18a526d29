//! Keywright: an offline, file-backed API-key vault, and the verifier that servers link.
//!
//! Data flows one way: arguments → command (`cli`) → operation (`ops`) → vault (`store`) →
//! outcome → view (`output`) → stream. Imports point downward only; `tests/repo` enforces it.
//!
//! | layer | job |
//! |---|---|
//! | `cli` | arguments to requests, outcomes to views |
//! | `output` | the one place that prints |
//! | `ops` | one use case per file: one transaction, returns an outcome, prints nothing |
//! | `store` | the only SQL: sealed tables, manifest, mark |
//! | `formats` | entries to the bytes of each target's file, and lines of usage logs |
//! | `verification` | the signed file and the decision on a presented key |
//! | `crypto` | sealing, age envelopes, digests, signatures |
//! | `domain` | pure values and rules |
//!
//! What a server links is `verification`, with the values of `domain` and the signatures of `crypto`: these
//! are documented for their users. The other modules are public for the program and its tests alone.
//!
//! Without default features only `verification`, `formats` and their dependencies remain: no `SQLite`, no
//! age, no command line.

pub mod crypto;
pub mod domain;
pub mod formats;
pub mod verification;

#[cfg(feature = "cli")]
mod accounts;
pub(crate) mod files;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod error;
#[cfg(feature = "gate")]
#[doc(hidden)]
pub mod gate;
/// The whole workflow through these operations, as the command line does it:
///
/// ```
/// use std::sync::Arc;
///
/// use keywright::domain::{rights::Requirements, time::Span};
/// use keywright::error::Result;
/// use keywright::ops::key::create::{self, Delivery, Minted, NewKey, Settings, Terms};
/// use keywright::ops::vault::{init, unlock};
/// use keywright::ops::verification_file::{export, public_key};
/// use keywright::ops::{Options, Vault};
/// use keywright::ports::Clock as _;
/// use keywright::secret::Secret;
/// use keywright::system::{SystemClock, SystemEntropy, Terminal};
/// use keywright::verification::{Dialect, Format, Seen, Verifier};
///
/// # let folder = tempfile::tempdir()?;
/// # let (path, identity) = (folder.path().join("vault.db"), folder.path().join("identity.txt"));
/// let (entropy, now) = (Arc::new(SystemEntropy::new()), SystemClock.now());
/// let with_identity = unlock::Sources { identities: vec![identity.clone()], ..Default::default() };
///
/// // A vault, and the identity that unlocks it.
/// let request = init::Request {
///     path: path.clone(), sources: Default::default(), witnesses: Default::default(),
///     new_identity: Some(identity), recipients: vec![], state: None, trust: None, accept_clock: false,
///     user: &"ana".into(),
/// };
/// init::init(&request, now, &*entropy, &Terminal)?;
/// let options = Options {
///     lock_timeout: Span::seconds(10), state: None, accept_rollback: false, accept_clock: false,
///     user: "ana".into(),
/// };
/// let vault = unlock::unlock(Vault::open(&path, options)?, &with_identity, &Terminal, entropy)?.vault;
///
/// // A key. Its secret is delivered before the key is committed; here it is only remembered.
/// struct Remembered(Option<Secret>);
/// impl Delivery for Remembered {
///     fn deliver(&mut self, minted: &Minted) -> Result<()> {
///         self.0 = Some(Secret::new(minted.secret.expose().to_owned()));
///         Ok(())
///     }
///     fn complete(&mut self) -> Result<()> {
///         Ok(())
///     }
/// }
/// let settings = Settings { scopes: vec!["read".parse()?], ..Settings::default() };
/// let terms = Terms { prefix: Some("acme_live".parse()?), settings, ..Terms::default() };
/// let key = NewKey { name: "CI deployer".parse()?, terms, keep_in: None };
/// let mut delivery = Remembered(None);
/// create::create(&vault, &mut [Ok(key)].into_iter(), now, &mut delivery)?;
///
/// // The signed file for the servers.
/// let request = export::Request {
///     format: Format::Jsonl, dialect: Dialect::default(), audience: vec!["edge".parse()?],
///     valid_for: Span::days(7), out: None, force: false,
/// };
/// let export::Exported::Unnamed(file) = export::export(&vault, &request, now, &mut |_| ())?.file? else {
///     panic!("a file without a path")
/// };
///
/// // A server, which needs the file and the public key only.
/// let verifier = Verifier::new(public_key::public_keys(&vault, now)?).audience("edge".parse()?);
/// let file = verifier.load(file, now, &None::<Seen>)?;
/// let secret = delivery.0.unwrap();
/// assert!(file.decide(secret.expose().as_bytes(), &Requirements::default(), now)?.is_valid());
/// assert!(!file.decide(b"another", &Requirements::default(), now)?.is_valid());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "cli")]
pub mod ops;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod output;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod ports;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod secret;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod store;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod system;
