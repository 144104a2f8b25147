//! The connectivity test: `/connectivity` for anybody, `/portal/connectivity` for a firm's administrators.
//!
//! Forms of `/connectivity` post to it with an `action`: `start` with what the browser found (a field for each of
//! [`domain::connectivity::TOLD`], `pass`, `warn` or `fail`); `log-in` with `participant`, `user` and `password`;
//! then, with the `login` of the URL, `code`, `resend`, and `give-up` where no mail comes. What was found travels in
//! the URL, by the same names.

use domain::{
    account::AccountId,
    connectivity::{Check, Finding, Latency, Outcome, Reason},
    life::State,
    time::Instant,
};

use super::{login::PasswordRefusal, portal::Firm};

/// `/connectivity`.
#[derive(Clone, Debug)]
pub struct Connectivity {
    /// Every check that concerns the reader, in order; without a finding it was not made yet.
    pub rows: Vec<(Check, Option<Finding>)>,
    /// Whether the browser was checked.
    pub started: bool,
    /// The browser's family and system; empty when not recognised.
    pub browser: String,
    /// Where the page is, as browsers write it.
    pub origin: String,
    /// How far the test login is.
    pub test: TestLogin,
    /// Whether what is shown was kept for the firm's administrators.
    pub kept: bool,
    /// Whether to say that the test login under way is over.
    pub start_again: bool,
}

/// How far the test login is. The page of its code is [`super::login::CodeForm`].
#[derive(Clone, Debug)]
pub enum TestLogin {
    /// The phase does not have it yet.
    NotOpen,
    /// To be made.
    Form(TestForm),
    /// Made: whose it was, when it ended, and how long the mail took.
    Ended {
        /// Whose.
        account: AccountId,
        /// When.
        at: Instant,
        /// How long the mail took.
        latency: Latency,
    },
}

/// Names and password of a test login.
#[derive(Clone, Debug, Default)]
pub struct TestForm {
    /// As typed before, or of whoever is logged in.
    pub participant: String,
    /// Likewise.
    pub user: String,
    /// Why the page is shown again.
    pub problem: Option<PasswordRefusal>,
}

/// Which users `/portal/connectivity` shows: the value of `show` in the URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Whose newest result it is.
    Outcome(Outcome),
    /// Who never made the test.
    Never,
}

impl Show {
    /// Every value, in the order in which pages offer them.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Outcome(Outcome::Failed),
        Self::Never,
        Self::Outcome(Outcome::Partly),
        Self::Outcome(Outcome::Passed),
    ];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Outcome(outcome) => outcome.name(),
            Self::Never => "never",
        }
    }

    /// The value of that name; all for any other.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or_default()
    }
}

/// The newest result of a user.
#[derive(Clone, Debug)]
pub struct LastResult {
    /// When.
    pub at: Instant,
    /// What it came to.
    pub outcome: Outcome,
    /// The gravest of what failed.
    pub reason: Option<Reason>,
    /// The browser's family and system; empty when not recognised.
    pub browser: String,
    /// How long the mail took.
    pub latency: Latency,
}

/// One user of a firm.
#[derive(Clone, Debug)]
pub struct TestedUser {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// How far the user has come.
    pub state: State,
    /// The newest result; none: never tested.
    pub last: Option<LastResult>,
}

/// `/portal/connectivity`. In the URL: `q`, `show`, `page`. What is shown, as a file: `/portal/connectivity.csv`.
#[derive(Clone, Debug, Default)]
pub struct FirmResults {
    /// The firm.
    pub firm: Firm,
    /// How many active users each value of [`Show`] has, in its order.
    pub counts: Vec<(Show, u64)>,
    /// `q` as typed.
    pub q: String,
    /// `show` as chosen.
    pub show: Show,
    /// The users of this page.
    pub users: Vec<TestedUser>,
    /// How many were found.
    pub found: u64,
    /// Which page, from 1.
    pub page: u64,
    /// How many pages.
    pub pages: u64,
}
