//! The schedule as pages show it.

use std::time::Duration;

use app::ports::schedule::{
    ArmGround, Armed, DeskRow, EventPage, EventRow, Happening, HistoryLine, NotArmable, Schedule, ScheduleDesk,
};
use domain::{
    approval::ChangeKind,
    phase::Phase,
    schedule::{ARMED_WITHIN, Blocked, Event, Timeline},
    time::Instant,
};
use serde_json::Value;
use sqlx::AnyConnection;

use super::{
    arming::{self, ArmProblem},
    blocked::Summary,
    edit, plan, settle,
};
use crate::{
    app::App,
    store::{
        StoreError, credentials,
        requests::{self, Subject},
        schedule::{self, Chapter},
        terms,
    },
};

/// The timeline and the events as they stand at `now`, with what is due by then.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(app: &App, db: &mut AnyConnection, now: Instant) -> Result<(Timeline, Vec<Event>), StoreError> {
    let events = schedule::list(db).await?;
    if app.config.schedule.phase.0.is_some() {
        return Ok((super::timeline(app, db, now).await?, events));
    }
    let (timeline, _) = terms::timeline(db).await?;
    let (foreseen, _) = settle::foresee(app, db, domain::schedule::Schedule { timeline, events }, now).await?;
    Ok((foreseen.timeline, foreseen.events))
}

/// In the order in which people read them: by their instants, and what has none before the next that its kind comes
/// before.
pub fn in_order(events: Vec<Event>) -> Vec<Event> {
    let when = |event: &Event| event.happened_at.or(event.plan.at);
    let (mut ordered, undated): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| when(event).is_some());
    ordered.sort_by_key(|event| (when(event), event.plan.kind));
    for event in undated {
        let later = |other: &Event| other.state.is_open() && other.plan.kind > event.plan.kind;
        let place = ordered.iter().position(later).unwrap_or(ordered.len());
        ordered.insert(place, event);
    }
    ordered
}

fn row(event: &Event) -> EventRow {
    let plan = event.plan.clone();
    EventRow {
        id: event.id.clone(),
        kind: plan.kind,
        state: event.state,
        at: event.happened_at.or(plan.at),
        when: plan.when,
        title: plan.title,
        text: plan.text,
    }
}

/// `/schedule`.
///
/// # Errors
/// When the database cannot be read.
pub async fn public(app: &App, db: &mut AnyConnection, now: Instant) -> Result<Schedule, StoreError> {
    let (timeline, events) = standing(app, db, now).await?;
    let phase = super::Terms::of(timeline).phase(now);
    let calendar = format!("{}/schedule.ics", app.config.origin());
    Ok(Schedule { phase, events: in_order(events).iter().map(row).collect(), calendar, as_of: now })
}

/// `/monitor/schedule`; who reads it is for the caller to say.
///
/// # Errors
/// When the database cannot be read.
pub async fn desk(app: &App, db: &mut AnyConnection, now: Instant) -> Result<ScheduleDesk, StoreError> {
    let (timeline, events) = standing(app, db, now).await?;
    let fixed = app.config.schedule.phase.0.is_some();
    let mut rows = Vec::new();
    for event in in_order(events.clone()) {
        rows.push(desk_row(db, timeline, &events, &event).await?);
    }
    let phase = super::Terms::of(timeline).phase(now);
    Ok(ScheduleDesk {
        operator: false,
        phase,
        since: Some(timeline.since).filter(|since| !fixed && since.as_millis() > 0),
        fixed,
        decommissioned: timeline.decommissioned,
        way_back: phase == Phase::TwoFactorOnly && !timeline.decommissioned && !fixed,
        events: rows,
        as_of: now,
    })
}

async fn desk_row(
    db: &mut AnyConnection,
    timeline: Timeline,
    events: &[Event],
    event: &Event,
) -> Result<DeskRow, StoreError> {
    let at = event.plan.at.unwrap_or(Instant::from_millis(i64::MAX));
    let before = plan::before(timeline, events, &event.id, at);
    let armed = match event.armed {
        None => None,
        Some(armed) => Some(Armed {
            by: armed_by(db, &event.id).await?,
            at: armed.at,
            blocked: armed.blocked,
            until: armed.at.plus(ARMED_WITHIN),
        }),
    };
    Ok(DeskRow {
        event: row(event),
        needs_arming: event.state.is_open() && event.plan.kind.needs_arming(before.phase),
        armed,
        held: event.held,
        waits: waiting(db, &event.id).await?.into_iter().map(|(_, request)| request).next(),
    })
}

