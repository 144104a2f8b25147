//! Briefings: `/briefings` for whoever is logged in, and `/monitor/briefings` for staff.

use domain::{
    account::AccountId,
    briefing::{Seat, Spoken},
    time::Instant,
};

use super::guide::PaperLink;

/// A session, in the page's language.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id in URLs and in the field `briefing`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// When it begins.
    pub starts_at: Instant,
    /// How many minutes it lasts.
    pub minutes: u32,
    /// The language that is spoken.
    pub spoken: Spoken,
    /// How many seats there are.
    pub capacity: u32,
    /// How many of them are taken.
    pub taken: u32,
    /// How many wait for one.
    pub waiting: u32,
    /// Whether it was called off.
    pub called_off: bool,
    /// Whether it has begun, or is over.
    pub begun: bool,
}

impl Session {
    /// Seats left.
    pub const fn left(&self) -> u32 {
        self.capacity.saturating_sub(self.taken)
    }

    /// Whether anybody can sign up or give a seat back.
    pub const fn is_open(&self) -> bool {
        !self.called_off && !self.begun
    }
}

/// A person on a session.
#[derive(Clone, Debug)]
pub struct Attendee {
    /// Who.
    pub account: AccountId,
    /// The name in the page's language.
    pub name: String,
    /// A seat, or a place on the waiting list.
    pub seat: Seat,
    /// Whether they came, as recorded.
    pub attended: bool,
}

/// A session as it is offered to the reader.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The session.
    pub session: Session,
    /// The reader's own seat.
    pub mine: Option<Seat>,
    /// Whether the reader came, where that was recorded.
    pub came: Option<bool>,
    /// Who else of the reader's firm is on it; for delegated administrators alone.
    pub colleagues: Vec<Attendee>,
    /// What can be taken home.
    pub materials: Vec<PaperLink>,
}

/// `/briefings`. Its forms post `briefing` and `action`: `sign-up`, `wait`, `give-back`; by a delegated administrator
/// also `sign-up-users` and `wait-users` with `users`, and `give-back-user` with `user`.
#[derive(Clone, Debug, Default)]
pub struct Briefings {
    /// Sessions to come, the next first.
    pub coming: Vec<Offer>,
    /// Sessions of the last months, the newest first.
    pub past: Vec<Offer>,
    /// Whether the reader signs up: staff only look.
    pub guest: bool,
    /// Whether the reader signs up users of their firm.
    pub administrator: bool,
    /// What was just done.
    pub notice: Option<BriefingNotice>,
    /// Why it was not done, and of which session.
    pub problem: Option<(String, SeatProblem)>,
    /// What was typed into `users`.
    pub users: String,
}

/// What was just done on `/briefings`: `done` in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BriefingNotice {
    /// Seats were given.
    SignedUp,
    /// Places on the waiting list were given.
    Waits,
    /// A seat or a place was given back.
    GivenBack,
}

impl BriefingNotice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SignedUp, Self::Waits, Self::GivenBack];

    /// The value in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedUp => "signed-up",
            Self::Waits => "waits",
            Self::GivenBack => "given-back",
        }
    }

    /// The notice of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.name() == name)
    }
}

/// Why seats were not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatProblem {
    /// Fewer seats are left than were asked for: so many. The waiting list is offered.
    Full(u32),
    /// It has begun, or was called off.
    Closed,
    /// No user was named.
    NobodyNamed,
    /// More users were named than one form takes: so many at most.
    TooMany(u32),
    /// The firm has no such user, or the user is out of use.
    UnknownUser(String),
    /// The reader has signed up so often lately that it has to wait.
    TooOften,
}

/// `/monitor/briefings`.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Whether the reader puts sessions down.
    pub operator: bool,
    /// Sessions to come, the next first.
    pub coming: Vec<Session>,
    /// Sessions that have begun, the newest first.
    pub past: Vec<Session>,
}

