//! What delegated administrators see of their firm's users: `/portal/users` and `/portal/users/{user}`.
//!
//! Forms post to the page that shows them. Field names and the values of `action` stand beside the models.

use domain::{
    account::AccountId,
    approval::{ChangeKind, NotYours},
    life::{State, Status},
    role::DaRoles,
    schedule::Exception,
    time::Instant,
};

use super::{approval::Diff, card::CardRow, login::Delivery, overview::Standing, trail::Moment};

/// The firm whose page it is.
#[derive(Clone, Debug, Default)]
pub struct Firm {
    /// Its code.
    pub participant: String,
    /// Its name in the page's language.
    pub name: String,
}

/// What the reader may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rights {
    /// Proposes.
    pub maker: bool,
    /// Approves.
    pub checker: bool,
    /// Until when an exception lets the reader check what they made.
    pub sole_until: Option<Instant>,
}

/// Something that keeps the firm from helping itself, said before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// Nobody who can log in may propose.
    NoMaker,
    /// Nobody who can log in may approve what another proposes.
    NoChecker,
    /// Mails to so many users' addresses were refused.
    MailRefused(u64),
    /// So many changes wait for the reader's decision.
    WaitsForYou(u64),
    /// So many changes wait for another checker of the firm.
    WaitsForFirm(u64),
    /// So many changes wait for the clearing house's staff.
    WaitsForStaff(u64),
    /// So many documents of the user guide wait to be acknowledged by the reader, for themselves or for the firm.
    Guides(u64),
}

/// One user in the list.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// What the user may do as delegated administrator.
    pub roles: DaRoles,
    /// Whether the account is in use.
    pub status: Status,
    /// How far the user has come.
    pub state: State,
    /// The registered address; empty without one. In full: the reader is of the same firm.
    pub address: String,
    /// The kind of a change that waits for a decision, and its request.
    pub waits: Option<(ChangeKind, String)>,
    /// Whether the newest mail to the address was refused.
    pub mail_refused: bool,
    /// Whether too many failures have paused a way in.
    pub paused: bool,
    /// The newest completed login.
    pub last_login: Option<Instant>,
}

/// Which users the list shows: the value of `show` in the URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Active users who cannot log in by two factors yet.
    NotReady,
    /// Without an address.
    NoAddress,
    /// In one state.
    State(State),
    /// In one status other than active.
    Status(Status),
    /// Whose mail was refused.
    MailRefused,
    /// With a change that waits.
    Waiting,
    /// Delegated administrators.
    Administrators,
}

impl Show {
    /// Every value, in the order in which pages offer them.
    pub const ALL: [Self; 15] = [
        Self::All,
        Self::NotReady,
        Self::NoAddress,
        Self::MailRefused,
        Self::Waiting,
        Self::Administrators,
        Self::State(State::Authorised),
        Self::State(State::Proposed),
        Self::State(State::Registered),
        Self::State(State::Ready),
        Self::State(State::Tested),
        Self::State(State::TwoFactor),
        Self::State(State::TwoFactorOnly),
        Self::Status(Status::Dormant),
        Self::Status(Status::Disabled),
    ];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NotReady => "not-ready",
            Self::NoAddress => "no-address",
            Self::State(state) => state.name(),
            Self::Status(status) => status.name(),
            Self::MailRefused => "mail-refused",
            Self::Waiting => "waiting",
            Self::Administrators => "administrators",
        }
    }

    /// The value of that name; all for any other.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or_default()
    }
}

/// The column that the list is sorted by: the value of `sort` in the URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// User ID.
    #[default]
    User,
    /// Name in English.
    Name,
    /// Progress.
    State,
    /// Newest login.
    LastLogin,
}

impl Sort {
    /// Every column.
    pub const ALL: [Self; 4] = [Self::User, Self::Name, Self::State, Self::LastLogin];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Name => "name",
            Self::State => "state",
            Self::LastLogin => "last-login",
        }
    }

    /// The column of that name; the user ID for any other.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.name() == name).unwrap_or_default()
    }
}

/// What of the list is shown. In the URL: `q`, `show`, `sort`, `order` (`down` or nothing), `page` (from 1).
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What is searched for in user ID, names and address; empty: nothing.
    pub q: String,
    /// Which users.
    pub show: Show,
    /// By which column.
    pub sort: Sort,
    /// Whether from the last to the first.
    pub descending: bool,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// How many users are found.
    pub found: u64,
}

