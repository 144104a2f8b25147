//! Smartcards, as far as the clearing house's register knows them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::name::{UnknownName, lookup};

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardState {
    /// Known by import, not used yet.
    Issued,
    /// Bound by its holder, or used.
    Bound,
    /// Stopped by one person, at once; two bring it back.
    Suspended,
    /// Taken out of use by two people; reversible until cards are decommissioned.
    Retired,
}

impl CardState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Issued, Self::Bound, Self::Suspended, Self::Retired];

    /// The name in files, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Bound => "bound",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
        }
    }

    /// Whether the card proves its holder.
    #[must_use]
    pub const fn proves(self) -> bool {
        matches!(self, Self::Issued | Self::Bound)
    }
}

/// How a set-up proved who it was beside the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// Not at all: by the mailbox alone.
    Mailbox,
    /// By the code that a checker, or the operator, handed over.
    HandOver,
    /// By a smartcard.
    Card,
    /// By a passkey.
    Passkey,
}

impl Proof {
    /// Every proof.
    pub const ALL: [Self; 4] = [Self::Mailbox, Self::HandOver, Self::Card, Self::Passkey];

    /// The name in the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mailbox => "mailbox",
            Self::HandOver => "hand-over",
            Self::Card => "card",
            Self::Passkey => "passkey",
        }
    }
}

impl fmt::Display for CardState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for CardState {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("state of a card", &Self::ALL, Self::name, text)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Proof {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("proof", &Self::ALL, Self::name, text)
    }
}
