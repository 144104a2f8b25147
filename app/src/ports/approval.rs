//! Requests that wait for a second person: `/portal/approvals`, `/monitor/approvals` and one request below each.

use domain::{
    account::AccountId,
    approval::{ChangeKind, ItemState, NotYours},
    schedule::Blocked,
    time::Instant,
};

use super::{
    contingency::Passes,
    portal::{Firm, Rights},
};

/// Whose pages show it.
#[derive(Clone, Debug)]
pub enum Desk {
    /// A firm's delegated administrators, below `/portal/approvals`.
    Portal {
        /// The firm.
        firm: Firm,
        /// The reader's rights.
        rights: Rights,
    },
    /// The clearing house's staff, below `/monitor/approvals`.
    Monitor {
        /// Whether the reader proposes.
        operator: bool,
        /// Whether the reader approves.
        approver: bool,
    },
}

impl Desk {
    /// The path of the queue.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Portal { .. } => "/portal/approvals",
            Self::Monitor { .. } => "/monitor/approvals",
        }
    }
}

/// One request in a queue.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// Its id, for the URL.
    pub id: String,
    /// What kind of change it holds.
    pub kind: ChangeKind,
    /// The firm that it concerns.
    pub participant: String,
    /// Who proposed it: a name and an account, or the operator at the command line.
    pub maker: String,
    /// Whether the reader proposed it.
    pub mine: bool,
    /// When it was proposed.
    pub at: Instant,
    /// When it expires.
    pub expires_at: Instant,
    /// What it concerns, where that is one thing: a user, a firm, an event or a campaign in words; or the file it came
    /// from; empty otherwise.
    pub about: String,
    /// How many rows it has.
    pub rows: u64,
    /// How many wait.
    pub waiting: u64,
    /// How many of these the reader may decide.
    pub yours: u64,
}

/// A queue. In the URL: `page` for the settled ones. Its form posts `request` (checkboxes), `reason` and `action`
/// (`approve`, `reject`): every row that waits in the chosen requests and is the reader's to decide.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Whose.
    pub desk: Desk,
    /// Requests with rows that wait, those that the reader may decide first, oldest first.
    pub waiting: Vec<RequestRow>,
    /// Requests that nothing waits in any more, newest first.
    pub settled: Vec<RequestRow>,
    /// The page of the settled ones, from 1, and how many there are.
    pub page: (u64, u64),
    /// What the operator did at the command line: what nobody has acknowledged, then what the reader has not, and the
    /// newest of the others. For staff.
    pub acts: Vec<OperatorAct>,
    /// What was typed as the reason.
    pub reason: String,
    /// Why the form was not taken.
    pub problem: Option<DecisionProblem>,
    /// What was just done.
    pub notice: Option<Decided>,
}

/// Something that was done at the command line. Where it is the reader's to acknowledge, its form posts `act` and `action=acknowledge` to the queue.
#[derive(Clone, Debug)]
pub struct OperatorAct {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Instant,
    /// What: `import` or `staff-added`.
    pub what: String,
    /// Particulars as label and value, to be shown as they are: file name, counts, account, role.
    pub facts: Vec<(String, String)>,
    /// Who has acknowledged it, and when.
    pub seen: Vec<(String, Instant)>,
    /// Whether the reader, an approver, has not.
    pub yours: bool,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Rows approved and carried out.
    pub done: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows that had gone stale and went back to the maker.
    pub stale: u64,
    /// Rows left waiting because they are not the reader's to decide.
    pub left: u64,
    /// Rows taken back.
    pub withdrawn: u64,
    /// Whether an act of the operator was acknowledged.
    pub acknowledged: bool,
}

