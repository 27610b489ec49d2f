//! An episode as a feed lists it.

use protocol::{Chapter, JobId, Language, Timestamp};

/// An episode. Every address in it is absolute and ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// The job's; `guid` is made of it and never changes.
    pub id: JobId,
    pub title: String,
    /// The moment when it was first published.
    pub published_at: Timestamp,
    pub duration_ms: u64,
    /// Exact.
    pub size_bytes: u64,
    pub address: String,
    /// A square image.
    pub image: Option<String>,
    /// Names.
    pub hosts: Vec<String>,
    pub source: Option<Source>,
    /// In the order of time.
    pub chapters: Vec<Chapter>,
    /// Of each chapter: the first and the last paragraph of the source that it cites, counted from 0.
    pub cites: Vec<Option<(u32, u32)>>,
    /// The open points of the source as Markdown, if they are to be shown.
    pub action: Option<String>,
    /// The address of the chapters as JSON.
    pub chapters_address: Option<String>,
    pub transcripts: Vec<Transcript>,
    /// Language of the transcripts.
    pub language: Language,
}

/// The source an episode was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub title: String,
    /// Present only if the tenant wants it told.
    pub address: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    pub media_type: String,
    pub address: String,
}
