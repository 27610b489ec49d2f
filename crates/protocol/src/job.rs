//! Jobs as clients see them.

use serde::{Deserialize, Deserializer, Serialize};

use serde_json::Value;

use crate::{AnySource, Code, JobId, KnownOr, Problem, Redactions, Source, Timestamp, Trash};

/// `POST /v1/jobs`, with any source as it was handed in (`AnySource`) or with the text to read (`Source`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "CreateJob"))]
#[serde(deny_unknown_fields)]
pub struct CreateJob<S = Source> {
    pub source: S,
    /// The episode's title; taken from the source when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The host who asks and the host who explains; two default hosts when absent.
    #[serde(default = "default_hosts")]
    pub hosts: [Host; 2],
}

impl CreateJob<AnySource> {
    /// Reads a request's body.
    ///
    /// # Errors
    /// `malformed_json`, or `invalid_field` with the reason.
    pub fn parse(body: &str) -> Result<Self, Problem> {
        let value: Value = serde_json::from_str(body).map_err(|error| Problem::unread(Code::MalformedJson, &error))?;
        let invalid = |detail: String| Problem::because(Code::InvalidField, detail);
        // Serde reads a list as a struct when its items fit: only objects are accepted here.
        let hosts = value.get("hosts").and_then(Value::as_array).into_iter().flatten();
        if !value.is_object() || value.get("source").into_iter().chain(hosts).any(Value::is_array) {
            return Err(invalid("an object is expected where a list is given".to_owned()));
        }
        // Not from the value: it has lost the fields that came twice.
        serde_json::from_str(body).map_err(|error| Problem::unread(Code::InvalidField, &error))
    }
}

/// One of the two voices of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// The name as it is spoken, and as transcripts show it.
    pub name: String,
    /// A voice of the configured provider; the built-in one has `slt`, `rms`, `awb`, `kal` and `kal16`.
    pub voice: String,
}

/// A female and a male voice, more than half an octave apart.
pub fn default_hosts() -> [Host; 2] {
    [("Nora", "slt"), ("Miles", "rms")].map(|(name, voice)| Host { name: name.to_owned(), voice: voice.to_owned() })
}

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
    /// Counts from 1; rises when lines or voices are changed.
    pub revision: u32,
    /// The finished episode; it stays while a revision of it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Episode>,
    /// The reason why the job is parked or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
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
    Ok(hosts.map(|AnyHost { name, voice }| Host { name, voice }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceAddress, SourceFormat};

    #[test]
    fn a_minimal_request_gets_the_default_hosts_and_no_title() {
        let request = CreateJob::parse(r#"{"source":{"format":"text","text":"Hello."}}"#).unwrap();
        assert_eq!((request.title, request.hosts), (None, default_hosts()));
    }

    #[test]
    fn a_source_is_a_text_or_an_address() {
        let source =
            |source: &str| CreateJob::parse(&format!(r#"{{"source":{source}}}"#)).map(|request| request.source);
        let address = SourceAddress { url: "https://example.com".to_owned() };
        assert_eq!(source(r#"{"url":"https://example.com"}"#), Ok(AnySource::Address(address)));
        let text = Source { format: SourceFormat::Text, text: "Hello.".to_owned() };
        assert_eq!(source(r#"{"text":"Hello.","format":"text"}"#), Ok(AnySource::Text(text)));
        for (wrong, why) in [
            ("{}", "missing field `format`"),
            (r#"{"text":"x"}"#, "missing field `format`"),
            (r#"{"format":"text"}"#, "missing field `text`"),
            (r#"{"url":null}"#, "invalid type: null"),
            (r#"{"url":null,"format":"text","text":"x"}"#, "invalid type: null"),
            (r#"{"url":"x","format":"html"}"#, "a source is a text with its format, or a url alone"),
            (r#"{"url":"x","text":"x","format":"html"}"#, "a source is a text with its format, or a url alone"),
            (r#"{"url":"x","url":"x"}"#, "duplicate field `url`"),
            (r#"{"uri":"x"}"#, "unknown field"),
        ] {
            let problem = source(wrong).unwrap_err();
            let detail = problem.detail.unwrap_or_default();
            assert!(problem.code == Code::InvalidField && detail.starts_with(why), "{wrong}: {detail}");
        }
    }

    #[test]
    fn an_invalid_request_is_told_apart_from_malformed_json() {
        let host = r#"{"name":"Nora","voice":"slt"}"#;
        for (body, code) in [
            ("", Code::MalformedJson),
            ("{", Code::MalformedJson),
            ("{} {}", Code::MalformedJson),
            (&"[".repeat(100_000), Code::MalformedJson),
            ("[]", Code::InvalidField),
            ("null", Code::InvalidField),
            (r#"[{"format":"text","text":"Hello."}]"#, Code::InvalidField),
            (r#"{"source":["text","Hello."]}"#, Code::InvalidField),
            (r#"{"source":{"format":"text","text":"Hello."},"titel":"x"}"#, Code::InvalidField),
            (r#"{"title":"a","title":"b","source":{"format":"text","text":"Hello."}}"#, Code::InvalidField),
            (r#"{"source":{"format":"pdf","text":"Hello."}}"#, Code::InvalidField),
            (r#"{"source":{"format":"text","text":7}}"#, Code::InvalidField),
            (
                &format!(r#"{{"source":{{"format":"text","text":"x"}},"hosts":[{host},{host},{host}]}}"#),
                Code::InvalidField,
            ),
            (
                &format!(r#"{{"source":{{"format":"text","text":"x"}},"hosts":[["Nora","slt"],{host}]}}"#),
                Code::InvalidField,
            ),
        ] {
            assert_eq!(CreateJob::parse(body).unwrap_err().code, code, "{body}");
        }
    }
}
