//! Small values that every other room uses: ids, times, money, versions. None needs another room.

mod code_line;
mod colors;
mod date;
mod http_date;
mod id;
mod language;
mod lenient;
mod money;
mod runner;
mod time;
mod trace;
mod version;

pub use code_line::CodeLine;
pub use colors::CoverColors;
pub use date::{Date, MalformedDate, Month};
pub use id::{IdempotencyKey, JobId, MalformedId, MalformedKey};
pub use language::Language;
pub use lenient::KnownOr;
pub use money::Money;
pub use runner::RunnerId;
pub use time::Timestamp;
pub use trace::Trace;
pub use version::{RELEASES, Release, Status, WireVersion, header};
