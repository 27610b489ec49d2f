//! Requests of clients and of the operator to one job, checked before anything is written.

mod admin_view;
mod estimate;
mod hosts;
mod outline;
mod quota;
mod reading;
mod redaction;
mod revise;
mod submit;

pub use admin_view::admin_view;
pub use estimate::estimate;
pub use outline::{change_outline, outline_view};
pub use quota::{Usage, over_quota};
pub use reading::{Reading, action, reading};
pub use redaction::{ReadJob, RedactedJob, digest_of_address, redact_lines, redact_reason, redact_sections};
pub use revise::{refused, revise, script_view};
pub use submit::{Submission, submit};
