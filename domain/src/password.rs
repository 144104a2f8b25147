//! What a password must be, for the page that asks for it and the server that takes it.
//!
//! E-mail is no out-of-band factor for SP 800-63B-4 (section 3.1.3.1), so the password has to stand alone: long, on no
//! list, not built on names. No composition rules and no expiry (section 3.1.1.2).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The longest password, in code points of its NFC form. Longer ones are refused, never cut.
pub const MAX_CODE_POINTS: usize = 128;

/// What must be left of a password, in code points, once the names are taken out of it.
pub const MIN_BESIDE_NAMES: usize = 8;

/// Names shorter than this, in code points, are not looked for: "Li" and "Ng" are in half of all passwords by chance.
const MIN_NAME: usize = 3;

/// A password as typed, in NFC (SP 800-63B-4, section 3.1.1.2), so that the same keys on another machine give the
/// same password. Nothing is trimmed: a space is a character like any other.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Takes what was typed.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.nfc().collect())
    }

    /// The text, for hashing and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The length in code points.
    #[must_use]
    pub fn code_points(&self) -> usize {
        self.0.chars().count()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordProblem {
    /// Nothing was typed.
    #[error("no password was typed")]
    Empty,
    /// Too short.
    #[error("a password has at least {min} characters, this one {have}")]
    TooShort {
        /// The least, in code points.
        min: usize,
        /// What was typed, in code points.
        have: usize,
    },
    /// Too long.
    #[error("a password has at most {max} characters")]
    TooLong {
        /// The most, in code points.
        max: usize,
    },
    /// Without the names of person, firm and product too little is left.
    #[error("without the names in it, too little of the password is left")]
    RestsOnNames,
    /// Easily guessed. Found by the server.
    #[error("this password is easily guessed")]
    Guessable,
    /// On the list of known passwords. Found by the server.
    #[error("this password is on a list of known passwords")]
    Blocklisted,
    /// The one in use. Found by the server.
    #[error("this is the password in use")]
    SameAsNow,
}

/// The rules that browser and server share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The least length, in code points of the NFC form.
    pub min_length: usize,
}

/// Fifteen, the least for a password that stands alone (SP 800-63B-4, section 3.1.1.2).
impl Default for PasswordRules {
    fn default() -> Self {
        Self { min_length: 15 }
    }
}

impl PasswordRules {
    /// Checks length and names. `names` are those of the person, the firm and the product, as they are written:
    /// each is looked for whole and by its words, whatever the case.
    ///
    /// # Errors
    /// The first [`PasswordProblem`] of `Empty`, `TooLong`, `TooShort` and `RestsOnNames`.
    pub fn check(&self, password: &Password, names: &[&str]) -> Result<(), PasswordProblem> {
        let have = password.code_points();
        if have == 0 {
            return Err(PasswordProblem::Empty);
        }
        // Before anything that grows with the length.
        if have > MAX_CODE_POINTS {
            return Err(PasswordProblem::TooLong { max: MAX_CODE_POINTS });
        }
        if have < self.min_length {
            return Err(PasswordProblem::TooShort { min: self.min_length, have });
        }
        if left_beside(&password.0, names) < MIN_BESIDE_NAMES {
            return Err(PasswordProblem::RestsOnNames);
        }
        Ok(())
    }
}

/// How many code points of the password belong to no name. Marking instead of cutting makes the order of the names
/// irrelevant, and lets names that overlap both count.
fn left_beside(password: &str, names: &[&str]) -> usize {
    let text = folded(password);
    let mut named = vec![false; text.len()];
    for name in names {
        // A name of one word comes twice, which costs a little and changes nothing.
        for part in std::iter::once(name.trim()).chain(name.split_whitespace()) {
            let part = folded(part);
            if part.len() < MIN_NAME {
                continue;
            }
            for (start, window) in text.windows(part.len()).enumerate() {
                if window == part {
                    named[start..start + part.len()].fill(true);
                }
            }
        }
    }
    named.into_iter().filter(|named| !named).count()
}

/// Each code point in lower case, one for one: where lower case takes several, the first stands for it, so that a
/// password has as many places as it has code points.
fn folded(text: &str) -> Vec<char> {
    text.nfc().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULES: PasswordRules = PasswordRules { min_length: 15 };

    fn check(text: &str, names: &[&str]) -> Result<(), PasswordProblem> {
        RULES.check(&Password::typed(text), names)
    }

    #[test]
    fn length_is_counted_in_code_points_of_the_composed_form() {
        assert_eq!(check("", &[]), Err(PasswordProblem::Empty));
        assert_eq!(check("fourteen chars", &[]), Err(PasswordProblem::TooShort { min: 15, have: 14 }));
        assert_eq!(check("fifteen charss!", &[]), Ok(()));
        assert_eq!(check(&"密".repeat(15), &[]), Ok(()));
        assert_eq!(check(&"e\u{301}".repeat(14), &[]), Err(PasswordProblem::TooShort { min: 15, have: 14 }));
        assert_eq!(check(&"x".repeat(128), &[]), Ok(()));
        assert_eq!(check(&"x".repeat(129), &[]), Err(PasswordProblem::TooLong { max: 128 }));
        assert_eq!(check(&" ".repeat(15), &[]), Ok(()), "spaces count; guessing is judged elsewhere");
    }

    #[test]
    fn the_same_password_typed_on_another_machine_is_the_same() {
        assert_eq!(Password::typed("cafe\u{301}").expose(), Password::typed("café").expose());
        assert_ne!(Password::typed(" a ").expose(), Password::typed("a").expose());
    }

    #[test]
    fn what_is_left_beside_names_must_stand_alone() {
        let names = ["Kwok Suk Yee", "郭淑儀", "CAAA001", "Kestrel Markets 001 Limited", "Changeover"];
        assert_eq!(check("kestrelkestrel-CAAA001", &names), Err(PasswordProblem::RestsOnNames));
        assert_eq!(check("KWOK suk yee 123456", &names), Err(PasswordProblem::RestsOnNames));
        assert_eq!(check("KWOK suk yee 1234567", &names), Ok(()), "what is left is judged by the server");
        assert_eq!(check("郭淑儀郭淑儀郭淑儀郭淑儀1234567", &names), Err(PasswordProblem::RestsOnNames));
    }

    #[test]
    fn short_names_are_not_looked_for() {
        assert_eq!(check("ngngngngngngngng", &["Ng", "Li Ng"]), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_and_names_are_survived(text in "\\PC{0,200}", name in "\\PC{0,20}") {
            let _ = check(&text, &[&name]);
        }

        #[test]
        fn the_order_of_names_is_irrelevant(text in "[a-c]{15,30}", one in "[a-c]{1,5}", other in "[a-c]{1,5}") {
            prop_assert_eq!(check(&text, &[&one, &other]), check(&text, &[&other, &one]));
        }

        #[test]
        fn a_verdict_holds_for_every_normal_form(text in "[a-zé-üÀ-Ý密碼 ]{0,40}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(check(&text, &["café"]), check(&decomposed, &["café"]));
        }

        #[test]
        fn a_name_repeated_never_passes(name in "[a-z]{3,12}", times in 5usize..10) {
            prop_assert!(check(&name.repeat(times), &[&name]).is_err());
        }
    }
}
