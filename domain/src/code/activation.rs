//! Activation codes: letters and digits that open the set-up once.

use std::fmt;

use subtle::ConstantTimeEq;
use thiserror::Error;

use super::CodeKey;
use crate::crockford::{meant, separates, symbols};

/// An activation code as it stands in a mail: 60 bits as three groups of four, `7K3M-Q2XA-9DTE`.
#[derive(Clone)]
pub struct ActivationCode(String);

impl ActivationCode {
    /// The code of one activation.
    #[must_use]
    pub fn derive(key: &CodeKey, activation_id: &str) -> Self {
        Self::of(key, "changeover activation code v1", activation_id)
    }

    /// The code with which a user binds a smartcard, of one binding.
    #[must_use]
    pub fn binding(key: &CodeKey, binding_id: &str) -> Self {
        Self::of(key, "changeover card binding code v1", binding_id)
    }

    /// The one-time pass that replaces an e-mailed code, of one pass.
    #[must_use]
    pub fn pass(key: &CodeKey, pass_id: &str) -> Self {
        Self::of(key, "changeover one-time pass v1", pass_id)
    }

    fn of(key: &CodeKey, purpose: &str, id: &str) -> Self {
        let mac = key.authenticate(purpose, id);
        let bits = mac[..8].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Self(grouped(symbols(bits, 12)))
    }

    /// The code that the checker hands over beside an activation. It goes by the account and the version that was
    /// agreed on, so that sending the activation again leaves it as it is.
    #[must_use]
    pub fn hand_over(key: &CodeKey, account: &crate::account::AccountId, version: i64) -> Self {
        Self::of(key, "changeover hand-over code v1", &format!("{account}:{version}"))
    }

    /// The code, for the mail or the screen that hands it over and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether this is what was typed, compared in constant time.
    #[must_use]
    pub fn matches(&self, typed: &TypedActivation) -> bool {
        self.0.as_bytes().ct_eq(typed.0.as_bytes()).into()
    }
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode(…)")
    }
}

/// An activation code as somebody typed it, in the right shape.
#[derive(Clone)]
pub struct TypedActivation(String);

/// Why something typed cannot be an activation code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ActivationShape {
    /// Nothing was typed.
    #[error("no activation code was typed")]
    Empty,
    /// Not twelve letters and digits.
    #[error("an activation code has 12 letters and digits, {found} were typed")]
    WrongLength {
        /// How many were typed.
        found: usize,
    },
    /// A character that no activation code has.
    #[error("an activation code has digits and letters, without U")]
    NotSymbols,
}

impl TypedActivation {
    /// Reads what was typed or pasted. Case, white space and hyphens do not matter; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// [`ActivationShape`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ActivationShape> {
        let mut code = Vec::with_capacity(12);
        let mut found = 0;
        for typed in text.chars().filter(|typed| !separates(*typed)) {
            let symbol = meant(typed).ok_or(ActivationShape::NotSymbols)?;
            found += 1;
            if found <= 12 {
                code.push(symbol);
            }
        }
        match found {
            0 => Err(ActivationShape::Empty),
            12 => Ok(Self(grouped(code.into_iter()))),
            found => Err(ActivationShape::WrongLength { found }),
        }
    }
}

impl fmt::Debug for TypedActivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedActivation(…)")
    }
}

/// Groups of four, joined by hyphens.
fn grouped(symbols: impl Iterator<Item = char>) -> String {
    let mut code = String::with_capacity(14);
    for (place, symbol) in symbols.enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        code.push(symbol);
    }
    code
}
