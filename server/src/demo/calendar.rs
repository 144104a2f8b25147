//! When what a demonstration announces happens, and how it slips. Days are counted from the beginning of registration.

use std::time::Duration;

use domain::{
    adoption::Day,
    campaign::Rhythm,
    phase::Phase,
    schedule::{Bilingual, EventKind},
    time::Instant,
};

/// Set-up opens.
const PREPARATION: u16 = 45;
/// The user guide is distributed.
pub(super) const USER_GUIDE: u16 = 59;
/// The connectivity test begins.
const CONNECTIVITY_TEST: u16 = 112;
/// The parallel run begins.
const PARALLEL_RUN: u16 = 147;
/// The parallel run was to end.
const FIRST_CLOSING: u16 = 175;
/// The parallel run ends.
pub const CLOSING: u16 = 201;
/// The day on which it was put off.
const PUT_OFF: u16 = 161;
/// Reminders begin.
pub(super) const REMINDERS: u16 = 116;
/// E-mail is down for hours.
pub(super) const MAIL_DOWN: u16 = 171;

/// Public holidays that fall on the same date every year, as months and days.
const HOLIDAYS: [&str; 6] = ["01-01", "05-01", "07-01", "10-01", "12-25", "12-26"];

/// Whether people are at work on `day` in Hong Kong. Holidays by the moon are not known here.
pub fn is_working(day: Day) -> bool {
    // 1 January 1970 was a Thursday.
    let weekday = (day.number() + 3).rem_euclid(7);
    weekday < 5 && !HOLIDAYS.iter().any(|holiday| day.to_string().ends_with(holiday))
}

/// The time of day, in Hong Kong.
pub const fn clock(hour: u64, minute: u64) -> Duration {
    Duration::from_secs(hour * 3600 + minute * 60)
}

/// What staff do about the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An event gets its date, or another.
    Date(EventKind, Instant),
    /// The event that closes smartcards is armed.
    Arm,
}

/// The days of a demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    began: Day,
}

impl Calendar {
    /// Registration began on `began`.
    pub const fn new(began: Day) -> Self {
        Self { began }
    }

    /// So many days after the beginning.
    pub const fn day(self, number: u16) -> Day {
        self.began.later(number as i64)
    }

    /// The number of `day`; none before the beginning.
    pub fn number(self, day: Day) -> Option<u16> {
        u16::try_from(self.began.days_until(day)).ok()
    }

    /// An instant of that day.
    pub fn at(self, number: u16, time: Duration) -> Instant {
        self.day(number).begins().plus(time)
    }

    /// That day, or the next on which people are at work.
    pub fn working(self, number: u16) -> u16 {
        (number..).find(|number| is_working(self.day(*number))).unwrap_or(number)
    }

    /// The day on which an event happens in the end; none for what has no date.
    pub fn happens(self, kind: EventKind) -> Option<u16> {
        Some(match kind {
            EventKind::Registration => 0,
            EventKind::Preparation => self.working(PREPARATION),
            EventKind::UserGuide => self.working(USER_GUIDE),
            EventKind::ConnectivityTest => self.working(CONNECTIVITY_TEST),
            EventKind::ParallelRun => self.working(PARALLEL_RUN),
            // Markets close on the days before; systems change overnight, whichever day it is.
            EventKind::TwoFactorOnly => CLOSING,
            EventKind::Decommissioning => return None,
        })
    }

    /// The time of day at which events happen.
    pub const fn hour(kind: EventKind) -> Duration {
        match kind {
            EventKind::ParallelRun | EventKind::TwoFactorOnly => clock(7, 0),
            _ => clock(9, 0),
        }
    }

    /// The first day on which `phase` is in force all day long while people are at work.
    pub fn opens(self, phase: Phase) -> u16 {
        let opening = EventKind::ALL.into_iter().find(|kind| kind.opens() == Some(phase));
        opening.and_then(|kind| self.happens(kind)).unwrap_or_default()
    }

    /// The phase in force for everybody on that day while people are at work.
    pub fn phase(self, number: u16) -> Phase {
        let in_force = Phase::ALL.into_iter().rev().find(|phase| self.opens(*phase) <= number);
        in_force.unwrap_or(Phase::Registration)
    }

