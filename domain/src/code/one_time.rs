//! One-time codes: digits that live for one login.

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use thiserror::Error;

use super::CodeKey;
use crate::crockford::{half_width, separates};

/// How many digits a one-time code has: 6 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct CodeDigits(u8);

/// A number of digits outside 6 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a one-time code has 6 to 8 digits")]
pub struct CodeDigitsError;

impl CodeDigits {
    /// A number of digits from 6 to 8.
    ///
    /// # Errors
    /// [`CodeDigitsError`] outside that range: fewer can be guessed (six are the least for out-of-band secrets too: SP 800-63B-4, section 3.1.3.2), more
    /// cannot be copied by eye, and the truncation of RFC 4226 yields no more than nine.
    pub const fn new(digits: u8) -> Result<Self, CodeDigitsError> {
        match digits {
            6..=8 => Ok(Self(digits)),
            _ => Err(CodeDigitsError),
        }
    }

    /// The number of digits.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Six.
impl Default for CodeDigits {
    fn default() -> Self {
        Self(6)
    }
}

impl TryFrom<u8> for CodeDigits {
    type Error = CodeDigitsError;

    fn try_from(digits: u8) -> Result<Self, Self::Error> {
        Self::new(digits)
    }
}

impl From<CodeDigits> for u8 {
    fn from(digits: CodeDigits) -> Self {
        digits.0
    }
}

/// A one-time code as it stands in a mail.
#[derive(Clone)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    /// The code of one login: HMAC-SHA-256 over the challenge's random id, truncated as RFC 4226, section 5.3 does,
    /// with leading zeros.
    #[must_use]
    pub fn derive(key: &CodeKey, challenge: &str, digits: CodeDigits) -> Self {
        let mac = key.authenticate("changeover one-time code v1", challenge);
        // The low four bits of the last byte choose where to read, which is at most byte 18 of 32.
        let offset = usize::from(mac[31] & 0x0F);
        let four = [mac[offset], mac[offset + 1], mac[offset + 2], mac[offset + 3]];
        let truncated = u32::from_be_bytes(four) & 0x7FFF_FFFF;
        let code = truncated % 10_u32.pow(u32::from(digits.0));
        Self(format!("{code:0width$}", width = usize::from(digits.0)))
    }

    /// The digits, for the mail that carries them and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether this is what was typed, compared in constant time.
    #[must_use]
    pub fn matches(&self, typed: &TypedCode) -> bool {
        self.0.as_bytes().ct_eq(typed.0.as_bytes()).into()
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// A one-time code as somebody typed it, in the right shape.
#[derive(Clone)]
pub struct TypedCode(String);

/// Why something typed cannot be a one-time code. Telling costs nothing: it says only what anybody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeShape {
    /// Nothing was typed.
    #[error("no code was typed")]
    Empty,
    /// Too few or too many digits.
    #[error("the code has another length, {found} digits were typed")]
    WrongLength {
        /// How many digits were typed.
        found: usize,
    },
    /// Something that is no digit.
    #[error("a code has digits only")]
    NotDigits,
}

impl TypedCode {
    /// Reads what was typed or pasted: white space, hyphens and full-width digits are understood.
    ///
    /// # Errors
    /// [`CodeShape`] says what is wrong with it.
    pub fn parse(text: &str, digits: CodeDigits) -> Result<Self, CodeShape> {
        let mut code = String::with_capacity(8);
        let mut found = 0;
        for typed in text.chars().filter(|typed| !separates(*typed)).map(half_width) {
            if !typed.is_ascii_digit() {
                return Err(CodeShape::NotDigits);
            }
            found += 1;
            if found <= usize::from(digits.0) {
                code.push(typed);
            }
        }
        match found {
            0 => Err(CodeShape::Empty),
            found if found == usize::from(digits.0) => Ok(Self(code)),
            found => Err(CodeShape::WrongLength { found }),
        }
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(…)")
    }
}
