//! Changing the schedule: proposed by an operator, agreed on by an approver, told to every firm.

use domain::{
    account::ParticipantCode,
    approval::Change,
    phase::Phase,
    schedule::{Event, EventKind, EventState, Plan, Timeline, planned, upcoming},
    time::Instant,
};
use serde_json::json;

use super::{
    blocked,
    settle::{self, chapter},
};
use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    store::{
        StoreError, Tx, accounts, outbox,
        requests::{Request, Row},
        schedule, terms,
    },
};

/// Why a plan cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanProblem {
    /// Its instant has passed.
    Past,
    /// It has happened, or was cancelled for good.
    Over,
    /// Another event is confirmed for the same instant.
    SameInstant,
    /// Cards are out of use for good: there is no way back.
    NoWayBack,
    /// It closes a method, so it cannot happen at once: two people arm it first.
    NeedsArming,
}

/// Whether the event `id` may be planned so at `now`.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(
    db: &mut sqlx::AnyConnection,
    id: &str,
    plan: &Plan,
    at_once: bool,
    now: Instant,
) -> Result<Option<PlanProblem>, StoreError> {
    let events = schedule::list(db).await?;
    let (timeline, _) = terms::timeline(db).await?;
    Ok(problem(&events, timeline, id, plan, at_once, now))
}

/// Whether the event `id` may be planned so at `now`, where there are `events` and `timeline` is in force.
pub fn problem(
    events: &[Event],
    timeline: Timeline,
    id: &str,
    plan: &Plan,
    at_once: bool,
    now: Instant,
) -> Option<PlanProblem> {
    if events.iter().any(|event| event.id == id && !event.state.is_open()) {
        return Some(PlanProblem::Over);
    }
    let back = plan.kind.opens().is_some_and(|phase| phase < Phase::TwoFactorOnly);
    if timeline.decommissioned && (back || plan.kind == EventKind::Decommissioning) {
        return Some(PlanProblem::NoWayBack);
    }
    if at_once {
        return plan.kind.needs_arming(timeline.phase).then_some(PlanProblem::NeedsArming);
    }
    let at = plan.at?;
    if at <= now {
        return Some(PlanProblem::Past);
    }
    let clash = events.iter().any(|event| event.id != id && event.due_at() == Some(at));
    clash.then_some(PlanProblem::SameInstant)
}

/// The timeline just before the event `id` would happen at `at`, as planned.
pub fn before(timeline: Timeline, events: &[Event], id: &str, at: Instant) -> Timeline {
    let others: Vec<Event> = events.iter().filter(|event| event.id != id).cloned().collect();
    planned(timeline, &others, at)
}

/// By what a row that changes the schedule has gone stale.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(tx: &mut Tx, row: &Row, now: Instant) -> Result<bool, StoreError> {
    let Change::Schedule { plan, cancelled, at_once } = &row.change else { return Ok(false) };
    let Some(id) = row.subject.as_event() else { return Ok(false) };
    schedule::hold_timeline(tx).await?;
    let version = schedule::find(tx, id).await?.map_or(0, |event| event.version);
    Ok(version == row.version && (*cancelled || check(tx, id, plan, *at_once, now).await?.is_none()))
}

/// Carries a change of the schedule out.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    row: &Row,
) -> Result<(), StoreError> {
    let Change::Schedule { plan, cancelled, at_once } = &row.change else { return Ok(()) };
    let Some(id) = row.subject.as_event() else { return Ok(()) };
    let plan = match at_once {
        true => Plan { at: Some(scribe.now), ..plan.clone() },
        false => plan.clone(),
    };
    let actors = json!({ "maker": request.maker.as_ref().map(ToString::to_string), "request": request.id });
    set(tx, scribe, id, plan, *cancelled, Some(&request.id), actors).await?;
    if *at_once && app.config.schedule.phase.0.is_none() {
        settle::settle(app, tx, scribe).await?;
    }
    Ok(())
}

