//! What one day brings.

use std::time::Duration;

use domain::{approval::ChangeKind, connectivity::Reason, life::Status, method::Method, phase::Phase, time::Instant};

use super::{Leaving, Person, Plan};
use crate::demo::{
    calendar::{clock, is_working},
    dice::mix,
};

/// What users do by the thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Proves the address and chooses a password, the card being the second proof of whoever holds one.
    SetUp,
    /// A connectivity test fails.
    Fails(Reason),
    /// A connectivity test passes.
    Passes,
    /// Logs in.
    LogsIn(Method),
    /// Acknowledges the user guide.
    Reads,
}

/// Something that a user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// When it begins.
    pub at: Instant,
    /// The user's place among all.
    pub who: u32,
    /// What.
    pub deed: Deed,
}

/// What a firm does, or for one of its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The maker of the firm proposes addresses for these users.
    Propose(u32, Vec<u32>),
    /// What waits of that kind with the firm is agreed on, by its checker or by staff.
    Agree(u32, ChangeKind),
    /// A new activation for somebody whose own has expired.
    Invite(u32),
    /// The maker proposes to reset somebody's access.
    Reset(u32),
    /// Somebody types wrong passwords until the way in is paused; an administrator clears it.
    Unlock(u32),
    /// An administrator puts somebody out of use.
    Leave(u32, Leaving),
    /// Somebody adds a passkey.
    AddPasskey(u32),
}

/// A day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// What firms do, in order of time.
    pub turns: Vec<(Instant, Turn)>,
    /// What users do, in order of time.
    pub acts: Vec<Act>,
}

/// When people begin to log in.
const MORNING: Duration = clock(8, 30);
/// For how long, in milliseconds.
const HOURS: u64 = 9 * 3_600_000;
/// Days for which an activation that was sent before is still taken for good.
const ACTIVATION_LIVES: u16 = 12;
/// On how many working days' visits one on a holiday comes.
const HOLIDAY: u64 = 40;

impl Plan {
    /// What the day of that number brings.
    pub fn day(&self, number: u16) -> Today {
        let mut today = Today::default();
        for (of, firm) in (0_u32..).zip(&self.firms) {
            let minutes = Duration::from_secs(mix(self.size.seed, u64::from(of), 7) % 100 * 60);
            let at = |time: Duration| self.calendar.at(number, time).plus(minutes);
            let mut proposed = Vec::new();
            let mut agreed = false;
            for who in firm.first..firm.first + firm.users {
                let person = self.person(who);
                if person.proposed == Some(number) {
                    proposed.push(who);
                }
                agreed |= person.agreed == Some(number);
            }
            if agreed {
                today.turns.push((at(clock(9, 10)), Turn::Agree(of, ChangeKind::Address)));
            }
            let busy = agreed || !proposed.is_empty();
            if !proposed.is_empty() {
                today.turns.push((at(clock(11, 0)), Turn::Propose(of, proposed)));
            }
            for who in firm.first..firm.first + firm.users {
                self.live(&mut today, who, number, busy);
            }
        }
        today.turns.sort_by_key(|(at, _)| *at);
        today.acts.sort_by_key(|act| (act.at, act.who));
        today
    }

