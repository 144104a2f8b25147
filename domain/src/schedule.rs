//! The schedule of the changeover: announced events, when they happen, what closes only if two people armed it, and
//! exceptions. Phases are derived from it; what each phase allows stands in [`crate::phase`].
//!
//! An event that opens something happens at its instant by itself. One that *closes* a method, or takes cards out of
//! use for good, happens only if it was armed: otherwise it is held, and the phase stays as it was.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    language::Language,
    method::Method,
    name::{UnknownName, lookup},
    phase::{Act, Door, Phase, Rule, Standing},
    time::Instant,
};

mod closing;
mod exception;

pub use closing::next_closing;
pub use exception::{Exception, ExceptionKind, bent};

/// How long before its instant an event may be armed at the earliest.
pub const ARMED_WITHIN: Duration = Duration::from_secs(72 * 3600);

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// Delegated administrators can register addresses.
    Registration,
    /// Briefings for the parallel run; set-up opens.
    Preparation,
    /// The user guide is distributed; no phase of its own.
    UserGuide,
    /// The connectivity test begins.
    ConnectivityTest,
    /// The parallel run begins: smartcard or two factors.
    ParallelRun,
    /// The parallel run ends: two factors only.
    TwoFactorOnly,
    /// Smartcards are taken out of use for good.
    Decommissioning,
}

impl EventKind {
    /// Every kind, in the order in which they are announced.
    pub const ALL: [Self; 7] = [
        Self::Registration,
        Self::Preparation,
        Self::UserGuide,
        Self::ConnectivityTest,
        Self::ParallelRun,
        Self::TwoFactorOnly,
        Self::Decommissioning,
    ];

    /// The name in files, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Preparation => "preparation",
            Self::UserGuide => "user-guide",
            Self::ConnectivityTest => "connectivity-test",
            Self::ParallelRun => "parallel-run",
            Self::TwoFactorOnly => "two-factor-only",
            Self::Decommissioning => "decommissioning",
        }
    }

    /// The phase that it opens; none where the phase stays.
    #[must_use]
    pub const fn opens(self) -> Option<Phase> {
        match self {
            Self::Registration => Some(Phase::Registration),
            Self::Preparation => Some(Phase::Preparation),
            Self::ConnectivityTest => Some(Phase::ConnectivityTest),
            Self::ParallelRun => Some(Phase::ParallelRun),
            Self::TwoFactorOnly => Some(Phase::TwoFactorOnly),
            Self::UserGuide | Self::Decommissioning => None,
        }
    }

    /// Whether it must be armed where `phase` is in force: it closes a way into the terminal, or has no way back.
    #[must_use]
    pub fn needs_arming(self, phase: Phase) -> bool {
        self == Self::Decommissioning || self.opens().is_some_and(|next| !phase.closed_by(next).is_empty())
    }
}

impl Phase {
    /// The ways into the terminal that are open in this phase and no more in `next`.
    #[must_use]
    pub fn closed_by(self, next: Self) -> Vec<Act> {
        let open = |phase: Self, act| phase.rule(act) == Rule::Yes;
        let ways = [Act::SmartcardLogin, Act::TwoFactorLogin];
        ways.into_iter().filter(|act| open(self, *act) && !open(next, *act)).collect()
    }
}

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventState {
    /// Announced in words, such as "late Q2 2023": switches nothing.
    Tentative,
    /// Happens at its instant.
    Confirmed,
    /// Stopped, by somebody or by itself: does not happen until two people confirm it again.
    Held,
    /// Has happened.
    Done,
    /// Will not happen.
    Cancelled,
}

impl EventState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Tentative, Self::Confirmed, Self::Held, Self::Done, Self::Cancelled];

    /// The name in files, the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tentative => "tentative",
            Self::Confirmed => "confirmed",
            Self::Held => "held",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether it may still be changed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Tentative | Self::Confirmed | Self::Held)
    }
}

/// The same words in both languages; the English prevails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Traditional Chinese.
    pub zh: String,
}

impl Bilingual {
    /// The words in `language`; in the other where these are missing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::En => (&self.en, &self.zh),
            Language::ZhHk => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }
}

/// How many users and firms a change of phase shuts out of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// Active users with no way into the terminal.
    pub users: u64,
    /// Firms with at least one of them.
    pub firms: u64,
}