    /// What staff do about the schedule after it was imported, on which day.
    pub fn notices(self) -> Vec<(u16, Notice)> {
        let date = |told: u16, kind, happens: u16| {
            (self.working(told), Notice::Date(kind, self.at(happens, Self::hour(kind))))
        };
        let known = |told, kind| Some(date(told, kind, self.happens(kind)?));
        let closing = EventKind::TwoFactorOnly;
        // As early as it may be armed, where people are at work then.
        let arms = (CLOSING - 3..CLOSING - 1).rev().find(|number| is_working(self.day(*number)));
        [
            known(24, EventKind::Preparation),
            known(40, EventKind::UserGuide),
            known(90, EventKind::ConnectivityTest),
            Some(date(REMINDERS - 4, closing, FIRST_CLOSING)),
            known(126, EventKind::ParallelRun),
            Some(date(PUT_OFF, closing, CLOSING)),
            Some((arms.unwrap_or(CLOSING - 2), Notice::Arm)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The days on which reminders leave: the steps of the usual rhythm, none of which is taken twice though the event
    /// is put off.
    pub fn reminders(self) -> Vec<u16> {
        let rhythm = Rhythm::default();
        let mut told = u16::MAX;
        let mut days = Vec::new();
        for (closing, from, until) in [(FIRST_CLOSING, REMINDERS, PUT_OFF), (CLOSING, PUT_OFF, CLOSING)] {
            for step in rhythm.days() {
                let day = closing.saturating_sub(*step).max(from);
                if day < until && *step < told {
                    told = *step;
                    days.push(day);
                }
            }
        }
        days.dedup();
        days
    }

    /// When an event is announced for while it has no date: "late second quarter of 2026".
    pub fn words(self, kind: EventKind) -> Bilingual {
        let planned = match kind {
            EventKind::TwoFactorOnly => FIRST_CLOSING,
            _ => match self.happens(kind) {
                Some(number) => number,
                None => {
                    let (en, zh) = ("After the parallel run has ended", "並行運作結束後");
                    return Bilingual { en: en.to_owned(), zh: zh.to_owned() };
                }
            },
        };
        let date = self.day(planned).to_string();
        let mut parts = date.split('-');
        let year = parts.next().unwrap_or_default();
        let month: usize = parts.next().and_then(|month| month.parse().ok()).unwrap_or(1);
        let quarter = (month - 1) / 3;
        let late = if month.is_multiple_of(3) { ("Late ", "末") } else { ("", "") };
        let (en, zh) = [("first", "一"), ("second", "二"), ("third", "三"), ("fourth", "四")][quarter];
        let en = format!("{}{en} quarter of {year}", late.0);
        let mut letters = en.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        Bilingual { en: first.into_iter().chain(letters).collect(), zh: format!("{year}年第{zh}季{}", late.1) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn calendar(began: &str) -> Calendar {
        Calendar::new(began.parse().unwrap())
    }

    #[test]
    fn weekends_and_fixed_holidays_are_no_working_days() {
        let working = |day: &str| is_working(day.parse().unwrap());
        assert!(working("2026-11-23"), "a Monday");
        for day in ["2026-11-21", "2026-11-22", "2026-12-25", "2026-07-01"] {
            assert!(!working(day), "{day}");
        }
    }

    #[test]
    fn a_quarter_is_late_in_its_last_month() {
        let words = calendar("2026-05-07").words(EventKind::ConnectivityTest);
        assert_eq!((words.en.as_str(), words.zh.as_str()), ("Third quarter of 2026", "2026年第三季"));
        let words = calendar("2026-06-20").words(EventKind::TwoFactorOnly);
        assert_eq!((words.en.as_str(), words.zh.as_str()), ("Late fourth quarter of 2026", "2026年第四季末"));
    }

    proptest! {
        #[test]
        fn what_is_announced_happens_in_its_order_and_is_told_before(began in 0_i64..40_000) {
            let calendar = Calendar::new(Day::from_number(began));
            let days: Vec<u16> = EventKind::ALL.iter().filter_map(|kind| calendar.happens(*kind)).collect();
            prop_assert!(days.is_sorted());
            prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
            let notices = calendar.notices();
            prop_assert!(notices.is_sorted_by_key(|(day, _)| *day));
            for (day, notice) in notices {
                let told = calendar.at(day, clock(18, 0));
                match notice {
                    Notice::Date(_, at) => prop_assert!(told.plus(clock(48, 0)) < at),
                    Notice::Arm => {
                        let closes = calendar.at(CLOSING, Calendar::hour(EventKind::TwoFactorOnly));
                        let at = calendar.at(day, clock(9, 0));
                        prop_assert!(told < closes && at.plus(domain::schedule::ARMED_WITHIN) >= closes);
                    }
                }
            }
        }

        #[test]
        fn the_closing_slips_and_reminders_go_on_with_the_later_date(began in 0_i64..40_000) {
            let calendar = Calendar::new(Day::from_number(began));
            let closings = calendar.notices().into_iter().filter(|(_, notice)| {
                matches!(notice, Notice::Date(EventKind::TwoFactorOnly, _))
            });
            prop_assert_eq!(closings.count(), 2);
            let reminders = calendar.reminders();
            prop_assert!(reminders.is_sorted() && reminders.len() > 4);
            prop_assert_eq!(reminders.last(), Some(&(CLOSING - 1)));
        }
    }
}