/// Where a schedule begins, with its first event: before registration; where that would shut out somebody who reaches
/// the terminal now, with the phase in force. What closes a method is armed, and nothing closes one unseen.
///
/// # Errors
/// When the database cannot be read.
pub async fn beginning(db: &mut sqlx::AnyConnection, now: Instant) -> Result<Timeline, StoreError> {
    let (timeline, _) = terms::timeline(db).await?;
    let shut_out = blocked::count(db, Timeline::START, now).await?;
    let already = blocked::count(db, timeline, now).await?;
    Ok(if shut_out.users > already.users { timeline } else { Timeline::START })
}

/// Writes what is planned of an event, and tells the firms where what they were told has changed.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn set(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    id: &str,
    plan: Plan,
    cancelled: bool,
    request: Option<&str>,
    mut detail: serde_json::Value,
) -> Result<(), StoreError> {
    let former = schedule::find(tx, id).await?;
    let first = former.is_none() && schedule::list(tx).await?.is_empty();
    let state = match (cancelled, plan.at) {
        (true, _) => EventState::Cancelled,
        (false, Some(_)) => EventState::Confirmed,
        (false, None) => EventState::Tentative,
    };
    // What two people armed was this event at this instant.
    let same = |event: &Event| event.state == state && event.plan.at == plan.at && event.plan.kind == plan.kind;
    let armed = former.as_ref().filter(|event| same(event)).and_then(|event| event.armed);
    let version = former.as_ref().map_or(0, |event| event.version);
    let event = Event { id: id.to_owned(), plan, state, armed, held: None, happened_at: None, version };
    if !schedule::put(tx, &event).await? {
        return Err(StoreError::Overtaken);
    }
    if first {
        let beginning = beginning(tx, scribe.now).await?;
        schedule::set_timeline(tx, beginning, None).await?;
    }
    set_next(tx).await?;
    detail["event"] = json!(id);
    detail["kind"] = json!(event.plan.kind.name());
    detail["state"] = json!(state.name());
    detail["from"] = json!(former.as_ref().and_then(|event| event.plan.at).map(|at| at.to_string()));
    detail["to"] = json!(event.plan.at.map(|at| at.to_string()));
    scribe.firm_event(tx, "schedule.changed", &ParticipantCode::staff(), detail.clone()).await?;
    let what = if cancelled { "cancelled" } else { "planned" };
    detail["plan"] = json!(event.plan);
    detail["former"] = json!(former.as_ref().map(|event| &event.plan));
    chapter(tx, scribe, id, what, request, detail).await?;
    let announced = |event: &Event| (event.plan.at, event.plan.when.clone(), event.state == EventState::Cancelled);
    match &former {
        Some(former) if announced(former) != announced(&event) => tell_firms(tx, scribe, former, &event).await,
        _ => Ok(()),
    }
}

/// Writes down when the next event is due.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn set_next(tx: &mut Tx) -> Result<(), StoreError> {
    let (timeline, _) = terms::timeline(tx).await?;
    let events = schedule::list(tx).await?;
    let next = upcoming(&events).first().and_then(|event| event.due_at());
    schedule::set_timeline(tx, timeline, next).await
}

/// One mail to each delegated administrator: what was announced is another now.
async fn tell_firms(tx: &mut Tx, scribe: &Scribe<'_>, former: &Event, event: &Event) -> Result<(), StoreError> {
    let told = json!({
        "title": event.plan.title, "cancelled": event.state == EventState::Cancelled,
        "former_at": former.plan.at.map(|at| at.to_string()), "former_when": former.plan.when,
        "at": event.plan.at.map(|at| at.to_string()), "when": event.plan.when,
    });
    let mut letters = Vec::new();
    for id in accounts::every_administrator(tx).await? {
        let letter = mail::outbox::told(scribe, Kind::ScheduleChanged, &id);
        letters.push(outbox::Letter { detail: told.clone(), ..letter });
    }
    outbox::add_all(tx, &letters).await
}
