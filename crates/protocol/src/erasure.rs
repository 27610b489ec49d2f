//! Erasing everything that one subject has asked for.

use serde::{Deserialize, Serialize};

use crate::{JobId, Tenant, Timestamp, TokenId};

/// `POST /admin/subjects/erase`: once to be told what it would be, and again with the word that this has told.
// No `Debug`: it has the name of somebody.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EraseSubject {
    pub tenant: Tenant,
    /// As `Cuepoint-Subject` had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Or, for what was asked without a subject, by which token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// What is to be erased, and then the receipt: asked again with the same word, it is done further and told again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Erasure {
    pub tenant: Tenant,
    /// Names the receipt; absent as long as nothing has been done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// To be sent as `confirm`; good for an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// When nothing was left but the ids of these jobs, which are never used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    pub jobs: Vec<ErasedJob>,
    /// Not erased yet.
    pub jobs_pending: u64,
    /// Files of speech that nobody else uses.
    pub clips_deleted: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ErasedJob {
    pub id: JobId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}
