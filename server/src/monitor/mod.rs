//! The adoption as staff see it: the first page, the views behind it, and how both keep themselves up.
//!
//! Every figure here is one of [`crate::adoption`], which are kept and not counted: nothing on these pages costs more
//! with more users. [`views`] reads what a view shows; [`live`] tells pages that are open when the figures have moved.

pub mod live;
pub mod views;

use app::ports::{
    adoption::{AsAt, BlockedNow, Course, Firms, MailHealth, Monitor, NextPhase, Now, ViewData, ViewName},
    contingency::PassState,
};
use domain::{
    adoption::Day,
    language::Language,
    phase::Phase,
    role::StaffRole,
    schedule::{Event, EventKind, EventState, Timeline, upcoming},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    adoption::{self, FirmQuery},
    app::App,
    contingency::desk,
    mail::health,
    schedule::{news::News, view::standing},
    store::{StoreError, operator_acts, schedule as schedule_store},
};

/// Firms on the first page.
const WORST: u32 = 12;

/// The views on the first page, in their order.
const SHOWN: [ViewName; 8] = [
    ViewName::Readiness,
    ViewName::Firms,
    ViewName::Funnel,
    ViewName::Blocked,
    ViewName::Logins,
    ViewName::Help,
    ViewName::Mail,
    ViewName::Proofs,
];

/// When what is asked for holds: as the day `asked` ended, or now where it is empty or today. `None` beside it: there is
/// no such day.
///
/// # Errors
/// When the database cannot be read.
pub async fn as_at(app: &App, db: &mut AnyConnection, asked: &str) -> Result<(AsAt, bool), StoreError> {
    let instant = app.clock.now();
    let now = AsAt { instant, today: Day::of(instant), day: None, began: adoption::began(db).await? };
    if asked.is_empty() {
        return Ok((now, true));
    }
    let day = asked.parse::<Day>().ok();
    let past = day.and_then(|day| now.offers(day));
    Ok((AsAt { day: past, ..now }, past.is_some() || day == Some(now.today)))
}

/// From when to when users are to become ready: until smartcards stop opening the terminal, or since they did.
pub fn course(as_at: AsAt, (timeline, events): &(Timeline, Vec<Event>)) -> Course {
    Course { began: as_at.began, closes: closes(*timeline, events).map(Day::of) }
}

fn closes(timeline: Timeline, events: &[Event]) -> Option<Instant> {
    let closing = |event: &&&Event| event.plan.kind == EventKind::TwoFactorOnly;
    if timeline.phase == Phase::TwoFactorOnly {
        return events.iter().filter(|event| closing(&event)).filter_map(|event| event.happened_at).max();
    }
    upcoming(events).iter().find(closing).and_then(|event| event.due_at())
}

/// The event that opens the phase that comes next: the next confirmed one that opens another, or one that is announced
/// without a date.
fn next_event(timeline: Timeline, events: &[Event]) -> Option<&Event> {
    let other = |event: &&Event| event.plan.kind.opens().is_some_and(|phase| phase != timeline.phase);
    let announced = || {
        let open = events.iter().filter(|event| event.state == EventState::Tentative).filter(other);
        open.filter(|event| event.plan.kind.opens() > Some(timeline.phase)).min_by_key(|event| event.plan.kind.opens())
    };
    upcoming(events).into_iter().find(other).or_else(announced)
}

/// The phase that comes next: the one that is announced, or else the one that follows. None: no other comes.
fn next_phase(timeline: Timeline, events: &[Event]) -> Option<Phase> {
    let following = || Phase::ALL.into_iter().find(|phase| *phase > timeline.phase);
    next_event(timeline, events).and_then(|event| event.plan.kind.opens()).or_else(following)
}

/// What is said of the phase that comes next, where one is announced.
fn coming((timeline, events): &(Timeline, Vec<Event>)) -> Option<NextPhase> {
    let event = next_event(*timeline, events)?;
    Some(NextPhase {
        event: event.id.clone(),
        title: event.plan.title.clone(),
        when: event.due_at().ok_or_else(|| event.plan.when.clone()),
    })
}

