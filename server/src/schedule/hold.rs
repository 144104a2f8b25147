//! Holding an event: one person, at once. It takes two to let it happen again ([`super::plan`]).

use domain::schedule::{Blocked, Event, EventState, WhyHeld};
use serde_json::json;

use super::{plan::set_next, settle::chapter};
use crate::{
    app::App,
    approval::propose::tidy_reason,
    audit::Scribe,
    mail::{self, Kind},
    rights::Guardian,
    store::{StoreError, Tx, accounts, events::Actor, outbox, schedule},
};

/// Why an event was not held.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// There is no such event, or it is not one that would happen.
    #[error("nothing to hold")]
    Nothing,
    /// It has happened.
    #[error("it has happened")]
    Happened,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Holds the event `id`.
///
/// # Errors
/// [`HoldError`] says why it was not held.
pub async fn hold(app: &App, scribe: &Scribe<'_>, _by: Guardian<'_>, id: &str, reason: &str) -> Result<(), HoldError> {
    let reason = tidy_reason(reason);
    if reason.is_empty() {
        return Err(HoldError::ReasonMissing);
    }
    let mut tx = app.store.begin().await?;
    schedule::hold_timeline(&mut tx).await?;
    // What is due has happened, though nobody has settled it yet.
    if app.config.schedule.phase.0.is_none() {
        super::settle::settle(app, &mut tx, &scribe.acting(Actor::System)).await?;
    }
    let mut event = schedule::find(&mut tx, id).await?.ok_or(HoldError::Nothing)?;
    match event.state {
        EventState::Confirmed => {}
        EventState::Done => return Err(HoldError::Happened),
        _ => return Err(HoldError::Nothing),
    }
    event.hold(WhyHeld::ByHand);
    if !schedule::put(&mut tx, &event).await? {
        return Err(HoldError::Store(StoreError::Overtaken));
    }
    tell_with(&mut tx, scribe, &event, WhyHeld::ByHand, None, &reason).await?;
    set_next(&mut tx).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// Writes that `event` is held, and alarms staff.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn tell(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    event: &Event,
    why: WhyHeld,
    blocked: Option<Blocked>,
) -> Result<(), StoreError> {
    tell_with(tx, scribe, event, why, blocked, "").await
}

async fn tell_with(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    event: &Event,
    why: WhyHeld,
    blocked: Option<Blocked>,
    reason: &str,
) -> Result<(), StoreError> {
    let detail = json!({
        "event": event.id, "why": why.name(), "reason": reason,
        "blocked_users": blocked.map(|blocked| blocked.users),
        "armed_on": event.armed.map(|armed| armed.blocked.users),
    });
    chapter(tx, scribe, &event.id, "held", None, detail.clone()).await?;
    scribe.firm_event(tx, "schedule.held", &domain::account::ParticipantCode::staff(), detail).await?;
    let told = json!({ "title": event.plan.title, "why": why.name(), "reason": reason });
    let mut letters = Vec::new();
    for guardian in accounts::guardians(tx).await? {
        let letter = mail::outbox::told(scribe, Kind::EventHeld, &guardian.id);
        letters.push(outbox::Letter { detail: told.clone(), ..letter });
    }
    outbox::add_all(tx, &letters).await
}
