//! Random numbers from a seed (SplitMix64), the only source of chance.

pub struct Random(u64);

impl Random {
    /// Neighbouring seeds have nothing in common.
    pub fn new(seed: u64) -> Self {
        Self(mixed(seed))
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// A number below `bound`; zero when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(bound.max(1)).unwrap_or(u64::MAX)).unwrap_or_default()
    }

    /// A number up to `max`; small ones are as likely as large ones.
    pub fn length(&mut self, max: usize) -> usize {
        let bits = self.below(usize::try_from(max.max(1).ilog2()).unwrap_or_default().saturating_add(2));
        self.below(1 << bits).min(max)
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// A random element of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        list.get(self.below(list.len())).expect("invariant: lists to pick from have items")
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.number().to_le_bytes()[0]).collect()
    }
}

fn mixed(state: u64) -> u64 {
    let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
