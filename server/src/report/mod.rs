//! The adoption report: how the change stands, how far it came in a week, and what moves it. Staff get it by mail once a
//! week; it holds counts and names of firms, and nothing of any person.

pub mod file;
pub mod round;

use domain::{
    adoption::{Day, Happening, House, target},
    phase::Phase,
    schedule::{Bilingual, Event, Plan, upcoming},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    adoption::{self, BlockedHouse, FirmLine, FirmOrder, FirmQuery},
    app::App,
    schedule::view,
    store::StoreError,
};

/// Firms that it names.
const WORST: u32 = 10;

/// Days from one report to the next.
const WEEK: i64 = 7;

/// The report, as it stands at one instant.
#[derive(Clone, Debug)]
pub struct Report {
    /// That instant.
    pub as_of: Instant,
    /// What comes next of the schedule.
    pub next: Option<Next>,
    /// How many active users should be ready by now, where something is announced that closes smartcards.
    pub target: Option<u64>,
    /// All firms together.
    pub now: House,
    /// The same as the day a week ago ended; none where there were no figures yet.
    pub week_ago: Option<House>,
    /// The firms with the most users who are not ready.
    pub worst: Vec<FirmLine>,
    /// What happened in the last seven whole days, every kind in its order.
    pub happened: Vec<(Happening, u64)>,
}

/// The next event that switches the phase.
#[derive(Clone, Debug)]
pub struct Next {
    /// What it is called.
    pub title: Bilingual,
    /// When it happens.
    pub at: Instant,
    /// Days until then, in Hong Kong's calendar.
    pub days: u64,
    /// Whom it would shut out if it happened now.
    pub blocked: BlockedHouse,
}

/// Gathers the report as it stands now.
///
/// # Errors
/// When the database cannot be read.
pub async fn gather(app: &App, db: &mut AnyConnection) -> Result<Report, StoreError> {
    let now = app.clock.now();
    let today = Day::of(now);
    let (timeline, events) = view::standing(app, db, now).await?;
    let coming = upcoming(&events);
    let house = adoption::house(db, None).await?;
    let began = adoption::began(db).await?;

    let closing = coming.iter().find(|event| event.plan.kind.opens() == Some(Phase::TwoFactorOnly));
    let closes = closing.and_then(|event| event.due_at()).map(Day::of);
    let share = began.zip(closes).map(|(began, closes)| target(began, closes, today));

    let switches = |event: &&&Event| event.plan.kind.opens().is_some_and(|phase| phase != timeline.phase);
    let next = match coming.iter().find(switches).and_then(|event| Some((event, event.due_at()?))) {
        None => None,
        Some((event, at)) => {
            let at_once = Event { plan: Plan { at: Some(now), ..event.plan.clone() }, ..(**event).clone() };
            Some(Next {
                title: event.plan.title.clone(),
                at,
                days: u64::try_from(today.days_until(Day::of(at))).unwrap_or_default(),
                blocked: adoption::blocked(db, timeline.after(&at_once), now).await?,
            })
        }
    };

    let then = today.later(-WEEK);
    let week_ago = match began {
        Some(began) if began <= then => Some(adoption::house(db, Some(then)).await?),
        _ => None,
    };
    let query = FirmQuery { day: None, offset: 0, limit: WORST, order: FirmOrder::Worst };
    let mut worst = adoption::firms(db, &query).await?;
    worst.retain(|firm| firm.figures.behind() > 0);
    let counted = adoption::happenings(db, then, today.later(-1)).await?;
    let sum = |kind: Happening| counted.iter().filter(|(_, other, _)| *other == kind).map(|(.., times)| times).sum();
    Ok(Report {
        as_of: now,
        next,
        target: share.map(|share| house.users.active() * share / 1000),
        now: house,
        week_ago,
        worst,
        happened: Happening::ALL.into_iter().map(|kind| (kind, sum(kind))).collect(),
    })
}
