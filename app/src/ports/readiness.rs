//! What a firm's delegated administrators see of the firm's readiness, and the clearing house's staff of every firm's:
//! `/portal/readiness`, `/portal/exceptions`, `/portal/package`, `/monitor/readiness`, `/monitor/exceptions`.

use domain::{
    account::AccountId,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Bilingual, EventKind, Exception, ExceptionKind},
    time::Instant,
};

use super::{
    frame::Coming,
    portal::{Firm, Rights},
};

/// A page of this capability.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// `/portal/readiness`
    Firm(Box<FirmReadiness>),
    /// `/portal/readiness`, asking for confirmation.
    Nudge(Box<NudgeConfirm>),
    /// `/portal/package`
    Package(Box<PackagePage>),
    /// `/portal/exceptions` and `/monitor/exceptions`
    Exceptions(Box<Exceptions>),
    /// `/monitor/exceptions/new`
    Proposal(Box<ExceptionForm>),
    /// A page with a form for exceptions, showing whom one would shut out.
    Effect(Box<Effect>),
    /// `/monitor/readiness`
    Overview(Box<Overview>),
}

/// `/portal/readiness`. In the URL: `event` (an event's ID) or `at` (a minute in Hong Kong, as `2026-06-30 18:00`, which
/// wins), and [`Wanted`]. What is found is at `/portal/readiness.csv` with the same.
///
/// The list is a form: checkboxes `user` (the user ID), `all=yes` for everybody found, `action` ([`Nudge::name`]). The
/// declaration is a form: `action=declare`, `event`, `at` (RFC 3339) and `blocked` as shown, `reason`.
#[derive(Clone, Debug)]
pub struct FirmReadiness {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// The phase in force for the firm.
    pub phase: Phase,
    /// The firm's exception, in force or to come.
    pub exception: Option<Exception>,
    /// The next event.
    pub coming: Option<Coming>,
    /// The events that can be looked at.
    pub choices: Vec<EventChoice>,
    /// The instant that is looked at.
    pub looked: Looked,
    /// `event` as chosen.
    pub event: String,
    /// `at` as typed.
    pub at: String,
    /// Whom that shuts out.
    pub laggards: Laggards,
    /// Where the declaration stands; none where nothing closes.
    pub declaration: Option<Declaration>,
    /// Where the information package stands.
    pub package: PackageStanding,
    /// What was just done.
    pub nudged: Option<Nudged>,
    /// Why a form was not taken.
    pub problem: Option<ReadinessProblem>,
    /// The reason as typed into the declaration.
    pub reason: String,
}

/// An event that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventChoice {
    /// Its name within the schedule.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: Bilingual,
    /// When it happens.
    pub at: Instant,
}

/// The instant that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// When.
    pub at: Instant,
    /// The event that happens then, where one was chosen.
    pub event: Option<EventChoice>,
    /// Whether it is supposed that two factors alone open the terminal: before they do, and before a date is set.
    pub two_factor_only: bool,
}

/// Which of those who are shut out are shown. In the URL: `q`, `why`, `page` (from 1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What is searched for in user IDs and names; empty: nothing.
    pub q: String,
    /// Shut out by what; none: by anything.
    pub why: Option<WhyBlocked>,
    /// The page, from 1.
    pub page: u64,
}

/// Whom an instant shuts out of the terminal.
#[derive(Clone, Debug, Default)]
pub struct Laggards {
    /// Active users of the firm.
    pub active: u64,
    /// How many of them are shut out.
    pub blocked: u64,
    /// By what.
    pub reasons: Vec<(WhyBlocked, u64)>,
    /// What of the list is shown.
    pub wanted: Wanted,
    /// How many are found.
    pub found: u64,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// Those shown, 50 at most.
    pub rows: Vec<Laggard>,
    /// Who reach the terminal by codes alone, while their mailbox refuses mail.
    pub at_risk: Vec<AtRisk>,
}

