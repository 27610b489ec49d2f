//! Faults of a configuration, written for the operator who has to mend them.

/// One fault of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{setting} {says}")]
pub struct Fault {
    pub setting: String,
    pub kind: Kind,
    /// Rest of a sentence that begins with the setting's name: what is wrong with it, or what it has to be.
    pub says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Missing,
    Malformed,
    /// No setting has this name, so it has no effect.
    Unknown,
    Contradictory,
}

impl Kind {
    pub(crate) fn of(self, setting: &str, says: impl Into<String>) -> Fault {
        Fault { setting: setting.to_owned(), kind: self, says: says.into() }
    }
}
