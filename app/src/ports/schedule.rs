//! The schedule: as everybody sees it, and as staff steer it.

use domain::{
    account::AccountId,
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Bilingual, Blocked, EventKind, EventState, WhyHeld},
    time::Instant,
};

use super::approval::Diff;

/// `/schedule`: the announced events, for everybody.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The phase in force for everybody without an exception.
    pub phase: Phase,
    /// The announced events in their order; those that were cancelled are there too.
    pub events: Vec<EventRow>,
    /// The public address of the calendar file, without a language.
    pub calendar: String,
    /// The instant that it holds for.
    pub as_of: Instant,
}

/// One event.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// Its name within the schedule, for the URL.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// Where it stands.
    pub state: EventState,
    /// Its instant, or when it happened.
    pub at: Option<Instant>,
    /// When, in words, while it has no instant.
    pub when: Bilingual,
    /// What it is called.
    pub title: Bilingual,
    /// What people should know; paragraphs are lines.
    pub text: Bilingual,
}

/// `/monitor/schedule`: the same with what steers it.
#[derive(Clone, Debug)]
pub struct ScheduleDesk {
    /// Whether the reader proposes changes.
    pub operator: bool,
    /// The phase in force.
    pub phase: Phase,
    /// Since when, as far as the schedule says.
    pub since: Option<Instant>,
    /// Whether the configuration fixes the phase, so that nothing happens by itself.
    pub fixed: bool,
    /// Whether cards are out of use for good.
    pub decommissioned: bool,
    /// Whether the way back is open: cards are closed, and not out of use for good.
    pub way_back: bool,
    /// The events in the order of their instants, tentative ones where their kind stands.
    pub events: Vec<DeskRow>,
    /// The instant that it holds for.
    pub as_of: Instant,
}

/// One event as staff see it.
#[derive(Clone, Debug)]
pub struct DeskRow {
    /// The event.
    pub event: EventRow,
    /// Whether it must be armed, as things are planned.
    pub needs_arming: bool,
    /// That it is armed.
    pub armed: Option<Armed>,
    /// Why it is held.
    pub held: Option<WhyHeld>,
    /// The request about it that waits for a second person.
    pub waits: Option<String>,
}

/// That two people armed an event.
#[derive(Clone, Debug)]
pub struct Armed {
    /// Who: the one who proposed and the one who agreed, as far as it is known.
    pub by: Vec<String>,
    /// When the second agreed.
    pub at: Instant,
    /// On which count.
    pub blocked: Blocked,
    /// Until when it holds: the event's instant must not be later.
    pub until: Instant,
}

/// `/monitor/schedule/{event}` and `/monitor/schedule/new`. Its forms post `action`: `check` and `edit` with
/// [`PlanTyped`], `propose` with that and `reason`, `arm` with `count`, `hold` with `reason`.
#[derive(Clone, Debug)]
pub struct EventPage {
    /// Whether the reader proposes changes.
    pub operator: bool,
    /// Whether the reader holds events.
    pub guardian: bool,
    /// The event; none while it is a new one.
    pub row: Option<DeskRow>,
    /// What the form holds.
    pub typed: PlanTyped,
    /// Whether the form stands open, and not behind a summary.
    pub editing: bool,
    /// What is wrong with the form.
    pub problems: Vec<PlanProblem>,
    /// What arming rests on; none where the event is not armed that way.
    pub arming: Option<ArmGround>,
    /// The count that was typed.
    pub arm_typed: String,
    /// What is wrong with it.
    pub arm_problem: Option<ArmRefusal>,
    /// Why the event was not held.
    pub hold_problem: Option<HoldRefusal>,
    /// Whether it was just held.
    pub just_held: bool,
    /// What became of it so far, newest first.
    pub history: Vec<HistoryLine>,
}

/// What is typed of an event. Fields of the same names; `timing` is a [`Timing`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanTyped {
    /// `kind`, of a new event only.
    pub kind: String,
    /// `timing`
    pub timing: String,
    /// `date`, as `2027-06-25`.
    pub date: String,
    /// `time`, as `18:00`, in Hong Kong.
    pub time: String,
    /// `when_en`
    pub when_en: String,
    /// `when_zh`
    pub when_zh: String,
    /// `title_en`
    pub title_en: String,
    /// `title_zh`
    pub title_zh: String,
    /// `text_en`
    pub text_en: String,
    /// `text_zh`
    pub text_zh: String,
    /// `version`, hidden: the event's when the form was made.
    pub version: String,
}

impl PlanTyped {
    /// The fields and what stands in them.
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("kind", &self.kind),
            ("timing", &self.timing),
            ("date", &self.date),
            ("time", &self.time),
            ("when_en", &self.when_en),
            ("when_zh", &self.when_zh),
            ("title_en", &self.title_en),
            ("title_zh", &self.title_zh),
            ("text_en", &self.text_en),
            ("text_zh", &self.text_zh),
            ("version", &self.version),
        ]
    }
}