/// What can be done with several users at once, or with one: the value of `action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserAct {
    /// Sends the activation again. One maker or checker; capped.
    Invite,
    /// Clears pauses after failures. One maker or checker; capped.
    Unlock,
    /// Ends sessions, at once.
    EndSessions,
    /// Puts out of use, at once.
    Disable,
    /// Marks as dormant, at once.
    Dormant,
    /// Stops the user's smartcards, at once.
    SuspendCard,
    /// Proposes to end the password and send a new activation.
    Reset,
    /// Proposes to take the address away.
    RemoveAddress,
    /// Proposes to bring dormant or disabled users back.
    Enable,
}

impl UserAct {
    /// Every act.
    pub const ALL: [Self; 9] = [
        Self::Invite,
        Self::Unlock,
        Self::EndSessions,
        Self::Disable,
        Self::Dormant,
        Self::SuspendCard,
        Self::Reset,
        Self::RemoveAddress,
        Self::Enable,
    ];

    /// The value of `action`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Unlock => "unlock",
            Self::EndSessions => "end-sessions",
            Self::Disable => "disable",
            Self::Dormant => "dormant",
            Self::SuspendCard => "suspend-card",
            Self::Reset => "reset",
            Self::RemoveAddress => "remove-address",
            Self::Enable => "enable",
        }
    }

    /// The act of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// Whether it asks a second person; else it works at once.
    pub const fn proposes(self) -> bool {
        matches!(self, Self::Reset | Self::RemoveAddress | Self::Enable)
    }

    /// Whether it is confirmed on a page of its own first.
    pub const fn confirmed(self) -> bool {
        !matches!(self, Self::Invite | Self::Unlock)
    }
}

/// Why something cannot be done with a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// No address is registered.
    NoAddress,
    /// The user is disabled.
    Disabled,
    /// The user is active.
    Active,
    /// The user has not set up yet: there is nothing to reset.
    NotSetUp,
    /// Set-up is not open to the user in the present phase.
    SetUpClosed,
    /// Nothing is paused.
    NotPaused,
    /// No session is open.
    NoSession,
    /// It is so already.
    Already,
    /// A change of the same kind waits for a decision.
    Waits,
    /// Too often today.
    Capped,
    /// It is the reader.
    Oneself,
    /// The user holds no smartcard that works.
    NoCard,
}

/// `/portal/users`. The list is a form: checkboxes `user` (the user ID), buttons `action` ([`UserAct::name`]).
#[derive(Clone, Debug, Default)]
pub struct Users {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// What blocks the firm, most serious first.
    pub blockers: Vec<Blocker>,
    /// All users of the firm.
    pub standing: Standing,
    /// What of them is shown.
    pub listing: Listing,
    /// The users shown, 20 at most.
    pub rows: Vec<UserRow>,
    /// What was just done.
    pub notice: Option<Outcome>,
    /// Why the form was not taken.
    pub problem: Option<UsersProblem>,
}

/// Why a form on the list was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersProblem {
    /// No user was chosen.
    NobodyChosen,
    /// No button that there is.
    UnknownAct,
    /// The reader lacks the right to propose.
    NotMaker,
}

/// What came of an act on one user or several. After a redirect it is told by `done`, `act` and `count` in the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What was done.
    pub act: Done,
    /// With how many users.
    pub count: u64,
    /// With how many nothing was done, and why, on the page that asks for confirmation.
    pub left_out: u64,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// One of the acts that work at once.
    Act(UserAct),
    /// A request was made.
    Proposed(ChangeKind),
}

/// The page that asks for confirmation of an act on several users, at `/portal/users`. Its form posts `user` for each,
/// `action`, `reason` (asked for where it proposes) and `confirmed=yes`.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// The firm.
    pub firm: Firm,
    /// What is to be done.
    pub act: UserAct,
    /// With whom.
    pub users: Vec<UserRow>,
    /// With whom not, and why.
    pub left_out: Vec<(UserRow, WhyNot)>,
    /// How many sessions would end.
    pub sessions: u64,
    /// The reason as typed.
    pub reason: String,
    /// Whether the reason is missing though it is asked for.
    pub reason_missing: bool,
}