/// The two who armed the event last.
async fn armed_by(db: &mut AnyConnection, id: &str) -> Result<Vec<String>, StoreError> {
    let history = schedule::history(db, Some(id), HISTORY).await?;
    let armed = history.iter().find(|chapter| chapter.what == "armed");
    Ok(armed.map(by).unwrap_or_default())
}

/// What waits about the event: its kind and its request.
async fn waiting(db: &mut AnyConnection, id: &str) -> Result<Vec<(ChangeKind, String)>, StoreError> {
    let found = requests::waiting_for(db, &[Subject::event(id).to_string()]).await?;
    Ok(found.into_iter().map(|(_, kind, request)| (kind, request)).collect())
}

/// Lines of an event's history shown at most.
const HISTORY: u32 = 100;

/// The page of an event, its form holding what is planned; none where there is no such event. Who reads it is for the
/// caller to say.
///
/// # Errors
/// When the database cannot be read.
pub async fn event(
    app: &App,
    db: &mut AnyConnection,
    id: &str,
    now: Instant,
) -> Result<Option<(Event, EventPage)>, StoreError> {
    let (timeline, events) = standing(app, db, now).await?;
    let Some(event) = events.iter().find(|event| event.id == id).cloned() else { return Ok(None) };
    let history = schedule::history(db, Some(id), HISTORY).await?;
    let page = EventPage {
        row: Some(desk_row(db, timeline, &events, &event).await?),
        typed: edit::typed(&event),
        arming: arm_ground(app, db, id, now).await?,
        history: history.into_iter().map(line).collect(),
        ..new_event()
    };
    Ok(Some((event, page)))
}

/// The page of an event that is not there yet.
pub fn new_event() -> EventPage {
    EventPage {
        operator: false,
        guardian: false,
        row: None,
        typed: Default::default(),
        editing: false,
        problems: Vec::new(),
        arming: None,
        arm_typed: String::new(),
        arm_problem: None,
        hold_problem: None,
        just_held: false,
        history: Vec::new(),
    }
}

/// What arming rests on; none where the event is not one that is armed.
async fn arm_ground(
    app: &App,
    db: &mut AnyConnection,
    id: &str,
    now: Instant,
) -> Result<Option<ArmGround>, StoreError> {
    let Some(ground) = arming::ground(db, id, now).await? else { return Ok(None) };
    let problem = match ground.problem {
        Some(ArmProblem::NotComing | ArmProblem::NotNeeded) => return Ok(None),
        Some(ArmProblem::TooEarly(from)) => Some(NotArmable::TooEarly(from)),
        Some(ArmProblem::Staff(staff)) => Some(NotArmable::Staff(staff)),
        None => None,
    };
    let at = ground.event.plan.at.unwrap_or(now);
    let summary = Summary::of(db, None, ground.afterwards, at).await?;
    let waits = waiting(db, id).await?.iter().any(|(kind, _)| *kind == ChangeKind::Arm);
    Ok(Some(ArmGround {
        blocked: ground.blocked,
        shut_out: summary.shut_out().count() as u64,
        sessions: settle::sessions_shut(db, ground.afterwards, at, Duration::ZERO).await?.len() as u64,
        tolerance: app.config.schedule.tolerance,
        problem,
        administrators: credentials::administrators_without_passkey(db).await?,
        waits,
    }))
}

/// Who did it: who proposed and who agreed; or who did it alone.
fn by(chapter: &Chapter) -> Vec<String> {
    let maker = chapter.detail["maker"].as_str().map(str::to_owned);
    maker.into_iter().chain([chapter.actor.clone()]).collect()
}

fn line(chapter: Chapter) -> HistoryLine {
    let detail = &chapter.detail;
    let instant = |name: &str| detail[name].as_str().and_then(|at| at.parse().ok());
    let count = |name: &str| detail[name].as_u64().unwrap_or_default();
    let blocked = Blocked { users: count("blocked_users"), firms: count("blocked_firms") };
    let text = |name: &str| detail[name].as_str().unwrap_or_default().to_owned();
    let what = match chapter.what.as_str() {
        "armed" => Happening::Armed(blocked),
        "held" => {
            Happening::Held(detail.get("why").and_then(Value::as_str).and_then(|why| why.parse().ok()), text("reason"))
        }
        "happened" => Happening::Happened(blocked),
        "cancelled" => Happening::Cancelled,
        _ => Happening::Planned(instant("from"), instant("to")),
    };
    HistoryLine { at: chapter.at, what, by: by(&chapter), request: chapter.request }
}