/// Why a decision was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionProblem {
    /// Nothing was chosen.
    NothingChosen,
    /// Rejecting needs a reason.
    ReasonMissing,
    /// Nothing chosen is the reader's to decide, and why.
    NotYours(NotYours),
    /// Somebody else decided meanwhile, or the request changed since the page was made: look again.
    Changed,
    /// The phase does not allow it.
    PhaseClosed,
    /// The file of binding codes was taken before.
    CodesTaken,
    /// There is no file of binding codes, or not before every row is decided.
    NoCodes,
    /// One of the binding codes is for somebody with the reader's own mailbox.
    CodesYourOwn,
    /// The box was not ticked that says that the user was called, or is there.
    PassNotConfirmed,
    /// Another number is on file than the page showed, or none.
    PassNumberChanged,
    /// There is no one-time pass to show any more.
    NoPasses,
    /// Somebody else asked for the one-time passes.
    PassesNotYours,
}

/// `/portal/approvals/{id}` and `/monitor/approvals/{id}`. In the URL: `show` (a state of rows), `page`.
///
/// The form posts `seen` ([`Request::seen`]), `row` (checkboxes, the row's number), `reason` and `action`: `approve`,
/// `reject` (the chosen rows), `approve-all`, `reject-all` (every row that waits), `withdraw`, `withdraw-all` (the
/// maker), `hand-over` (shows the hand-over codes, once), `take-codes` (answers with the file of binding codes, once),
/// `show-passes` ([`Passes`]).
#[derive(Clone, Debug)]
pub struct Request {
    /// Whose page.
    pub desk: Desk,
    /// The request.
    pub request: RequestRow,
    /// Why the maker wants it; may be empty.
    pub reason: String,
    /// How many rows are in each state; states without rows are left out.
    pub counts: Vec<(ItemState, u64)>,
    /// The state whose rows are shown; none: all.
    pub show: Option<ItemState>,
    /// The rows shown, 50 at most.
    pub items: Vec<Item>,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// What the reader has seen: goes back with the form.
    pub seen: String,
    /// Why the reader may not decide anything that waits; none: they may.
    pub not_yours: Option<NotYours>,
    /// How many open sessions approving all that waits would end.
    pub sessions: u64,
    /// What the rows that wait come to; none where there are too many to count on a page.
    pub totals: Option<Totals>,
    /// How the mails of what was approved fare.
    pub mails: Option<MailProgress>,
    /// Hand-over codes of what the reader approved.
    pub hand_over: HandOver,
    /// The reason for a decision as typed.
    pub typed_reason: String,
    /// Why the form was not taken.
    pub problem: Option<DecisionProblem>,
    /// What was just done.
    pub notice: Option<Decided>,
    /// Whether it was just proposed by the reader.
    pub just_proposed: bool,
    /// How many users the reader meant and it does not fit, where it was just proposed.
    pub left_out: u64,
    /// The file of binding codes that it issued.
    pub codes: CodesFile,
    /// One-time passes that the reader asked for.
    pub passes: Passes,
    /// What else is to be looked at before deciding.
    pub look: Look,
}

/// What stands on another page and matters to a decision. Staff alone see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Nothing.
    #[default]
    Nothing,
    /// Whom an event that is to be armed would block.
    Blocked {
        /// The event's name in the schedule.
        event: String,
        /// Whom it would block as things stand.
        now: Blocked,
    },
    /// The campaign of that id, with everybody whom it addresses.
    Campaign(String),
}

/// What rows of addresses that wait come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Users who would get a first address.
    pub registers: u64,
    /// Users who would get another address.
    pub changes: u64,
    /// Rows whose mail domain is new to the firm.
    pub new_domain: u64,
    /// Rows whose address somebody else of the firm has.
    pub shared: u64,
}

/// How far the mails of an approved request have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailProgress {
    /// All.
    pub all: u64,
    /// Left our mail system.
    pub sent: u64,
    /// Refused.
    pub refused: u64,
    /// Waiting.
    pub waiting: u64,
    /// Activations that leave once set-up opens.
    pub later: u64,
}

/// Hand-over codes: the second proof of a set-up, given to the user by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HandOver {
    /// None are needed, or they are not the reader's to see.
    #[default]
    None,
    /// So many can be shown, once.
    ToShow(u64),
    /// They have been shown.
    Shown(Instant),
    /// Here they are, this once: account, name, code.
    Here(Vec<(AccountId, String, String)>),
}

