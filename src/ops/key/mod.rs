//! Keys: making, importing, listing, changing and ending them.
//!
//! | file | use case |
//! |---|---|
//! | `settings` | the options of a key when it is created, imported and edited |
//! | `create` | mint keys |
//! | `import` | import keys that were created elsewhere |
//! | `adopt` | import the keys of a verification file that this vault signed |
//! | `list` | list keys, by page |
//! | `edit` | change what is recorded of a key, and narrow what it may do |
//! | `lifecycle` | disable, enable and revoke |
//! | `delete` | remove records |
//! | `verify` | decide on a presented secret by the vault itself |
//! | `choices` | what a person can be offered for a key to be created |
//! | `resolve` | from a name, an id or the beginning of one to a record |
//! | `sink` | where a new secret goes |

pub mod adopt;
pub mod choices;
pub mod create;
pub mod delete;
pub mod edit;
pub mod import;
pub mod lifecycle;
pub mod list;
pub mod resolve;
pub mod settings;
pub mod sink;
pub mod verify;
