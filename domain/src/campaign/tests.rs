//! The rules of campaigns, for whatever rhythm, day and exception.

use proptest::{prelude::*, sample::select};

use super::*;
use crate::schedule::ExceptionKind;

fn rhythms() -> impl Strategy<Value = Rhythm> {
    let days = proptest::collection::btree_set(1_u16..=366, 1..=12);
    let picks = (any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), any::<[bool; 2]>());
    (days, picks).prop_map(|(days, (one, other, [administrators, staff]))| {
        let days: Vec<u16> = days.into_iter().rev().collect();
        Rhythm {
            administrators: administrators.then(|| days[one.index(days.len())]),
            staff: staff.then(|| days[other.index(days.len())]),
            days,
        }
    })
}

fn exceptions() -> impl Strategy<Value = Option<Exception>> {
    let kinds = select(&ExceptionKind::ALL[..]);
    proptest::option::of((kinds, 0_i64..100, 1_i64..100).prop_map(|(kind, from, days)| Exception {
        kind,
        from: Instant::from_millis(from * DAY),
        until: Instant::from_millis((from + days) * DAY),
    }))
}

fn instant(day: i64) -> Instant {
    Instant::from_millis(day * DAY)
}

#[test]
fn the_rhythm_is_read_as_people_write_it() {
    let usual = Rhythm::parse("60/45/30/15/7/1", "30", "7");
    assert_eq!(usual, Ok(Rhythm::default()));
    assert_eq!(Rhythm::parse(" 1, 7、15 45，60, 30", "30", " 7 "), usual);
    for wrong in ["", " , ", "0", "367", "30, 30", "x", "-1", "1 2 3 4 5 6 7 8 9 10 11 12 13"] {
        assert_eq!(Rhythm::parse(wrong, "", ""), Err(RhythmProblem::Days), "{wrong}");
    }
    assert_eq!(Rhythm::parse("30, 7", "15", ""), Err(RhythmProblem::Administrators));
    assert_eq!(Rhythm::parse("30, 7", "7", "x"), Err(RhythmProblem::Staff));
}

#[test]
fn a_day_begins_at_midnight_in_hong_kong() {
    let last = "2026-11-23T15:59:59.999Z".parse().unwrap();
    let midnight: Instant = "2026-11-23T16:00:00Z".parse().unwrap();
    assert_eq!(day(midnight), day(last) + 1);
    assert_eq!((next_day(last), day(next_day(midnight))), (midnight, day(midnight) + 1));
}

proptest! {
    #[test]
    fn whoever_is_done_lacks_nothing_and_nobody_else(state in select(&State::ALL[..]), goal in select(&GOALS[..])) {
        prop_assert_eq!(missing(state, goal).is_none(), state >= goal);
    }

    #[test]
    fn the_missing_step_leads_on(state in select(&State::ALL[..]), goal in select(&GOALS[..])) {
        use crate::life::Step;
        let Some(missing) = missing(state, goal) else { return Ok(()) };
        let step = match missing {
            Missing::Address => Step::Register,
            Missing::SetUp => Step::SetUp,
            Missing::Test => Step::PassTest,
            Missing::Login => Step::UseTwoFactor,
        };
        prop_assert!(state.after(step).is_ok_and(|after| after > state));
    }

    #[test]
    fn one_step_at_most_is_under_way_and_steps_never_go_back(
        rhythm in rhythms(), closing in 0_i64..1000, now in 0_i64..1000, later in 0_i64..1000,
    ) {
        let (closing, now) = (instant(closing), instant(now));
        match rhythm.due(closing, now) {
            Some(step) => {
                prop_assert!(Rhythm::begins(step, closing) <= now && now < rhythm.ends(step, closing));
                prop_assert!(rhythm.ends(step, closing) <= closing);
                // No instant belongs to two steps.
                let under_way = |day: &&u16| Rhythm::begins(**day, closing) <= now && now < rhythm.ends(**day, closing);
                prop_assert_eq!(rhythm.days().iter().filter(under_way).count(), 1);
            }
            None => prop_assert!(now >= closing || now < Rhythm::begins(rhythm.days()[0], closing)),
        }
        let after = rhythm.due(closing, now.plus(Duration::from_secs(later as u64 * 3600)));
        if let (Some(first), Some(second)) = (rhythm.due(closing, now), after) {
            prop_assert!(second <= first);
        }
        if let Some(next) = rhythm.next(closing, now) {
            prop_assert!(next > now && rhythm.due(closing, next) != rhythm.due(closing, now));
        }
    }

    #[test]
    fn somebody_is_told_of_everybody_and_who_is_told_once_stays_told(
        rhythm in rhythms(), user in any::<bool>(), firm in any::<bool>(),
    ) {
        let mut told = Whom::default();
        for step in rhythm.days() {
            let whom = rhythm.whom(*step, user, firm);
            prop_assert!(whom.user || whom.administrators || whom.staff);
            prop_assert!(user || !whom.user);
            prop_assert!(firm || !whom.administrators);
            for (before, now) in [
                (told.user, whom.user), (told.administrators, whom.administrators), (told.staff, whom.staff),
            ] {
                prop_assert!(now || !before);
            }
            told = whom;
        }
    }

    #[test]
    fn the_event_comes_when_two_factors_alone_are_left_for_good(
        at in 0_i64..100, own in exceptions(), firm in exceptions(), kind in select(&EventKind::ALL[..]),
    ) {
        let at = instant(at);
        let comes = closing(kind, at, own, firm);
        if kind != EventKind::TwoFactorOnly {
            prop_assert_eq!(comes, at);
            return Ok(());
        }
        let phase = |day: i64| {
            let everybody = if instant(day) < at { Phase::ParallelRun } else { Phase::TwoFactorOnly };
            bent(everybody, own, firm, instant(day))
        };
        let last_open = (-1..300).rev().find(|day| phase(*day) == Phase::ParallelRun);
        prop_assert_eq!(Some(comes), last_open.map(|day| instant(day + 1)));
    }

    #[test]
    fn any_text_is_survived(days in "\\PC*", one in "\\PC*", other in "\\PC*") {
        let _ = Rhythm::parse(&days, &one, &other);
    }
}
