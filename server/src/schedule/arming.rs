//! Arming an event that closes a method: within 72 hours before its instant, on the count of users that it shuts out.

use domain::{
    account::AccountId,
    approval::Change,
    schedule::{ARMED_WITHIN, Arming, Blocked, Event, EventState, Timeline},
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::{blocked, plan, settle::chapter};
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError, Tx, credentials,
        requests::{Request, Row},
        schedule, terms,
    },
};

/// Why an event cannot be armed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArmProblem {
    /// It is not confirmed, or has passed.
    NotComing,
    /// It closes nothing: it happens by itself.
    NotNeeded,
    /// It is more than 72 hours off: from then on.
    TooEarly(Instant),
    /// Members of staff who could be shut out with mail: no way in that they have used and that does not rest on it.
    Staff(Vec<AccountId>),
}

/// What arming rests on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The event.
    pub event: Event,
    /// The timeline once it has happened.
    pub afterwards: Timeline,
    /// Whom it shuts out, as things stand.
    pub blocked: Blocked,
    /// Why it cannot be armed.
    pub problem: Option<ArmProblem>,
}

/// Looks at the event `id`; none where there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn ground(db: &mut AnyConnection, id: &str, now: Instant) -> Result<Option<Ground>, StoreError> {
    let events = schedule::list(db).await?;
    let Some(event) = events.iter().find(|event| event.id == id).cloned() else { return Ok(None) };
    let (timeline, _) = terms::timeline(db).await?;
    let at = event.plan.at.unwrap_or(now);
    let before = plan::before(timeline, &events, id, at);
    let afterwards = before.after(&event);
    let blocked = blocked::count(db, afterwards, at).await?;
    let problem = match event.due_at() {
        None => Some(ArmProblem::NotComing),
        Some(at) if at <= now => Some(ArmProblem::NotComing),
        Some(_) if !event.plan.kind.needs_arming(before.phase) => Some(ArmProblem::NotNeeded),
        Some(at) if at.minus(ARMED_WITHIN) > now => Some(ArmProblem::TooEarly(at.minus(ARMED_WITHIN))),
        Some(_) => {
            let without = credentials::guardians_without_passkey(db).await?;
            (!without.is_empty()).then_some(ArmProblem::Staff(without))
        }
    };
    Ok(Some(Ground { event, afterwards, blocked, problem }))
}

/// Whether a row that arms an event can still be carried out: the event is the same, and shuts out no more than was
/// agreed on.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(app: &App, tx: &mut Tx, row: &Row, now: Instant) -> Result<bool, StoreError> {
    let Change::Arm { blocked } = &row.change else { return Ok(false) };
    let Some(id) = row.subject.as_event() else { return Ok(false) };
    schedule::hold_timeline(tx).await?;
    let Some(ground) = ground(tx, id, now).await? else { return Ok(false) };
    let grown = ground.blocked.has_outgrown(*blocked, app.config.schedule.tolerance);
    Ok(ground.event.version == row.version && ground.problem.is_none() && !grown)
}

/// Arms an event.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request, row: &Row) -> Result<(), StoreError> {
    let Change::Arm { blocked } = &row.change else { return Ok(()) };
    let Some(id) = row.subject.as_event() else { return Ok(()) };
    let Some(event) = schedule::find(tx, id).await? else { return Ok(()) };
    debug_assert_eq!(event.state, EventState::Confirmed);
    let armed = Some(Arming { at: scribe.now, blocked: *blocked });
    if !schedule::put(tx, &Event { armed, ..event }).await? {
        return Err(StoreError::Overtaken);
    }
    let detail = json!({
        "event": id, "blocked_users": blocked.users, "blocked_firms": blocked.firms, "request": request.id,
        "maker": request.maker.as_ref().map(ToString::to_string),
    });
    chapter(tx, scribe, id, "armed", Some(&request.id), detail.clone()).await?;
    scribe.firm_event(tx, "schedule.armed", &domain::account::ParticipantCode::staff(), detail).await
}
