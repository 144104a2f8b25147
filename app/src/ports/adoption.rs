//! The adoption in figures: the first page of staff, and the views behind it.

use std::time::Duration;

use domain::{
    adoption::{self, Day, Figures, Happening, House, Part},
    phase::Phase,
    reach::WhyBlocked,
    role::StaffRole,
    schedule::{Bilingual, Blocked},
    time::Instant,
};

/// A view behind the first page of staff: `/monitor/figures/{name}`, and the same as `.csv` and `.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewName {
    /// How far users have come.
    Funnel,
    /// Ready users and firms, by day.
    Readiness,
    /// Logins by method, by day.
    Logins,
    /// Firms by states, worst first.
    Firms,
    /// Who would be blocked if the next phase came now, by reason.
    Blocked,
    /// What the help desk did, by day.
    Help,
    /// How mail fares.
    Mail,
    /// What proves users: mailbox alone, or a passkey, by day.
    Proofs,
}

impl ViewName {
    /// Every one.
    pub const ALL: [Self; 8] =
        [Self::Funnel, Self::Readiness, Self::Logins, Self::Firms, Self::Blocked, Self::Help, Self::Mail, Self::Proofs];

    /// The name in URLs and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Funnel => "funnel",
            Self::Readiness => "readiness",
            Self::Logins => "logins",
            Self::Firms => "firms",
            Self::Blocked => "blocked",
            Self::Help => "help",
            Self::Mail => "mail",
            Self::Proofs => "proofs",
        }
    }

    /// The view of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// Its path.
    #[must_use]
    pub fn path(self) -> String {
        format!("/monitor/figures/{}", self.name())
    }

    /// What it is of.
    #[must_use]
    pub const fn of(self) -> Of {
        match self {
            Self::Funnel | Self::Firms => Of::Day,
            Self::Readiness | Self::Logins | Self::Help | Self::Proofs => Of::Days,
            Self::Blocked | Self::Mail => Of::Now,
        }
    }
}

/// What time a view is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Known now only.
    Now,
    /// As a day ended, or now: `?day=`.
    Day,
    /// Day by day: `?from=&until=`.
    Days,
}

/// What firms are looked at for. In the URL: `only`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Firms with users of whom a figure tells.
    Users(Part),
    /// Firms all of whose users are ready.
    Ready,
    /// Firms without a working pair of delegated administrators.
    WithoutPair,
    /// Firms none of whose delegated administrators ever came in.
    NeverCame,
}

impl Only {
    /// What is asked of a firm as a whole.
    pub const OF_FIRMS: [Self; 3] = [Self::Ready, Self::WithoutPair, Self::NeverCame];

    /// The name in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users(part) => part.name(),
            Self::Ready => "firms-ready",
            Self::WithoutPair => "without-pair",
            Self::NeverCame => "never-came",
        }
    }

    /// The choice of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::OF_FIRMS.into_iter().find(|only| only.name() == name).or_else(|| Part::parse(name).map(Self::Users))
    }

    /// How much of it a firm has; none: it is not listed.
    #[must_use]
    pub fn of(self, figures: &Figures, has_pair: bool) -> u64 {
        match self {
            Self::Users(part) => part.of(figures),
            Self::Ready => u64::from(figures.is_ready()),
            Self::WithoutPair => u64::from(!has_pair),
            Self::NeverCame => u64::from(figures.never_came()),
        }
    }
}

/// From when to when users are to become ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The first day that has figures.
    pub began: Option<Day>,
    /// The day on which smartcards stop opening the terminal, once its instant is confirmed.
    pub closes: Option<Day>,
}

impl Course {
    /// The share of users, in thousandths, that should be ready at the end of `day`; none while no closing is confirmed.
    #[must_use]
    pub fn target(self, day: Day) -> Option<u64> {
        Some(adoption::target(self.began?, self.closes?, day))
    }
}

/// A firm and its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Its code.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// What is counted of it.
    pub figures: Figures,
    /// Whether it has a working pair of delegated administrators.
    pub has_pair: bool,
}

/// What happened on each day of a span, days without anything among them.
pub type Happenings = Vec<(Day, Vec<(Happening, u64)>)>;

/// Whom the next phase would block if it came now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedNow {
    /// The phase: the next one, or the one in force where none comes.
    pub phase: Phase,
    /// Whether that phase is in force already.
    pub in_force: bool,
    /// Users and firms.
    pub blocked: Blocked,
    /// By reason.
    pub reasons: Vec<(WhyBlocked, u64)>,
    /// Firms none of whose users are left.
    pub shut_out: u64,
    /// Active users.
    pub active: u64,
}

