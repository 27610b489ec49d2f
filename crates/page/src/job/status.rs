//! A job's status and title for people.

use protocol::{JobStatus, KnownOr};

use crate::html::Text;

/// A status as a coloured word.
pub(crate) fn status_mark(status: &KnownOr<JobStatus>) -> String {
    let (class, word) = match status {
        KnownOr::Known(status) => (status.as_str(), word(*status)),
        KnownOr::Other(word) => ("other", word.as_str()),
    };
    format!("<span class=\"mark {class}\">{}</span>", Text(word))
}

fn word(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Running => "In progress",
        JobStatus::Parked => "Waiting",
        JobStatus::Succeeded => "Finished",
        JobStatus::Cancelled => "Cancelled",
        JobStatus::Failed => "Failed",
    }
}

pub(crate) fn title_or_none(title: Option<&str>) -> &str {
    title.filter(|title| !title.trim().is_empty()).unwrap_or("Untitled episode")
}
