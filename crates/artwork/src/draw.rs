//! Draws: choices that look random and depend on a title alone.

use sha2::{Digest, Sha256};

/// The digest of a purpose and a title, drawn from byte by byte.
pub(crate) struct Draw {
    digest: [u8; 32],
    next: usize,
}

impl Draw {
    pub(crate) fn new(purpose: &str, title: &str) -> Draw {
        let digest = Sha256::new().chain_update(purpose).chain_update([0]).chain_update(title).finalize();
        Draw { digest: digest.into(), next: 0 }
    }

    /// A number below the bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let byte = self.digest.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        if self.next == self.digest.len() {
            (self.digest, self.next) = (Sha256::digest(self.digest).into(), 0);
        }
        usize::from(byte).checked_rem(bound).unwrap_or_default()
    }

    pub(crate) fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.get(self.below(choices.len())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_go_on_past_the_end_of_a_digest() {
        let mut draw = Draw::new("test", "title");
        let drawn: Vec<usize> = (0..96).map(|_| draw.below(256)).collect();
        assert_ne!(drawn[..32], drawn[32..64]);
        assert_ne!(drawn[32..64], drawn[64..]);
        assert_eq!(Draw::new("test", "title").below(256), drawn[0]);
        assert_eq!(draw.below(0), 0);
    }
}
