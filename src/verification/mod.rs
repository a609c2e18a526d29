//! The signed file that a server decides by, and the verifier.
//!
//! Line 1 holds a JWS that covers the rest by its digest. A [`VerifiedFile`] exists only once
//! every check has passed: the signature, the digest, the time, the audience and the age.
//!
//! ```
//! use keywright::crypto::signing::parse_public_keys;
//! use keywright::domain::rights::{Requirements, Scope};
//! use keywright::domain::time::Timestamp;
//! use keywright::verification::{Seen, Verifier};
//! # use keywright::crypto::{hash::sha256, signing::SigningKey};
//! # use keywright::domain::id::KeyId;
//! # use keywright::verification::{Claims, Entry, Format, sign_line};
//! # // What the owner's machine does.
//! # let now = Timestamp::from_unix(1_767_225_600);
//! # let secret = b"an imported key of another form";
//! # let key = SigningKey::from_seed(&[7; 32])?;
//! # let public_key_pem = key.public().to_pem();
//! # let entry = Entry {
//! #     digest: sha256(secret), id: KeyId::from_bits([1; 16]), not_before: None, expires_at: None,
//! #     scopes: vec!["read".parse()?], resource: Some("acme".parse()?), environment: None,
//! #     networks: Default::default(),
//! # };
//! # let mut body = Vec::new();
//! # Format::Jsonl.write_entry(&entry, &mut body);
//! # let line_1 = sign_line(&Claims {
//! #     ver: 1, iss: "urn:uuid:0".into(), sub: "api".into(), aud: vec!["api".into()], iat: now,
//! #     exp: Timestamp::from_unix(now.unix() + 60), epoch: now, generation: 1,
//! #     fmt: Format::Jsonl, cnt: 1, dig: sha256(&body),
//! # }, &key);
//! # let file = [line_1.into_bytes(), body].concat();
//! # let reader = file.as_slice();
//! // Once, when the server starts:
//! let verifier =
//!     Verifier::new(parse_public_keys(&public_key_pem)?).audience("api".parse()?).subject("api");
//! let mut seen: Option<Seen> = None;
//! let required: [Scope; 1] = ["read".parse()?];
//!
//! // Whenever the file changed; an old, forged or stale one is an error, and the server continues
//! // with the one it has. A `StateDir` in place of `seen` remembers across restarts.
//! let file = verifier.load(reader, now, &seen)?;
//! seen = Some(file.seen());
//!
//! // For every request:
//! let decision = file.decide(secret, &Requirements { scopes: &required, ..Requirements::default() }, now)?;
//! assert!(decision.is_valid());
//! // The key is bound to a resource, and this server did not say which one is asked for.
//! assert!(decision.verdict.is_ok_and(|unchecked| unchecked.resource));
//! # assert!(seen.is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod body_hash;
mod canonical;
mod claims;
mod decide;
mod entries;
mod entry;
mod file;
mod follow;
mod framing;
mod json;
mod layout;
mod lines;
mod members;
mod opened;
mod parser;
#[cfg(feature = "program")]
mod public_keys;
mod rejection;
mod seen;
mod state;
mod verifier;

#[cfg(test)]
mod tests;

pub use claims::{Claims, VERSION, claims_of, sign_line};
pub use decide::Decision;
pub use entries::{Entries, EntryRef};
pub use entry::Entry;
pub use file::VerifiedFile;
pub use follow::{Current, Follower, LOOK_EVERY, Look};
pub use framing::{Format, MAX_LINE};
pub(crate) use layout::put;
pub use layout::{BodyWriter, Dialect};
pub use opened::{OpenedFile, VerifiedKey};
#[cfg(feature = "program")]
#[doc(hidden)]
pub use public_keys::read_public_keys;
pub use rejection::{Rejection, RejectionKind};
pub use seen::{Mark, Marks, Seen};
pub use state::{LockedState, StateDir};
pub use verifier::{Inspection, TOLERANCE, Verifier, inspect, read_any, read_entries, read_lines};
