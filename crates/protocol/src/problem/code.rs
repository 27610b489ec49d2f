//! Problem codes, each with its HTTP status and its title.
//!
//! A code is never renamed and never given another meaning.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits;

/// Stable code of a problem, for programs; never renamed, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    Unauthorized,
    ScopeMissing,
    TenantSuspended,
    GrantInvalid,
    RequestForged,
    NotFound,
    JobNotFound,
    TenantNotFound,
    TokenNotFound,
    TokenEnded,
    FeedNotFound,
    FeedGone,
    FeedExists,
    TooManyFeeds,
    ConnectionNotFound,
    TooManyConnections,
    MalformedJobId,
    MethodNotAllowed,
    MalformedQuery,
    MalformedVersion,
    UnsupportedVersion,
    VersionTooNew,
    VersionRetired,
    UnsupportedMediaType,
    BodyTooLarge,
    BodyTooDeep,
    RateLimited,
    BodyNotUtf8,
    MalformedJson,
    InvalidField,
    SubjectMalformed,
    IdempotencyKeyMissing,
    IdempotencyKeyMalformed,
    IdempotencyKeyReused,
    SourceEmpty,
    SourceTooLarge,
    SourceHasNul,
    SourceBinary,
    SourceLanguageUnsupported,
    SourceUnreadable,
    SourceTokenTooLong,
    DiffMalformed,
    ReviewMalformed,
    IssueMalformed,
    ChangelogMalformed,
    FetchDisabled,
    AddressRefused,
    PageUnreachable,
    PageTooSlow,
    PageTooLarge,
    PageStatus,
    PageType,
    ArtifactNotReady,
    PreconditionFailed,
    RangeNotSatisfiable,
    UpgradeRequired,
    JobFinished,
    OutlineNotWritten,
    ScriptNotWritten,
    UnknownStep,
    StepNotSkippable,
    LastLine,
    JobTrashed,
    JobNotTrashed,
    JobErased,
    PurgeTokenWrong,
    AttemptsExhausted,
    DeadlinePassed,
    QuotaExhausted,
    ApprovalNeeded,
    EstimateChanged,
    BudgetExhausted,
    JobsQuotaExceeded,
    StorageQuotaExceeded,
    EpisodeDefective,
    StepFailed,
    EngineUnknown,
    ContractMismatch,
    Moved,
    NotConfigured,
    IntakePaused,
    Unavailable,
    Internal,
}