/// Whom the next phase would block if it came now; whom the one in force does where none comes.
///
/// # Errors
/// When the database cannot be read.
pub async fn blocked(
    db: &mut AnyConnection,
    (timeline, events): &(Timeline, Vec<Event>),
    now: Instant,
) -> Result<BlockedNow, StoreError> {
    let next = next_phase(*timeline, events);
    let supposed = match next {
        Some(phase) => Timeline { phase, since: now, former: timeline.phase, ..*timeline },
        None => *timeline,
    };
    let house = adoption::blocked(db, supposed, now).await?;
    Ok(BlockedNow {
        phase: supposed.phase,
        in_force: next.is_none(),
        blocked: house.blocked,
        reasons: house.reasons.into_iter().collect(),
        shut_out: house.firms_shut_out,
        active: house.active,
    })
}

/// How mail fares.
///
/// # Errors
/// When the database cannot be read.
pub async fn mail(db: &mut AnyConnection, now: Instant) -> Result<MailHealth, StoreError> {
    let health = health::health(db, now).await?;
    let waiting_more = health.waiting_more();
    let health::Health { p50, p95, measured, refused, waiting, oldest } = health;
    let oldest = oldest.map(|at| now.since(at));
    Ok(MailHealth { p50, p95, measured, refused, waiting, waiting_more, oldest })
}

/// The first page, as the day `asked` ended or as it is now.
///
/// # Errors
/// When the database cannot be read.
pub async fn board(
    app: &App,
    news: &News,
    role: StaffRole,
    asked: &str,
    language: Language,
) -> Result<Monitor, StoreError> {
    let mut reader = app.store.reader().await?;
    let db = &mut *reader;
    let (as_at, found) = as_at(app, db, asked).await?;
    let house = adoption::house(db, as_at.day).await?;
    // Before all the rest: if that moves meanwhile, the page is told so.
    let mark = live::mark(app, db, &house).await?;
    let standing = standing(app, db, as_at.instant).await?;
    let course = course(as_at, &standing);
    let before = as_at.last().later(-7);
    let week_ago = match as_at.began.is_some_and(|began| began <= before) {
        true => Some(adoption::house(db, Some(before)).await?),
        false => None,
    };
    let query = FirmQuery { day: as_at.day, limit: WORST, ..FirmQuery::default() };
    let lines = adoption::firms(db, &query).await?;
    let worst: Vec<_> = lines.into_iter().map(|line| views::firm(line, language)).collect();
    let now = match as_at.day {
        Some(_) => None,
        None => {
            let [passes, passes_waiting] = desk::count(app, db, [PassState::Open, PassState::Agreed]).await?;
            Some(Now {
                phase: news.phase(as_at.instant),
                // A phase that is fixed by the configuration waits for no event.
                coming: coming(&standing).filter(|_| app.config.schedule.phase.0.is_none()),
                blocked: blocked(db, &standing, as_at.instant).await?,
                reconciled: adoption::reconciled(db).await?,
                unacknowledged: operator_acts::count_unacknowledged(db).await?,
                passes,
                passes_waiting,
                mail_delayed_at: news.mail_delayed_at,
                decommissioned_at: schedule_store::decommissioned_at(db).await?,
                mark,
            })
        }
    };
    let series = adoption::series(db, views::first(as_at), as_at.last(), as_at.day.is_none().then_some(house)).await?;
    let mut shown = Vec::new();
    for name in SHOWN {
        shown.extend(match (name, &now) {
            (ViewName::Blocked, Some(now)) => Some(ViewData::Blocked(now.blocked.clone())),
            (ViewName::Mail, Some(_)) => Some(ViewData::Mail(mail(db, as_at.instant).await?)),
            (ViewName::Blocked | ViewName::Mail, None) => None,
            (ViewName::Funnel, _) => Some(ViewData::Funnel(house)),
            (ViewName::Firms, _) => {
                let found = worst.len() as u64;
                Some(ViewData::Firms(Firms { only: None, rows: worst.clone(), found, all: house.firms, page: (1, 1) }))
            }
            (ViewName::Readiness | ViewName::Proofs, _) => {
                let series = series.clone();
                Some(if name == ViewName::Proofs {
                    ViewData::Proofs(series)
                } else {
                    ViewData::Readiness(series, course)
                })
            }
            (ViewName::Logins | ViewName::Help, _) => {
                let from = as_at.last().later(1 - views::DAYS);
                Some(views::happenings(db, name, from, as_at.last()).await?)
            }
        });
    }
    Ok(Monitor { role, as_at, wrong: !found, house, week_ago, course, worst, views: shown, now })
}