impl Blocked {
    /// Whether this many are more than `agreed`, by more than `tolerance` users or firms.
    #[must_use]
    pub const fn has_outgrown(self, agreed: Self, tolerance: u64) -> bool {
        self.users > agreed.users.saturating_add(tolerance) || self.firms > agreed.firms.saturating_add(tolerance)
    }
}

/// That two people agreed that an event happens, on the count of users that it shuts out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arming {
    /// When the second of them agreed.
    pub at: Instant,
    /// What they agreed on.
    pub blocked: Blocked,
}

/// What is planned of an event: what people edit, and what two of them agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is.
    pub kind: EventKind,
    /// Its instant; none while it is tentative.
    pub at: Option<Instant>,
    /// When, in words, while it is tentative: "late Q2 2023".
    pub when: Bilingual,
    /// What it is called.
    pub title: Bilingual,
    /// What people should know.
    pub text: Bilingual,
}

/// One event of the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name within the schedule, as `two-factor-only`.
    pub id: String,
    /// What is planned.
    pub plan: Plan,
    /// Where it stands.
    pub state: EventState,
    /// That it was armed, and on what.
    pub armed: Option<Arming>,
    /// Why it is held, if it is.
    pub held: Option<WhyHeld>,
    /// When it happened.
    pub happened_at: Option<Instant>,
    /// Raised by every change; what two people agree on rests on it.
    pub version: i64,
}

/// What becomes of an event at its instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It happens.
    Happens,
    /// It is held.
    Holds(WhyHeld),
}

/// Why an event did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyHeld {
    /// Somebody held it.
    ByHand,
    /// Two people did not arm it within [`ARMED_WITHIN`] before its instant.
    NotArmed,
    /// It would shut out more than they agreed on.
    Grown,
    /// Cards are closed to the terminal first, and taken out of use for good afterwards.
    TooEarly,
}

impl WhyHeld {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::ByHand, Self::NotArmed, Self::Grown, Self::TooEarly];

    /// The name in the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::NotArmed => "not-armed",
            Self::Grown => "grown",
            Self::TooEarly => "too-early",
        }
    }
}

impl Event {
    /// Its instant, if it is to happen by itself.
    #[must_use]
    pub fn due_at(&self) -> Option<Instant> {
        self.plan.at.filter(|_| self.state == EventState::Confirmed)
    }

    /// Stops it: it does not happen until it is confirmed, and armed, again.
    pub fn hold(&mut self, why: WhyHeld) {
        self.state = EventState::Held;
        self.held = Some(why);
        self.armed = None;
    }

    /// Whether its arming holds at `at`.
    #[must_use]
    pub fn is_armed_for(&self, at: Instant) -> bool {
        self.armed.is_some_and(|armed| armed.at <= at && armed.at.plus(ARMED_WITHIN) >= at)
    }

    /// What becomes of it at its instant where `phase` is in force and it would shut out `blocked` now.
    #[must_use]
    pub fn verdict(&self, phase: Phase, blocked: Blocked, tolerance: u64) -> Verdict {
        let Some(at) = self.due_at() else { return Verdict::Holds(WhyHeld::ByHand) };
        if self.plan.kind == EventKind::Decommissioning && phase != Phase::TwoFactorOnly {
            return Verdict::Holds(WhyHeld::TooEarly);
        }
        if !self.plan.kind.needs_arming(phase) {
            return Verdict::Happens;
        }
        match self.armed.filter(|_| self.is_armed_for(at)) {
            None => Verdict::Holds(WhyHeld::NotArmed),
            Some(armed) if blocked.has_outgrown(armed.blocked, tolerance) => Verdict::Holds(WhyHeld::Grown),
            Some(_) => Verdict::Happens,
        }
    }
}

/// Which phase is in force, and since when: what has happened of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The phase in force.
    pub phase: Phase,
    /// Since when.
    pub since: Instant,
    /// The one before.
    pub former: Phase,
    /// Whether cards are out of use for good.
    pub decommissioned: bool,
}

impl Timeline {
    /// Before anything has happened.
    pub const START: Self = Self {
        phase: Phase::Registration,
        since: Instant::from_millis(i64::MIN),
        former: Phase::Registration,
        decommissioned: false,
    };

    /// The phase that was in force at `at`, now or just before.
    #[must_use]
    pub fn phase_at(self, at: Instant) -> Phase {
        if at >= self.since { self.phase } else { self.former }
    }