/// `/portal/users/{user}`. Forms, by the value of `action`:
///
/// * `propose-address`: `email`, `reason`, and `confirm=yes` where the page asks for it;
/// * `propose-roles`: `maker=yes`, `checker=yes` (checkboxes), `reason`;
/// * `remove-address`, `reset`, `enable`: `reason`;
/// * `invite`, `unlock`, `end-sessions`, `disable`, `dormant`, `suspend-card`: nothing more.
#[derive(Clone, Debug)]
pub struct UserPage {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// The user.
    pub user: UserRow,
    /// The user's name in the other language; may be empty.
    pub other_name: String,
    /// Whether it is the reader.
    pub oneself: bool,
    /// Open sessions, and how many of them rest on the mailbox.
    pub sessions: (u64, u64),
    /// How many of the open sessions a smartcard opened.
    pub card_sessions: u64,
    /// The user's smartcards; `since` is when their state changed last.
    pub cards: Vec<CardRow>,
    /// How many passkeys the user holds.
    pub passkeys: u64,
    /// Exceptions in force or to come: the user's own, and the firm's.
    pub exceptions: Vec<(bool, Exception)>,
    /// The activation that can be used, if any.
    pub activation: Option<ActivationState>,
    /// Whether an activation leaves by itself once set-up opens.
    pub awaits_set_up: bool,
    /// Until when ways in are paused; without an instant until a delegated administrator clears it.
    pub pauses: Vec<Option<Instant>>,
    /// A change that waits: what it would do, who proposed it and when, and why the reader may not decide it.
    pub waiting: Vec<WaitingChange>,
    /// The acts that are possible now; the others are not shown.
    pub acts: Vec<UserAct>,
    /// What was typed into the address form, and why it was not taken.
    pub address_form: AddressForm,
    /// What was typed into another form and not taken.
    pub other_problem: Option<OtherProblem>,
    /// Everything that happened, newest first.
    pub timeline: Vec<Moment>,
    /// Whether there is more than the timeline shows.
    pub more: bool,
    /// What was just done.
    pub notice: Option<Outcome>,
}

/// An activation that has not been used.
#[derive(Clone, Debug)]
pub struct ActivationState {
    /// Its reference.
    pub reference: String,
    /// When it was written.
    pub sent_at: Instant,
    /// When it stops working; may be past.
    pub expires_at: Instant,
    /// How its mail fares.
    pub delivery: Delivery,
}

/// A change that waits.
#[derive(Clone, Debug)]
pub struct WaitingChange {
    /// The request; empty where the firm has no page of it: one of staff's that reaches beyond the firm.
    pub request: String,
    /// What it would do.
    pub diffs: Vec<Diff>,
    /// Who proposed it.
    pub maker: String,
    /// When.
    pub at: Instant,
    /// Why the reader may not decide it; none: they may.
    pub not_yours: Option<NotYours>,
}

/// What was typed into the form for an address.
#[derive(Clone, Debug, Default)]
pub struct AddressForm {
    /// The address.
    pub email: String,
    /// The reason.
    pub reason: String,
    /// Why it was not taken.
    pub problem: Option<AddressProblem>,
}

/// Why an address was not proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// Nothing was typed.
    Empty,
    /// Not one plain address.
    NotPlain,
    /// Letters beyond ASCII before the `@`.
    NonAscii,
    /// The clearing house does not take that mail domain.
    DomainRefused,
    /// Somebody else of the firm has it, and the policy refuses that.
    SharedRefused,
    /// To be confirmed first: the domain is new to the firm, or somebody of the firm has the address.
    Confirm {
        /// The domain, where it is new to the firm.
        new_domain: Option<String>,
        /// Whether somebody else of the firm has the address.
        shared: bool,
    },
    /// It is the registered address already.
    Already,
    /// A change of address waits already.
    Waits,
    /// The user is disabled.
    Disabled,
    /// The user is dormant, and the policy wants them back in use first.
    Dormant,
    /// The phase does not allow it.
    PhaseClosed,
}

/// Why another proposal was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherProblem {
    /// The act is not possible.
    Act(UserAct, WhyNot),
    /// The reason is missing.
    ReasonMissing(ChangeKind),
    /// The roles are the same as now.
    SameRoles,
    /// A change of roles waits already.
    RolesWait,
    /// The reader lacks the right to propose.
    NotMaker,
}
