//! The one place that prints: outcomes as tables, JSON, JSON lines or CSV on stdout, words for
//! people on stderr.

pub mod answer_view;
pub mod audit_view;
pub mod credential_view;
pub mod csv;
pub mod escape;
pub mod failure;
pub mod file_view;
pub mod horizon_view;
pub mod key_view;
pub mod listing;
pub mod profile_view;
pub mod progress;
pub mod publish_view;
pub mod receipt_view;
pub mod restore_view;
pub mod reveal;
pub mod rotation_view;
pub mod sarif;
pub mod scan_view;
pub mod scanner_rules;
pub mod settings;
pub mod slot_view;
pub mod status_view;
pub mod stream;
pub mod table;
pub mod target_view;
pub mod usage_view;
pub mod vault_view;
pub mod view;

pub use listing::Listing;
pub use progress::Progress;
pub use settings::{ColorWhen, Format, Settings, Verbosity};
pub use stream::Output;
pub use table::{Cell, Tone};
pub use view::{Items, Page, View};
