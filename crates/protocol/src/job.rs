//! A job as its client asks for it, sees it and changes it.

mod coverage;
mod estimate;
mod ledger;
mod outline;
mod pagination;
mod pronunciation;
mod redaction;
mod request;
mod revision;
mod signed_link;
mod source;
mod style;
mod timeline;
mod trash;
mod update;
mod view;
mod writing;

pub use coverage::{Coverage, LeftOut, Why};
pub use estimate::{Estimate, WriterEstimate};
pub use ledger::{CallState, Ledger, LedgerEntry, Tokens};
pub use outline::{ApproveEstimate, ChangeOutline, OutlineView, PlannedSection, SectionView, SetBudget};
pub use pagination::Page;
pub use pronunciation::Pronunciation;
pub(crate) use pronunciation::fault as pronunciation_fault;
pub use redaction::{Redaction, RedactionKind, Redactions, count_redactions};
pub use request::{CreateJob, Host, default_hosts, embedded_hosts};
pub use revision::{Line, Revise, ScriptView, StepName, TurnView, parse_body};
pub use signed_link::{Links, SignLinks, Ticket};
pub use source::{AnySource, Source, SourceAddress, SourceFormat, SourceList};
pub use style::{Approve, EpisodeFormat, Show, Style};
pub use timeline::{Chapter, Cue};
pub use trash::{Purge, Trash};
pub use update::{Change, Heard, Update, WatchMessage};
pub use view::{Artifact, Episode, JobList, JobStatus, JobSummary, JobView, Loudness, Progress, Stage};
pub use writing::{Approval, CostRange, EMBEDDED_WRITER, Spending, Writer, Writing};
