//! What a finder says.

use protocol::RedactionKind;

/// Bytes of the text, both ends between characters, and what stands for them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) kind: RedactionKind,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) placeholder: &'static str,
}

/// Stands for whoever a commit, or a path, names.
pub(crate) const SOMEBODY: &str = "somebody";

impl Found {
    pub(crate) fn new(kind: RedactionKind, from: usize, to: usize) -> Self {
        let placeholder = match kind {
            RedactionKind::MailAddress => "an e-mail address",
            RedactionKind::PhoneNumber => "a phone number",
            RedactionKind::Secret => "a secret key",
            RedactionKind::PrivateKey => "a private key",
            RedactionKind::Author | RedactionKind::HomeDirectory => SOMEBODY,
        };
        Self { kind, from, to, placeholder }
    }
}
