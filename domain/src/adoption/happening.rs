//! What is counted of each day.

use std::{fmt, str::FromStr};

use crate::{
    method::Method,
    name::{UnknownName, lookup},
};

/// Something that happens to people, counted by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happening {
    /// A login was completed by this method.
    Login(Method),
    /// A user's password and proof were made void, to be set up anew.
    Reset,
    /// A pause after too many failures was cleared.
    Unlock,
    /// A one-time pass was issued.
    Pass,
}

impl Happening {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Login(Method::TwoFactor),
        Self::Login(Method::Smartcard),
        Self::Login(Method::Passkey),
        Self::Login(Method::X509),
        Self::Login(Method::OneTimePass),
        Self::Reset,
        Self::Unlock,
        Self::Pass,
    ];

    /// The name in the store and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Login(Method::TwoFactor) => "login-two-factor",
            Self::Login(Method::Smartcard) => "login-smartcard",
            Self::Login(Method::Passkey) => "login-passkey",
            Self::Login(Method::X509) => "login-x509",
            Self::Login(Method::OneTimePass) => "login-one-time-pass",
            Self::Reset => "reset",
            Self::Unlock => "unlock",
            Self::Pass => "pass",
        }
    }

    /// The event of the audit that counts as it: its kind, and the method in its particulars where it is a login.
    #[must_use]
    pub const fn event(self) -> (&'static str, Option<Method>) {
        match self {
            Self::Login(method) => ("login.completed", Some(method)),
            Self::Reset => ("access.reset", None),
            Self::Unlock => ("pause.cleared", None),
            Self::Pass => ("pass.issued", None),
        }
    }

    /// What an event of the audit counts as: its kind, and the method in its particulars where it is a login.
    #[must_use]
    pub fn of_event(kind: &str, method: Option<Method>) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| {
            let (of, by) = happening.event();
            of == kind && (by.is_none() || by == method)
        })
    }
}

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Happening {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("happening", &Self::ALL, Self::name, text)
    }
}