impl Code {
    pub const ALL: [Self; 83] = [
        Self::Unauthorized,
        Self::ScopeMissing,
        Self::TenantSuspended,
        Self::GrantInvalid,
        Self::RequestForged,
        Self::NotFound,
        Self::JobNotFound,
        Self::TenantNotFound,
        Self::TokenNotFound,
        Self::TokenEnded,
        Self::FeedNotFound,
        Self::FeedGone,
        Self::FeedExists,
        Self::TooManyFeeds,
        Self::ConnectionNotFound,
        Self::TooManyConnections,
        Self::MalformedJobId,
        Self::MethodNotAllowed,
        Self::MalformedQuery,
        Self::MalformedVersion,
        Self::UnsupportedVersion,
        Self::VersionTooNew,
        Self::VersionRetired,
        Self::UnsupportedMediaType,
        Self::BodyTooLarge,
        Self::BodyTooDeep,
        Self::RateLimited,
        Self::BodyNotUtf8,
        Self::MalformedJson,
        Self::InvalidField,
        Self::SubjectMalformed,
        Self::IdempotencyKeyMissing,
        Self::IdempotencyKeyMalformed,
        Self::IdempotencyKeyReused,
        Self::SourceEmpty,
        Self::SourceTooLarge,
        Self::SourceHasNul,
        Self::SourceBinary,
        Self::SourceLanguageUnsupported,
        Self::SourceUnreadable,
        Self::SourceTokenTooLong,
        Self::DiffMalformed,
        Self::ReviewMalformed,
        Self::IssueMalformed,
        Self::ChangelogMalformed,
        Self::FetchDisabled,
        Self::AddressRefused,
        Self::PageUnreachable,
        Self::PageTooSlow,
        Self::PageTooLarge,
        Self::PageStatus,
        Self::PageType,
        Self::ArtifactNotReady,
        Self::PreconditionFailed,
        Self::RangeNotSatisfiable,
        Self::UpgradeRequired,
        Self::JobFinished,
        Self::OutlineNotWritten,
        Self::ScriptNotWritten,
        Self::UnknownStep,
        Self::StepNotSkippable,
        Self::LastLine,
        Self::JobTrashed,
        Self::JobNotTrashed,
        Self::JobErased,
        Self::PurgeTokenWrong,
        Self::AttemptsExhausted,
        Self::DeadlinePassed,
        Self::QuotaExhausted,
        Self::ApprovalNeeded,
        Self::EstimateChanged,
        Self::BudgetExhausted,
        Self::JobsQuotaExceeded,
        Self::StorageQuotaExceeded,
        Self::EpisodeDefective,
        Self::StepFailed,
        Self::EngineUnknown,
        Self::ContractMismatch,
        Self::Moved,
        Self::NotConfigured,
        Self::IntakePaused,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The code on the wire, its HTTP status and its title.
    const fn row(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::Unauthorized => ("unauthorized", 401, "A valid bearer token is required"),
            Self::ScopeMissing => ("scope_missing", 403, "The token lacks the scope for this address"),
            Self::TenantSuspended => ("tenant_suspended", 403, "The tenant is suspended"),
            Self::GrantInvalid => ("grant_invalid", 403, "The ticket or signed link is invalid or has expired"),
            Self::RequestForged => ("request_forged", 403, "The request does not come from a page of this service"),
            Self::NotFound => ("not_found", 404, "There is nothing at this address"),
            Self::JobNotFound => ("job_not_found", 404, "There is no such job"),
            Self::TenantNotFound => ("tenant_not_found", 404, "There is no such tenant"),
            Self::TokenNotFound => ("token_not_found", 404, "There is no such token"),
            Self::TokenEnded => ("token_ended", 409, "The token has ended or was replaced"),
            Self::FeedNotFound => ("feed_not_found", 404, "There is no such feed"),
            Self::FeedGone => ("feed_gone", 410, "This feed address was revoked"),
            Self::FeedExists => ("feed_exists", 409, "There is a feed of this name"),
            Self::TooManyFeeds => ("too_many_feeds", 409, "There are as many feeds or addresses as there may be"),
            Self::ConnectionNotFound => ("connection_not_found", 404, "There is no such connection"),
            Self::TooManyConnections => ("too_many_connections", 409, "There are as many connections as there may be"),
            Self::MalformedJobId => ("malformed_job_id", 400, "This is not a job id"),
            Self::MethodNotAllowed => ("method_not_allowed", 405, "This address does not take this method"),
            Self::MalformedQuery => ("malformed_query", 400, "A query parameter is malformed"),
            Self::MalformedVersion => ("malformed_version", 400, "Cuepoint-Version is not a date"),
            Self::UnsupportedVersion => ("unsupported_version", 400, "This version is not served here"),
            Self::VersionTooNew => ("version_too_new", 400, "This version is not served here yet"),
            Self::VersionRetired => ("version_retired", 410, "This version is no longer served"),
            Self::UnsupportedMediaType => ("unsupported_media_type", 415, "The body has to be application/json"),
            Self::BodyTooLarge => ("body_too_large", 413, "The request is too large"),
            Self::BodyTooDeep => ("body_too_deep", 400, "The JSON of the request is nested too deeply"),
            Self::RateLimited => ("rate_limited", 429, "Too many requests with this token"),
            Self::BodyNotUtf8 => ("body_not_utf8", 400, "The body is not UTF-8"),
            Self::MalformedJson => ("malformed_json", 400, "The body is not JSON"),
            Self::InvalidField => ("invalid_field", 422, "A field is missing, unknown or of the wrong kind"),
            Self::SubjectMalformed => ("subject_malformed", 400, "The subject is malformed"),
            Self::IdempotencyKeyMissing => ("idempotency_key_missing", 400, "Idempotency-Key is required"),
            Self::IdempotencyKeyMalformed => ("idempotency_key_malformed", 400, "Idempotency-Key is malformed"),
            Self::IdempotencyKeyReused => {
                ("idempotency_key_reused", 422, "This Idempotency-Key belongs to another request")
            }
            Self::SourceEmpty => ("source_empty", 422, "The source is empty"),
            Self::SourceTooLarge => ("source_too_large", 413, "The source is too large"),
            Self::SourceHasNul => ("source_has_nul", 422, "The source contains a NUL character"),
            Self::SourceBinary => ("source_binary", 422, "The source is not text"),
            Self::SourceLanguageUnsupported => {
                ("source_language_unsupported", 422, "The voice cannot speak the source's language")
            }
            Self::SourceUnreadable => ("source_unreadable", 422, "The source has no readable text"),
            Self::SourceTokenTooLong => ("source_token_too_long", 422, "The source has a word too long to speak"),
            Self::DiffMalformed => ("diff_malformed", 422, "The source is no diff"),
            Self::ReviewMalformed => ("review_malformed", 422, "The source is no review"),
            Self::IssueMalformed => ("issue_malformed", 422, "The source is no issue"),
            Self::ChangelogMalformed => ("changelog_malformed", 422, "The source is no change log"),
            Self::FetchDisabled => ("fetch_disabled", 403, "This service does not fetch pages"),
            Self::AddressRefused => ("address_refused", 422, "The source's address is not allowed"),
            Self::PageUnreachable => ("page_unreachable", 422, "The page at the source's address cannot be reached"),
            Self::PageTooSlow => ("page_too_slow", 422, "The page at the source's address does not arrive in time"),
            Self::PageTooLarge => ("page_too_large", 422, "The page at the source's address is too large"),
            Self::PageStatus => ("page_status", 422, "There is no page at the source's address"),
            Self::PageType => ("page_type", 422, "The content at the source's address is not readable text"),
            Self::ArtifactNotReady => ("artifact_not_ready", 409, "The episode is not finished"),
            Self::PreconditionFailed => ("precondition_failed", 412, "The file is not the one the request is about"),
            Self::RangeNotSatisfiable => ("range_not_satisfiable", 416, "The range lies outside the file"),
            Self::UpgradeRequired => ("upgrade_required", 426, "This address speaks websocket"),
            Self::JobFinished => ("job_finished", 409, "The job has already ended"),
            Self::OutlineNotWritten => ("outline_not_written", 409, "There is no outline yet"),
            Self::ScriptNotWritten => ("script_not_written", 409, "There is no script yet"),
            Self::UnknownStep => ("unknown_step", 404, "The job has no such step"),
            Self::StepNotSkippable => ("step_not_skippable", 409, "Only a line not yet spoken can be left out"),
            Self::LastLine => ("last_line", 409, "An episode needs a line that is spoken"),
            Self::JobTrashed => ("job_trashed", 410, "The job is in the trash"),
            Self::JobNotTrashed => ("job_not_trashed", 409, "The job is not in the trash"),
            Self::JobErased => ("job_erased", 410, "The job is being erased"),
            Self::PurgeTokenWrong => ("purge_token_wrong", 409, "The purge token is not this job's"),
            Self::AttemptsExhausted => ("attempts_exhausted", 409, "A step failed too often"),
            Self::DeadlinePassed => ("deadline_passed", 409, "The job ran out of time"),
            Self::QuotaExhausted => ("quota_exhausted", 409, "A provider's quota is used up"),
            Self::ApprovalNeeded => ("approval_needed", 409, "The job waits for approval of its estimate"),
            Self::EstimateChanged => ("estimate_changed", 409, "This is not the estimate the job waits for"),
            Self::BudgetExhausted => ("budget_exhausted", 409, "The job's budget is used up"),
            Self::JobsQuotaExceeded => ("jobs_quota_exceeded", 429, "The quota of running jobs is used up"),
            Self::StorageQuotaExceeded => ("storage_quota_exceeded", 403, "The storage quota is used up"),
            Self::EpisodeDefective => ("episode_defective", 500, "The finished audio failed its checks"),
            Self::StepFailed => ("step_failed", 500, "A step failed for good"),
            Self::EngineUnknown => ("engine_unknown", 503, "The job waits for an engine that is not deployed"),
            Self::ContractMismatch => ("contract_mismatch", 503, "A new version of the service is being deployed"),
            Self::Moved => ("moved", 503, "The job is being moved"),
            Self::NotConfigured => ("not_configured", 503, "The service is not configured for this"),
            Self::IntakePaused => ("intake_paused", 503, "No new jobs are taken for a while"),
            Self::Unavailable => ("unavailable", 503, "The service cannot answer right now"),
            Self::Internal => ("internal", 500, "The service failed"),
        }
    }

    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    pub const fn status(self) -> u16 {
        self.row().1
    }

