//! The script: it looks like such changes look, and asks for nothing that cannot be.

use std::collections::HashSet;

use domain::{
    approval::ChangeKind,
    life::Status,
    method::Method,
    phase::{Door, Phase, Standing},
    schedule::EventKind,
};
use proptest::prelude::*;
use server::demo::{
    calendar::{CLOSING, Notice},
    plan::{
        Person, Plan, Size,
        day::{Act, Deed, Turn},
    },
};

const TODAY: &str = "2026-11-23";

fn plan(participants: u32, users: u32, seed: u64) -> Plan {
    let size = Size { participants, users, seed, days_in: CLOSING - 1, visits: 100 };
    Plan::draw(size, TODAY.parse().unwrap())
}

fn default_of(seed: u64) -> Plan {
    plan(158, 2600, seed)
}

/// How many active users have come so far by the end of that day.
fn count(plan: &Plan, number: u16, day: impl Fn(&Person) -> Option<u16>) -> usize {
    plan.people.iter().filter(|person| day(person).is_some_and(|day| day <= number)).count()
}

fn active(plan: &Plan) -> usize {
    plan.people.iter().filter(|person| person.status == Status::Active).count()
}

#[test]
fn the_same_seed_draws_the_same_script_and_another_one_another() {
    assert_eq!(default_of(1), default_of(1));
    assert_ne!(default_of(1).people, default_of(2).people);
    assert_eq!(default_of(1).day(150), default_of(1).day(150));
}

#[test]
fn it_begins_slowly_and_leaves_stragglers() {
    for seed in 1..=8 {
        let plan = default_of(seed);
        let all = active(&plan);
        let share = |number, day: &dyn Fn(&Person) -> Option<u16>| 1000 * count(&plan, number, day) / all;
        let ready = |person: &Person| person.set_up;
        let registered = |person: &Person| person.agreed;
        assert!(share(20, &registered) < 120, "seed {seed}: {}", share(20, &registered));
        assert!(share(CLOSING / 10, &ready) < 30, "seed {seed}: a tenth of the time, less than 3 % ready");
        assert!(
            (350..750).contains(&share(CLOSING / 2, &registered)),
            "seed {seed}: {}",
            share(CLOSING / 2, &registered)
        );
        let end = share(CLOSING - 1, &ready);
        assert!((820..985).contains(&end), "seed {seed}: most are ready on the eve, and not all: {end}");
        assert!(share(CLOSING - 1, &registered) > end);
    }
}

#[test]
fn reminders_move_people() {
    for seed in 1..=8 {
        let plan = default_of(seed);
        let ready = |from: u16, until: u16| {
            count(&plan, until, |person| person.set_up) - count(&plan, from, |person| person.set_up)
        };
        // The first reminders, before and after which nothing else pulls.
        let first = plan.calendar.reminders()[0];
        let (before, after) = (ready(first - 8, first - 1), ready(first - 1, first + 6));
        assert!(
            2 * after > 3 * before,
            "seed {seed}: {before} became ready in the week before, {after} in the week after"
        );
    }
}

#[test]
fn firms_go_at_their_own_pace_and_some_never_come() {
    let plan = default_of(1);
    let began = |firm: &server::demo::plan::Firm| {
        (firm.first..firm.first + firm.users).filter_map(|who| plan.person(who).proposed).min()
    };
    let mut days: Vec<u16> = plan.firms.iter().filter_map(began).collect();
    assert!(days.len() < plan.firms.len(), "some have not come");
    days.sort_unstable();
    assert!(days[days.len() / 10] < 25 && days[days.len() * 9 / 10] > 110, "{days:?}");
    let alone = plan.people.iter().filter(|person| person.da.maker && person.da.checker).count();
    assert!(alone > 0, "some firms have one person for both");
    assert!(plan.firms.iter().any(|firm| firm.refuses.is_some()));
    assert!(plan.firms.iter().any(|firm| firm.early.is_some()) && plan.firms.iter().any(|firm| firm.extended));
}

#[test]
fn two_factors_rise_cards_decline_and_holidays_are_quiet() {
    let plan = default_of(1);
    let logins = |number: u16, method: Method| {
        plan.day(number).acts.iter().filter(|act| act.deed == Deed::LogsIn(method)).count()
    };
    let opens = plan.calendar.opens(Phase::ParallelRun);
    let (early, late) = (plan.calendar.working(opens + 4), plan.calendar.working(CLOSING - 8));
    assert!(logins(late, Method::Smartcard) < logins(early, Method::Smartcard));
    assert!(logins(late, Method::TwoFactor) > logins(early, Method::TwoFactor) && logins(late, Method::Passkey) > 0);
    let busy = plan.calendar.working(80);
    let weekend = (busy..busy + 7).find(|number| plan.calendar.working(*number) != *number).unwrap();
    assert!(logins(weekend, Method::Smartcard) * 10 < logins(busy, Method::Smartcard));
}