#[cfg(test)]
mod tests {
    use domain::schedule::{Bilingual, Plan};

    use super::*;

    fn event(kind: EventKind, state: EventState, at: Option<i64>) -> Event {
        let words = || Bilingual { en: String::new(), zh: String::new() };
        let at = at.map(Instant::from_millis);
        Event {
            id: kind.name().to_owned(),
            plan: Plan { kind, at, when: words(), title: words(), text: words() },
            state,
            armed: None,
            held: None,
            happened_at: at.filter(|_| state == EventState::Done),
            version: 1,
        }
    }

    #[test]
    fn the_next_phase_is_the_confirmed_one_then_the_announced_one_then_the_one_that_follows() {
        use EventKind as K;
        use EventState as S;
        let of = |phase, events: &[Event]| next_phase(Timeline { phase, ..Timeline::START }, events);
        let closing = event(K::TwoFactorOnly, S::Confirmed, Some(9));
        let test = event(K::ConnectivityTest, S::Tentative, None);
        assert_eq!(of(Phase::Preparation, &[closing.clone(), test.clone()]), Some(Phase::TwoFactorOnly));
        assert_eq!(of(Phase::Registration, &[test]), Some(Phase::ConnectivityTest));
        assert_eq!(of(Phase::Registration, &[]), Some(Phase::Preparation));
        assert_eq!(of(Phase::TwoFactorOnly, &[closing]), None);
        let back = event(K::ParallelRun, S::Confirmed, Some(9));
        assert_eq!(of(Phase::TwoFactorOnly, &[back]), Some(Phase::ParallelRun));
    }

    #[test]
    fn what_is_told_of_the_next_phase_is_of_a_phase_and_in_words_where_it_has_no_date() {
        use EventKind as K;
        use EventState as S;
        let of = |events: Vec<Event>| coming(&(Timeline { phase: Phase::ParallelRun, ..Timeline::START }, events));
        let briefing = event(K::UserGuide, S::Confirmed, Some(3));
        let words = Bilingual { en: "late Q2".to_owned(), zh: "第二季末".to_owned() };
        let mut said = event(K::TwoFactorOnly, S::Tentative, None);
        said.plan.when = words.clone();
        assert_eq!(of(vec![briefing.clone()]), None);
        assert_eq!(of(vec![briefing.clone(), said]).map(|next| next.when), Some(Err(words)));
        let dated = event(K::TwoFactorOnly, S::Confirmed, Some(9));
        assert_eq!(of(vec![briefing, dated]).map(|next| next.when), Some(Ok(Instant::from_millis(9))));
    }

    #[test]
    fn the_course_ends_where_cards_close_or_did_and_nowhere_before_that_is_confirmed() {
        let at = |phase, state, instant| {
            let timeline = Timeline { phase, ..Timeline::START };
            closes(timeline, &[event(EventKind::TwoFactorOnly, state, instant)]).map(Instant::as_millis)
        };
        assert_eq!(at(Phase::ParallelRun, EventState::Confirmed, Some(9)), Some(9));
        assert_eq!(at(Phase::TwoFactorOnly, EventState::Done, Some(9)), Some(9));
        assert_eq!(at(Phase::ParallelRun, EventState::Tentative, None), None);
        assert_eq!(at(Phase::ParallelRun, EventState::Held, Some(9)), None);
    }
}
