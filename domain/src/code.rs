//! Codes that people carry from a mail to a page: one-time codes, activation codes and references.
//!
//! Codes are derived, not stored: the same id under the same key always gives the same code. A resend repeats it, and
//! a copy of the database holds none. The key never enters the database.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

mod activation;
mod one_time;
mod reference;
mod request_number;

pub use activation::{ActivationCode, ActivationShape, TypedActivation};
pub use one_time::{CodeDigits, CodeDigitsError, CodeShape, OneTimeCode, TypedCode};
pub use reference::{Reference, ReferenceError};
pub use request_number::{RequestNumber, RequestNumberError};

/// The server's key for codes: 256 bits.
#[derive(Clone)]
pub struct CodeKey([u8; 32]);

impl CodeKey {
    /// Takes 256 bits from a cryptographic random source.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 over a label and an id. The label keeps the kinds of codes apart, and the zero byte the label
    /// from the id: no id of one kind can ever yield a code of another.
    #[must_use]
    pub fn authenticate(&self, label: &str, id: &str) -> [u8; 32] {
        // HMAC pads a short key with zeros to its block (RFC 2104, section 2); doing so here makes it infallible.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(label.as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for CodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeKey(…)")
    }
}
