//! Confirming: the successor becomes active once it is proven to be in use.

use clap::Args;
use subtle::ConstantTimeEq as _;

use super::ready::{Override, refuse_unless_ready};
use super::{Case, Outcome};
use crate::crypto::hash::sha256;
use crate::domain::audit::Action;
use crate::domain::digest::Digest;
use crate::domain::name::KeyRef;
use crate::domain::rotation::RotationUpdate;
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::{authorization, denial};
use crate::secret::Secret;
use crate::store::{Transaction, Unlocked, Vault};

/// The proof that the successor is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The consumer's secret, by its digest: proof of possession.
    Possession(Digest),
    /// The success of the verify hook.
    Statement,
}

impl Proof {
    /// Possession of the presented secret.
    pub fn of(secret: &Secret) -> Self {
        Self::Possession(sha256(secret.expose().as_bytes()))
    }
}

/// Which rotation is confirmed, and whether servers are waited for.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Request {
    /// Name, or id or start of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Do not wait for servers to have the new key; those without it refuse it
    #[arg(long)]
    pub force: bool,
}

/// Confirms in one transaction: verifies the secret, then that servers have the successor (unless forced),
/// then makes the change.
pub fn confirm(vault: &Vault<Unlocked>, request: &Request, proof: Proof, now: Timestamp) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        let mut case = Case::expect(transaction, &request.key)?;
        let changed = confirm_case(transaction, &mut case, proof, request.force)?;
        Ok(case.outcome(changed))
    })
}

/// The same within a transaction. Returns whether anything changed.
pub(in crate::ops) fn confirm_case(
    transaction: &mut Transaction<'_>,
    case: &mut Case,
    proof: Proof,
    force: bool,
) -> Result<bool> {
    let now = transaction.now();
    authorization::manage(transaction, &case.predecessor.record)?;
    if let Proof::Possession(digest) = proof {
        refuse_another(transaction, case, digest)?;
    }
    let allowed = RotationUpdate::can_confirm(case.rotation(), &case.successor.record, now);
    if !allowed.map_err(|reason| case.refused(reason))? {
        return Ok(false);
    }
    let overridden = if force { Override::Everything } else { Override::Nothing };
    refuse_unless_ready(transaction, case, overridden)?;
    let done = case.update().confirm(now);
    done.map_err(|reason| case.refused(reason))?;
    case.save(transaction)?;
    let how = match (proof, force) {
        (Proof::Possession(_), false) => "by possession",
        (Proof::Possession(_), true) => "by possession, without waiting for the targets",
        (Proof::Statement, _) => "by the verify hook's statement",
    };
    transaction.record(case.audit_entry(Action::RotationConfirm).detail(how))?;
    Ok(true)
}

/// An error if the secret is not the successor's; it says whose it is, if known.
fn refuse_another(transaction: &Transaction<'_>, case: &Case, digest: Digest) -> Result<()> {
    let wanted = &case.successor.record;
    if bool::from(digest.as_bytes().ct_eq(wanted.digest.as_bytes())) {
        return Ok(());
    }
    let whose = if digest == sha256(b"") {
        "no secret was given; the new secret is read from stdin".to_owned()
    } else {
        match transaction.key_with_digest(&digest)? {
            Some(other) if other.record.id == case.predecessor.record.id => {
                "that is the old secret, not the new one".to_owned()
            }
            Some(other) if other.record.name == wanted.name => {
                format!(
                    "that is the secret of version {} of '{}', not of version {}",
                    other.record.version, wanted.name, wanted.version
                )
            }
            Some(other) => format!("that is the secret of '{}', not of '{}'", other.record.name, wanted.name),
            None => "that is not the new secret".to_owned(),
        }
    };
    Err(Error::new(Kind::Denied, format!("'{}' is not confirmed: {whose}", wanted.name)).hint(format!(
        "pass the secret that the consumer uses now: `keywright rotate confirm {} < secret`",
        shell::word(&wanted.name)
    )))
}
