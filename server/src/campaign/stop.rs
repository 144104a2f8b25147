//! Pausing and stopping a campaign: one person, at once. It takes two to let one that is paused go on.

use domain::{account::ParticipantCode, campaign::Stage, life::Status, role::StaffRole};
use serde_json::json;

use super::cause;
use crate::{
    app::App,
    approval::propose::tidy_reason,
    audit::Scribe,
    rights::Guardian,
    store::{
        StoreError, accounts,
        campaigns::{self, Campaign},
    },
};

/// Why nothing was stopped.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// There is no such campaign, or it does not stand so that it could be.
    #[error("nothing to stop")]
    Nothing,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Pauses a campaign that runs, or stops it for good: nothing that has not left leaves any more.
///
/// # Errors
/// [`StopError`] says why not.
pub async fn stop(
    app: &App,
    scribe: &Scribe<'_>,
    by: Guardian<'_>,
    id: &str,
    for_good: bool,
    reason: &str,
) -> Result<(), StopError> {
    let reason = tidy_reason(reason);
    if reason.is_empty() {
        return Err(StopError::ReasonMissing);
    }
    let mut tx = app.store.begin().await?;
    // The right may have gone since the request began.
    let held = accounts::find(&mut tx, &by.account().id).await?;
    let guards =
        |held: &accounts::Account| held.status == Status::Active && held.staff_role.is_some_and(StaffRole::guards);
    if !held.is_some_and(|held| guards(&held)) {
        return Err(StopError::Store(StoreError::Overtaken));
    }
    let campaign = campaigns::hold(&mut tx, id).await?.ok_or(StopError::Nothing)?;
    let may = if for_good { campaign.stage.may_stop() } else { campaign.stage == Stage::Running };
    if !may {
        return Err(StopError::Nothing);
    }
    let (stage, kind) = match for_good {
        true => (Stage::Stopped, "campaign.stopped"),
        false => (Stage::Paused, "campaign.paused"),
    };
    campaigns::put(&mut tx, &Campaign { stage, changed_at: scribe.now, ..campaign }).await?;
    let called_off = campaigns::call_off(&mut tx, &cause(id), scribe.now).await?;
    let detail = json!({ "campaign": id, "reason": reason, "called_off": called_off });
    scribe.firm_event(&mut tx, kind, &ParticipantCode::staff(), detail).await?;
    Ok(tx.commit().await?)
}
