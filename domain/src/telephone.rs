//! The number that a firm is called back at.

use std::fmt;

use thiserror::Error;

use crate::crockford::half_width;

/// A telephone number as people write it: an optional `+`, digits, and what they put between them. It is dialled by a
/// person, so its form stays as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telephone(String);

/// Not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a telephone number has {LEAST_DIGITS} to {MOST_DIGITS} digits, and beside them + ( ) - . / # and blanks")]
pub struct TelephoneError;

/// The fewest digits of a number that somebody outside can dial.
const LEAST_DIGITS: usize = 6;
/// The most: fifteen of an international number (ITU-T E.164, section 6.1), and an extension.
const MOST_DIGITS: usize = 21;

impl Telephone {
    /// Reads a number as it was typed. Full-width characters are understood, and blanks count as one.
    ///
    /// # Errors
    /// [`TelephoneError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, TelephoneError> {
        let plain: String = text.chars().map(half_width).collect();
        let number = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let allowed = |c: char| c.is_ascii_digit() || "+()-./# ".contains(c);
        // The mark of an international number stands before it, once.
        let marked = number.rfind('+').is_none_or(|place| place == 0);
        let sane = (LEAST_DIGITS..=MOST_DIGITS).contains(&digits) && number.len() <= 2 * MOST_DIGITS;
        if sane && marked && number.chars().all(allowed) { Ok(Self(number)) } else { Err(TelephoneError) }
    }

    /// The number, as people write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, read) in [
            ("+852 5555 0100", "+852 5555 0100"),
            ("  (852)\u{3000}5555-0100  ", "(852) 5555-0100"),
            ("＋８５２　５５５５０１００", "+852 55550100"),
            ("5555 0100 #123", "5555 0100 #123"),
        ] {
            assert_eq!(Telephone::parse(typed).as_ref().map(Telephone::as_str), Ok(read), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for typed in ["", " ", "12345", "call me", "5555 0100; rm", "55550100\0", "5555+0100", "++85255550100"] {
            assert_eq!(Telephone::parse(typed), Err(TelephoneError), "{typed}");
        }
        assert_eq!(Telephone::parse(&"5".repeat(22)), Err(TelephoneError));
        assert_eq!(Telephone::parse(&format!("5{}55555", "-".repeat(60))), Err(TelephoneError));
    }
}
