//! The kinds of identity and secret that are redacted, and the placeholder for each.
//!
//! A placeholder is plain words: it can be spoken, and never looks like markup.

use protocol::RedactionKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    MailAddress,
    PhoneNumber,
    /// A provider's token or key, known by its form.
    Key,
    /// A password or key, known by the name it is assigned to.
    Value,
    /// An address with credentials in it.
    Address,
    PrivateKey,
    /// A person named by version control.
    Author,
    /// The name in a path through a home directory; the path stays.
    HomeDirectory,
}

/// The placeholder for a person named by a commit or a path.
pub(crate) const SOMEBODY: &str = "somebody";

/// Placeholders that the walk skips. Chosen so that none reads like the label of a secret, as "a secret key: …" would.
pub(crate) const PLACEHOLDERS: [&str; 6] = [
    "an e-mail address",
    "a phone number",
    "a withheld key",
    "a withheld value",
    "a withheld address",
    "a withheld private key",
];

impl Kind {
    /// Plain words that every source format lets through.
    pub(crate) fn placeholder(self) -> &'static str {
        let [mail, phone, key, value, address, private_key] = PLACEHOLDERS;
        match self {
            Self::MailAddress => mail,
            Self::PhoneNumber => phone,
            Self::Key => key,
            Self::Value => value,
            Self::Address => address,
            Self::PrivateKey => private_key,
            Self::Author | Self::HomeDirectory => SOMEBODY,
        }
    }

    pub(crate) fn counted(self) -> RedactionKind {
        match self {
            Self::MailAddress => RedactionKind::MailAddress,
            Self::PhoneNumber => RedactionKind::PhoneNumber,
            Self::Key | Self::Value | Self::Address => RedactionKind::Secret,
            Self::PrivateKey => RedactionKind::PrivateKey,
            Self::Author => RedactionKind::Author,
            Self::HomeDirectory => RedactionKind::HomeDirectory,
        }
    }
}
