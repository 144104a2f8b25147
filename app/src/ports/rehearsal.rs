//! Who would be blocked if the phase changed at an instant, why, and what helps.

use domain::{
    account::AccountId,
    phase::Phase,
    reach::{Help, WhyBlocked},
    schedule::{Bilingual, Blocked},
    time::Instant,
};

/// `/monitor/blocked`: who would be blocked if the phase changed at an instant, why, and what helps. In the URL:
/// [`Supposed`]. Its forms post `action` ([`BlockedAct`]) and whom: `user` (checkboxes, `CAAA/CAAA001`), or `all=yes`
/// for everybody whom the URL finds; with `only` for those of them alone whom that helps.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// What is supposed.
    pub asked: Supposed,
    /// Events that can be supposed: name, title and instant.
    pub events: Vec<(String, Bilingual, Option<Instant>)>,
    /// The instant.
    pub at: Instant,
    /// The phase then.
    pub phase: Phase,
    /// Whom it blocks.
    pub blocked: Blocked,
    /// Active users looked at.
    pub active: u64,
    /// By what is missing and what helps.
    pub lines: Vec<HelpLine>,
    /// Firms none of whose users are left.
    pub shut_out: u64,
    /// Of the firms with somebody blocked, those without a working pair of administrators.
    pub without_pair: u64,
    /// Who reach the terminal by mailed codes alone, while mail does not reach them.
    pub by_mail: Blocked,
    /// Whether mail is delayed for everybody.
    pub mail_delayed: bool,
    /// Firms with somebody blocked, worst first; a part unless all were asked for.
    pub firms: Vec<BlockedFirm>,
    /// How many firms there are to show.
    pub firms_found: u64,
    /// The users asked for: a page of them.
    pub users: Vec<BlockedUser>,
    /// How many there are of them.
    pub users_found: u64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether the reader acts; others look.
    pub operator: bool,
    /// The field that could not be read.
    pub wrong: Option<&'static str>,
    /// Why nothing was done.
    pub problem: Option<ChoiceProblem>,
    /// When it was counted.
    pub as_of: Instant,
}

/// How the page is put in order: the value of `by`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By what is missing.
    #[default]
    Reason,
    /// By firm.
    Firm,
    /// Those who rest on mail that does not reach them.
    Mail,
}

impl By {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Reason, Self::Firm, Self::Mail];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::Firm => "firm",
            Self::Mail => "mail",
        }
    }

    /// The order of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// What is supposed, and what of it is shown. In the URL: fields of the same names.
#[derive(Clone, Debug, Default)]
pub struct Supposed {
    /// `event`: as this event would have it; empty: by instant and phase.
    pub event: String,
    /// `date` in Hong Kong; empty: now.
    pub date: String,
    /// `time` in Hong Kong.
    pub time: String,
    /// `phase`; empty: as it is planned.
    pub phase: String,
    /// `by`: how it is put in order.
    pub by: By,
    /// `firm`: of this firm alone.
    pub firm: String,
    /// `reason`: for this reason alone.
    pub reason: Option<WhyBlocked>,
    /// `help`: whom this helps alone.
    pub help: Option<Help>,
    /// `firms=all`: every firm is listed.
    pub all_firms: bool,
    /// `after`: users after this one.
    pub after: String,
}

/// Users to whom the same is missing and whom the same helps.
#[derive(Clone, Debug)]
pub struct HelpLine {
    /// What helps, and so what is missing.
    pub help: Help,
    /// How many users.
    pub users: u64,
    /// Of how many firms.
    pub firms: u64,
    /// How many of them an extension would let in.
    pub extendable: u64,
}

/// A firm with somebody blocked.
#[derive(Clone, Debug)]
pub struct BlockedFirm {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// How many of its users are blocked.
    pub blocked: u64,
    /// How many are active.
    pub active: u64,
    /// What helps them, and how many.
    pub helps: Vec<(Help, u64)>,
    /// How many of them an extension would let in.
    pub extendable: u64,
    /// Whether it has a maker and another who checks, both able to log in by two factors.
    pub has_pair: bool,
}

/// A user who is blocked, or rests on mail.
#[derive(Clone, Debug)]
pub struct BlockedUser {
    /// Who.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// What helps, and so why; none: not blocked.
    pub help: Option<Help>,
    /// Whether an extension would let them in.
    pub extension: bool,
    /// Whether a one-time pass would.
    pub pass: bool,
    /// Whether they administer their firm.
    pub administrator: bool,
    /// Since when their address refuses mail.
    pub mail_refused_at: Option<Instant>,
    /// When they logged in last.
    pub last_login_at: Option<Instant>,
}

