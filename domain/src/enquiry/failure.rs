//! What failed, as an event of the audit tells it.

use super::Matter;
use crate::method::Method;

/// A step that failed, in a closed list, so that each has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Not the password.
    WrongPassword,
    /// Tried to log in before set-up was completed.
    NotSetUp,
    /// The account was not active.
    OutOfUse,
    /// Nothing was evaluated after too many failures.
    TooMany,
    /// Password and code, or a passkey, opened nothing in that phase.
    TwoFactorClosed,
    /// Smartcards opened nothing in that phase.
    CardsClosed,
    /// Smartcards are out of use for good.
    CardsGone,
    /// Not the one-time code.
    WrongCode,
    /// Not a one-time pass that works.
    WrongPass,
    /// Names and activation code that do not go together, or a code that was used or has expired.
    WrongActivation,
    /// The right activation code, before set-up was open.
    SetUpClosed,
    /// Set-up asks for a login by card first.
    CardFirst,
    /// A card, certificate or passkey was refused.
    Credential(Cause),
    /// Names and binding code that do not go together, or a code that was used or has expired.
    WrongBinding,
    /// The connectivity test failed.
    Test,
    /// A page said no to somebody who was logged in.
    Page,
}

/// Why a card, certificate or passkey was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nobody's.
    Unknown,
    /// Of another user than the one who was named.
    OtherUser,
    /// Suspended.
    Suspended,
    /// Retired.
    Retired,
    /// PIN, finger or face was not asked for.
    NotVerified,
    /// It took too long, or was finished before.
    Over,
    /// It opens nothing in that phase.
    Closed,
    /// Its time is over, or its issuer has revoked it.
    Ended,
    /// What it said could not be trusted.
    Doubtful,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::OtherUser,
        Self::Suspended,
        Self::Retired,
        Self::NotVerified,
        Self::Over,
        Self::Closed,
        Self::Ended,
        Self::Doubtful,
    ];

    /// The cause that an event names.
    fn named(why: &str) -> Self {
        match why {
            "unknown" | "unknown user" | "no user" => Self::Unknown,
            "other-user" | "of another user" => Self::OtherUser,
            "suspended" => Self::Suspended,
            "retired" => Self::Retired,
            "not-verified" => Self::NotVerified,
            "over" => Self::Over,
            "closed" => Self::Closed,
            "expired" | "not yet valid" | "revoked" => Self::Ended,
            _ => Self::Doubtful,
        }
    }
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 24] = [
        Self::WrongPassword,
        Self::NotSetUp,
        Self::OutOfUse,
        Self::TooMany,
        Self::TwoFactorClosed,
        Self::CardsClosed,
        Self::CardsGone,
        Self::WrongCode,
        Self::WrongPass,
        Self::WrongActivation,
        Self::SetUpClosed,
        Self::CardFirst,
        Self::Credential(Cause::Unknown),
        Self::Credential(Cause::OtherUser),
        Self::Credential(Cause::Suspended),
        Self::Credential(Cause::Retired),
        Self::Credential(Cause::NotVerified),
        Self::Credential(Cause::Over),
        Self::Credential(Cause::Closed),
        Self::Credential(Cause::Ended),
        Self::Credential(Cause::Doubtful),
        Self::WrongBinding,
        Self::Test,
        Self::Page,
    ];

    /// The kinds of events that tell of failures.
    pub const KINDS: [&'static str; 19] = [
        "login.refused",
        "login.paused",
        "login.turned-away",
        "login.phase-closed",
        "code.wrong",
        "code.paused",
        "pass.wrong",
        "activation.refused",
        "activation.paused",
        "binding.refused",
        "binding.paused",
        "setup.refused",
        "smartcard.refused",
        "certificate.refused",
        "passkey.refused",
        "password.refused",
        "test.failed",
        "page.refused",
        "certificate.paused",
    ];

    /// What an event tells of: its kind, and `why` and `method` among its particulars. None: of no failure.
    #[must_use]
    pub fn of_event(kind: &str, why: &str, method: &str) -> Option<Self> {
        let card = method.parse::<Method>().is_ok_and(Method::is_card);
        Some(match (kind, why) {
            ("login.refused", "not set up") => Self::NotSetUp,
            ("login.refused", "decommissioned") => Self::CardsGone,
            ("login.refused", "disabled" | "dormant") => Self::OutOfUse,
            ("login.refused", _) if card => Self::Credential(Cause::Doubtful),
            ("login.refused" | "password.refused", _) => Self::WrongPassword,
            ("login.phase-closed", _) if card => Self::CardsClosed,
            ("login.phase-closed", _) => Self::TwoFactorClosed,
            ("login.paused" | "login.turned-away" | "code.paused", _) => Self::TooMany,
            ("activation.paused" | "binding.paused" | "certificate.paused", _) => Self::TooMany,
            ("code.wrong", _) => Self::WrongCode,
            ("pass.wrong", _) => Self::WrongPass,
            ("activation.refused", "certificate first") => Self::CardFirst,
            ("activation.refused", "set-up not open") => Self::SetUpClosed,
            ("activation.refused", _) => Self::WrongActivation,
            ("binding.refused", "no such code") => Self::WrongBinding,
            ("smartcard.refused" | "certificate.refused" | "passkey.refused", _) => Self::Credential(Cause::named(why)),
            ("setup.refused" | "binding.refused", _) => Self::Credential(Cause::named(why)),
            ("test.failed", _) => Self::Test,
            ("page.refused", _) => Self::Page,
            _ => return None,
        })
    }

    /// Whether one of `matters` says it already.
    pub(super) fn is_said_by(self, matters: &[Matter]) -> bool {
        matters.iter().any(|matter| match self {
            Self::NotSetUp => !matches!(
                matter,
                Matter::Paused(_)
                    | Matter::AddressRefuses
                    | Matter::TwoFactorNotOpen
                    | Matter::CardsStopped
                    | Matter::Disabled
                    | Matter::Dormant
            ),
            Self::OutOfUse => matches!(matter, Matter::Disabled | Matter::Dormant),
            Self::TooMany => matches!(matter, Matter::Paused(_)),
            Self::TwoFactorClosed => *matter == Matter::TwoFactorNotOpen,
            Self::SetUpClosed => *matter == Matter::SetUpNotOpen,
            Self::Credential(Cause::Suspended | Cause::Retired) => *matter == Matter::CardsStopped,
            _ => false,
        })
    }
}
