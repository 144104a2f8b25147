//! Choice of method, password and code.

use domain::{code::Reference, phase::Rule, time::Instant};

use super::ceremony::CeremonyRefusal;

/// `/`: the ways to log in.
#[derive(Clone, Debug)]
pub struct MethodChoice {
    /// What the phase says of smartcards.
    pub smartcard: Rule,
    /// Whether some hold an extension, for whom smartcards work on though the phase has closed them.
    pub extensions: bool,
    /// What the phase says of password and code.
    pub two_factor: Rule,
    /// Whether users can set up two-factor login now.
    pub set_up: bool,
    /// Whether a passkey opens what password and code open.
    pub passkeys: bool,
}

/// `/login`: participant, user and password.
#[derive(Clone, Debug, Default)]
pub struct PasswordForm {
    /// As typed before, or empty.
    pub participant: String,
    /// As typed before, or empty.
    pub user: String,
    /// Where to go afterwards: a target that the server has already accepted, or nothing.
    pub return_to: Option<String>,
    /// Whether a passkey logs in as well: a button posts `action=begin` to `/login/passkey`, and the browser offers
    /// passkeys in the field of the user ID (conditional mediation).
    pub passkeys: bool,
    /// Why the page is shown again.
    pub problem: Option<PasswordRefusal>,
    /// What to say above the form without an error: set up just completed, logged out, session ended.
    pub notice: Option<LoginNotice>,
}

/// Why a password step was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Fields left empty.
    Missing {
        /// The participant code.
        participant: bool,
        /// The user ID.
        user: bool,
        /// The password.
        password: bool,
    },
    /// Not these three together: one answer for every reason.
    Refused,
    /// Too many failures: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// Too many failures in a row: a Delegated Administrator has to clear it.
    Paused,
    /// The server is busy; nothing was evaluated.
    Busy,
    /// The form was from an old page or another site.
    Stale,
    /// The right password, in a phase in which password and code open nothing for this person.
    NotOpenYet,
    /// What a passkey said was refused.
    Passkey(CeremonyRefusal),
}

/// A word above the password form that is no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginNotice {
    /// The person logged out.
    LoggedOut,
    /// A page was asked for that needs a login.
    LoginNeeded,
    /// The login under way is over: too old, or ended by a change.
    StartAgain,
    /// The password was changed and every session ended.
    PasswordChanged,
}

/// `/login/code`, and the last step of `/setup`: the one-time code.
#[derive(Clone, Debug)]
pub struct CodeForm {
    /// The login this page belongs to: it travels in the page's URL, so that each tab has its own.
    pub login: String,
    /// Where the code went, masked.
    pub masked_address: String,
    /// The reference that stands in the mail too.
    pub reference: Reference,
    /// How many digits the code has.
    pub digits: u8,
    /// When the code was asked for.
    pub asked_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// From when on it can be sent again.
    pub resend_at: Instant,
    /// How many more mails this login may have.
    pub resends_left: u32,
    /// How long one waits between two mails, in seconds.
    pub resend_wait: u64,
    /// Lifetime of a code in minutes.
    pub lifetime_minutes: u64,
    /// How the newest mail fares.
    pub delivery: Delivery,
    /// Whether this page was just sent because "send again" was pressed.
    pub just_resent: bool,
    /// Whether it asks for a one-time pass in place of the code, in the same field: `?pass=1`.
    pub pass: bool,
    /// Why the page is shown again.
    pub problem: Option<CodeRefusal>,
}

/// How a mail fares, as far as our relay told us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "state", content = "at", rename_all = "kebab-case")]
pub enum Delivery {
    /// Waiting for its turn, a moment at most.
    Queued,
    /// Our relay took it at this instant.
    Sent(Instant),
    /// Not taken yet: mail is slow; tried again by itself.
    Slow,
    /// The address was refused by the mail system.
    Refused,
}

/// Why a code was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Nothing typed.
    Empty,
    /// Not digits, or not so many.
    Shape {
        /// What the code has.
        digits: u8,
    },
    /// Not the code.
    Wrong {
        /// Further tries that this login has.
        left: u32,
    },
    /// Not a one-time pass of this user that works: one answer for every reason.
    PassRefused {
        /// Further tries that this login has.
        left: u32,
    },
    /// It was right too late, or wrong after it expired: ask for another.
    Expired,
    /// This login has had all its tries: start again.
    UsedUp,
    /// Too many wrong codes for this account: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// Too many wrong codes in a row: a Delegated Administrator has to clear it.
    Paused,
    /// "Send again" pressed before its time.
    ResendTooSoon(Instant),
    /// This login, or this account, has had all its mails for now.
    NoMoreMails,
    /// The phase closed the method meanwhile.
    NotOpenYet,
}
