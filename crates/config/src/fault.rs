//! What can be wrong with a configuration, each for whoever has to set it right.

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{setting} {says}")]
pub struct Fault {
    pub setting: String,
    pub kind: Kind,
    /// What is wrong with it, or what it has to be, as the rest of a sentence that begins with its name.
    pub says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Missing,
    Malformed,
    /// Nothing here is called that, so that it has no effect that anybody means.
    Unknown,
    Contradictory,
}

impl Kind {
    pub(crate) fn of(self, setting: &str, says: impl Into<String>) -> Fault {
        Fault { setting: setting.to_owned(), kind: self, says: says.into() }
    }
}
