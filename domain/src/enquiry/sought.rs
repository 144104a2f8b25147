//! What the help desk types of what a caller says.

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    account::AccountId,
    address::EmailAddress,
    code::{Reference, RequestNumber, TypedActivation},
};

/// What is read of a search, at most, in characters.
const LONGEST: usize = 80;
/// Words that are looked for, at most.
const MOST_WORDS: usize = 6;
/// What stands for a word that nobody may read.
const WITHHELD: &str = "…";

/// Everything that what was typed may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// An account by its whole name, `CAAA/CAAA001`.
    pub account: Option<AccountId>,
    /// The number of a request.
    pub number: Option<RequestNumber>,
    /// The reference of a mail.
    pub reference: Option<Reference>,
    /// Parts of names or user IDs, in lower case.
    pub words: Vec<String>,
    /// Whether it reads like a code that callers must not give away: digits as a one-time code has, or three groups of
    /// four as an activation code, a binding code or a one-time pass.
    pub secret: bool,
    /// Whether it could be such a code, however it is grouped.
    doubtful: bool,
}

impl Sought {
    /// Reads what was typed: wide forms and surrounding spaces are forgiven, upper and lower case are one. None where
    /// nothing was typed. Look-alikes of other scripts stay what they are, and find nobody.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let plain: String = typed.nfkc().filter(|c| !c.is_control()).take(LONGEST).collect();
        let plain = plain.trim();
        let account = plain.split_once('/').and_then(|(firm, user)| AccountId::parse_parts(firm, user).ok());
        let words: Vec<String> = plain
            .split([' ', '/', ','])
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .take(MOST_WORDS)
            .collect();
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let numeric = plain.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
        let grouped = plain.split([' ', '-']).map(str::len).eq([4, 4, 4]);
        let numbered = plain.split([' ', '-']).map(str::len).eq([6, 6]);
        (!words.is_empty()).then(|| Self {
            account,
            number: RequestNumber::parse(plain).ok(),
            reference: Reference::parse(plain).ok(),
            // A number that is written in one piece may be a code as well.
            doubtful: digits > 0 && !numbered && TypedActivation::parse(plain).is_ok(),
            words,
            secret: numeric && (6..=8).contains(&digits) || grouped && TypedActivation::parse(plain).is_ok(),
        })
    }

    /// What may be written down of it: its words, addresses masked, and an ellipsis for what could be a secret.
    #[must_use]
    pub fn told(&self) -> String {
        if self.secret || self.doubtful {
            return WITHHELD.to_owned();
        }
        if let Some(account) = &self.account {
            return account.to_string();
        }
        let told = |word: &String| {
            let code = (6..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
            match word.contains('@') {
                true => EmailAddress::parse(word).map_or_else(|_| WITHHELD.to_owned(), |address| address.masked()),
                false if code => WITHHELD.to_owned(),
                false => word.clone(),
            }
        };
        self.words.iter().map(told).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_forms_and_case_are_forgiven() {
        let read = |typed| Sought::read(typed).ok_or("nothing was typed");
        let plain = read("caaa/caaa001");
        assert_eq!(read(" ＣＡＡＡ／ＣＡＡＡ００１ "), plain);
        assert!(plain.is_ok_and(|sought| sought.account.is_some_and(|id| id.to_string() == "CAAA/CAAA001")));
        assert!(read("ｋ７ｑ２").is_ok_and(|sought| sought.reference == Reference::parse("K7Q2").ok()));
        assert!(read("CHAN　Tai-man").is_ok_and(|sought| sought.words == ["chan", "tai-man"]));
    }

    #[test]
    fn what_reads_like_a_secret_is_known_for_one() {
        let secret = |typed| Sought::read(typed).is_some_and(|sought| sought.secret);
        assert!(secret("123 456") && secret("12345678") && secret("7K3M-Q2XA-9DTE"));
        assert!(!secret("1N8ZQ4-T07KXM") && !secret("CAAA001") && !secret("12345"));
    }

    #[test]
    fn what_is_written_down_holds_no_secret_and_no_whole_address() {
        let told = |typed| Sought::read(typed).map(|sought| sought.told()).unwrap_or_default();
        for (typed, written) in [
            ("CHAN　Tai Man", "chan tai man"),
            ("caaa/caaa001", "CAAA/CAAA001"),
            ("1N8ZQ4-T07KXM", "1n8zq4-t07kxm"),
            ("K7Q2", "k7q2"),
            ("chan@caaa.example", "c•••@caaa.example"),
            ("chan ＠ chan@", "chan … …"),
            ("123 456", "…"),
            ("chan 123456", "chan …"),
            ("7K3M-Q2XA-9DTE", "…"),
            ("7k3mq2xa9dte", "…"),
            ("7K3MQ2 XA9D TE", "…"),
        ] {
            assert_eq!(told(typed), written, "{typed}");
        }
        assert!(told(&"長".repeat(500)).chars().count() <= LONGEST);
    }

    #[test]
    fn nothing_typed_asks_for_nothing() {
        assert!(["", "   ", "/", "\u{0}"].iter().all(|typed| Sought::read(typed).is_none()));
    }
}
