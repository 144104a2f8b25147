//! The help desk: `/monitor/users`, `/monitor/users/{participant}/{user}`, `/monitor/participants` and
//! `/monitor/participants/{code}`.

use domain::{
    account::AccountId,
    adoption::{Figures, Part},
    approval::ChangeKind,
    connectivity::Reason,
    enquiry::{Failure, Matter},
    life::{State, Status},
    phase::Phase,
    role::{DaRoles, StaffRole},
    schedule::Exception,
    time::Instant,
};

use super::{
    account::SessionRow,
    card::CardRow,
    connectivity::{LastResult, Show as Tested},
    overview::Standing,
    passkey::PasskeyRow,
    portal::{ActivationState, UserAct, WhyNot},
    readiness::Declared,
    trail::Moment,
};

/// The page of a user.
pub fn user_path(account: &AccountId) -> String {
    format!("/monitor/users/{}/{}", account.participant, account.user)
}

/// The page of a firm.
pub fn firm_path(code: &str) -> String {
    format!("/monitor/participants/{code}")
}

/// A user who was found.
#[derive(Clone, Debug)]
pub struct FoundUser {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// The name in the other language, where it is another.
    pub other_name: String,
    /// Whether the account is in use.
    pub status: Status,
    /// How far the user has come.
    pub state: State,
    /// The newest completed login.
    pub last_login: Option<Instant>,
}

/// What a reference stands for.
#[derive(Clone, Debug)]
pub struct Referred {
    /// When.
    pub at: Instant,
    /// What happened, as the audit names it.
    pub kind: String,
    /// What failed, where something did.
    pub failure: Option<Failure>,
    /// Whom it concerns, with the name in the page's language; none where nobody is known.
    pub user: Option<(AccountId, String)>,
}

/// What to try where nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Nobody is called so, and no reference reads so.
    Nobody,
    /// It is the number of a page that was shown at this instant, of which nothing was written down.
    Shown(Instant),
    /// It reads like a code that callers must not give away.
    Secret,
}

/// Users by what they are called, by their firm, and by what the monitor's figures count. In the URL: `q`,
/// `participant`, `only`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedUsers {
    /// `q` as typed; empty: whatever they are called.
    pub q: String,
    /// `participant` as typed; empty: of every firm.
    pub participant: String,
    /// `only`: whom a figure counts.
    pub only: Option<Part>,
}

impl AskedUsers {
    /// Whether nothing is asked for.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// `/monitor/users`. In the URL: [`AskedUsers`], and `after`, the key of a further page. The same users are at
/// `/monitor/users.csv`, and at `/monitor/users.json` a thousand at a time.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is asked for.
    pub asked: AskedUsers,
    /// How many there are, where a figure says so.
    pub found: Option<u64>,
    /// What the reference stands for, newest first, where one was typed.
    pub referred: Vec<Referred>,
    /// The users found, in order.
    pub users: Vec<FoundUser>,
    /// The key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub begun: bool,
    /// What to try, where nothing was found.
    pub advice: Option<Advice>,
}

/// How a mail fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFate {
    /// It waits for its first try.
    Waiting,
    /// A try failed; it is tried again.
    Deferred,
    /// Our relay took it.
    Accepted,
    /// The mail system refused it for good.
    Refused,
    /// It never left: nobody wanted it any more.
    Useless,
}

/// A mail in a timeline. Never what it says.
#[derive(Clone, Debug)]
pub struct MailEntry {
    /// When it was written.
    pub at: Instant,
    /// What it is for, as the outbox names it.
    pub kind: String,
    /// How it fared.
    pub fate: MailFate,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// The number with which the mail system answered, as in `550`; empty without one.
    pub answer: String,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Entry {
    /// An event of the audit; what failed, where something did; and the number of its request, as a caller reads it.
    Event(Moment, Option<Failure>, String),
    /// A mail.
    Mail(MailEntry),
}

/// `/monitor/users/{participant}/{user}`. In the URL: `before`, the key of an older page of the timeline. Each form
/// posts to the page: `action` is [`UserAct::name`].
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// The name in the other language, where it is another.
    pub other_name: String,
    /// The firm's name in the page's language; empty for staff.
    pub firm: String,
    /// What the person may do as delegated administrator.
    pub roles: DaRoles,
    /// What the person may do as staff.
    pub staff_role: Option<StaffRole>,
    /// Whether the account is in use.
    pub status: Status,
    /// How far the user has come.
    pub state: State,
    /// The phase in force for the user.
    pub phase: Phase,
    /// The registered address, masked; none where there is none.
    pub masked_address: Option<String>,
    /// Whether the reader sees addresses, masked as they are.
    pub sees_address: bool,
    /// Since when the registered address refuses mail.
    pub mail_refused_at: Option<Instant>,
    /// Why the user calls, the weightiest reason first; never empty.
    pub matters: Vec<Matter>,
    /// The activation that waits to be used.
    pub activation: Option<ActivationState>,
    /// The newest completed login, and how.
    pub last_login: Option<(Instant, domain::method::Method)>,
    /// Smartcards.
    pub cards: Vec<CardRow>,
    /// Passkeys.
    pub passkeys: Vec<PasskeyRow>,
    /// Open sessions.
    pub sessions: Vec<SessionRow>,
    /// The newest results of the connectivity test, newest first.
    pub results: Vec<LastResult>,
    /// Exceptions in force or to come: whether the user's own, and what.
    pub exceptions: Vec<(bool, Exception)>,
    /// Changes that wait for a decision, and their requests.
    pub waiting: Vec<(ChangeKind, String)>,
    /// What the reader can do at once.
    pub acts: Vec<UserAct>,
    /// Whether the reader can propose what takes two.
    pub proposes: bool,
    /// Everything that happened, newest first.
    pub timeline: Vec<Entry>,
    /// The key of the older page.
    pub older: Option<String>,
    /// Whether this is not the newest page.
    pub begun: bool,
    /// What was just done.
    pub done: Option<UserAct>,
    /// What could not be done, and why.
    pub problem: Option<(UserAct, WhyNot)>,
}

