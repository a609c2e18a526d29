//! `export`, `public-key`, `check`, `inspect` and `diff`.

mod check;
mod diff;
mod export;
mod inspect;

use crate::stage::Stage;

/// A vault, its file `keys` and its public key `pub.pem`; a secret that the file admits.
fn published() -> (Stage, String) {
    let stage = Stage::with_vault();
    let secret = stage.ok("key create ci -s read,write --resource acme --expires 90 --secret-only");
    stage.ok("export --format jsonl --audience edge --out [HOME]/keys");
    stage.write("pub.pem", stage.ok("public-key"));
    (stage, secret)
}