#[test]
fn the_closing_is_confirmed_moved_and_armed_for_tomorrow() {
    let plan = default_of(1);
    let closes = plan.calendar.day(CLOSING);
    assert_eq!(closes, TODAY.parse::<domain::adoption::Day>().unwrap().later(1));
    let told: Vec<Notice> = plan.calendar.notices().into_iter().map(|(_, notice)| notice).collect();
    let dates: Vec<_> = told
        .iter()
        .filter_map(|notice| match notice {
            Notice::Date(EventKind::TwoFactorOnly, at) => Some(domain::adoption::Day::of(*at)),
            _ => None,
        })
        .collect();
    assert!(dates.len() == 2 && dates[0] < dates[1] && dates[1] == closes, "{dates:?}");
    assert_eq!(told.last(), Some(&Notice::Arm));
}

#[test]
fn of_very_many_everybody_logs_in_less_often() {
    let plan = plan(400, 60_000, 1);
    let number = plan.calendar.working(120);
    let logins = plan.day(number).acts.iter().filter(|act| matches!(act.deed, Deed::LogsIn(_))).count();
    assert!(logins < 9_000, "{logins}");
}

/// Whether a person's days stand in an order in which they can happen.
fn is_sound(plan: &Plan, person: &Person) -> bool {
    let after = |later: Option<u16>, earlier: Option<u16>| match (later, earlier) {
        (Some(later), Some(earlier)) => later > earlier,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let open = if person.da.any() { 0 } else { plan.calendar.opens(Phase::Preparation) };
    after(person.agreed, person.proposed)
        && after(person.set_up, person.agreed)
        && person.set_up.is_none_or(|day| day > open)
        && after(person.failed.map(|(day, _)| day), person.set_up)
        && after(person.tested, person.set_up)
        && after(person.two_factor, person.set_up)
        && person.tested.is_none_or(|day| day > plan.calendar.opens(Phase::ConnectivityTest))
        && person.two_factor.is_none_or(|day| day > plan.calendar.opens(Phase::ParallelRun))
        && after(person.passkey, person.two_factor)
        && after(person.paused, person.two_factor)
        && person.reset.is_none_or(|(forgot, again)| Some(forgot) > person.set_up && again > forgot)
        && (person.status == Status::Active || person.proposed.is_none())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_does_what_cannot_be(seed in any::<u64>(), participants in 1_u32..40, users in 3_u32..12, days in 1_u16..260) {
        let size = Size { participants, users: participants * users, seed, days_in: days, visits: 100 };
        let plan = Plan::draw(size, TODAY.parse().unwrap());
        prop_assert_eq!(plan.people.len(), (participants * users) as usize);
        for person in &plan.people {
            prop_assert!(is_sound(&plan, person), "{:?}", person);
        }
        let mut ids = HashSet::new();
        prop_assert!((0..participants * users).all(|who| ids.insert(plan.id(who))));
    }

    #[test]
    fn a_day_brings_each_user_one_thing_at_a_time_and_nothing_that_a_phase_forbids(seed in any::<u64>(), number in 0_u16..230) {
        let plan = plan(20, 160, seed);
        let today = plan.day(number);
        prop_assert!(today.acts.is_sorted_by_key(|act| act.at) && today.turns.is_sorted_by_key(|(at, _)| *at));
        let day = plan.calendar.day(number);
        prop_assert!(today.acts.iter().all(|act| domain::adoption::Day::of(act.at) == day));
        let others = |act: &&Act| act.deed != Deed::Reads;
        let busy: Vec<u32> = today.acts.iter().filter(others).map(|act| act.who).collect();
        prop_assert_eq!(busy.iter().collect::<HashSet<_>>().len(), busy.len());
        for act in &today.acts {
            let person = plan.person(act.who);
            prop_assert!(person.is_there(number), "{:?}", act);
            let standing = Standing { delegated_administrator: person.da.any(), staff: false };
            match act.deed {
                Deed::LogsIn(method) => {
                    let phase = plan.phase(act.who, number);
                    prop_assert!(method.door(phase, standing) != Door::Closed, "{:?} {:?}", act, phase);
                    prop_assert!(method.is_card() == person.card || !method.is_card(), "{:?}", act);
                    prop_assert!(method.is_card() || person.knows_password(number), "{:?}", act);
                }
                Deed::Passes | Deed::Fails(_) => prop_assert!(person.knows_password(number), "{:?}", act),
                Deed::SetUp | Deed::Reads => {}
            }
        }
        for (_, turn) in &today.turns {
            if let Turn::Agree(_, kind) = turn {
                prop_assert!(matches!(kind, ChangeKind::Address | ChangeKind::Reset));
            }
        }
    }
}
