//! The state of a job: its fields, the steps that follow from them, its views and its stored form.

mod calls;
mod fields;
mod gate;
mod job;
mod plan;
mod stored;
mod view;

pub use calls::OpenCall;
pub use fields::{LANGUAGES_SINCE, WIDE_SINCE};
pub use gate::{Gate, Gates};
pub use job::{
    Deadline, DeletedFiles, ENGINE_VERSION, ENGINE_VERSION_MIN, Job, Published, Spec, Status, Wakeup, release_offset,
};
use plan::SECTIONS_SINCE;
pub use plan::Turn;
pub use stored::{MIN_READER, Record, Unreadable};
pub use view::ARTIFACTS;
