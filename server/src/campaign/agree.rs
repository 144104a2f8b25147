//! Letting a campaign run, once two people agreed on it.

use domain::{account::ParticipantCode, approval::Change, campaign::Stage, time::Instant};
use serde_json::json;

use super::draft;
use crate::{
    app::App,
    audit::Scribe,
    store::{
        StoreError, Tx,
        campaigns::{self, Campaign},
        requests::{Request, Row},
    },
};

/// Whether a row that lets a campaign run can still be carried out: it is the same, and addresses no more users than
/// were seen, beyond the tolerance of the schedule.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(app: &App, tx: &mut Tx, row: &Row, now: Instant) -> Result<bool, StoreError> {
    let (Change::Campaign { plan, audience }, Some(id)) = (&row.change, row.subject.as_campaign()) else {
        return Ok(false);
    };
    let Some(held) = campaigns::hold(tx, id).await? else { return Ok(false) };
    if held.version != row.version || held.plan != *plan || !held.stage.may_start() {
        return Ok(false);
    }
    let Some(count) = draft::count(tx, &held, now).await? else { return Ok(false) };
    Ok(count.audience.users <= audience.users.saturating_add(app.config.schedule.tolerance))
}

/// Lets a campaign run.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request, row: &Row) -> Result<(), StoreError> {
    let (Change::Campaign { audience, .. }, Some(id)) = (&row.change, row.subject.as_campaign()) else {
        return Ok(());
    };
    let Some(held) = campaigns::hold(tx, id).await? else { return Ok(()) };
    // What had not left when it was paused may go now.
    campaigns::withdraw(tx, id, scribe.now).await?;
    let kind = if held.started_at.is_some() { "campaign.resumed" } else { "campaign.started" };
    let running = Campaign {
        stage: Stage::Running,
        changed_at: scribe.now,
        started_at: held.started_at.or(Some(scribe.now)),
        next_at: scribe.now,
        ..held
    };
    if !campaigns::put(tx, &running).await? {
        return Err(StoreError::Overtaken);
    }
    let detail = json!({
        "campaign": id, "users": audience.users, "firms": audience.firms, "request": request.id,
        "maker": request.maker.as_ref().map(ToString::to_string),
    });
    scribe.firm_event(tx, kind, &ParticipantCode::staff(), detail).await
}
