//! Chance that is the same for the same seed.

use rand::{Rng as _, SeedableRng as _, rngs::ChaCha20Rng};

/// A series of draws.
pub struct Dice(ChaCha20Rng);

impl Dice {
    /// The series of one thing, such as a firm, within what `seed` begins.
    pub fn of(seed: u64, thing: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(mix(seed, thing, 0)))
    }

    /// A number below `sides`; 0 where there is none.
    pub fn below(&mut self, sides: u32) -> u32 {
        self.0.next_u32() % sides.max(1)
    }

    /// The same, for days.
    pub fn days(&mut self, sides: u16) -> u16 {
        u16::try_from(self.below(u32::from(sides))).unwrap_or_default()
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// A wait of `mean` days on average: most are short, some are long.
    pub fn wait(&mut self, mean: u16) -> u16 {
        let evenly = (f64::from(self.below(1 << 20)) + 1.0) / f64::from(1 << 20);
        // At most fourteen times the mean: within the type for any mean that is used.
        (-evenly.ln() * f64::from(mean)) as u16
    }
}

/// A number that looks like chance, of three numbers: whoever needs many of them keeps none.
pub fn mix(a: u64, b: u64, c: u64) -> u64 {
    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014), once for each.
    [a, b, c].into_iter().fold(0, |sum: u64, part| {
        let mut x = (sum ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    })
}
