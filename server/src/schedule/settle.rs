//! Carrying out what is due. Any number of instances may try: one takes the timeline's row and does it, once.

use std::time::Duration;

use domain::{
    account::ParticipantCode,
    phase::Door,
    schedule::{Blocked, Event, EventKind, Schedule, Terms, Timeline, Verdict, upcoming},
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::{blocked, exceptions, hold};
use crate::{
    app::App,
    audit::Scribe,
    decommission,
    random::sortable_id,
    store::{
        StoreError, Tx,
        events::Actor,
        requests::Subject,
        schedule::{self, Chapter},
        sessions, terms,
    },
};

/// What becomes of an event that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The event as it stood.
    pub event: Event,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Whom it shuts out.
    pub blocked: Blocked,
    /// The timeline afterwards.
    pub timeline: Timeline,
}

/// What `schedule` becomes by `now`, and what becomes of each event that is due, in their order. Reads only; what it
/// says is what [`round`] writes.
///
/// # Errors
/// When the database cannot be read.
pub async fn foresee(
    app: &App,
    db: &mut AnyConnection,
    mut schedule: Schedule,
    now: Instant,
) -> Result<(Schedule, Vec<Due>), StoreError> {
    let mut settled = Vec::new();
    while let Some(event) = schedule.due(now).cloned() {
        let at = event.due_at().unwrap_or(now);
        let blocked = match event.plan.kind.needs_arming(schedule.timeline.phase) {
            true => blocked::count(db, schedule.timeline.after(&event), at).await?,
            false => Blocked::default(),
        };
        let Some(verdict) = schedule.settle(&event.id, blocked, app.config.schedule.tolerance) else { break };
        settled.push(Due { event, verdict, blocked, timeline: schedule.timeline });
    }
    Ok((schedule, settled))
}

/// Settles what is due: events, exceptions that are over, sessions whose grace is. Says whether anything was.
///
/// # Errors
/// When the database does not take it; nothing is half done then.
pub async fn round(app: &App) -> Result<bool, StoreError> {
    let now = app.clock.now();
    let by_schedule = app.config.schedule.phase.0.is_none();
    if !schedule::any_due(&mut *app.store.reader().await?, by_schedule, now).await? {
        return Ok(false);
    }
    let scribe = Scribe::of_command(app, Actor::System);
    let mut tx = app.store.begin().await?;
    schedule::hold_timeline(&mut tx).await?;
    let bent = exceptions::turn(&mut tx, &scribe).await?;
    if by_schedule {
        settle(app, &mut tx, &scribe).await?;
    }
    let closing = schedule::closing_at(&mut tx).await?.filter(|at| *at <= now);
    if bent || closing.is_some() {
        end_sessions(app, &mut tx, &scribe, None).await?;
    }
    let grace = *app.config.session.closing_grace;
    if bent && !grace.is_zero() {
        // What an exception closed may last for the grace as well.
        schedule::set_closing(&mut tx, Some(now.plus(grace))).await?;
    } else if closing.is_some() {
        schedule::set_closing(&mut tx, None).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(true)
}

/// Settles the events that are due, in the caller's transaction, which holds the timeline.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn settle(app: &App, tx: &mut Tx, scribe: &Scribe<'_>) -> Result<(), StoreError> {
    let (timeline, _) = terms::timeline(tx).await?;
    let events = schedule::list(tx).await?;
    let (foreseen, all) = foresee(app, tx, Schedule { timeline, events }, scribe.now).await?;
    for due in &all {
        let settled = foreseen.events.iter().find(|event| event.id == due.event.id);
        if !schedule::put(tx, settled.unwrap_or(&due.event)).await? {
            return Err(StoreError::Overtaken);
        }
        match due.verdict {
            Verdict::Happens => happened(tx, scribe, due).await?,
            Verdict::Holds(why) => hold::tell(tx, scribe, &due.event, why, Some(due.blocked)).await?,
        }
    }
    let next = upcoming(&foreseen.events).first().and_then(|event| event.due_at());
    schedule::set_timeline(tx, foreseen.timeline, next).await?;
    if foreseen.timeline != timeline {
        let closing = foreseen.timeline.since.plus(*app.config.session.closing_grace);
        schedule::set_closing(tx, Some(closing)).await?;
    }
    Ok(())
}

/// Writes once that an event has happened.
async fn happened(tx: &mut Tx, scribe: &Scribe<'_>, due: &Due) -> Result<(), StoreError> {
    let event = &due.event;
    let detail = json!({
        "event": event.id, "kind": event.plan.kind.name(), "phase": due.timeline.phase.name(),
        "at": event.plan.at.map(|at| at.to_string()),
        "blocked_users": due.blocked.users, "blocked_firms": due.blocked.firms,
        "armed_on": event.armed.map(|armed| armed.blocked.users),
    });
    chapter(tx, scribe, &event.id, "happened", None, detail.clone()).await?;
    scribe.firm_event(tx, "schedule.happened", &ParticipantCode::staff(), detail).await?;
    match event.plan.kind {
        EventKind::Decommissioning => decommission::carry_out(tx, scribe, event.plan.at.unwrap_or(scribe.now)).await,
        _ => Ok(()),
    }
}

/// Ends the sessions that are let in no more, of everybody or of one user or firm, for good: whatever opens their method
/// again, nobody comes back by them. How many stands in the audit.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn end_sessions(app: &App, tx: &mut Tx, scribe: &Scribe<'_>, of: Option<&Subject>) -> Result<(), StoreError> {
    let timeline = super::timeline(app, tx, scribe.now).await?;
    let grace = *app.config.session.closing_grace;
    let shut = shut(sessions::every_open(tx, of).await?, timeline, scribe.now, grace);
    if shut.is_empty() {
        return Ok(());
    }
    sessions::revoke_tokens(tx, &shut).await?;
    let detail = json!({ "sessions": shut.len(), "phase": timeline.phase.name() });
    scribe.firm_event(tx, "schedule.sessions-ended", &ParticipantCode::staff(), detail).await
}

/// Open sessions, by the hash of their tokens, that `timeline` lets in no more at `at`, where those of a method that it
/// closed last for `grace` after it.
///
/// # Errors
/// When the database cannot be read.
pub async fn sessions_shut(
    db: &mut AnyConnection,
    timeline: Timeline,
    at: Instant,
    grace: Duration,
) -> Result<Vec<String>, StoreError> {
    Ok(shut(sessions::every_open(db, None).await?, timeline, at, grace))
}

fn shut(open: Vec<sessions::Open>, timeline: Timeline, at: Instant, grace: Duration) -> Vec<String> {
    let shut = open.into_iter().filter(|open| {
        let terms = Terms { timeline, ..open.stored.terms };
        terms.session_door(open.method, open.standing, open.opened_at, at, grace) == Door::Closed
    });
    shut.map(|open| open.token_hash).collect()
}

/// Adds a line to the history of the event `id`.
///
/// # Errors
/// When the database does not take it.
pub async fn chapter(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    id: &str,
    what: &str,
    request: Option<&str>,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let new = Chapter {
        id: sortable_id(scribe.now, scribe.random),
        event: id.to_owned(),
        at: scribe.now,
        what: what.to_owned(),
        actor: scribe.actor.to_string(),
        request: request.map(str::to_owned),
        detail,
    };
    schedule::add_chapter(tx, &new).await
}