/// One user who is shut out.
#[derive(Clone, Debug)]
pub struct Laggard {
    /// Who.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// By what.
    pub why: WhyBlocked,
    /// Whether they administer the firm.
    pub administrator: bool,
    /// Since when their mailbox refuses mail.
    pub mail_refused: Option<Instant>,
    /// The newest login.
    pub last_login: Option<Instant>,
}

/// One user whose codes do not arrive.
#[derive(Clone, Debug)]
pub struct AtRisk {
    /// Who.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// Since when the mailbox refuses mail.
    pub since: Instant,
}

/// What is sent to users who are shut out: the value of `action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// A notice that says what to do, and by when.
    Remind,
    /// The activation once more.
    Invite,
}

impl Nudge {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Remind, Self::Invite];

    /// The value of `action`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::Invite => "invite",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nudge| nudge.name() == name)
    }
}

/// What came of it. After a redirect it is told by `done`, `sent` and `left` in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nudged {
    /// What was sent.
    pub nudge: Nudge,
    /// To how many.
    pub sent: u64,
    /// To how many not: it helps them nothing, or they had one within a day.
    pub left: u64,
}

/// `/portal/readiness`, asking whether to write to more than 20. Its form posts `user` for each, or `all=yes`, and
/// `action` again, with `confirmed` (the count).
#[derive(Clone, Debug)]
pub struct NudgeConfirm {
    /// What would be sent.
    pub nudge: Nudge,
    /// To how many.
    pub count: u64,
    /// To whom, by user ID; nobody where everybody found is meant.
    pub users: Vec<String>,
}

/// Where a firm's declaration for the next event that closes something stands.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The event.
    pub event: EventChoice,
    /// How many of the firm's users it shuts out, as things stand.
    pub blocked: u64,
    /// The request that waits.
    pub waits: Option<String>,
    /// What was declared.
    pub declared: Option<Declared>,
    /// What was declared for another instant, or another event.
    pub void: Option<Declared>,
}

/// A declaration that two people made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// When.
    pub at: Instant,
    /// How many users the event would have shut out.
    pub blocked: u64,
    /// When the event was to happen.
    pub event_at: Instant,
    /// Who proposed it, as the reader may know.
    pub maker: String,
    /// Who approved it, as the reader may know.
    pub checker: String,
}

/// Where the information package stands with a firm.
#[derive(Clone, Debug)]
pub struct PackageStanding {
    /// The edition that holds now.
    pub version: u32,
    /// The request that waits.
    pub waits: Option<String>,
    /// That the firm has it: when, who proposed and who approved.
    pub has: Option<(Instant, String, String)>,
    /// Whether the firm has a former edition.
    pub former: bool,
}

/// Why the instant that was asked for is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookProblem {
    /// Not a minute as it is to be written.
    NotInstant,
    /// It has passed.
    Past,
    /// No such event is to come.
    NoEvent,
}

/// Why a form on `/portal/readiness` was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadinessProblem {
    /// The instant asked for.
    Look(LookProblem),
    /// No user was chosen.
    NobodyChosen,
    /// No button that there is.
    UnknownAct,
    /// The reader lacks the right to propose.
    NotMaker,
    /// The count has changed since it was shown.
    Changed,
    /// A declaration waits already.
    Waits,
}

/// `/portal/package`; as a file at `/portal/package.txt`. Its form posts `version` as shown.
#[derive(Clone, Debug)]
pub struct PackagePage {
    /// The firm.
    pub firm: Firm,
    /// The reader's rights.
    pub rights: Rights,
    /// What it says.
    pub package: Package,
    /// Where it stands.
    pub standing: PackageStanding,
    /// Why the form was not taken.
    pub problem: Option<PackageProblem>,
}

/// Why the firm's word was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageProblem {
    /// There is another edition by now.
    Changed,
    /// It waits already.
    Waits,
    /// The reader lacks the right to propose.
    NotMaker,
}

/// The information package: what a firm's IT lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Which edition: drawn from all that follows.
    pub version: u32,
    /// Sender of every mail; empty where none is configured.
    pub sender: String,
    /// How long a code works, in minutes: later it is no use.
    pub code_minutes: u64,
    /// What browsers connect to.
    pub hosts: Vec<Host>,
    /// Whether cards prove their make, which browsers ask about.
    pub attestation: bool,
}

