//! `key create`.

use std::path::PathBuf;

use super::ask;
use super::bulk::{self, Spooled};
use super::create_args::{KeyCreateArgs, OneKey};
use crate::cli::context::Context;
use crate::cli::{Answer, credential, publish};
use crate::domain::credential::CredentialName;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::key::create::{Delivery, Minted, NewKey, create as mint, may_have_committed};
use crate::ops::key::sink::{armored, recipient};
use crate::ops::{Recipient, Unlocked, Vault};
use crate::output::key::{ShownKey, shown};
use crate::output::reveal::{Revealing, SecretFile};
use crate::output::{Output, Progress};

pub(in crate::cli) fn create(context: &mut Context<'_>, args: KeyCreateArgs) -> Result<Answer> {
    if let Some(from) = &args.from {
        // Read to the end before any key is created: an invalid line must not void secrets already shown, and
        // a slow writer at the other end of a pipe must not keep the vault locked.
        let keys = Spooled::read(from, context.stdin, bulk::new_key)?;
        return context.with_vault(|context, vault| {
            several(context, vault, keys)?;
            let followed = publish::follow(context, vault, args.publish, "the keys were created")?;
            Ok(followed.warn(context))
        });
    }
    // Reject invalid requests before the vault is unlocked.
    let KeyCreateArgs { one: key, publish, .. } = args;
    let sink = SecretSink::of(&key)?;
    let unnamed = || Error::usage("the key needs a name").hint("give it: `keywright key create NAME`");
    let name = key.name.ok_or_else(unnamed)?;
    let new = NewKey { name, terms: key.terms, keep_in: key.to_credential };
    context.with_vault(|context, vault| {
        let new = ask::complete(context, vault, new)?;
        // Servers get their files even if the new key cannot be shown.
        let shown = one(context, vault, new, sink)?;
        let followed = publish::follow(context, vault, publish, "the key was created")?;
        shown.map(|()| followed.warn(context))
    })
}

/// The destination of the secret.
enum SecretSink {
    Shown,
    Alone,
    File(PathBuf),
    Encrypted(Recipient),
    /// Not shown: the operation stores it in this credential.
    Credential(CredentialName),
}

impl SecretSink {
    fn of(key: &OneKey) -> Result<Self> {
        Ok(match (&key.encrypt_to, &key.secret_file, &key.to_credential) {
            (Some(text), ..) => Self::Encrypted(recipient("--encrypt-to", text)?),
            (None, Some(path), _) => Self::File(path.clone()),
            (None, None, Some(name)) => Self::Credential(name.clone()),
            (None, None, None) if key.secret_only => Self::Alone,
            (None, None, None) => Self::Shown,
        })
    }
}

struct SingleDelivery<'a, 'o> {
    out: &'a mut Output<'o>,
    sink: SecretSink,
    now: Timestamp,
    view: Option<ShownKey>,
    file: Option<SecretFile>,
    /// Whether the credential had another secret before.
    replaces: bool,
}

impl Delivery for SingleDelivery<'_, '_> {
    fn deliver(&mut self, minted: &Minted) -> Result<()> {
        let view = shown(minted.key.clone(), self.now);
        match &self.sink {
            SecretSink::Shown => self.out.reveal(&view, &minted.secret, "Secret (shown only once):")?,
            SecretSink::Alone => self.out.reveal_only(&minted.secret)?,
            SecretSink::File(path) => self.file = Some(SecretFile::write(path, &minted.secret)?),
            SecretSink::Encrypted(recipient) => {
                self.out.reveal_encrypted(&view, &armored(&minted.secret, recipient)?)?;
            }
            SecretSink::Credential(_) => self.replaces = minted.replaces,
        }
        self.view = Some(view);
        Ok(())
    }

    fn complete(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Creates one key. Returns whether it could be shown, if its secret went elsewhere.
fn one(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    new: NewKey,
    sink: SecretSink,
) -> Result<Result<()>> {
    let now = context.now();
    let mut delivery =
        SingleDelivery { out: &mut context.out, sink, now, view: None, file: None, replaces: false };
    let made = mint(vault, &mut std::iter::once(Ok(new)), now, &mut delivery);
    let SingleDelivery { view, file, sink, replaces, .. } = delivery;
    if let Err(mut error) = made {
        // If the key may exist all the same, its only secret must not be deleted.
        if let Some(file) = file.filter(|_| may_have_committed(&error)) {
            error.message = format!("{}; it is in {}", error.message, file.keep().display());
        }
        return Err(error);
    }
    Ok(match (view, file, sink) {
        (Some(view), Some(file), _) => {
            let path = file.keep();
            let answer = context.out.one(&view);
            context.out.note(&format!("the secret is in {}", path.display()));
            answer
        }
        (Some(view), None, SecretSink::Credential(name)) => {
            let answer = context.out.kept(&view, &name);
            if replaces {
                context.out.note(credential::REPLACED);
            }
            answer
        }
        _ => {
            context.out.note("the secret cannot be shown again");
            Ok(())
        }
    })
}

/// Delivers many secrets, one line each.
struct BulkDelivery<'a, 'o> {
    out: &'a mut Output<'o>,
    now: Timestamp,
    progress: Progress,
    revealing: Option<Revealing>,
}

impl Delivery for BulkDelivery<'_, '_> {
    fn deliver(&mut self, minted: &Minted) -> Result<()> {
        self.progress.inc(1);
        let out = &mut *self.out;
        let revealing = self.revealing.get_or_insert_with(|| out.begin_revealing::<ShownKey>());
        out.reveal_another(revealing, &shown(minted.key.clone(), self.now), &minted.secret)
    }

    fn complete(&mut self) -> Result<()> {
        let revealing = self.revealing.take().unwrap_or_else(|| self.out.begin_revealing::<ShownKey>());
        self.out.end_revealing(revealing)
    }
}

fn several(context: &mut Context<'_>, vault: &Vault<Unlocked>, mut keys: Spooled<NewKey>) -> Result<()> {
    let now = context.now();
    let mut progress = context.out.progress();
    progress.start("keys created");
    let mut delivery = BulkDelivery { out: &mut context.out, now, progress, revealing: None };
    let made = mint(vault, &mut keys, now, &mut delivery);
    delivery.progress.finish();
    let made = made.map_err(|error| keys.with_line(error))?;
    context.out.note(&format!("created {}; the secrets cannot be shown again", words::count(made, "key")));
    Ok(())
}
