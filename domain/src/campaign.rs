//! Campaigns: reminders to those who have not come far enough, before an event of the schedule.
//!
//! A campaign has a rhythm of steps, each so many days before the event. A step lasts until the next one begins, so
//! that what could not leave on its day leaves later, and nobody gets two of one step. Whom a step addresses is said
//! here once: the preview, the round that writes the mails and the mails themselves all ask it.

use std::{collections::BTreeSet, fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    account::{AccountId, ParticipantCode},
    life::State,
    name::{UnknownName, lookup},
    phase::Phase,
    schedule::{EventKind, Exception, bent},
    time::Instant,
};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;
/// How far Hong Kong's clocks are ahead of UTC, in milliseconds.
const AHEAD: i64 = 8 * 3_600_000;

/// The states that a campaign can lead to: what a user, or an administrator for them, can do something about.
pub const GOALS: [State; 4] = [State::Registered, State::Ready, State::Tested, State::TwoFactor];

/// What a user lacks on the way to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// A registered address: the firm's administrators see to it.
    Address,
    /// Password and proof of the address.
    SetUp,
    /// The connectivity test.
    Test,
    /// A login by two factors.
    Login,
}

impl Missing {
    /// Everything that can be missing, in the order in which it is done.
    pub const ALL: [Self; 4] = [Self::Address, Self::SetUp, Self::Test, Self::Login];

    /// The name in files and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::SetUp => "set-up",
            Self::Test => "test",
            Self::Login => "login",
        }
    }
}

/// What a user in `state` has to do next to reach `goal`; nothing for one who is there.
#[must_use]
pub fn missing(state: State, goal: State) -> Option<Missing> {
    if state >= goal {
        return None;
    }
    Some(match state {
        State::Authorised | State::Proposed => Missing::Address,
        State::Registered => Missing::SetUp,
        State::Ready if goal == State::Tested => Missing::Test,
        _ => Missing::Login,
    })
}

/// The day in Hong Kong that an instant belongs to, counted from 1970.
#[must_use]
pub const fn day(at: Instant) -> i64 {
    (at.as_millis() + AHEAD).div_euclid(DAY)
}

/// The first instant of the day in Hong Kong after `at`'s.
#[must_use]
pub const fn next_day(at: Instant) -> Instant {
    Instant::from_millis((day(at) + 1) * DAY - AHEAD)
}

/// When an event of `kind` at `at` comes to whoever has these exceptions. Only the end of the parallel run waits for
/// an extension, or comes early: it comes when two factors alone open the terminal from then on.
#[must_use]
pub fn closing(kind: EventKind, at: Instant, own: Option<Exception>, firm: Option<Exception>) -> Instant {
    if kind.opens() != Some(Phase::TwoFactorOnly) {
        return at;
    }
    let phase =
        |instant| bent(if instant < at { Phase::ParallelRun } else { Phase::TwoFactorOnly }, own, firm, instant);
    // The phase changes at these instants and no others.
    let mut turns: Vec<Instant> =
        [own, firm].into_iter().flatten().flat_map(|held| [held.from, held.until]).chain([at]).collect();
    turns.sort_unstable();
    let open = turns.iter().rposition(|turn| phase(*turn) != Phase::TwoFactorOnly);
    turns[open.map_or(0, |open| (open + 1).min(turns.len() - 1))]
}

/// The fewest and the most days before the event that a step may lie.
const DAYS: std::ops::RangeInclusive<u16> = 1..=366;
/// The most steps.
const MOST_STEPS: usize = 12;

/// The steps of a campaign, in days before the event, and from which of them on others are told as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// The first step first.
    days: Vec<u16>,
    /// From so many days before on, the firm's administrators get a digest; none: only of those who cannot be
    /// written to.
    administrators: Option<u16>,
    /// From so many days before on, staff get a digest; none: only of those whom nobody else can be told of.
    staff: Option<u16>,
}

/// Why a rhythm cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RhythmProblem {
    /// The days are not one to twelve different numbers from 1 to 366.
    Days,
    /// The administrators' first step is none of the steps.
    Administrators,
    /// The staff's first step is none of the steps.
    Staff,
}

/// Whom a user is told to by one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whom {
    /// The user.
    pub user: bool,
    /// The firm's administrators.
    pub administrators: bool,
    /// The clearing house's staff.
    pub staff: bool,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { days: vec![60, 45, 30, 15, 7, 1], administrators: Some(30), staff: Some(7) }
    }
}

