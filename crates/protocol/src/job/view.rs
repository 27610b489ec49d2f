//! Jobs as clients see them.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Approval, Coverage, EpisodeFormat, Host, Redactions, Spending, Style, Trash, Writing};
use crate::problem::Problem;
use crate::values::{JobId, KnownOr, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    Running,
    /// Attempts, money or time ran out: a human decides.
    Parked,
    Succeeded,
    Cancelled,
    Failed,
}

impl JobStatus {
    /// True when nothing more will happen by itself, ever.
    pub fn is_terminal(self) -> bool {
        match self {
            Self::Running | Self::Parked => false,
            Self::Succeeded | Self::Cancelled | Self::Failed => true,
        }
    }

    pub const ALL: [Self; 5] = [Self::Running, Self::Parked, Self::Succeeded, Self::Cancelled, Self::Failed];

    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Parked => "parked",
            Self::Succeeded => "succeeded",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// Stages of a job, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Ingest,
    Outline,
    Script,
    Speech,
    Master,
    Publish,
}

impl Stage {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Outline => "outline",
            Self::Script => "script",
            Self::Speech => "speech",
            Self::Master => "master",
            Self::Publish => "publish",
        }
    }
}

/// Progress of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Progress {
    #[cfg_attr(test, schemars(with = "Stage"))]
    pub stage: KnownOr<Stage>,
    pub turns_spoken: u32,
    /// Absent until the script is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns_total: Option<u32>,
}

/// A finished episode, as measured on the decoded file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Episode {
    pub duration_ms: u64,
    pub size_bytes: u64,
    pub chapters: u32,
    pub loudness: Loudness,
    /// The revision of the job that this episode is of; absent when an older service finished it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    pub artifacts: Vec<Artifact>,
}

/// Loudness of an episode by ITU-R BS.1770.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Loudness {
    /// Dual-mono convention.
    pub integrated_lufs: f64,
    pub true_peak_dbtp: f64,
}

/// One file of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Artifact {
    pub name: String,
    /// Path on this service.
    pub href: String,
    pub content_type: String,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobView {
    pub id: JobId,
    #[cfg_attr(test, schemars(with = "JobStatus"))]
    pub status: KnownOr<JobStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Sequence number of the newest update: `watch?after=` with it misses nothing.
    pub seq: u64,
    pub progress: Progress,
    #[serde(deserialize_with = "lenient_hosts")]
    pub hosts: [Host; 2],
    /// BCP 47 tag of the language it is written and spoken in; absent where that is English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Counts from 1; rises when lines or voices are changed.
    pub revision: u32,
    /// The share of the source that is said; absent until that is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// The finished episode; it stays while a revision of it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Episode>,
    /// The reason why the job is parked or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The style asked for; absent where it is all the service's choice.
    #[serde(default, skip_serializing_if = "Style::is_default", deserialize_with = "lenient_style")]
    pub style: Style,
    /// The writers of the script's parts; absent from jobs of earlier releases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
    #[serde(default, skip_serializing_if = "Spending::is_nothing")]
    pub spending: Spending,
    /// The approval it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Open points of the source, which `action.md` lists.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub open_points: u32,
    /// Present while the job is in the trash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trash: Option<Trash>,
    /// Redactions in the source and in changed lines, counted by kind.
    #[serde(default, skip_serializing_if = "Redactions::is_empty")]
    pub redactions: Redactions,
}

/// Ignores unknown fields of a host: a newer service may send more, a request may not.
fn lenient_hosts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Host; 2], D::Error> {
    #[derive(Deserialize)]
    struct AnyHost {
        name: String,
        voice: String,
    }
    let hosts = <[AnyHost; 2]>::deserialize(deserializer)?;
    Ok(hosts.map(|AnyHost { name, voice }| Host { name, voice, wish: None }))
}

/// The same of a style: what is not known of it is the service's choice.
fn lenient_style<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Style, D::Error> {
    #[derive(Deserialize)]
    struct AnyStyle {
        #[serde(default)]
        format: Option<KnownOr<EpisodeFormat>>,
        minutes: Option<u16>,
        focus: Option<String>,
        manners: Option<[String; 2]>,
    }
    let AnyStyle { format, minutes, focus, manners } = AnyStyle::deserialize(deserializer)?;
    Ok(Style { format: format.and_then(|format| format.known()).unwrap_or_default(), minutes, focus, manners })
}

/// One job of `GET /v1/jobs`, newest first; the index may lag behind the job by a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobSummary {
    pub id: JobId,
    #[cfg_attr(test, schemars(with = "JobStatus"))]
    pub status: KnownOr<JobStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobList {
    pub jobs: Vec<JobSummary>,
    /// Pass as `?cursor=` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
