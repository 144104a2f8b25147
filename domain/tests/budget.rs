//! Budgets: what no sequence of attempts, waits and successes can get around.

use std::time::Duration;

use domain::{
    budget::{Budget, BudgetRule, Closed},
    time::Instant,
};
use proptest::prelude::*;

const HOUR: Duration = Duration::from_secs(3600);

fn rule(failures: u32, streak: Option<u32>) -> BudgetRule {
    BudgetRule { failures, window: HOUR, streak }
}

fn at(millis: u64) -> Instant {
    Instant::from_millis(0).plus(Duration::from_millis(millis))
}

#[test]
fn the_attempt_after_the_last_waits_for_the_next_window() {
    let rule = rule(2, None);
    let spent = rule.spend(None, at(5)).and_then(|budget| rule.spend(Some(budget), at(6)));
    assert_eq!(spent, Ok(Budget { opened_at: at(5), spent: 2, streak: 2 }));
    let next = at(5).plus(HOUR);
    for now in [at(7), at(3_600_004)] {
        assert_eq!(spent.and_then(|budget| rule.spend(Some(budget), now)), Err(Closed::Until(next)));
    }
    assert_eq!(
        spent.and_then(|budget| rule.spend(Some(budget), next)),
        Ok(Budget { opened_at: next, spent: 1, streak: 3 })
    );
}

#[test]
fn a_streak_survives_the_window_and_pauses() {
    let rule = rule(2, Some(3));
    let held = Budget { opened_at: at(0), spent: 2, streak: 2 };
    let later = rule.spend(Some(held), at(0).plus(HOUR));
    assert_eq!(later.map(|budget| budget.streak), Ok(3));
    assert_eq!(later.and_then(|budget| rule.spend(Some(budget), at(0).plus(HOUR * 1000))), Err(Closed::Paused));
}

#[test]
fn success_gives_its_own_attempt_back_and_no_other() {
    let rule = rule(5, Some(100));
    let after = rule.succeed(Budget { opened_at: at(0), spent: 4, streak: 4 });
    assert_eq!(after, Budget { opened_at: at(0), spent: 3, streak: 0 });
    assert_eq!(rule.succeed(Budget { opened_at: at(0), spent: 0, streak: 0 }).spent, 0);
}

#[test]
fn a_rule_of_zero_grants_nothing() {
    assert_eq!(rule(0, None).spend(None, at(0)), Err(Closed::Until(at(0).plus(HOUR))));
    assert_eq!(rule(5, Some(0)).spend(None, at(0)), Err(Closed::Paused));
}

#[test]
fn a_clock_that_goes_back_opens_no_window() {
    let rule = rule(1, None);
    let spent = rule.spend(None, at(10_000));
    assert!(spent.and_then(|budget| rule.spend(Some(budget), at(0))).is_err());
}

proptest! {
    #[test]
    fn no_window_evaluates_more_failures_than_it_grants(failures in 0u32..8, waits in proptest::collection::vec(0u64..2_000_000, 0..80)) {
        let rule = rule(failures, None);
        let (mut held, mut now, mut in_window) = (None::<Budget>, 0, 0);
        for wait in waits {
            now += wait;
            if let Ok(budget) = rule.spend(held, at(now)) {
                in_window = if held.is_some_and(|held| held.opened_at == budget.opened_at) { in_window + 1 } else { 1 };
                if let Some(held) = held.filter(|held| held.opened_at != budget.opened_at) {
                    prop_assert!(budget.opened_at >= held.opened_at.plus(HOUR), "windows do not overlap");
                }
                prop_assert!(in_window <= failures);
                held = Some(budget);
            }
        }
    }

    #[test]
    fn no_patience_evaluates_more_than_the_streak(failures in 1u32..8, streak in 0u32..20, waits in proptest::collection::vec(0u64..20_000_000, 0..120)) {
        let rule = rule(failures, Some(streak));
        let (mut held, mut now, mut evaluated) = (None, 0, 0);
        for wait in waits {
            now += wait;
            if let Ok(budget) = rule.spend(held, at(now)) {
                evaluated += 1;
                held = Some(budget);
            }
        }
        prop_assert!(evaluated <= streak);
    }

    #[test]
    fn however_many_come_at_once_only_so_many_are_evaluated(failures in 0u32..10, streak in proptest::option::of(0u32..10), attempts in 0u32..250) {
        let rule = rule(failures, streak);
        let mut held = None;
        let granted = (0..attempts)
            .filter(|_| rule.spend(held, at(0)).map(|budget| held = Some(budget)).is_ok())
            .count();
        let most = streak.map_or(failures, |streak| streak.min(failures));
        prop_assert_eq!(granted, attempts.min(most) as usize);
    }

    #[test]
    fn a_refusal_stays_a_refusal_until_its_instant(failures in 0u32..5, wait in 0u64..3_600_000) {
        let rule = rule(failures, None);
        let mut held = None;
        while let Ok(budget) = rule.spend(held, at(0)) {
            held = Some(budget);
        }
        prop_assert_eq!(rule.spend(held, at(0)).err(), Some(Closed::Until(at(0).plus(HOUR))));
        if held.is_some() {
            prop_assert!(rule.spend(held, at(wait)).is_err());
            prop_assert_eq!(rule.spend(held, at(3_600_000)).is_ok(), failures > 0);
        }
    }

    #[test]
    fn attempts_under_way_may_end_in_any_order(outcomes in proptest::collection::vec(any::<bool>(), 1..20), turn in 0usize..20) {
        let rule = rule(100, None);
        let paid = outcomes.iter().try_fold(None, |held, _| rule.spend(held, at(0)).map(Some));
        let finish = |outcomes: &[bool]| {
            outcomes.iter().filter(|succeeded| **succeeded).fold(paid, |held, _| held.map(|held| held.map(|held| rule.succeed(held))))
        };
        let mut turned = outcomes.clone();
        turned.rotate_left(turn % outcomes.len());
        prop_assert_eq!(finish(&outcomes), finish(&turned));
        let failed = outcomes.iter().filter(|succeeded| !**succeeded).count();
        let spent = finish(&outcomes).ok().flatten().map(|budget| budget.spent as usize);
        prop_assert_eq!(spent, Some(failed), "the failures, and nothing else, stay spent");
    }
}
