//! The context of every command: its global options, the ports, and the streams.

use std::io::{BufRead, Read};
use std::path::PathBuf;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Ports;
use super::args::{GlobalArgs, Source};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::files::without_bom;
use crate::ops::hook::Programs;
use crate::ops::vault::held;
use crate::ops::vault::trust::{self, Purpose};
use crate::ops::vault::unlock::{Opened, Opener, PassphraseSource, Sources, unlock};
use crate::ops::{Locked, Options, StateFolder, Unlocked, Vault};
use crate::output::Output;
use crate::ports::Prompter;
use crate::secret::{Passphrase, Secret, wipe_stack};

/// Maximum bytes read of one presented secret. No server accepts a header of this size.
const MAX_SECRET: u64 = 64 * 1024;

pub(super) struct Context<'a> {
    pub(super) global: GlobalArgs,
    pub(super) ports: Ports<'a>,
    pub(super) stdin: &'a mut dyn BufRead,
    pub(super) out: Output<'a>,
    /// What the command does with the vault.
    pub(super) purpose: Purpose,
    /// Warnings from unlocking; already printed on stderr.
    pub(super) unlock_warnings: Vec<String>,
}

impl Context<'_> {
    pub(super) fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    pub(super) fn vault_path(&self) -> Result<PathBuf> {
        let usual = || self.ports.environment.xdg("XDG_DATA_HOME", ".local/share");
        let path = self.global.vault.clone().or_else(|| Some(usual()?.join("keywright/vault.db")));
        path.ok_or_else(|| {
            Error::usage("cannot locate the vault: neither HOME nor XDG_DATA_HOME is set")
                .hint("name the vault with --vault PATH")
        })
    }

    pub(super) fn default_identity(&self) -> Option<PathBuf> {
        Some(self.ports.environment.xdg("XDG_CONFIG_HOME", ".config")?.join("keywright/identity.txt"))
    }

    /// Where this machine remembers vaults: in systemd's state folder, else the user's.
    pub(super) fn state_folder(&self) -> Option<StateFolder> {
        let systemd = self.ports.environment.get("STATE_DIRECTORY").and_then(|folders| {
            // systemd separates several with colons; the first is the unit's main one.
            std::env::split_paths(folders).next().filter(|folder| folder.is_absolute())
        });
        let usual = || Some(self.ports.environment.xdg("XDG_STATE_HOME", ".local/state")?.join("keywright"));
        systemd.or_else(usual).map(|folder| StateFolder::new(folder, self.global.lock_timeout))
    }

    /// The sources to unlock with.
    pub(super) fn sources(&self) -> Sources {
        Sources {
            identities: self.global.identity.clone(),
            passphrase: self.passphrase_source(),
            credentials: self.ports.environment.get("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            default_identity: self.default_identity(),
        }
    }

    fn passphrase_source(&self) -> Option<PassphraseSource> {
        let descriptor = self.global.passphrase_fd.map(|number| PassphraseSource::Descriptor(number.into()));
        descriptor.or_else(|| self.global.passphrase_file.clone().map(PassphraseSource::File))
    }

    pub(super) fn typed_identities(&self) -> &[PathBuf] {
        let is_typed = self.global.identity_source == Source::CommandLine;
        if is_typed { &self.global.identity } else { &[] }
    }

    pub(super) fn passphrase_from_options(&self) -> Option<PassphraseSource> {
        let is_typed =
            self.global.passphrase_fd.is_some() || self.global.passphrase_file_source == Source::CommandLine;
        self.passphrase_source().filter(|_| is_typed)
    }

    /// The sources to unlock with where the typed options describe something else.
    pub(super) fn environment_sources(&self) -> Sources {
        let variable = |name| self.ports.environment.get(name).map(PathBuf::from);
        let mut sources = self.sources();
        if self.global.identity_source == Source::CommandLine {
            sources.identities = variable("KEYWRIGHT_IDENTITY").into_iter().collect();
        }
        if self.passphrase_from_options().is_some() {
            sources.passphrase = variable("KEYWRIGHT_PASSPHRASE_FILE").map(PassphraseSource::File);
        }
        sources
    }

    /// The sources that `init` creates slots from: an option overrides the variables.
    pub(super) fn init_sources(&self, has_own_options: bool) -> Sources {
        let mut sources = self.sources();
        let identity_typed = self.global.identity_source == Source::CommandLine;
        let passphrase_typed = self.passphrase_from_options().is_some();
        if has_own_options || identity_typed || passphrase_typed {
            if !identity_typed {
                sources.identities.clear();
            }
            if !passphrase_typed {
                sources.passphrase = None;
            }
            sources.credentials = None;
            sources.default_identity = None;
        }
        sources
    }

    /// Opens the vault without unlocking it.
    pub(super) fn locked(&self) -> Result<Vault<Locked>> {
        Ok(Vault::open(&self.vault_path()?, self.options())?)
    }

    pub(super) fn options(&self) -> Options {
        Options {
            lock_timeout: self.global.lock_timeout,
            state: self.state_folder(),
            accept_rollback: self.global.accept_rollback,
            accept_clock: self.global.accept_clock,
            user: self.ports.environment.user.clone(),
        }
    }

    /// Opens and unlocks the vault, runs the closure, and prints the warnings from unlocking.
    pub(super) fn with_vault<T>(
        &mut self,
        work: impl FnOnce(&mut Self, &Vault<Unlocked>) -> Result<T>,
    ) -> Result<T> {
        self.with_stranger(&self.sources(), |context, vault| {
            context.recognise(vault)?;
            work(context, vault)
        })
    }

    /// As `with_vault` with these sources, for work that changes what opens the vault. For that a held data key is not
    /// enough.
    pub(super) fn with_opener<T>(
        &mut self,
        sources: &Sources,
        work: impl FnOnce(&mut Self, &mut Vault<Unlocked>, Opener) -> Result<T>,
    ) -> Result<T> {
        let locked = self.locked()?;
        let is_held = held::is_tried(sources) && held::is_held(self.ports.keyring, locked.id(), self.now());
        let (mut vault, opener) = self.unlock_anew(locked, sources).map_err(|mut error| {
            if is_held && error.kind == Kind::Locked {
                error.message.push_str("; what `keywright unlock` holds is not enough for this");
            }
            error
        })?;
        self.with_unlocked(&mut vault, |context, vault| {
            context.recognise(vault)?;
            work(context, vault, opener)
        })
    }

    /// As `with_vault` with these sources, for a vault that this machine need not know.
    pub(super) fn with_stranger<T>(
        &mut self,
        sources: &Sources,
        work: impl FnOnce(&mut Self, &mut Vault<Unlocked>) -> Result<T>,
    ) -> Result<T> {
        let mut locked = self.locked()?;
        if held::is_tried(sources) {
            let entropy = Arc::clone(&self.ports.entropy);
            match held::open(locked, self.ports.keyring, self.now(), entropy)? {
                Ok(mut vault) => return self.with_unlocked(&mut vault, work),
                Err(vault) => locked = vault,
            }
        }
        let (mut vault, _) = self.unlock_anew(locked, sources)?;
        self.with_unlocked(&mut vault, work)
    }

    fn unlock_anew(&mut self, locked: Vault<Locked>, sources: &Sources) -> Result<(Vault<Unlocked>, Opener)> {
        let Opened { vault, opener, warnings } =
            unlock(locked, sources, self.prompter(), Arc::clone(&self.ports.entropy))?;
        for warning in &warnings {
            self.out.warn(warning);
        }
        self.unlock_warnings = warnings;
        Ok((vault, opener))
    }

    fn with_unlocked<T>(
        &mut self,
        vault: &mut Vault<Unlocked>,
        work: impl FnOnce(&mut Self, &mut Vault<Unlocked>) -> Result<T>,
    ) -> Result<T> {
        // Passphrase and identity are no longer needed, and the work may take long: a hook, a person, a lock.
        wipe_stack();
        let result = work(self, vault);
        vault.take_warnings().iter().for_each(|warning| self.out.warn(warning));
        result
    }

    /// Whether this machine knows the vault.
    fn recognise(&mut self, vault: &mut Vault<Unlocked>) -> Result<()> {
        let (named, typed) = (self.global.trust.as_ref(), self.global.vault.as_deref());
        if let Some(line) = trust::recognise(vault, self.purpose, named, typed)? {
            self.out.warn(&line);
            let consequence = "until it is, nothing is published, rotated or handed out here";
            self.unlock_warnings.push(format!("{line}; {consequence}: see `keywright vault trust --help`"));
        }
        Ok(())
    }

    pub(super) fn programs(&self) -> Programs<'_> {
        Programs {
            runner: self.ports.hooks,
            environment: self.ports.environment,
            reporter: self.out.reporter(),
        }
    }

    /// The prompter, unless `--no-input` is given.
    pub(super) fn prompter(&self) -> &dyn Prompter {
        if self.global.no_input { &NoPrompter } else { self.ports.prompter }
    }

    /// Why nobody is asked, as a clause.
    pub(super) fn why_not_asked(&self) -> &'static str {
        if self.prompter().can_ask() { "with JSON nobody is asked" } else { self.prompter().why_not() }
    }

    /// Continues only after a confirmation: given with `--yes`, or at a prompt.
    pub(super) fn confirm(&self, question: &str, yes: bool) -> Result<()> {
        if yes {
            return Ok(());
        }
        if self.out.format().is_json() || !self.prompter().can_ask() {
            let why = self.why_not_asked();
            return Err(Error::usage(format!("this needs a confirmation, and {why}")).hint("add --yes"));
        }
        if self.prompter().confirm(question)? {
            Ok(())
        } else {
            Err(Error::new(Kind::Denied, "not confirmed; nothing was changed"))
        }
    }

    /// One presented secret: typed at the terminal, where it is asked for as `what`, or read from stdin without one
    /// line ending.
    pub(super) fn read_secret(&mut self, what: &str) -> Result<Secret> {
        if self.ports.environment.stdin_is_terminal {
            return self.type_secret(what);
        }
        Ok(Secret::from_line(&self.read_stdin(MAX_SECRET)?))
    }

    /// The same for a secret to be stored, without a byte-order mark: nothing else of it may be lost.
    pub(super) fn read_whole_secret(&mut self, what: &str) -> Result<Secret> {
        if self.ports.environment.stdin_is_terminal {
            return self.type_secret(what);
        }
        // Room for the mark, the line ending and one more byte, which shows that the input is too long.
        let bytes = self.read_stdin(MAX_SECRET + 6)?;
        if std::str::from_utf8(&bytes).is_err() {
            return Err(Error::usage("the secret is not UTF-8 text").hint("encode it first, as base64 does"));
        }
        Ok(Secret::from_line(without_bom(&bytes)))
    }

    fn type_secret(&self, what: &str) -> Result<Secret> {
        if !self.prompter().can_ask() {
            return Err(Error::usage("the secret is read from stdin, and stdin is a terminal")
                .hint("pipe it in: `keywright … < secret.txt`"));
        }
        let secret = self.prompter().secret(&format!("{what}: "))?;
        if secret.expose().contains(|character: char| character.is_control()) {
            return Err(Error::usage("the secret typed has a control character")
                .hint("pipe it in if it is meant: `keywright … < secret.txt`"));
        }
        Ok(secret)
    }

    /// Reads stdin to its end or up to a limit.
    fn read_stdin(&mut self, most: u64) -> Result<Zeroizing<Vec<u8>>> {
        // Allocated at its maximum size, so that growing leaves no copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(most + 1).unwrap_or(0)));
        let mut limited = (&mut *self.stdin).take(most);
        limited.read_to_end(&mut bytes).map_err(|error| Error::io("reading stdin failed", error))?;
        Ok(bytes)
    }

    /// Says so if secrets that are read line by line are typed, for all to see.
    pub(super) fn warn_of_typed_secrets(&mut self) {
        if self.ports.environment.stdin_is_terminal {
            self.out.warn("with --lines secrets are shown as they are typed; Ctrl-D ends it");
        }
    }

    /// The next line of stdin as a presented secret; `None` at the end, or if nobody reads the answers.
    pub(super) fn read_secret_line(&mut self) -> Result<Option<Secret>> {
        if self.out.is_closed() {
            return Ok(None);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(512));
        let mut limited = (&mut *self.stdin).take(MAX_SECRET);
        let read = limited
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Error::io("reading stdin failed", error))?;
        if !bytes.ends_with(b"\n") && u64::try_from(read) == Ok(MAX_SECRET) {
            // No key is that long; the rest of the line gets the same answer.
            self.stdin.skip_until(b'\n').map_err(|error| Error::io("reading stdin failed", error))?;
        }
        Ok((read > 0).then(|| Secret::from_line(&bytes)))
    }
}

/// For `--no-input`: never prompts.
pub(super) struct NoPrompter;

impl Prompter for NoPrompter {
    fn can_ask(&self) -> bool {
        false
    }

    fn why_not(&self) -> &'static str {
        "--no-input or KEYWRIGHT_NO_INPUT was given"
    }

    fn passphrase(&self, _: &str) -> Result<Passphrase> {
        Err(Error::locked(self.why_not()))
    }

    fn secret(&self, _: &str) -> Result<Secret> {
        Err(Error::usage(self.why_not()))
    }

    fn text(&self, _: &str) -> Result<String> {
        Err(Error::usage(self.why_not()))
    }

    fn confirm(&self, _: &str) -> Result<bool> {
        Ok(false)
    }
}