/// `/monitor/briefings/new` and `/monitor/briefings/{id}/change`. Fields: those of [`SessionTyped`], and `seen`.
#[derive(Clone, Debug, Default)]
pub struct SessionForm {
    /// The session that is changed; none: a new one.
    pub id: Option<String>,
    /// The version that the form shows: `seen`.
    pub seen: i64,
    /// How many people a change is mailed to.
    pub told: u32,
    /// What was typed.
    pub typed: SessionTyped,
    /// Why it was not taken.
    pub problems: Vec<SessionProblem>,
}

/// What is typed of a session.
#[derive(Clone, Debug, Default)]
pub struct SessionTyped {
    /// `title_en`
    pub title_en: String,
    /// `title_zh`
    pub title_zh: String,
    /// `place_en`
    pub place_en: String,
    /// `place_zh`
    pub place_zh: String,
    /// `date`, as `2026-11-22`, in Hong Kong.
    pub date: String,
    /// `time`, as `15:05`, in Hong Kong.
    pub time: String,
    /// `minutes`
    pub minutes: String,
    /// `spoken`
    pub spoken: String,
    /// `capacity`
    pub capacity: String,
}

/// Why a session was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionProblem {
    /// A field is empty: its name.
    Missing(&'static str),
    /// Day or time cannot be read: the field's name.
    NotATime(&'static str),
    /// It would have begun already.
    Past,
    /// Not a number of minutes within these bounds.
    Minutes(u32, u32),
    /// Not a number of seats within these bounds.
    Capacity(u32, u32),
    /// So many seats are taken already.
    Taken(u32),
    /// No language was chosen.
    Spoken,
    /// Somebody else has changed it meanwhile.
    Overtaken,
    /// It has begun or was called off, and is not changed any more.
    Closed,
}

/// `/monitor/briefings/{id}`. Its forms post `action`: `attendance` with an `attended` for each account that came;
/// `call-off` with `confirm`; `remove-material` with `paper`.
#[derive(Clone, Debug)]
pub struct SessionPage {
    /// Whether the reader changes anything.
    pub operator: bool,
    /// The session.
    pub session: Session,
    /// Who has a seat, by firm and user.
    pub seated: Vec<Attendee>,
    /// Who waits for one, in order.
    pub waiting: Vec<Attendee>,
    /// When attendance was recorded last.
    pub recorded_at: Option<Instant>,
    /// Its materials.
    pub materials: Vec<PaperLink>,
    /// What was just done.
    pub notice: Option<SessionNotice>,
    /// Why it was not done.
    pub problem: Option<DeskProblem>,
}

/// What was just done with a session: `done` in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionNotice {
    /// It was put down.
    Created,
    /// It was changed.
    Changed,
    /// It was called off.
    CalledOff,
    /// Attendance was recorded.
    Recorded,
    /// A PDF was added.
    MaterialAdded,
    /// A PDF was removed.
    MaterialRemoved,
}

impl SessionNotice {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Created, Self::Changed, Self::CalledOff, Self::Recorded, Self::MaterialAdded, Self::MaterialRemoved];

    /// The value in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::CalledOff => "called-off",
            Self::Recorded => "recorded",
            Self::MaterialAdded => "material-added",
            Self::MaterialRemoved => "material-removed",
        }
    }

    /// The notice of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.name() == name)
    }
}

/// Why nothing was done with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskProblem {
    /// Calling off was not confirmed.
    NotConfirmed,
    /// It has begun or was called off.
    Closed,
    /// It has not begun, or was called off: nobody came yet.
    NotBegun,
}

/// `/monitor/briefings/attendance`: how firms stand. In the URL: `show=none` for firms of which nobody came, `page`.
#[derive(Clone, Debug, Default)]
pub struct Attendance {
    /// Whether only firms of which nobody came are shown.
    pub none_only: bool,
    /// Firms in all.
    pub firms: u64,
    /// Firms of which nobody came.
    pub absent: u64,
    /// The page, from 1, and how many there are.
    pub page: (u64, u64),
    /// The firms shown, 50 at most.
    pub rows: Vec<FirmRow>,
}

/// One firm.
#[derive(Clone, Debug)]
pub struct FirmRow {
    /// Its code.
    pub participant: String,
    /// Its name in the page's language.
    pub name: String,
    /// Seats that its users have or had.
    pub signed_up: u64,
    /// How often one of its users came.
    pub attended: u64,
}
