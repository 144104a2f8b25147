//! Briefings: sessions at which the clearing house explains the change, with seats to be had.

use std::{fmt, str::FromStr};

use crate::name::{UnknownName, lookup};

/// The language that is spoken at a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spoken {
    /// Cantonese.
    #[default]
    Cantonese,
    /// English.
    English,
    /// Putonghua.
    Putonghua,
}

impl Spoken {
    /// Every language, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Cantonese, Self::English, Self::Putonghua];

    /// The name in forms, the store and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cantonese => "cantonese",
            Self::English => "english",
            Self::Putonghua => "putonghua",
        }
    }
}

/// How somebody stands with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Has a seat.
    Taken,
    /// Waits until one is given back, in the order of asking.
    Waiting,
}

impl Seat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Taken, Self::Waiting];

    /// The name in the store and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Waiting => "waiting",
        }
    }
}

impl FromStr for Spoken {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        lookup("spoken language", &Self::ALL, Self::name, name)
    }
}

impl FromStr for Seat {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        lookup("seat", &Self::ALL, Self::name, name)
    }
}

impl fmt::Display for Spoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