/// When an event happens: the value of `timing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Announced in words: switches nothing.
    Tentative,
    /// At its instant.
    Confirmed,
    /// As soon as it is approved.
    AtOnce,
    /// Not at all.
    Cancelled,
}

impl Timing {
    /// Every one, in the order in which the form offers them.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Tentative, Self::AtOnce, Self::Cancelled];

    /// The value in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tentative => "tentative",
            Self::Confirmed => "confirmed",
            Self::AtOnce => "at-once",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|timing| timing.name() == name)
    }
}

/// Why a plan was not taken, each at its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanProblem {
    /// No kind was chosen.
    KindMissing,
    /// Not said when.
    TimingMissing,
    /// No day as `2027-06-25`, or no such hour.
    Date,
    /// Tentative, and no words that say when, in this field.
    WhenMissing(&'static str),
    /// No title, in this field.
    TitleMissing(&'static str),
    /// A text in one language alone; the other's field.
    TextMissing(&'static str),
    /// More than can be shown, in this field.
    TooLong(&'static str),
    /// Characters that nobody can see, in this field.
    Unprintable(&'static str),
    /// Its instant has passed.
    Past,
    /// It has happened, or was cancelled.
    Over,
    /// Another event has the same instant.
    SameInstant,
    /// Cards are out of use for good.
    NoWayBack,
    /// It closes a method, and cannot happen at once.
    NeedsArming,
    /// A change of it waits for a second person already.
    Waits,
    /// It is another than it was when the form was made.
    Changed,
    /// Nothing is changed.
    Nothing,
}

/// What a change would do, before it is proposed. Its form posts the fields of [`PlanTyped`], `reason`, and `action`:
/// `propose`, or `edit` to change something.
#[derive(Clone, Debug)]
pub struct EventCheck {
    /// The event's name; none of a new one.
    pub id: Option<String>,
    /// What it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: Bilingual,
    /// What was typed.
    pub typed: PlanTyped,
    /// Old and new.
    pub diffs: Vec<Diff>,
    /// What it does; nothing where it switches nothing.
    pub effect: Option<Effect>,
    /// Of the first event: the phase in force until it is approved. The schedule begins with registration then.
    pub begins: Option<Phase>,
    /// Whether it is an event that has been armed and would have to be armed anew.
    pub disarms: bool,
    /// The reason as typed.
    pub reason: String,
    /// Whether it is missing.
    pub reason_missing: bool,
}

/// What an event does at its instant, as far as can be said now.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Its instant; none: as soon as it is approved.
    pub at: Option<Instant>,
    /// The phase before.
    pub before: Phase,
    /// The phase afterwards.
    pub after: Phase,
    /// Whom the phase afterwards blocks.
    pub blocked: Blocked,
    /// By what is missing.
    pub reasons: Vec<(WhyBlocked, u64)>,
    /// Firms none of whose users are left.
    pub shut_out: u64,
    /// Open sessions that would end.
    pub sessions: u64,
    /// Whether it must be armed.
    pub needs_arming: bool,
}

/// What arming rests on.
#[derive(Clone, Debug)]
pub struct ArmGround {
    /// Whom the event shuts out, as things stand.
    pub blocked: Blocked,
    /// Firms none of whose users are left.
    pub shut_out: u64,
    /// Open sessions that would end.
    pub sessions: u64,
    /// By how many users or firms the count may grow until then.
    pub tolerance: u64,
    /// Why it cannot be armed now.
    pub problem: Option<NotArmable>,
    /// Delegated administrators without a passkey that they have used.
    pub administrators: Vec<AccountId>,
    /// Whether a request to arm it waits already.
    pub waits: bool,
}

/// Why an event cannot be armed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotArmable {
    /// From then on.
    TooEarly(Instant),
    /// Members of staff without a way in that does not rest on mail.
    Staff(Vec<AccountId>),
}

/// Why arming was not proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmRefusal {
    /// What was typed is not the count.
    WrongCount,
    /// It cannot be armed now.
    NotNow,
    /// It waits already.
    Waits,
}

/// Why an event was not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldRefusal {
    /// The reason is missing.
    ReasonMissing,
    /// It has happened.
    Happened,
    /// There is nothing to hold.
    Nothing,
}

/// One line of what became of an event.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// When.
    pub at: Instant,
    /// What.
    pub what: Happening,
    /// The accounts that did it: who proposed, then who agreed; `operator` and `system` are no accounts.
    pub by: Vec<String>,
    /// The request that two people agreed on.
    pub request: Option<String>,
}

/// What became of an event.
#[derive(Clone, Debug)]
pub enum Happening {
    /// Announced or changed: the instant before and afterwards, none where it was in words.
    Planned(Option<Instant>, Option<Instant>),
    /// Armed on a count.
    Armed(Blocked),
    /// Held, and why; with the reason that somebody gave.
    Held(Option<WhyHeld>, String),
    /// It happened, and blocked so many.
    Happened(Blocked),
    /// Cancelled.
    Cancelled,
}
