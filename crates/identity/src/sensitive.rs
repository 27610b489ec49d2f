//! Names and tokens of people, as they came in.

use std::fmt;

use subtle::ConstantTimeEq;

/// A text that names somebody, or authenticates somebody: it can be compared and digested here, and leaves in no other form.
///
/// It cannot be copied, printed or written anywhere:
///
/// ```compile_fail
/// let who = identity::Identity::new("ada@example.org".to_owned());
/// let twice = who.clone();
/// ```
/// ```compile_fail
/// fn write(_: impl serde::Serialize) {}
/// write(identity::Identity::new("ada@example.org".to_owned()));
/// ```
/// ```compile_fail
/// let who: String = identity::Identity::new("ada@example.org".to_owned()).into();
/// ```
pub struct Identity(String);

impl Identity {
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Compares in constant time for texts of the same length.
    pub fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[identity]")
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[identity]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_never_printed() {
        let who = Identity::new("ada@example.org".to_owned());
        assert_eq!(format!("{who} {who:?} {:?}", Some(&who)), "[identity] [identity] Some([identity])");
    }

    #[test]
    fn an_identity_equals_only_itself() {
        let [ada, again, bo, longer] = ["ada", "ada", "bob", "adam"].map(|name| Identity::new(name.to_owned()));
        assert!(ada.is(&again));
        assert!(!ada.is(&bo) && !ada.is(&longer));
    }
}
