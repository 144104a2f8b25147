//! The injected source of randomness, and what is drawn from it.

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{
    code::{Reference, RequestNumber},
    time::Instant,
};
use rand::{Rng as _, SeedableRng as _, rngs::ChaCha20Rng};
use sha2::{Digest as _, Sha256};

/// The one source of randomness.
pub trait Randomness: Send + Sync {
    /// Fills `bytes` with unpredictable ones.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(clippy::disallowed_methods, reason = "the one place where the system's generator is asked")]
    #[expect(clippy::expect_used, reason = "without randomness nothing may go on")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The same bytes for the same seed: tests and demonstrations.
#[derive(Debug)]
pub struct SeededRandomness(Mutex<ChaCha20Rng>);

impl SeededRandomness {
    /// Begins the series of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// A secret of 256 bits that a browser holds in a cookie; the database holds its hash only.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// Draws one.
    pub fn draw(random: &dyn Randomness) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// Takes what a browser sent; `None` unless it has the form of a token.
    pub fn received(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the database knows it by. A token has 256 bits of entropy: a plain hash is enough.
    pub fn hash(&self) -> String {
        digest(&self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// An identifier that sorts by time, and within a millisecond in the order in which this process drew them: a UUID of
/// version 7 (RFC 9562 §5.7) with a counter of 24 bits (§6.2, method 1).
pub fn sortable_id(now: Instant, random: &dyn Randomness) -> String {
    static DRAWN: AtomicU32 = AtomicU32::new(0);
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let [_, high, middle, low] = DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    // The version takes the upper half of the first byte, the variant the two upper bits of the third.
    bytes[0] = high >> 4;
    bytes[1] = high << 4 | middle >> 4;
    bytes[2] = (middle & 0x0F) << 2 | low >> 6;
    bytes[3] = low << 2 | bytes[3] & 3;
    let millis = u64::try_from(now.as_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().simple().to_string()
}

/// An identifier of 128 bits that says nothing.
pub fn opaque_id(random: &dyn Randomness) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    HEXLOWER.encode(&bytes)
}

/// A reference that page and mail share.
pub fn reference(random: &dyn Randomness) -> Reference {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    Reference::from_bits(u32::from_le_bytes(bytes))
}

/// The number of a request, which pages that say no show.
pub fn request_number(now: Instant, random: &dyn Randomness) -> RequestNumber {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    RequestNumber::new(now, u32::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_one_millisecond_sort_in_the_order_they_were_drawn() {
        let random = SeededRandomness::new(1);
        let now = Instant::from_millis(1_795_334_400_000);
        let drawn: Vec<String> = (0..5000).map(|_| sortable_id(now, &random)).collect();
        assert!(drawn.is_sorted());
        assert!(drawn.iter().all(|id| id.len() == 32 && id[12..13] == *"7"));
    }
}
