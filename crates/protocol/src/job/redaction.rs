//! Redaction of a text: identities and secrets taken out before anybody else can read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The tenant's policy on redacting sources.
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

/// A kind of text that identifies somebody or gives access to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RedactionKind {
    MailAddress,
    PhoneNumber,
    /// A token, key or password.
    Secret,
    PrivateKey,
    /// The author that a commit names.
    Author,
    /// The user name in the path of a home directory.
    HomeDirectory,
}

/// Redactions counted by kind.
pub type Redactions = BTreeMap<RedactionKind, u32>;

/// Adds one count to another.
pub fn count_redactions(total: &mut Redactions, more: Redactions) {
    for (kind, count) in more {
        let counted = total.entry(kind).or_default();
        *counted = counted.saturating_add(count);
    }
}