/// The file of binding codes, to be delivered by post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodesFile {
    /// There is none, or it is not the reader's to take.
    #[default]
    None,
    /// So many codes can be taken, once.
    ToTake(u64),
    /// It has been taken.
    Taken(Instant),
}

/// One row of a request.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number within the request, from 1.
    pub number: u64,
    /// The user; none where it concerns the firm.
    pub account: Option<AccountId>,
    /// The user's name in the page's language.
    pub name: String,
    /// Where it stands.
    pub state: ItemState,
    /// Field, now, proposed.
    pub diffs: Vec<Diff>,
    /// How many open sessions it would end.
    pub sessions: u64,
    /// Why the reader may not decide it; none: they may.
    pub not_yours: Option<NotYours>,
    /// Who decided it, and when.
    pub decided: Option<(String, Instant)>,
    /// Why it was rejected, or what it had gone stale by.
    pub why: Why,
}

/// Why a row was not carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// Nothing to say.
    #[default]
    Nothing,
    /// The checker's words.
    Words(String),
    /// The account changed after the request was made.
    AccountChanged,
    /// The user was disabled meanwhile.
    Disabled,
    /// The phase no longer allows it.
    PhaseClosed,
    /// The policy no longer takes the address.
    AddressRefused,
    /// The life of the user has no such step any more.
    NotPossible,
    /// The maker lost the right to propose.
    MakerGone,
}

/// One field of a change, old and new side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// Which field.
    pub field: DiffField,
    /// What holds now; empty for nothing.
    pub now: String,
    /// What would hold; empty for nothing.
    pub proposed: String,
    /// Whether the mail domain is new to the firm.
    pub new_domain: bool,
    /// Whether somebody else of the firm has the address.
    pub shared: bool,
}

/// A field of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffField {
    /// The e-mail address.
    Address,
    /// Password and sessions: `now` is empty, `proposed` too.
    Password,
    /// The roles of a delegated administrator, as in files.
    Roles,
    /// `active`, `dormant` or `disabled`.
    Status,
    /// Until when one person may check what they made, RFC 3339.
    Sole,
    /// Mail domains, separated by commas.
    Domains,
    /// Smartcards: `now` the states of the user's, separated by commas; `proposed` what they would be, or `binding-code`.
    Cards,
    /// Anything else: named by the text of that key, with values in the reader's words already.
    Said(&'static str),
}

/// `/monitor/approvals/new`: an operator's proposal. Fields: `kind` (`address`, `roles`, `reset`, `enable`, `sole`),
/// `participant`, `user`, `email` (for address), `maker=yes`, `checker=yes` (for roles), `until` (for sole, a date as
/// `2027-03-31`; empty ends the exception), `reason`, and `confirm=yes` where the page asks for it.
#[derive(Clone, Debug, Default)]
pub struct StaffProposal {
    /// What was typed.
    pub typed: StaffTyped,
    /// Why it was not taken.
    pub problem: Option<StaffProblem>,
}

/// What was typed into an operator's proposal.
#[derive(Clone, Debug, Default)]
pub struct StaffTyped {
    /// `kind`; empty: not chosen.
    pub kind: String,
    /// `participant`
    pub participant: String,
    /// `user`
    pub user: String,
    /// `email`
    pub email: String,
    /// `maker`
    pub maker: bool,
    /// `checker`
    pub checker: bool,
    /// `until`
    pub until: String,
    /// `reason`
    pub reason: String,
}

/// Why an operator's proposal was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffProblem {
    /// No kind was chosen.
    KindMissing,
    /// No such user.
    UnknownUser,
    /// The reason is missing.
    ReasonMissing,
    /// Something about the address.
    Address(super::portal::AddressProblem),
    /// Not a date to come within a year.
    Until,
    /// The roles are the same as now.
    SameRoles,
    /// It is not possible for this user.
    NotPossible(super::portal::WhyNot),
    /// The firm has a working pair of its own: they decide.
    FirmCan,
}
