//! The only module that prints: outcomes as tables, JSON, JSON lines or CSV on stdout, text for people on
//! stderr.

pub mod audit;
pub mod calendar;
pub mod credential;
pub mod csv;
pub mod escape;
pub mod failure;
pub mod fields;
mod filter;
pub mod hook;
pub mod joined;
pub mod json;
pub mod key;
mod layout;
pub mod listing;
pub mod profile;
pub mod progress;
pub mod publish;
pub mod report;
pub mod reveal;
pub mod rotation;
pub mod scan;
pub mod settings;
pub mod slot;
pub mod stream;
pub mod table;
pub mod target;
pub mod timeline;
pub mod usage;
pub mod vault;
pub mod verification_file;
pub mod view;
mod warnings;

pub use filter::SignedFile;
pub use layout::{Shape, Yield};
pub use listing::Listing;
pub use progress::Progress;
pub use settings::{ColorWhen, Format, Settings, Verbosity};
pub use stream::Output;
pub use table::{Cell, Tone};
pub use view::{Items, Page, View};
