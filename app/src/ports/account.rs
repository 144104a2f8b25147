//! `/account` and `/account/password`.

use domain::{method::Method, password::PasswordProblem, time::Instant};

use super::{card::CardRow, passkey::PasskeyRow};

/// One's own account.
#[derive(Clone, Debug)]
pub struct Account {
    /// The firm's name in the page's language; empty for staff.
    pub firm: String,
    /// Where codes go, masked.
    pub masked_address: String,
    /// When the password was chosen.
    pub password_since: Option<Instant>,
    /// Smartcards, oldest first.
    pub cards: Vec<CardRow>,
    /// Passkeys, oldest first.
    pub passkeys: Vec<PasskeyRow>,
    /// Whether `/account/passkeys` is for this person: they have password and code, and the policy takes passkeys.
    pub may_have_passkeys: bool,
    /// Whether the person, logged in by card, can set up two-factor login now: `POST /setup` with `action=card`.
    pub may_set_up: bool,
    /// Whether the connectivity test is open, and this person can make it and has not passed it yet.
    pub may_test: bool,
    /// The login before this one, and how.
    pub last_login: Option<(Instant, Method)>,
    /// Failed tries since that login.
    pub failures_since: u32,
    /// How many documents of the user guide the person is to acknowledge.
    pub guides: u64,
    /// Open sessions, newest first, this one marked.
    pub sessions: Vec<SessionRow>,
    /// Whether this session opens the terminal in the phase in force.
    pub terminal: bool,
    /// What was just done, if anything.
    pub notice: Option<AccountNotice>,
}

/// One open session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its public id, for the button that ends it.
    pub id: String,
    /// Whether it is the one that shows this page.
    pub current: bool,
    /// How it was opened.
    pub method: Method,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was last used, to the minute.
    pub last_seen_at: Instant,
    /// The browser's family and system, "Edge on Windows"; empty when unknown.
    pub browser: String,
}

/// A word on what was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountNotice {
    /// One session ended.
    SessionEnded,
    /// The password was changed; other sessions ended.
    PasswordChanged,
}

/// `/account/password`.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The account, for the password manager's `username`.
    pub username: String,
    /// Least number of characters.
    pub min_length: usize,
    /// Names that the browser can warn about before the form is sent.
    pub names: Vec<String>,
    /// Why the page is shown again.
    pub problem: Option<ChangeRefusal>,
}

/// Why a change of password was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// The present password was not given.
    CurrentMissing,
    /// The present password is not right.
    CurrentWrong,
    /// Too many failures: nothing is evaluated until then.
    ClosedUntil(Instant),
    /// Something about the new one.
    New(PasswordProblem),
    /// The server is busy; nothing was changed.
    Busy,
}