/// An edition as people read it: `3F2A-90C1`.
pub fn edition(version: u32) -> String {
    format!("{:04X}-{:04X}", version >> 16, version & 0xFFFF)
}

/// One host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// What for.
    pub purpose: Purpose,
    /// Its name or address.
    pub name: String,
    /// The TCP port.
    pub port: u16,
    /// Whether it speaks HTTPS.
    pub secure: bool,
}

/// What browsers want of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Login, portal and this page.
    Pages,
    /// Login by smartcards with X.509 certificates.
    Certificates,
    /// The terminal.
    Terminal,
}

/// `/portal/exceptions` and `/monitor/exceptions`. In the URL: `participant` (staff), `kind`, `standing`
/// ([`Standing::name`]), `page`; as a file at `/monitor/exceptions.csv`. Forms post `action=end` with `subject`; the one
/// for a new exception is [`ExceptionForm`].
#[derive(Clone, Debug)]
pub struct Exceptions {
    /// The firm whose page it is; none: the clearing house's.
    pub firm: Option<Firm>,
    /// Whether the reader proposes.
    pub proposes: bool,
    /// `participant` as typed.
    pub participant: String,
    /// Of which kind; none: of any.
    pub kind: Option<ExceptionKind>,
    /// How they stand; none: any way.
    pub standing: Option<Standing>,
    /// How many are found.
    pub found: u64,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// Those shown, 50 at most.
    pub rows: Vec<ExceptionRow>,
    /// What waits for a decision: about whom, and the request.
    pub waiting: Vec<(String, String)>,
    /// The form, where the page has it.
    pub form: Option<ExceptionForm>,
    /// Why ending one was not taken.
    pub problem: Option<ExceptionProblem>,
}

/// How an exception stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds.
    InForce,
    /// It will hold.
    ToCome,
    /// It is over.
    Over,
}

impl Standing {
    /// All, in the order in which pages offer them.
    pub const ALL: [Self; 3] = [Self::InForce, Self::ToCome, Self::Over];

    /// The value of `standing` in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::ToCome => "to-come",
            Self::Over => "over",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// How `exception`, which ended at `ended`, stands at `now`.
    pub fn of(exception: Exception, ended: Option<Instant>, now: Instant) -> Self {
        match ended {
            Some(_) => Self::Over,
            None if exception.holds(now) => Self::InForce,
            None if exception.from > now => Self::ToCome,
            None => Self::Over,
        }
    }
}

/// One exception.
#[derive(Clone, Debug)]
pub struct ExceptionRow {
    /// Of whom: a firm's code or an account.
    pub subject: String,
    /// The user; none: the whole firm.
    pub user: Option<AccountId>,
    /// The name of firm or user in the page's language.
    pub name: String,
    /// What.
    pub exception: Exception,
    /// How it stands.
    pub standing: Standing,
    /// When it ended before its time.
    pub ended: Option<Instant>,
    /// Why it was granted.
    pub reason: String,
    /// Who asked for it, as the reader may know.
    pub requester: String,
    /// Who agreed, as the reader may know.
    pub approver: String,
}

/// The form for an exception. Fields: `scope` (`firm` or `user`), `participant` (staff), `user`, `kind`, `from`,
/// `until`, `reason`, `action=propose`.
#[derive(Clone, Debug, Default)]
pub struct ExceptionForm {
    /// Whether staff ask, who name the firm.
    pub staff: bool,
    /// What was typed.
    pub typed: ExceptionTyped,
    /// Why it was not taken.
    pub problem: Option<ExceptionProblem>,
}

/// What was typed into the form for an exception.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExceptionTyped {
    /// `propose`, or `end` for what `subject` has.
    pub action: String,
    /// `subject`: whose exception is to end.
    pub subject: String,
    /// `scope`
    pub scope: String,
    /// `participant`
    pub participant: String,
    /// `user`
    pub user: String,
    /// `kind`
    pub kind: String,
    /// `from`
    pub from: String,
    /// `until`
    pub until: String,
    /// `reason`
    pub reason: String,
    /// `count`, on the page that shows whom it shuts out.
    pub count: String,
}

