//! Pairing codes.

use serde::{Deserialize, Serialize};

use crate::values::Timestamp;

/// `POST /v1/pairing`: a code to sign in with, in a browser that does not have the token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Pairing {
    /// Good once.
    pub code: String,
    /// The path of a page that has the code filled in.
    pub href: String,
    pub expires_at: Timestamp,
}
