//! Erasure of everything that one subject has asked for (GDPR, article 17).

use serde::{Deserialize, Serialize};

use super::{Tenant, TokenId};
use crate::values::{JobId, Timestamp};

/// `POST /admin/subjects/erase`: the first call returns the confirmation token, the second presents it.
// No `Debug`: it has the name of somebody.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EraseSubject {
    pub tenant: Tenant,
    /// The subject, as `Cuepoint-Subject-Key` had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Or, for jobs made without a subject, the token that made them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// A planned erasure, then its receipt. A confirmed call can be repeated: it resumes the erasure and returns the same
/// receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Erasure {
    pub tenant: Tenant,
    /// Id of the receipt; absent until the erasure is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Confirmation token, to be sent as `confirm`; valid for a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// The moment when nothing was left but the ids of these jobs, which are never used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    pub jobs: Vec<ErasedJob>,
    /// Jobs not erased yet.
    pub jobs_pending: u64,
    /// Speech clips deleted because nobody else uses them.
    pub clips_deleted: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ErasedJob {
    pub id: JobId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}