    /// Adds what one user's day brings. `busy`: the firm's administrators have something to do.
    fn live(&self, today: &mut Today, who: u32, number: u16, busy: bool) {
        let person = self.person(who);
        if person.status != Status::Active {
            return;
        }
        let draw = mix(self.size.seed, u64::from(who), u64::from(number));
        let at = self.calendar.at(number, MORNING).plus(Duration::from_millis(draw % HOURS));
        let noon = |hour| self.calendar.at(number, clock(hour, draw % 50));
        if let Some((left, leaving)) = person.leaves
            && number >= left
        {
            if number == left {
                today.turns.push((noon(16), Turn::Leave(who, leaving)));
            }
            return;
        }
        if person.reset.is_some_and(|(forgot, _)| forgot == number) {
            today.turns.push((noon(12), Turn::Reset(who)));
            today.turns.push((noon(15), Turn::Agree(person.firm, ChangeKind::Reset)));
        }
        if person.paused == Some(number) {
            today.turns.push((noon(10), Turn::Unlock(who)));
        }
        if person.passkey == Some(number) {
            today.turns.push((noon(14), Turn::AddPasskey(who)));
        }
        if person.read == Some(number) {
            today.acts.push(Act { at: at.plus(clock(0, 20)), who, deed: Deed::Reads });
        }
        let deed = if person.set_up == Some(number) {
            if !person.card && person.activation_has_expired(self.calendar.opens(Phase::Preparation)) {
                today.turns.push((self.calendar.at(number, clock(8, 5)), Turn::Invite(who)));
            }
            Some(Deed::SetUp)
        } else if person.reset.is_some_and(|(_, again)| again == number) {
            Some(Deed::SetUp)
        } else if let Some((_, reason)) = person.failed.filter(|(day, _)| *day == number) {
            Some(Deed::Fails(reason))
        } else if person.tested == Some(number) {
            Some(Deed::Passes)
        } else if person.two_factor == Some(number) {
            Some(Deed::LogsIn(Method::TwoFactor))
        } else if self.visits(person, number, draw) || busy && person.da.any() {
            self.way(who, number, draw >> 32).map(Deed::LogsIn)
        } else {
            None
        };
        today.acts.extend(deed.map(|deed| Act { at, who, deed }));
    }

    /// Whether they log in for no reason but their work.
    fn visits(&self, person: &Person, number: u16, draw: u64) -> bool {
        let often = if is_working(self.calendar.day(number)) { 1 } else { HOLIDAY };
        (draw >> 16) % (u64::from(u16::MAX) * often) < u64::from(person.visits)
    }

    /// The phase in force for a user while people are at work, with the firm's exception.
    pub fn phase(&self, who: u32, number: u16) -> Phase {
        let firm = &self.firms[self.person(who).firm as usize];
        match self.calendar.phase(number) {
            Phase::ParallelRun if firm.early.is_some_and(|early| early <= number) => Phase::TwoFactorOnly,
            Phase::TwoFactorOnly if firm.extended => Phase::ParallelRun,
            phase => phase,
        }
    }

    /// By which method a user logs in on that day, if by any: cards give way to two factors as people get used to them.
    fn way(&self, who: u32, number: u16, draw: u64) -> Option<Method> {
        let person = self.person(who);
        let card = person.card.then_some(Method::Smartcard);
        let able = person.knows_password(number);
        let mailed = able && !self.refuses(who, number);
        let used = person.two_factor.filter(|first| *first < number);
        match self.phase(who, number) {
            phase @ (Phase::ParallelRun | Phase::TwoFactorOnly) => {
                let alone = phase == Phase::TwoFactorOnly || card.is_none();
                let habit = used.map_or(0, |first| (35 + 2 * u64::from(number - first)).min(93));
                let prefers = alone || draw % 100 < habit;
                let passkey = person.passkey.is_some_and(|day| day < number);
                match used {
                    Some(_) if able && passkey && draw & 1 == 0 => Some(Method::Passkey),
                    Some(_) if mailed && prefers => Some(Method::TwoFactor),
                    _ if phase == Phase::ParallelRun => card,
                    _ => None,
                }
            }
            // The portal is open to administrators by two factors before the terminal is.
            _ => card.or((person.da.any() && mailed).then_some(Method::TwoFactor)),
        }
    }
}

impl Person {
    /// Whether the activation has expired by the day on which they set up. Those of users leave when set-up opens.
    fn activation_has_expired(&self, opens: u16) -> bool {
        let sent = self.agreed.map(|agreed| if self.da.any() { agreed } else { agreed.max(opens) });
        sent.zip(self.set_up).is_some_and(|(sent, set_up)| set_up > sent + ACTIVATION_LIVES)
    }
}
