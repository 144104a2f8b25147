use std::{fmt, str::FromStr};

use super::{Check, Verdict};
use crate::name::{UnknownName, lookup};

/// Whose job a cure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The user.
    User,
    /// A delegated administrator of the firm.
    Administrator,
    /// The firm's IT staff.
    FirmIt,
    /// The clearing house.
    House,
}

/// Why a check did not pass. The list is closed: nothing else a browser says is ever kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The request came to us unencrypted.
    PlainConnection,
    /// The computer's clock is a little off.
    ClockDrifts,
    /// The computer's clock is so far off that times on pages mislead.
    ClockWrong,
    /// The probe cookie did not come back.
    CookiesBlocked,
    /// No script ran.
    JavaScriptOff,
    /// Scripts ran, and the WebAssembly bundle did not.
    WebAssemblyOff,
    /// Cards and security keys can be asked; the computer has no authenticator of its own.
    NoPlatform,
    /// The browser has no Web Authentication, or one too old.
    WebAuthnMissing,
    /// The mail took long.
    MailSlow,
    /// The mail arrived after its code had expired.
    MailLate,
    /// Our relay has not taken the mail.
    MailWaits,
    /// The mail system refused the address.
    MailRefused,
    /// Our relay took the mail, and the user has not seen it.
    MailMissing,
    /// Every try was a wrong code.
    CodeWrong,
    /// Too many wrong codes for this account: nothing was evaluated.
    CodeClosed,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::PlainConnection,
        Self::ClockDrifts,
        Self::ClockWrong,
        Self::CookiesBlocked,
        Self::JavaScriptOff,
        Self::WebAssemblyOff,
        Self::NoPlatform,
        Self::WebAuthnMissing,
        Self::MailSlow,
        Self::MailLate,
        Self::MailWaits,
        Self::MailRefused,
        Self::MailMissing,
        Self::CodeWrong,
        Self::CodeClosed,
    ];

    /// The name in the store, in addresses and in the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainConnection => "plain-connection",
            Self::ClockDrifts => "clock-drifts",
            Self::ClockWrong => "clock-wrong",
            Self::CookiesBlocked => "cookies-blocked",
            Self::JavaScriptOff => "javascript-off",
            Self::WebAssemblyOff => "webassembly-off",
            Self::NoPlatform => "no-platform",
            Self::WebAuthnMissing => "webauthn-missing",
            Self::MailSlow => "mail-slow",
            Self::MailLate => "mail-late",
            Self::MailWaits => "mail-waits",
            Self::MailRefused => "mail-refused",
            Self::MailMissing => "mail-missing",
            Self::CodeWrong => "code-wrong",
            Self::CodeClosed => "code-closed",
        }
    }

    /// The check that it is about.
    #[must_use]
    pub const fn check(self) -> Check {
        match self {
            Self::PlainConnection => Check::Tls,
            Self::ClockDrifts | Self::ClockWrong => Check::Clock,
            Self::CookiesBlocked => Check::Cookies,
            Self::JavaScriptOff => Check::JavaScript,
            Self::WebAssemblyOff => Check::WebAssembly,
            Self::NoPlatform | Self::WebAuthnMissing => Check::WebAuthn,
            Self::MailSlow | Self::MailLate | Self::MailWaits | Self::MailRefused | Self::MailMissing => Check::Mail,
            Self::CodeWrong | Self::CodeClosed => Check::Login,
        }
    }

    /// How bad it is.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::ClockDrifts | Self::NoPlatform | Self::MailSlow => Verdict::Warn,
            _ => Verdict::Fail,
        }
    }

    /// Who cures it.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::PlainConnection | Self::MailWaits => Party::House,
            Self::ClockDrifts
            | Self::ClockWrong
            | Self::CookiesBlocked
            | Self::JavaScriptOff
            | Self::WebAssemblyOff
            | Self::NoPlatform
            | Self::WebAuthnMissing
            | Self::MailSlow
            | Self::MailLate
            | Self::MailMissing => Party::FirmIt,
            Self::MailRefused | Self::CodeClosed => Party::Administrator,
            Self::CodeWrong => Party::User,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Reason {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("reason", &Self::ALL, Self::name, text)
    }
}
