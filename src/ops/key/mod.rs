//! Keys: creating, importing, listing, editing and revoking them.
//!
//! | file | use case |
//! |---|---|
//! | `settings` | the options of a key when it is created, imported and edited |
//! | `create` | create keys |
//! | `import` | import keys that were created elsewhere |
//! | `adopt` | import the keys of a verification file that this vault signed |
//! | `list` | list keys, by page |
//! | `order` | the orders of a listing, and its cursors |
//! | `pattern` | patterns of names |
//! | `edit` | change a key's metadata, and narrow its rights |
//! | `rename` | give a lineage another name |
//! | `lifecycle` | disable, enable and revoke |
//! | `delete` | delete keys |
//! | `prune` | delete keys that have ended, many at once |
//! | `verify` | verify a presented secret against the vault |
//! | `choices` | values to offer in prompts for a key to be created |
//! | `resolve` | resolve a name, an id or the beginning of one to a record |
//! | `sink` | where a new secret goes |

pub mod adopt;
pub mod choices;
pub mod create;
pub mod delete;
pub mod edit;
pub mod import;
pub mod lifecycle;
pub mod list;
pub mod order;
pub mod pattern;
pub mod prune;
mod rename;
pub mod resolve;
pub mod settings;
pub mod sink;
pub mod verify;
