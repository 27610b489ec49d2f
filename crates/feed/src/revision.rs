//! Revision of a feed's document: told without writing it.

use std::fmt::Write;

use sha1::{Digest, Sha1};

/// The form of the document: the beginning of the digest of one, which a test compares.
pub const FORM: &str = "0b5a68a9";

/// The document's revision, from all that it is made of. Equal parts give equal bytes.
pub fn revision(parts: &[&str]) -> String {
    let mut digest = Sha1::new().chain_update(FORM);
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().take(10).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_eq!(revision(&["a", "b"]), revision(&["a", "b"]));
        assert_ne!(revision(&["a", "b"]), revision(&["ab", ""]));
    }
}