    /// As if two factors alone opened the terminal from `at` on.
    #[must_use]
    pub const fn two_factor_only(self, at: Instant) -> Self {
        Self { phase: Phase::TwoFactorOnly, former: Phase::TwoFactorOnly, since: at, ..self }
    }

    /// Afterwards, when `event` has happened at its instant.
    #[must_use]
    pub fn after(self, event: &Event) -> Self {
        let decommissioned = self.decommissioned || event.plan.kind == EventKind::Decommissioning;
        match (event.plan.kind.opens(), event.plan.at) {
            (Some(phase), Some(since)) if phase != self.phase => {
                Self { phase, since, former: self.phase, decommissioned }
            }
            _ => Self { decommissioned, ..self },
        }
    }
}

/// What the schedule says to one account: the timeline that holds for everybody, and the account's exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// For everybody.
    pub timeline: Timeline,
    /// The user's own exception.
    pub own: Option<Exception>,
    /// The firm's.
    pub firm: Option<Exception>,
}

impl Terms {
    /// The terms of an account without exceptions.
    #[must_use]
    pub const fn of(timeline: Timeline) -> Self {
        Self { timeline, own: None, firm: None }
    }

    /// The phase in force for the account. Once cards are out of use for good, none that would take them back.
    #[must_use]
    pub fn phase(self, at: Instant) -> Phase {
        if self.timeline.decommissioned {
            return Phase::TwoFactorOnly;
        }
        bent(self.timeline.phase_at(at), self.own, self.firm, at)
    }

    /// The exception in force for the account.
    #[must_use]
    pub fn exception(self, at: Instant) -> Option<Exception> {
        [self.own, self.firm].into_iter().flatten().find(|exception| exception.holds(at))
    }

    /// What a session by `method` that was opened at `opened` opens at `now`. One whose method was closed since lasts
    /// for `grace` after it; who comes in afterwards has what the phase then gives, and no more.
    #[must_use]
    pub fn session_door(
        self,
        method: Method,
        standing: Standing,
        opened: Instant,
        now: Instant,
        grace: Duration,
    ) -> Door {
        let door = method.door(self.phase(now), standing);
        if grace.is_zero() || opened >= self.timeline.since {
            return door;
        }
        door.min(method.door(self.phase(now.minus(grace)), standing))
    }
}

/// Everything that is announced, and what has happened of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Which phase is in force.
    pub timeline: Timeline,
    /// The events.
    pub events: Vec<Event>,
}

impl Schedule {
    /// The next event that is due at `now` or before, earliest first.
    #[must_use]
    pub fn due(&self, now: Instant) -> Option<&Event> {
        upcoming(&self.events).into_iter().next().filter(|event| event.due_at().is_some_and(|at| at <= now))
    }

    /// Settles the event `id`, which would shut out `blocked`: it happens, or is held. What is due is settled in its
    /// order, each once.
    pub fn settle(&mut self, id: &str, blocked: Blocked, tolerance: u64) -> Option<Verdict> {
        let event = self.events.iter_mut().find(|event| event.id == id)?;
        let verdict = event.verdict(self.timeline.phase, blocked, tolerance);
        match verdict {
            Verdict::Happens => {
                self.timeline = self.timeline.after(event);
                event.state = EventState::Done;
                event.happened_at = event.plan.at;
            }
            Verdict::Holds(why) => event.hold(why),
        }
        Some(verdict)
    }
}

/// Those of `events` that are to happen by themselves, earliest first; at one instant in the order of their kinds.
#[must_use]
pub fn upcoming(events: &[Event]) -> Vec<&Event> {
    let mut found: Vec<&Event> = events.iter().filter(|event| event.due_at().is_some()).collect();
    found.sort_by_key(|event| (event.due_at(), event.plan.kind, event.id.clone()));
    found
}

/// The phase that is planned for `at`: as `timeline`, and every one of `events` until then happens.
#[must_use]
pub fn planned(timeline: Timeline, events: &[Event], at: Instant) -> Timeline {
    let until = upcoming(events).into_iter().filter(|event| event.due_at().is_some_and(|due| due <= at));
    until.fold(timeline, |timeline, event| timeline.after(event))
}

macro_rules! named {
    ($type:ident, $what:literal) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                lookup($what, &Self::ALL, Self::name, text)
            }
        }
    };
}
use named;

named!(EventKind, "kind of event");
named!(EventState, "state of an event");
named!(WhyHeld, "reason why an event is held");
