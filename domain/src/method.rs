//! How somebody logs in: one session contract for all of them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    name::{UnknownName, lookup},
    phase::{Door, Phase, Standing, smartcard_door, two_factor_door},
};

/// The method that opened a session, as `Remote-Method` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Password and e-mailed code.
    TwoFactor,
    /// A smartcard, by WebAuthn.
    Smartcard,
    /// A passkey, in place of password and code.
    Passkey,
    /// A smartcard with an X.509 certificate, by TLS client authentication.
    X509,
    /// Password and a pass that stands in for the code while mail is down.
    OneTimePass,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 5] = [Self::TwoFactor, Self::Smartcard, Self::Passkey, Self::X509, Self::OneTimePass];

    /// The name in headers, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoFactor => "two-factor",
            Self::Smartcard => "smartcard",
            Self::Passkey => "passkey",
            Self::X509 => "x509",
            Self::OneTimePass => "one-time-pass",
        }
    }

    /// Whether it is a smartcard, whichever way the card speaks.
    #[must_use]
    pub const fn is_card(self) -> bool {
        matches!(self, Self::Smartcard | Self::X509)
    }

    /// Whether it rests on the registered mailbox, so that another address ends it.
    #[must_use]
    pub const fn rests_on_mailbox(self) -> bool {
        matches!(self, Self::TwoFactor)
    }

    /// Whether a login by it shows that two-factor login works for the user: a pass that stands in for the mail shows
    /// nothing of it, nor does a card.
    #[must_use]
    pub const fn shows_two_factor(self) -> bool {
        matches!(self, Self::TwoFactor | Self::Passkey)
    }

    /// What a login by it opens: the table of [`crate::phase`], asked by method.
    #[must_use]
    pub const fn door(self, phase: Phase, standing: Standing) -> Door {
        if self.is_card() { smartcard_door(phase, standing) } else { two_factor_door(phase, standing) }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Method {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("method", &Self::ALL, Self::name, text)
    }
}