    pub const fn title(self) -> &'static str {
        self.row().2
    }

    /// Time after which the same request may be answered, if it ever may.
    pub(super) const fn retry_after_ms(self) -> Option<u64> {
        if matches!(self, Self::VersionTooNew) {
            Some(limits::ROLLOUT_RETRY_MS)
        } else if matches!(self, Self::JobsQuotaExceeded) {
            Some(limits::JOBS_QUOTA_RETRY_MS)
        } else if self.status() == 503 {
            Some(limits::UNAVAILABLE_RETRY_MS)
        } else {
            None
        }
    }

    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    /// Reads an unknown code of a newer server as `internal`: the title and detail beside it still tell what happened.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::from_wire(&text).unwrap_or(Self::Internal))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": Self::ALL.map(Self::as_str).to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use crate::problem::Problem;

    #[test]
    fn every_code_is_unique_and_survives_the_wire() {
        for (index, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(Code::ALL.iter().position(|other| other.as_str() == code.as_str()), Some(index));
            let wire = serde_json::to_string(&Problem::new(code)).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&wire).unwrap(), Problem::new(code));
        }
    }

    #[test]
    fn an_unknown_code_of_a_newer_server_is_read() {
        let wire = r#"{"type":"urn:x","title":"New","status":409,"code":"from_the_future","more":1}"#;
        let problem: Problem = serde_json::from_str(wire).unwrap();
        assert_eq!((problem.code, problem.status), (Code::Internal, 409));
    }
}