impl Rhythm {
    /// Reads it as people write it: `60, 45, 30`, in any order, and one of these days each, or nothing.
    ///
    /// # Errors
    /// [`RhythmProblem`] says which of them cannot be read.
    pub fn parse(days: &str, administrators: &str, staff: &str) -> Result<Self, RhythmProblem> {
        let listed: Vec<&str> =
            days.split([',', '，', '、', '/', ' ']).map(str::trim).filter(|day| !day.is_empty()).collect();
        let read: Option<BTreeSet<u16>> =
            listed.iter().map(|day| day.parse().ok().filter(|day| DAYS.contains(day))).collect();
        let days = read.filter(|read| !read.is_empty() && read.len() == listed.len() && read.len() <= MOST_STEPS);
        let days: Vec<u16> = days.ok_or(RhythmProblem::Days)?.into_iter().rev().collect();
        let one = |text: &str, problem| match text.trim() {
            "" => Ok(None),
            text => text.parse().ok().filter(|day| days.contains(day)).map(Some).ok_or(problem),
        };
        let administrators = one(administrators, RhythmProblem::Administrators)?;
        let staff = one(staff, RhythmProblem::Staff)?;
        Ok(Self { days, administrators, staff })
    }

    /// The steps, in days before the event, the first first.
    #[must_use]
    pub fn days(&self) -> &[u16] {
        &self.days
    }

    /// The step from which on administrators are told of everybody.
    #[must_use]
    pub const fn administrators(&self) -> Option<u16> {
        self.administrators
    }

    /// The step from which on staff are told of everybody.
    #[must_use]
    pub const fn staff(&self) -> Option<u16> {
        self.staff
    }

    /// When the step begins for somebody to whom the event comes at `closing`.
    #[must_use]
    pub fn begins(step: u16, closing: Instant) -> Instant {
        closing.minus(Duration::from_secs(u64::from(step) * 86_400))
    }

    /// The step under way at `now` for somebody to whom the event comes at `closing`: the latest that has begun, until
    /// the event.
    #[must_use]
    pub fn due(&self, closing: Instant, now: Instant) -> Option<u16> {
        let begun = self.days.iter().rev().find(|step| Self::begins(**step, closing) <= now);
        begun.copied().filter(|_| now < closing)
    }

    /// When the step is over: as the next begins, or with the event.
    #[must_use]
    pub fn ends(&self, step: u16, closing: Instant) -> Instant {
        self.days.iter().find(|day| **day < step).map_or(closing, |next| Self::begins(*next, closing))
    }

    /// When the next step begins after `now`.
    #[must_use]
    pub fn next(&self, closing: Instant, now: Instant) -> Option<Instant> {
        self.days.iter().map(|step| Self::begins(*step, closing)).find(|begins| *begins > now)
    }

    /// Whom the step addresses about a user who is not done and who can be written to or not, in a firm that has an
    /// administrator who can be written to or not. Somebody is always told.
    #[must_use]
    pub fn whom(&self, step: u16, user: bool, firm: bool) -> Whom {
        let reached = |from: Option<u16>| from.is_some_and(|from| step <= from);
        let administrators = firm && (!user || reached(self.administrators));
        Whom { user, administrators, staff: reached(self.staff) || !user && !firm }
    }
}

/// What is planned of a campaign: what people edit, and what two of them agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What staff call it.
    pub title: String,
    /// Whoever has not reached this is reminded.
    pub goal: State,
    /// One firm; none: all.
    pub firm: Option<ParticipantCode>,
    /// These alone, as they were chosen, in the order of their names; empty: everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<AccountId>,
    /// The event of the schedule, by its name there.
    pub event: String,
    /// When, and whom.
    pub rhythm: Rhythm,
    /// The most mails that it puts in on one day.
    pub daily: u32,
}

impl Plan {
    /// Whether it is about `account`, as far as it names firm and users.
    #[must_use]
    pub fn is_about(&self, account: &AccountId) -> bool {
        self.firm.as_ref().is_none_or(|firm| *firm == account.participant)
            && (self.users.is_empty() || self.users.binary_search(account).is_ok())
    }
}

/// Whom a campaign was seen to address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Users who are not done.
    pub users: u64,
    /// Firms with at least one of them.
    pub firms: u64,
    /// SHA-256 over all of them, in their order.
    pub hash: String,
}

/// Where a campaign stands. Whether it waits for a second person is another question: a draft may, and one that is
/// paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Still to be agreed on.
    Draft,
    /// Mails leave by themselves.
    Running,
    /// Nothing leaves until two people agree again.
    Paused,
    /// Stopped for good.
    Stopped,
    /// The event has come to everybody.
    Done,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Running, Self::Paused, Self::Stopped, Self::Done];

    /// The name in the store and the audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    /// Whether two people agreeing let it run.
    #[must_use]
    pub const fn may_start(self) -> bool {
        matches!(self, Self::Draft | Self::Paused)
    }

    /// Whether one person may stop it.
    #[must_use]
    pub const fn may_stop(self) -> bool {
        matches!(self, Self::Draft | Self::Running | Self::Paused)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Stage {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("stage of a campaign", &Self::ALL, Self::name, text)
    }
}

/// Who gets a mail of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Somebody who is not done.
    User,
    /// A firm's administrator: a digest.
    Administrator,
    /// A member of staff: a digest.
    Staff,
}

impl Role {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::User, Self::Administrator, Self::Staff];

    /// The name in the store, files and addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Administrator => "administrator",
            Self::Staff => "staff",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        lookup("role in a campaign", &Self::ALL, Self::name, text)
    }
}

#[cfg(test)]
mod tests;
