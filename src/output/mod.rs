//! The one place that prints: outcomes as tables, JSON, JSON lines or CSV on stdout, words for
//! people on stderr.

pub mod audit_view;
pub mod csv;
pub mod escape;
pub mod failure;
pub mod key_view;
pub mod progress;
pub mod reveal;
pub mod settings;
pub mod stream;
pub mod table;
pub mod view;

pub use progress::Progress;
pub use settings::{ColorWhen, Format, Settings, Verbosity};
pub use stream::Output;
pub use table::{Cell, Tone};
pub use view::{Items, Page, View};
