//! Randomness that can be had again: a seed gives the same numbers every time.

use std::env;

use anyhow::{Context, Result};

/// SplitMix64.
pub struct Chance(u64);

/// `SEED`, or another one every time.
pub fn seed() -> Result<u64> {
    match env::var("SEED") {
        Ok(seed) => seed.parse().with_context(|| format!("SEED={seed}")),
        Err(_) => Ok(uuid::Uuid::new_v4().as_u64_pair().0 >> 32),
    }
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from the first up to, but not, the second.
    pub fn within(&mut self, (from, to): (u64, u64)) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        from + (mixed ^ (mixed >> 31)) % (to - from)
    }
}
