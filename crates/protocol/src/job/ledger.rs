//! The ledger of a job: every call that may have cost money.

use serde::{Deserialize, Serialize};

use crate::values::{KnownOr, Money, Timestamp};

/// `GET /v1/jobs/{id}/ledger`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ledger {
    /// In the order in which they were begun.
    pub calls: Vec<LedgerEntry>,
}

/// One call to a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LedgerEntry {
    /// Number of the call in its job, from 0.
    pub call: u32,
    pub step: String,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    pub provider: String,
    pub model: String,
    pub begun_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The most that it could cost, in micro-units.
    pub most: Money,
    /// Its cost; of a lost one the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    #[cfg_attr(test, schemars(with = "CallState"))]
    pub state: KnownOr<CallState>,
    /// As the provider counted them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// The reason why its answer was not used, as a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// It is under way.
    Open,
    /// It has ended, and its cost is known.
    Settled,
    /// Its answer was lost, or told no cost: it may have been paid.
    Uncertain,
}

/// Tokens of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tokens {
    /// All input, cached or not.
    pub input: u64,
    /// The part of it that was read from a cache.
    pub cached_input: u64,
    /// Reasoning is part of it.
    pub output: u64,
}