/// Why an exception was not proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionProblem {
    /// Not said for whom.
    ScopeMissing,
    /// No such firm.
    UnknownFirm,
    /// No such user in use.
    UnknownUser,
    /// Not said what.
    KindMissing,
    /// `from` cannot be read.
    From,
    /// `until` cannot be read.
    Until,
    /// The end is not after the beginning, or has passed.
    Dates,
    /// It is longer than so many days.
    TooLong(u32),
    /// Cards are out of use for good.
    NoWayBack,
    /// There is nothing to end.
    Nothing,
    /// The reason is missing.
    ReasonMissing,
    /// What was typed is not the count.
    Count,
    /// A change of the same waits already.
    Waits,
    /// The reader lacks the right to propose.
    NotMaker,
}

/// The page that shows whom an exception, or its end, would shut out. Its form posts [`ExceptionTyped`] again, with
/// `count`, and `reason` where one is to end.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The page that it belongs to.
    pub back: String,
    /// For whom: a firm's code or an account.
    pub subject: String,
    /// What is asked for; none: the end of what there is.
    pub exception: Option<Exception>,
    /// From when anything is different; none: as the schedule stands, nothing is.
    pub at: Option<Instant>,
    /// How many would be shut out by it.
    pub blocked: u64,
    /// The first 50 of them.
    pub rows: Vec<Laggard>,
    /// What was typed.
    pub typed: ExceptionTyped,
    /// Why it was not taken.
    pub problem: Option<ExceptionProblem>,
}

/// `/monitor/readiness`. In the URL: `q`, `show` ([`Show::name`]), `page`; as a file at `/monitor/readiness.csv`.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What closes next.
    pub closing: Option<EventChoice>,
    /// The edition of the information package that holds now.
    pub version: u32,
    /// All firms: how many, how many declared, how many have the package, how many have no working pair.
    pub totals: Totals,
    /// What is searched for in codes and names.
    pub q: String,
    /// Which firms.
    pub show: Show,
    /// How many are found.
    pub found: u64,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// The firms shown, 50 at most: those without a working pair first, then by how many are shut out.
    pub rows: Vec<FirmRow>,
}

/// Figures of all firms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Firms.
    pub firms: u64,
    /// Have declared that they are ready.
    pub declared: u64,
    /// Have the information package in its present edition.
    pub package: u64,
    /// Have no pair of administrators who can propose and approve.
    pub no_pair: u64,
    /// Have users who are shut out.
    pub blocked: u64,
}

/// Which firms `/monitor/readiness` shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Without a working pair.
    NoPair,
    /// That have not declared.
    NotDeclared,
    /// Without the package in its present edition.
    NoPackage,
    /// With users who are shut out.
    Blocked,
}

impl Show {
    /// All, in the order in which the page offers them.
    pub const ALL: [Self; 5] = [Self::All, Self::NoPair, Self::NotDeclared, Self::NoPackage, Self::Blocked];

    /// The value of `show` in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NoPair => "no-pair",
            Self::NotDeclared => "not-declared",
            Self::NoPackage => "no-package",
            Self::Blocked => "blocked",
        }
    }

    /// The one of that name; all for any other.
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.name() == name).unwrap_or_default()
    }
}

/// One firm.
#[derive(Clone, Debug)]
pub struct FirmRow {
    /// Its code.
    pub participant: String,
    /// Its name in the page's language.
    pub name: String,
    /// Whether somebody can propose and somebody else approve.
    pub pair: bool,
    /// Active users.
    pub active: u64,
    /// How many of them the next closing shuts out; now, where none is planned.
    pub blocked: u64,
    /// What it declared for that.
    pub declared: Option<Declared>,
    /// Whether it declared something for another instant, which is void.
    pub void: bool,
    /// When it got the package in its present edition.
    pub package: Option<Instant>,
    /// Its exception, in force or to come.
    pub exception: Option<Exception>,
}
