//! Verification files outside of the vault: written ad hoc, inspected, compared, and asked about a secret.
//!
//! | file | use case |
//! |---|---|
//! | `export` | write a file that belongs to no target |
//! | `check` | decide on a presented secret |
//! | `inspect` | say what a file holds, and put it in place |
//! | `diff` | compare two files |
//! | `public_key` | the keys that files are verified with |
//! | `signed` | entries, claims and signature to a file |
//! | `destination` | the path a file is written to, and what is there |
//! | `external_sort` | entries sorted outside of memory |

pub mod check;
pub mod diff;
pub mod export;
pub mod inspect;
pub mod public_key;

pub(super) mod destination;
pub(super) mod signed;

mod external_sort;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::verification::Format;

/// Parses the word of a format; help and shells offer those there are.
pub fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL.map(|format| {
        PossibleValue::new(format.as_str()).help(match format {
            Format::Jsonl => "JSON lines, for `check` and the library",
            Format::Haproxy => "A map file for HAProxy",
        })
    });
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Format>())
}
