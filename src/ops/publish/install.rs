//! The installed file of a target: examining it and installing the next one.

use std::fs::{File, Metadata};
use std::io::{self, Seek as _, SeekFrom};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use crate::crypto::signing::PublicKey;
use crate::domain::publication::Publication;
use crate::domain::target::Target;
use crate::error::Result;
use crate::files::{Draft, Persisted, sync_folder};
use crate::ops::target::group_id;
use crate::ops::verification_file::destination::{
    self, Destination, digest_of_rest, examine, line_1_of, write_failed,
};
use crate::verification::{Claims, Dialect, Verifier};

/// The file at a target's path.
pub(in crate::ops) enum Installed {
    Nothing,
    /// The newest file of the target, byte for byte, with these claims.
    Newest(Box<(Claims, Metadata, Dialect)>),
    /// Another or an altered verification file.
    Other,
}

/// Compares the installed file with the newest reserved one. Streams it; if line 1 names another file, the
/// rest is not read.
pub(in crate::ops) fn look(
    path: &Path,
    newest: &Publication,
    issuer: &str,
    key: PublicKey,
) -> Result<Installed> {
    let failed = |error| write_failed(path, error);
    let Destination { metadata: Some(metadata), claims, file: Some(mut file) } = examine(path)? else {
        return Ok(Installed::Nothing);
    };
    let is_newest = claims.is_some_and(|claims| is_of(&claims, newest, issuer));
    if !is_newest {
        return Ok(Installed::Other);
    }
    file.rewind().map_err(failed)?;
    let line = line_1_of(&file).map_err(failed)?;
    let claims = Verifier::new([key]).claims_of(&line).ok().filter(|claims| is_of(claims, newest, issuer));
    let Some(claims) = claims else { return Ok(Installed::Other) };
    let dialect = dialect_in(&mut file, line.len()).map_err(failed)?;
    // The vault remembers the digest of what it wrote: with the same one, no line needs to be looked at.
    file.seek(SeekFrom::Start(u64::try_from(line.len()).unwrap_or(0))).map_err(failed)?;
    if digest_of_rest(&mut file).map_err(failed)? == newest.dig {
        Ok(Installed::Newest(Box::new((claims, metadata, dialect))))
    } else {
        Ok(Installed::Other)
    }
}

/// The dialect of a file, whose body begins after line 1. Of what is not in the format `sql` it says nothing.
fn dialect_in(file: &mut File, line_1: usize) -> io::Result<Dialect> {
    file.seek(SeekFrom::Start(u64::try_from(line_1).unwrap_or(0)))?;
    let line = line_1_of(file)?;
    Ok(Dialect::of_body(&line))
}

/// Whether these are the claims of the reserved file.
pub(in crate::ops) fn is_of(claims: &Claims, newest: &Publication, issuer: &str) -> bool {
    claims.iss == issuer
        && claims.sub == newest.subject
        && (claims.epoch.unix(), claims.generation) == newest.serial()
        && claims.dig == newest.dig
}

/// Whether the installed file has the target's permission bits and group.
pub(in crate::ops) fn has_ownership(target: &Target, metadata: &Metadata) -> Result<bool> {
    let group = target.group.as_deref().map(group_id).transpose()?;
    let mode = metadata.permissions().mode() & 0o7777;
    Ok(mode == target.mode && group.is_none_or(|group| group == metadata.gid()))
}

/// Creates the next file beside its destination, with its final permission bits, owner and group: if they
/// cannot be set, this fails before a generation is reserved.
pub(in crate::ops) fn begin(target: &Target) -> Result<Draft> {
    let path = &target.path;
    let metadata = examine(path)?.metadata;
    let mut draft = Draft::beside(path, 0o600).map_err(|error| write_failed(path, error))?;
    draft.clear_leftovers();
    apply_ownership(&mut draft, target, metadata.as_ref())?;
    Ok(draft)
}

/// Renames the draft to the target's path. An error means that the old file is unchanged, or that the new
/// file may not survive a power failure.
pub(in crate::ops) fn put(target: &Target, mut draft: Draft) -> Result<()> {
    let path = &target.path;
    // Again: the target or the installed file may have changed since.
    apply_ownership(&mut draft, target, examine(path)?.metadata.as_ref())?;
    draft.replace().and_then(Persisted::durable).map_err(|error| write_failed(path, error))
}

/// Makes sure that the installed file survives a power failure.
pub(in crate::ops) fn sync(path: &Path) -> Result<()> {
    sync_folder(path).map_err(|error| write_failed(path, error))
}

fn apply_ownership(draft: &mut Draft, target: &Target, metadata: Option<&Metadata>) -> Result<()> {
    let group = target.group.as_deref().map(group_id).transpose()?.or(metadata.map(Metadata::gid));
    let owner = metadata.map(Metadata::uid);
    destination::apply_ownership(draft, &target.path, (owner, group), target.mode)
}
