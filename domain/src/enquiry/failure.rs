//! What failed, as an event of the audit tells it.

use super::Matter;
use crate::{connectivity::Reason, method::Method};

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
    /// A code that had expired.
    CodeExpired,
    /// Another try at a login that had no tries left.
    CodeUsedUp,
    /// A code where none had been sent.
    CodeNotSent,
    /// Another mail, too soon after the last.
    MailTooSoon,
    /// Another mail, where no more leave for now.
    NoMoreMails,
    /// Not a one-time pass that works.
    WrongPass(Flaw),
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
    /// The connectivity test failed, for the gravest of its reasons where one is known.
    Test(Option<Reason>),
    /// A page said no to somebody who was logged in.
    Page(Shut),
}

/// What is wrong with a one-time pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The user was never given it.
    Unknown,
    /// It was used before.
    Used,
    /// A newer one took its place.
    Replaced,
    /// Whoever asked for it has not passed it on.
    NotShown,
    /// Its minutes were over.
    Expired,
    /// The account has changed since.
    Outdated,
}

impl Flaw {
    /// Every flaw.
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::Used, Self::Replaced, Self::NotShown, Self::Expired, Self::Outdated];

    /// The flaw that an event names.
    fn named(why: &str) -> Self {
        match why {
            "used before" | "used meanwhile" => Self::Used,
            "another took its place" => Self::Replaced,
            "not shown to anybody" => Self::NotShown,
            "expired" => Self::Expired,
            "from before a change" => Self::Outdated,
            _ => Self::Unknown,
        }
    }
}

/// Why a page said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// Nothing is there, or nothing of theirs.
    NotFound,
    /// It is not for them.
    NotAllowed,
    /// What was sent could not be read, or was too large.
    Unreadable,
    /// A fault of ours, or too much to do at once.
    Ours,
}

impl Shut {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::NotFound, Self::NotAllowed, Self::Unreadable, Self::Ours];

    /// The one that an event names.
    fn named(why: &str) -> Self {
        match why {
            "not-found" => Self::NotFound,
            "forbidden" => Self::NotAllowed,
            "malformed" | "too-large" => Self::Unreadable,
            _ => Self::Ours,
        }
    }
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
    /// Every failure; that of a test once, without a reason.
    pub const ALL: [Self; 37] = [
        Self::WrongPassword,
        Self::NotSetUp,
        Self::OutOfUse,
        Self::TooMany,
        Self::TwoFactorClosed,
        Self::CardsClosed,
        Self::CardsGone,
        Self::WrongCode,
        Self::CodeExpired,
        Self::CodeUsedUp,
        Self::CodeNotSent,
        Self::MailTooSoon,
        Self::NoMoreMails,
        Self::WrongPass(Flaw::Unknown),
        Self::WrongPass(Flaw::Used),
        Self::WrongPass(Flaw::Replaced),
        Self::WrongPass(Flaw::NotShown),
        Self::WrongPass(Flaw::Expired),
        Self::WrongPass(Flaw::Outdated),
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
        Self::Test(None),
        Self::Page(Shut::NotFound),
        Self::Page(Shut::NotAllowed),
        Self::Page(Shut::Unreadable),
        Self::Page(Shut::Ours),
    ];

    /// The kinds of events that tell of failures.
    pub const KINDS: [&'static str; 20] = [
        "login.refused",
        "login.paused",
        "login.turned-away",
        "login.phase-closed",
        "code.wrong",
        "code.refused",
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

    /// What an event tells of: its kind, and its particulars by name, empty where there is none of that name. None: of
    /// no failure.
    #[must_use]
    pub fn of_event<'e>(kind: &str, particular: impl Fn(&str) -> &'e str) -> Option<Self> {
        let why = particular("why");
        let card = particular("method").parse::<Method>().is_ok_and(Method::is_card);
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
            ("code.refused", "expired") => Self::CodeExpired,
            ("code.refused", "never sent") => Self::CodeNotSent,
            ("code.refused", "too soon") => Self::MailTooSoon,
            ("code.refused", "no more mails") => Self::NoMoreMails,
            ("code.refused", _) => Self::CodeUsedUp,
            ("pass.wrong", _) => Self::WrongPass(Flaw::named(why)),
            ("activation.refused", "certificate first") => Self::CardFirst,
            ("activation.refused", "set-up not open") => Self::SetUpClosed,
            ("activation.refused", _) => Self::WrongActivation,
            ("binding.refused", "no such code") => Self::WrongBinding,
            ("smartcard.refused" | "certificate.refused" | "passkey.refused", _) => Self::Credential(Cause::named(why)),
            ("setup.refused" | "binding.refused", _) => Self::Credential(Cause::named(why)),
            ("test.failed", _) => Self::Test(particular("reason").parse().ok()),
            ("page.refused", _) => Self::Page(Shut::named(why)),
            _ => return None,
        })
    }

    /// Whether its own words say what the particular of that name of its event says.
    #[must_use]
    pub fn says(self, particular: &str) -> bool {
        match particular {
            // These stand for several reasons each.
            "why" | "detail" => {
                !matches!(self, Self::OutOfUse | Self::Credential(Cause::Unknown | Cause::Ended | Cause::Doubtful))
            }
            "check" | "reason" => matches!(self, Self::Test(Some(_))),
            _ => false,
        }
    }

    /// Whether one of `matters` says it already.
    #[must_use]
    pub fn is_said_by(self, matters: &[Matter]) -> bool {
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
