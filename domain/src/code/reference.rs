//! References: what mail and page have in common, for the eye alone.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::crockford::{meant, separates, symbols};

/// A reference that ties a mail to the page that waits for its code: four symbols, `K7Q2`. No secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference([char; 4]);

/// Not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a reference is four letters and digits")]
pub struct ReferenceError;

impl Reference {
    /// From the lowest 20 bits of a random number.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        let mut reference = ['0'; 4];
        for (held, symbol) in reference.iter_mut().zip(symbols(u64::from(bits), 4)) {
            *held = symbol;
        }
        Self(reference)
    }

    /// Reads a reference as a caller on the hotline spells it, as forgiving as [`TypedActivation::parse`](super::TypedActivation::parse).
    ///
    /// # Errors
    /// [`ReferenceError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let mut reference = ['0'; 4];
        let mut found = 0;
        for typed in text.chars().filter(|typed| !separates(*typed)) {
            let symbol = meant(typed).ok_or(ReferenceError)?;
            *reference.get_mut(found).ok_or(ReferenceError)? = symbol;
            found += 1;
        }
        if found == 4 { Ok(Self(reference)) } else { Err(ReferenceError) }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.iter().collect::<String>())
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}