/// A delegated administrator of a firm.
#[derive(Clone, Debug)]
pub struct AdministratorLine {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// What they may do.
    pub roles: DaRoles,
    /// Whether the account is in use.
    pub status: Status,
    /// How far they have come.
    pub state: State,
    /// Whether they can act now.
    pub able: bool,
    /// When they last came in.
    pub last_login: Option<Instant>,
}

/// A mail domain of a firm.
#[derive(Clone, Debug)]
pub struct DomainLine {
    /// The domain.
    pub domain: String,
    /// Users whose registered address is there.
    pub users: u64,
    /// How many of these refuse mail.
    pub refused: u64,
    /// Whether the firm has agreed on it; every domain where the firm has agreed on none.
    pub agreed: bool,
}

/// A request that waits.
#[derive(Clone, Debug)]
pub struct WaitingRequest {
    /// Its id.
    pub id: String,
    /// What it holds.
    pub kind: ChangeKind,
    /// When it was proposed.
    pub at: Instant,
    /// How many changes of it wait.
    pub rows: u64,
    /// How many of these are the staff's to decide.
    pub staff: u64,
}

/// A briefing that people of a firm have to do with.
#[derive(Clone, Debug)]
pub struct BriefingLine {
    /// Its id.
    pub id: String,
    /// Its title in the page's language.
    pub title: String,
    /// When.
    pub at: Instant,
    /// How many of the firm have a seat.
    pub seats: u64,
    /// How many of these came.
    pub attended: u64,
}

/// A user whose newest connectivity test failed.
#[derive(Clone, Debug)]
pub struct FailedTest {
    /// The account.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// When.
    pub at: Instant,
    /// The gravest of what failed.
    pub reason: Option<Reason>,
}

/// `/monitor/participants/{code}`. In the URL: `before`, the key of an older page of the history.
#[derive(Clone, Debug)]
pub struct FirmFile {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// Its name in the other language.
    pub other_name: String,
    /// The category of its participantship.
    pub category: String,
    /// Whether one person may be its only administrator.
    pub sole: bool,
    /// The number to call back, for those who may call; empty: none is on file.
    pub call_back: Option<String>,
    /// Whether the reader proposes.
    pub operator: bool,
    /// How its users stand.
    pub standing: Standing,
    /// How many of its active users the next closing shuts out, and when it is; none where nothing closes.
    pub blocked: Option<(u64, Instant)>,
    /// Whether it has a maker and another checker who can log in.
    pub pair: bool,
    /// Its delegated administrators.
    pub administrators: Vec<AdministratorLine>,
    /// Its exceptions in force or to come: of the firm, or of the user who is named.
    pub exceptions: Vec<(Option<AccountId>, Exception)>,
    /// What it declared for the next closing.
    pub declared: Option<Declared>,
    /// When it acknowledged the information package in force.
    pub package: Option<Instant>,
    /// When it acknowledged which document of the user guide, and its version.
    pub guides: Vec<(String, String, Instant)>,
    /// Its mail domains, the most used first.
    pub domains: Vec<DomainLine>,
    /// How many active users stand where in the connectivity test.
    pub tests: Vec<(Tested, u64)>,
    /// Whose newest test failed: the first of them.
    pub failed: Vec<FailedTest>,
    /// Requests that wait.
    pub waiting: Vec<WaitingRequest>,
    /// Briefings, newest first.
    pub briefings: Vec<BriefingLine>,
    /// What happened, newest first.
    pub history: Vec<Moment>,
    /// The key of the older page.
    pub older: Option<String>,
    /// Whether this is not the newest page.
    pub begun: bool,
}

/// Which firms `/monitor/participants` shows: the value of `show` in the URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// With active users who are not ready.
    Behind,
    /// Without a maker and another checker who can log in.
    NoPair,
    /// Whose administrators never came in.
    NeverCame,
    /// With an exception of its own or of a user, in force or to come.
    Exception,
    /// All of whose active users are ready.
    Ready,
}

impl Show {
    /// Every value, in the order in which pages offer them.
    pub const ALL: [Self; 6] = [Self::All, Self::Behind, Self::NoPair, Self::NeverCame, Self::Exception, Self::Ready];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Behind => "not-ready",
            Self::NoPair => "no-pair",
            Self::NeverCame => "never-came",
            Self::Exception => "exception",
            Self::Ready => "ready",
        }
    }

    /// The value of that name; all for any other.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or_default()
    }
}

/// A firm in the list.
#[derive(Clone, Debug)]
pub struct FirmLine {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// What is counted of it.
    pub figures: Figures,
    /// Whether it has a maker and another checker who can log in.
    pub pair: bool,
    /// Whether it or a user of it has an exception.
    pub exception: bool,
}

/// `/monitor/participants`. In the URL: `q`, `show`, and `after`, the key of a further page.
#[derive(Clone, Debug, Default)]
pub struct Firms {
    /// `q` as typed.
    pub q: String,
    /// `show` as chosen.
    pub show: Show,
    /// How many firms there are in all.
    pub all: u64,
    /// How many were found.
    pub found: u64,
    /// The firms of this page, by code.
    pub lines: Vec<FirmLine>,
    /// The key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub begun: bool,
}
