//! Who an account belongs to: a participant's code and a user's id within it.
//!
//! Parsing trims and folds ASCII case, and refuses everything else. It never maps look-alikes (full-width letters,
//! zero-width characters, letters of other scripts) to what they resemble: two spellings that are not plainly the
//! same either name one account with one budget, or none.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why something names no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AccountError {
    /// Not a participant's code.
    #[error("a participant's code is 2 to 8 letters A to Z or digits")]
    Participant,
    /// Not a user's id.
    #[error("a user's id is 1 to 32 letters A to Z, digits, dots, underscores or hyphens")]
    User,
    /// Not a code and an id joined by one slash.
    #[error("an account is a participant's code and a user's id joined by a slash")]
    Form,
}

/// A participant's code: 2 to 8 of A–Z and 0–9, stored in upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ParticipantCode(String);

impl ParticipantCode {
    /// Reads a code as people type it: surrounding spaces and lower case are forgiven.
    ///
    /// # Errors
    /// [`AccountError::Participant`] for anything else.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        identifier(text, 2..=8, |b| b.is_ascii_alphanumeric()).map(Self).ok_or(AccountError::Participant)
    }

    /// The code under which the clearing house's own staff log in.
    #[must_use]
    pub fn staff() -> Self {
        Self(STAFF.to_owned())
    }

    /// Whether this is the code of the clearing house's own staff.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.0 == STAFF
    }

    /// The code, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const STAFF: &str = "STAFF";

/// A user's id within a participant: 1 to 32 of A–Z, 0–9, `.`, `_` and `-`, stored in upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserId(String);

impl UserId {
    /// Reads an id as people type it: surrounding spaces and lower case are forgiven.
    ///
    /// # Errors
    /// [`AccountError::User`] for anything else.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        identifier(text, 1..=32, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            .map(Self)
            .ok_or(AccountError::User)
    }

    /// The id, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn identifier(text: &str, length: std::ops::RangeInclusive<usize>, allowed: fn(u8) -> bool) -> Option<String> {
    // Spreadsheets and input methods leave these two around a cell; inside an identifier they are refused.
    let edge = |c: char| c.is_ascii_whitespace() || matches!(c, '\u{A0}' | '\u{3000}');
    let core = text.trim_matches(edge);
    (length.contains(&core.len()) && core.bytes().all(allowed)).then(|| core.to_ascii_uppercase())
}

/// One account: a user of a participant, or a member of staff.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId {
    /// The participant, or `STAFF`.
    pub participant: ParticipantCode,
    /// The user within it.
    pub user: UserId,
}

impl AccountId {
    /// Reads the two fields of a login form or a file.
    ///
    /// # Errors
    /// [`AccountError`] names the first part that is wrong.
    pub fn parse_parts(participant: &str, user: &str) -> Result<Self, AccountError> {
        Ok(Self { participant: ParticipantCode::parse(participant)?, user: UserId::parse(user)? })
    }

    /// Whether the account belongs to the clearing house's own staff.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.participant.is_staff()
    }
}

impl fmt::Display for ParticipantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// `CAAA/CAAA001`.
impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.participant, self.user)
    }
}

impl FromStr for ParticipantCode {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl FromStr for UserId {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl FromStr for AccountId {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (participant, user) = text.split_once('/').ok_or(AccountError::Form)?;
        Self::parse_parts(participant, user)
    }
}

impl TryFrom<String> for ParticipantCode {
    type Error = AccountError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl TryFrom<String> for UserId {
    type Error = AccountError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl TryFrom<String> for AccountId {
    type Error = AccountError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ParticipantCode> for String {
    fn from(code: ParticipantCode) -> Self {
        code.0
    }
}

impl From<UserId> for String {
    fn from(id: UserId) -> Self {
        id.0
    }
}

impl From<AccountId> for String {
    fn from(account: AccountId) -> Self {
        account.to_string()
    }
}
