//! Request numbers: what a page that says no and the audit have in common.

use std::fmt;

use thiserror::Error;

use crate::{
    crockford::{meant, separates, symbols, value},
    time::Instant,
};

/// Symbols of a number: 32 bits for the second, 28 that are drawn.
const SYMBOLS: u32 = 12;
const DRAWN: u32 = 28;

/// The number of a request, made to be read out over the telephone: two groups of six, `1N8ZQ4-T07KXM`. No secret, and
/// grouped otherwise than any code that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestNumber(u64);

/// Not the number of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the number of a request is two groups of six letters and digits")]
pub struct RequestNumberError;

impl RequestNumber {
    /// The number of a request at `now`, with the lowest 28 of random bits. Instants before 1970 and after 2106 count
    /// as the first and the last.
    #[must_use]
    pub fn new(now: Instant, random: u32) -> Self {
        let second = u32::try_from((now.as_millis() / 1000).max(0)).unwrap_or(u32::MAX);
        Self(u64::from(second) << DRAWN | u64::from(random) & ((1 << DRAWN) - 1))
    }

    /// Reads a number as a caller on the hotline spells it, as forgiving as [`Reference::parse`](super::Reference::parse).
    ///
    /// # Errors
    /// [`RequestNumberError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, RequestNumberError> {
        let (mut bits, mut found) = (0_u64, 0);
        for typed in text.chars().filter(|typed| !separates(*typed)) {
            let place = meant(typed).and_then(value).ok_or(RequestNumberError)?;
            found += 1;
            if found > SYMBOLS {
                return Err(RequestNumberError);
            }
            bits = bits << 5 | place;
        }
        if found == SYMBOLS { Ok(Self(bits)) } else { Err(RequestNumberError) }
    }

    /// When the request was made, to the second.
    #[must_use]
    pub fn at(self) -> Instant {
        Instant::from_millis(i64::try_from(self.0 >> DRAWN).unwrap_or_default() * 1000)
    }
}

impl fmt::Display for RequestNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text: String = symbols(self.0, SYMBOLS).collect();
        text.insert(6, '-');
        f.pad(&text)
    }
}
