//! What stands in for e-mail while it is down: `/monitor/contingency`, `/portal/contingency`,
//! `/monitor/participants/{code}/call-back`, and the part of a request's page that shows one-time passes.

use domain::{account::AccountId, time::Instant};

use super::portal::{Firm, Rights};

/// Everybody is told that mail is delayed: what a page that waits for mail says above its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailDelay {
    /// Since when.
    pub since: Instant,
    /// Whether a passkey logs in.
    pub passkeys: bool,
    /// Whether a smartcard opens the terminal, for everybody.
    pub cards: bool,
}

/// Where a one-time pass stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassState {
    /// Agreed on, and not shown to whoever passes it on.
    Agreed,
    /// Shown; it works.
    Open,
    /// It replaced a code.
    Used,
    /// Its time is over.
    Expired,
    /// Another took its place, or the user's password, address or status changed.
    Void,
}

impl PassState {
    /// Every state, in the order in which a pass goes through them.
    pub const ALL: [Self; 5] = [Self::Agreed, Self::Open, Self::Used, Self::Expired, Self::Void];

    /// The name in URLs and the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Open => "open",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Void => "void",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// How a pass is told to its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassedBy {
    /// By calling the number on file.
    Call(String),
    /// By the firm's own administrator, who is with the user.
    InPerson,
}

/// One pass in a list; never the pass itself.
#[derive(Clone, Debug)]
pub struct PassLine {
    /// Whose it is.
    pub account: AccountId,
    /// The user's name in the page's language.
    pub name: String,
    /// Where it stands.
    pub state: PassState,
    /// The request, for its page.
    pub request: String,
    /// Who asked for it.
    pub asked_by: String,
    /// Who agreed.
    pub agreed_by: String,
    /// When.
    pub agreed_at: Instant,
    /// When the one who asked saw it, and how they passed it on.
    pub passed: Option<(Instant, PassedBy)>,
    /// When it was, or is, over: to be shown, and once it was shown, to be used.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
}

/// Passes, as far as they were asked for. In the URL: `participant` (staff alone), `state`, `page` (from 1).
#[derive(Clone, Debug, Default)]
pub struct PassesFound {
    /// The participant code as typed; empty: any.
    pub participant: String,
    /// The state; none: any.
    pub state: Option<PassState>,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// How many passes are found.
    pub count: u64,
    /// Those on the page, newest first.
    pub lines: Vec<PassLine>,
}

/// For whom passes are asked: the value of `scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassScope {
    /// One user.
    User,
    /// All users of the firm who can log in by password and code.
    Firm,
}

impl PassScope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::User, Self::Firm];

    /// The value in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Firm => "firm",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// What was typed to ask for passes. Fields: `participant` (staff alone), `scope`, `user`, `reason`; `action=ask`.
#[derive(Clone, Debug, Default)]
pub struct PassTyped {
    /// `participant`
    pub participant: String,
    /// `scope`; empty: not chosen.
    pub scope: String,
    /// `user`
    pub user: String,
    /// `reason`
    pub reason: String,
}

/// Why no passes were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassProblem {
    /// Not said for whom.
    ScopeMissing,
    /// No such firm.
    UnknownFirm,
    /// No number is on file to call the firm back: staff pass nothing on.
    NoNumber,
    /// No such user.
    UnknownUser,
    /// The user is not in use, or has not set up.
    NotAble,
    /// It would be the asker's own.
    Oneself,
    /// Somebody asks for it already.
    Waits,
    /// It fits nobody of the firm, or waits for each of them already.
    Nobody,
    /// The reason is missing.
    ReasonMissing,
    /// The reader lacks the right to ask.
    NotMaker,
}

/// `/monitor/contingency`. Its forms post `action`: `mail-delayed` and `mail-arrives` (the switch), and `ask`
/// ([`PassTyped`]).
#[derive(Clone, Debug)]
pub struct Contingency {
    /// Whether the reader asks for passes, and proposes numbers to call back.
    pub operator: bool,
    /// Whether the reader switches the notice.
    pub guardian: bool,
    /// Since when everybody is told that mail is delayed.
    pub delayed_since: Option<Instant>,
    /// Whether the reader has just switched it.
    pub just_switched: bool,
    /// Mail that waits.
    pub mail_waiting: u64,
    /// When the oldest waiting mail was written.
    pub mail_oldest: Option<Instant>,
    /// Firms without a number on file.
    pub without_number: u64,
    /// The firm that was looked for: its name, and the number on file.
    pub firm: Option<(String, String)>,
    /// How many passes stand in each state.
    pub counts: Vec<(PassState, u64)>,
    /// The passes.
    pub found: PassesFound,
    /// What was typed.
    pub typed: PassTyped,
    /// Why it was not taken.
    pub problem: Option<PassProblem>,
    /// How long a pass works once it is shown, in minutes.
    pub minutes: u64,
}

/// `/portal/contingency`. Its form posts `action=ask` ([`PassTyped`]).
#[derive(Clone, Debug)]
pub struct FirmContingency {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// Since when everybody is told that mail is delayed.
    pub delayed_since: Option<Instant>,
    /// The number that the clearing house calls the firm back at; empty: none is on file.
    pub call_back: String,
    /// The passes.
    pub found: PassesFound,
    /// What was typed.
    pub typed: PassTyped,
    /// Why it was not taken.
    pub problem: Option<PassProblem>,
    /// How long a pass works once it is shown, in minutes.
    pub minutes: u64,
}

/// `/monitor/participants/{code}/call-back`. The form posts `number` (empty: none) and `reason`.
#[derive(Clone, Debug, Default)]
pub struct CallBackForm {
    /// The firm's code.
    pub participant: String,
    /// Its name in the page's language.
    pub name: String,
    /// The number on file; empty: none.
    pub on_file: String,
    /// The request that waits, if one does.
    pub waits: Option<String>,
    /// What was typed.
    pub number: String,
    /// The reason as typed.
    pub reason: String,
    /// Why it was not taken.
    pub problem: Option<CallBackProblem>,
}

/// Why a number to call back was not proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallBackProblem {
    /// Not a telephone number.
    NotNumber,
    /// The same as now.
    Same,
    /// A change waits already.
    Waits,
    /// The reason is missing.
    ReasonMissing,
}

/// One-time passes of an approved request, as far as they are the reader's to pass on. The form posts
/// `action=show-passes`, `number` and `confirmed=yes` to the page of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Passes {
    /// There are none, or the reader did not ask for them.
    #[default]
    None,
    /// So many can be shown, once.
    ToShow {
        /// How many.
        passes: u64,
        /// How they are passed on.
        way: PassedBy,
        /// How long they work from then on, in minutes.
        minutes: u64,
    },
    /// No number is on file to call back.
    NoNumber,
    /// They have been shown.
    Shown(Instant),
}

/// One-time passes, this once.
#[derive(Clone, Debug)]
pub struct PassList {
    /// Account, name, pass.
    pub passes: Vec<(AccountId, String, String)>,
    /// When they stop working.
    pub until: Instant,
    /// How they are passed on.
    pub way: PassedBy,
    /// The page of the request.
    pub back: String,
}
