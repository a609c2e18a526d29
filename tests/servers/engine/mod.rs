//! What a database must do that loads a verification file and decides by it, whichever it is.

mod decisions;
mod loads;

use std::time::Duration;

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::parse_public_keys;
use keywright::domain::network::{Networks, parse_address};
use keywright::domain::rights::Requirements;
use keywright::domain::time::Timestamp;
use keywright::verification::{Dialect, Entry, Format, Seen, Verifier};

use crate::forged::{self, PUBLIC_KEY, SUBJECT, entries, entry, secret};
use crate::support::{Answer, Call, Home, now};

pub(crate) use decisions::{decides_as_the_library_does, nothing_is_not_a_key};
pub(crate) use loads::{
    a_file_that_ends_early_changes_nothing, a_file_with_a_gap_changes_nothing, a_stale_file_admits_nobody,
    follows_a_vault, readers_see_all_or_nothing, refuses_what_is_not_the_next_file, two_loads_at_once,
};

/// A database with the example's schema and functions.
pub(crate) trait Engine {
    const FORMAT: Format;
    /// Whether it can tell whether an address is in a network.
    const KNOWS_ADDRESSES: bool;

    fn home(&self) -> &Home;

    /// The example's `load`, but for what it is to load.
    fn loader(&self) -> Call;

    /// Gives a file to the database as its own program does, without looking at it.
    fn feed(&self, file: &str) -> Answer;

    /// Decides on a key; `None` if it calls what is asked a mistake.
    fn ask(&self, sub: &str, digest: &str, asked: &Asked) -> Option<Decision>;

    /// All that is stored of the series `edge`.
    fn stored(&self) -> String;

    /// In one look: the generation in use, how many keys it has, and how many of them have the scope `read`.
    fn glance(&self) -> (u64, u64, u64);

    /// In which dialect its files are.
    fn dialect(&self) -> Dialect {
        Dialect::Portable
    }
}

/// What a request must be allowed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) scope: Option<&'a str>,
    pub(crate) resource: Option<&'a str>,
    pub(crate) environment: Option<&'a str>,
    pub(crate) address: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    /// Empty if it is valid.
    pub(crate) reason: String,
    /// Empty if the key is not known.
    pub(crate) id: String,
    /// Separated by spaces.
    pub(crate) unchecked: String,
}

pub(crate) fn digest(secret: &str) -> String {
    sha256(secret.as_bytes()).to_string()
}

fn load(engine: &impl Engine, file: &str, state: &str) -> Answer {
    loading(engine, file, state).run()
}

fn loading(engine: &impl Engine, file: &str, state: &str) -> Call {
    let call = engine.loader().arg(file).arg(state);
    call.args(&format!("--public-key {PUBLIC_KEY} --audience edge")).timeout(Duration::from_secs(300))
}

fn write(engine: &impl Engine, name: &str, entries: &[Entry], generation: u64) {
    forged::write(engine.home(), name, (format_of(engine), engine.dialect()), entries, generation);
}

fn format_of<T: Engine>(_: &T) -> Format {
    T::FORMAT
}

fn reason(engine: &impl Engine, number: u32) -> String {
    engine.ask(SUBJECT, &digest(&secret(number)), &Asked::default()).unwrap().reason
}
