//! What is given twice, where one of the two would silently win.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::resolve::Wrong;
use crate::domain::redaction::redact;

/// Refuses a label that is set twice, or set and removed.
pub(super) fn refuse_labels(leaf: &ArgMatches) -> Result<(), Wrong> {
    let raw = |id: &str| leaf.try_get_raw(id).ok().flatten().into_iter().flatten();
    let mut seen = BTreeSet::new();
    let set = raw("label").filter_map(|label| Some(label.to_str()?.split_once('=')?.0));
    for key in set {
        if !seen.insert(key) {
            return Err(Wrong::conflict(format!("--label: '{}' is given twice", redact(key))));
        }
    }
    let both = raw("remove_label").filter_map(|key| key.to_str()).find(|key| seen.contains(key));
    both.map_or(Ok(()), |key| {
        Err(Wrong::conflict(format!("'{}' is given to both --label and --remove-label", redact(key))))
    })
}

/// Refuses a global option with one value that is given both before and after the command, of which clap keeps one.
pub(super) fn refuse_globals(root: &Command, typed: &[OsString]) -> Result<(), Wrong> {
    let is_single = |arg: &&Arg| arg.is_global_set() && matches!(arg.get_action(), ArgAction::Set);
    for arg in root.get_arguments().filter(is_single) {
        let words = typed.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--");
        if words.filter(|word| gives(arg, word)).count() > 1 {
            return Err(Wrong::conflict(format!("the argument '{arg}' cannot be used multiple times")));
        }
    }
    Ok(())
}

/// Whether a word gives the option: `--output`, `--output=json`, `-o`, `-ojson`, `-qo`.
fn gives(arg: &Arg, word: &str) -> bool {
    if let Some(long) = word.strip_prefix("--") {
        return arg.get_long() == long.split('=').next();
    }
    let Some(switches) = word.strip_prefix('-') else { return false };
    let option = switches.trim_start_matches(['q', 'v', 'y']).chars().next();
    option.is_some() && arg.get_short() == option
}