/// How mail fares: codes of the last 24 hours, refusals of the last seven days, and what waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHealth {
    /// How long half of the codes took at most, from being asked for to being taken by the relay.
    pub p50: Option<Duration>,
    /// How long 95 of a hundred took at most.
    pub p95: Option<Duration>,
    /// Codes measured.
    pub measured: u64,
    /// Refusals by the domain of the recipient, most first.
    pub refused: Vec<(String, u64)>,
    /// Mail that waits.
    pub waiting: u64,
    /// Whether there is more than that.
    pub waiting_more: bool,
    /// For how long the oldest of it has.
    pub oldest: Option<Duration>,
}

/// What a view shows.
#[derive(Clone, Debug)]
pub enum ViewData {
    /// [`ViewName::Funnel`].
    Funnel(House),
    /// [`ViewName::Readiness`].
    Readiness(Vec<(Day, House)>, Course),
    /// [`ViewName::Logins`].
    Logins(Happenings),
    /// [`ViewName::Firms`].
    Firms(Firms),
    /// [`ViewName::Blocked`].
    Blocked(BlockedNow),
    /// [`ViewName::Help`].
    Help(Happenings),
    /// [`ViewName::Mail`].
    Mail(MailHealth),
    /// [`ViewName::Proofs`].
    Proofs(Vec<(Day, House)>),
}

impl ViewData {
    /// Which view it is.
    #[must_use]
    pub const fn name(&self) -> ViewName {
        match self {
            Self::Funnel(_) => ViewName::Funnel,
            Self::Readiness(..) => ViewName::Readiness,
            Self::Logins(_) => ViewName::Logins,
            Self::Firms(_) => ViewName::Firms,
            Self::Blocked(_) => ViewName::Blocked,
            Self::Help(_) => ViewName::Help,
            Self::Mail(_) => ViewName::Mail,
            Self::Proofs(_) => ViewName::Proofs,
        }
    }
}

/// Firms, or a part of them.
#[derive(Clone, Debug, Default)]
pub struct Firms {
    /// What they are looked at for.
    pub only: Option<Only>,
    /// Those shown, worst first.
    pub rows: Vec<Firm>,
    /// How many there are.
    pub found: u64,
    /// How many firms there are in all.
    pub all: u64,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
}

/// When what is shown holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsAt {
    /// The instant at which it was read.
    pub instant: Instant,
    /// The day in which that is.
    pub today: Day,
    /// The day that is shown as it ended; none: now.
    pub day: Option<Day>,
    /// The first day that has figures.
    pub began: Option<Day>,
}

impl AsAt {
    /// The last day shown.
    #[must_use]
    pub fn last(self) -> Day {
        self.day.unwrap_or(self.today)
    }

    /// `day`, if it has figures and has passed.
    #[must_use]
    pub fn offers(self, day: Day) -> Option<Day> {
        self.began.filter(|began| *began <= day && day < self.today).map(|_| day)
    }
}

/// `/monitor/figures/{name}`.
#[derive(Clone, Debug)]
pub struct FiguresPage {
    /// What it shows.
    pub data: ViewData,
    /// When that holds.
    pub as_at: AsAt,
    /// The first and the last day shown, of a view that goes day by day.
    pub span: (Day, Day),
    /// The field that could not be read.
    pub wrong: Option<&'static str>,
}

/// `/monitor`.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// What the reader may do.
    pub role: StaffRole,
    /// When it holds.
    pub as_at: AsAt,
    /// The field `day` could not be read, or names a day without figures.
    pub wrong: bool,
    /// The whole house.
    pub house: House,
    /// The house seven days before, if it has figures.
    pub week_ago: Option<House>,
    /// From when to when users are to become ready.
    pub course: Course,
    /// The firms with the most users who are not ready.
    pub worst: Vec<Firm>,
    /// The views, in the order in which they stand on the page.
    pub views: Vec<ViewData>,
    /// What is known of now alone; none for a past day.
    pub now: Option<Now>,
}

/// The phase that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPhase {
    /// Its event's name in the schedule.
    pub event: String,
    /// What the event is called.
    pub title: Bilingual,
    /// When it begins, or what is said of that where no instant is confirmed; may be empty then.
    pub when: Result<Instant, Bilingual>,
}

/// What is known of now alone.
#[derive(Clone, Debug)]
pub struct Now {
    /// The phase in force for everybody.
    pub phase: Phase,
    /// The next phase, where one is announced.
    pub coming: Option<NextPhase>,
    /// Whom the next phase would block.
    pub blocked: BlockedNow,
    /// When the whole list of users was last compared with the firms'.
    pub reconciled: Option<Instant>,
    /// What was done at the command line and nobody has acknowledged.
    pub unacknowledged: u64,
    /// One-time passes that work.
    pub passes: u64,
    /// One-time passes that are agreed on and wait to be shown.
    pub passes_waiting: u64,
    /// Since when everybody is told that mail is delayed.
    pub mail_delayed_at: Option<Instant>,
    /// Since when smartcards are out of use for good.
    pub decommissioned_at: Option<Instant>,
    /// The newest mark of the figures, for what refreshes them.
    pub mark: String,
}
