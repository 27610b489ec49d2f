//! What was taken out of a text before anybody else could read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Whether identity and secrets are taken out of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Redaction {
    #[default]
    On,
    /// For text that is public anyway.
    Off,
}

impl Redaction {
    pub fn is_on(&self) -> bool {
        *self == Self::On
    }
}

/// A kind of thing that says who somebody is, or opens a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RedactionKind {
    MailAddress,
    PhoneNumber,
    /// A token, key or password.
    Secret,
    PrivateKey,
    /// Whoever a commit names.
    Author,
    /// Whose home directory a path leads through.
    HomeDirectory,
}

/// How many of each.
pub type Redactions = BTreeMap<RedactionKind, u32>;

/// Adds one count to another.
pub fn count_redactions(total: &mut Redactions, more: Redactions) {
    for (kind, count) in more {
        let counted = total.entry(kind).or_default();
        *counted = counted.saturating_add(count);
    }
}
