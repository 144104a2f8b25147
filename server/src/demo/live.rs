//! Living through a script, day by day.

use std::time::Duration;

use domain::time::Instant;
use indicatif::ProgressBar;

use super::{
    DemoError,
    calendar::clock,
    crowd::{Crowd, GIVEN_UP},
    firms,
    house::{self, Chore, GAP},
    past::Past,
    plan::{
        Plan,
        day::{Act, Turn},
    },
    post,
};

/// What somebody does at an instant of their own.
enum Step {
    House(Chore),
    Firm(Turn),
}

/// Plays `plan` until `until`; whoever is not of the crowd plays by use cases. `hash` is of the password that the staff
/// log in by.
///
/// # Errors
/// When the database does not take it, or the script asks for what cannot be.
pub async fn live(
    past: &Past,
    plan: &Plan,
    until: Instant,
    crowd: &mut impl Crowd,
    hash: &str,
) -> Result<(), DemoError> {
    let bar = ProgressBar::new(u64::from(plan.size.days_in) + 1);
    for number in 0..=plan.size.days_in {
        let today = plan.day(number);
        let at = |time| plan.calendar.at(number, time).min(until);
        let mut steps: Vec<(Instant, Step)> =
            house::chores(plan, number).into_iter().map(|(at, chore)| (at, Step::House(chore))).collect();
        steps.extend(today.turns.into_iter().map(|(at, turn)| (at, Step::Firm(turn))));
        steps.sort_by_key(|(at, _)| *at);
        let early = steps.iter().take_while(|(at, _)| *at < plan.calendar.at(number, OPENED)).count();
        let late = steps.split_off(early);

        past.set(at(clock(7, 5)));
        past.rounds().await?;
        play(past, plan, steps, until, hash).await?;
        past.set(at(OPENED));
        past.rounds().await?;
        play(past, plan, late, until, hash).await?;
        let acts: Vec<Act> = today.acts.into_iter().filter(|act| act.at.plus(GIVEN_UP) <= until).collect();
        crowd.play(past, plan, &acts).await?;
        past.set(at(clock(20, 0)));
        past.rounds().await?;

        let night = at(clock(23, 45));
        past.set(night);
        post::deliver(past, plan, night).await?;
        past.keep().await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// When what happens in the morning has happened.
const OPENED: Duration = clock(9, 1);

async fn play(
    past: &Past,
    plan: &Plan,
    steps: Vec<(Instant, Step)>,
    until: Instant,
    hash: &str,
) -> Result<(), DemoError> {
    for (at, step) in steps {
        if at.plus(GAP) > until {
            break;
        }
        past.set(at);
        match step {
            Step::House(chore) => house::play(past, plan, &chore, hash).await?,
            Step::Firm(turn) => firms::play(past, plan, &turn).await?,
        }
    }
    Ok(())
}
