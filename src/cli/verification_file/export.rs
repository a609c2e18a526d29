//! `export` and `public-key`.

use super::args::PublicKeyArgs;
use super::export_args::ExportArgs;
use crate::cli::Answer;
use crate::cli::args::PublicKeyFormat;
use crate::cli::context::Context;
use crate::error::Result;
use crate::ops::PublicKey;
use crate::ops::verification_file::export::{self, Request};
use crate::ops::verification_file::public_key as keys;
use crate::output::escape;

pub(in crate::cli) fn export(context: &mut Context<'_>, args: ExportArgs) -> Result<Answer> {
    let request =
        Request { format: args.format, audiences: args.audience, valid_for: args.valid_for, out: args.out };
    let (now, clocking) = (context.now(), context.clocking());
    let outcome = context.with_vault(|context, vault| {
        let mut progress = context.out.progress();
        progress.start("keys read");
        let outcome = export::export(vault, &request, now, clocking, &mut |keys| progress.inc(keys));
        progress.finish();
        outcome
    })?;
    // First: the vault says it once.
    if outcome.is_wary {
        context.out.warn(
            "the vault was restored or repaired since the last export of this: keys that were revoked meanwhile may be \
             in the file; `keywright diff OLD NEW` compares it with the one that servers have",
        );
    }
    if let Some(file) = outcome.file? {
        context.out.payload_from(file)?;
    }
    let claims = outcome.claims;
    let place = request.out.as_ref().map_or_else(String::new, |path| format!(" to {}", path.display()));
    context.out.note(&format!(
        "wrote {}{place}: {} generation {}, valid until {}",
        escape::count(claims.cnt, "key"),
        claims.sub,
        claims.generation,
        claims.exp
    ));
    Ok(Answer::Yes)
}

pub(in crate::cli) fn public_key(context: &mut Context<'_>, args: &PublicKeyArgs) -> Result<Answer> {
    let now = context.now();
    let found = context.with_vault(|_, vault| keys::public_keys(vault, now))?;
    let text = |key: &PublicKey| match args.format {
        PublicKeyFormat::Pem => key.to_pem(),
        PublicKeyFormat::Jwk => key.to_jwk(),
        PublicKeyFormat::Raw => key.to_raw(),
    };
    for key in &found {
        context.out.payload(format!("{}\n", text(key).trim_end()).as_bytes())?;
    }
    Ok(Answer::Yes)
}