/// What is done for several at once: the value of `action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockedAct {
    /// Drafts a campaign of exactly those chosen.
    Remind,
    /// Proposes an extension for each of those chosen.
    Extend,
}

impl BlockedAct {
    /// Everything that can be done.
    pub const ALL: [Self; 2] = [Self::Remind, Self::Extend];

    /// The value in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::Extend => "extend",
        }
    }

    /// The act of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// Why nothing was done for those chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceProblem {
    /// Nobody is chosen.
    Nobody,
    /// No such act.
    Act,
    /// More than so many are chosen.
    TooMany(u64),
    /// No event that closes something has a date: there is nothing to remind of.
    NoEvent,
    /// An extension would let in none of them, or waits for each of them already.
    NobodyFits,
    /// The end of the extensions cannot be read.
    Until,
    /// It is not after the instant that is asked about.
    TooSoon,
    /// It lies more than so many days ahead.
    TooLong(u32),
    /// The reason is missing.
    ReasonMissing,
}

/// `/monitor/blocked`, asking before something is done for several. Its form posts what came before, and
/// `confirmed` (how many were shown); to extend, `until` and `reason`.
#[derive(Clone, Debug)]
pub struct BlockedConfirm {
    /// What is done.
    pub act: BlockedAct,
    /// What is supposed.
    pub asked: Supposed,
    /// How many it is done for.
    pub count: u64,
    /// Those chosen for whom it is not done: an extension would not let them in, or waits already.
    pub left_out: u64,
    /// Who were chosen one by one; empty: everybody whom the URL finds.
    pub users: Vec<AccountId>,
    /// `only`: of everybody whom the URL finds, those alone whom this helps.
    pub only: Option<Help>,
    /// The event that they are reminded of.
    pub event: Option<(Bilingual, Instant)>,
    /// The instant that is asked about.
    pub at: Instant,
    /// `until` as typed.
    pub until: String,
    /// `reason` as typed.
    pub reason: String,
    /// What is wrong.
    pub problem: Option<ChoiceProblem>,
}

/// `/monitor/blocked/call-list`: whom to call, firm by firm, to be printed. In the URL: [`Supposed`].
#[derive(Clone, Debug)]
pub struct CallList {
    /// What is supposed.
    pub asked: Supposed,
    /// The instant.
    pub at: Instant,
    /// The phase then.
    pub phase: Phase,
    /// Whom it blocks, of those asked for.
    pub blocked: Blocked,
    /// The firms, worst first.
    pub firms: Vec<CallFirm>,
    /// When it was counted.
    pub as_of: Instant,
}

/// A firm to call.
#[derive(Clone, Debug)]
pub struct CallFirm {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// The number to call back at; empty: none is on file, or it is not the reader's to see.
    pub number: String,
    /// Its delegated administrators who are in use: name, account, and whether they can log in.
    pub administrators: Vec<(String, AccountId, bool)>,
    /// How many of its users are blocked.
    pub blocked: u64,
    /// How many are active.
    pub active: u64,
    /// Whether it has a maker and another who checks, both able to log in.
    pub has_pair: bool,
    /// What helps, and how many: what to say.
    pub helps: Vec<(Help, u64)>,
}

/// What helps, in a sentence: its key among the words.
pub const fn help_word(help: Help) -> &'static str {
    match help {
        Help::Register => "help-register",
        Help::StaffRegister => "help-staff-register",
        Help::Approve => "help-approve",
        Help::StaffApprove => "help-staff-approve",
        Help::Correct => "help-correct",
        Help::StaffCorrect => "help-staff-correct",
        Help::Invite => "help-invite",
        Help::Wait => "help-wait",
        Help::SetUp => "help-set-up",
        Help::BindCard => "help-bind-card",
    }
}

/// What to say to a firm some of whose users it helps: its key among the words, with `$count`.
pub const fn say_word(help: Help) -> &'static str {
    match help {
        Help::Register => "say-register",
        Help::StaffRegister => "say-staff-register",
        Help::Approve => "say-approve",
        Help::StaffApprove => "say-staff-approve",
        Help::Correct => "say-correct",
        Help::StaffCorrect => "say-staff-correct",
        Help::Invite => "say-invite",
        Help::Wait => "say-wait",
        Help::SetUp => "say-set-up",
        Help::BindCard => "say-bind-card",
    }
}
