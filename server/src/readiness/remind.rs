//! Reminding users who are shut out soon: by a notice, or by the activation once more. One a user a day, with the mails
//! of campaigns.

use app::ports::{
    portal::UserAct,
    readiness::{Nudge, Nudged},
};
use domain::{account::AccountId, life::Status, time::Instant};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    registration::acts,
    rights::Administrator,
    store::{StoreError, Tx, accounts, campaigns, outbox},
};

/// Sends a reminder, or the activation again, to those of `users` whom it helps: of the administrator's firm, with an
/// address, not set up, and not reminded on that day by anybody. `closing` is when something closes next.
///
/// # Errors
/// When the database does not take it; nothing is sent then.
pub async fn send(
    app: &App,
    scribe: &Scribe<'_>,
    by: Administrator<'_>,
    users: &[AccountId],
    nudge: Nudge,
    closing: Option<Instant>,
) -> Result<Nudged, StoreError> {
    let mut tx = app.store.begin().await?;
    // The right may have gone since the request began.
    let administrator = accounts::find(&mut tx, &by.account().id).await?;
    if !administrator.is_some_and(|held| held.status == Status::Active && held.da.any()) {
        return Err(StoreError::Overtaken);
    }
    let mut nudged = Nudged { nudge, sent: 0, left: 0 };
    for user in users {
        let sent = one(app, &mut tx, scribe, by, user, nudge, closing).await?;
        *if sent { &mut nudged.sent } else { &mut nudged.left } += 1;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(nudged)
}

async fn one(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    by: Administrator<'_>,
    user: &AccountId,
    nudge: Nudge,
    closing: Option<Instant>,
) -> Result<bool, StoreError> {
    let Some(account) = accounts::find(tx, user).await?.filter(|account| account.id.participant == *by.firm()) else {
        return Ok(false);
    };
    // Whom an activation helps, and nobody else, a reminder helps.
    if acts::possible(app, tx, by, &account, UserAct::Invite).await?.is_err() {
        return Ok(false);
    }
    let mut letter = mail::outbox::told(scribe, Kind::FirmReminder, user);
    if !campaigns::enter_by_hand(tx, user, &letter.id, scribe.now).await? {
        return Ok(false);
    }
    match nudge {
        Nudge::Invite if acts::act(app, tx, scribe, by, user, UserAct::Invite).await?.is_err() => {
            campaigns::withdraw_one(tx, &letter.id, scribe.now).await?;
            return Ok(false);
        }
        Nudge::Invite => {}
        Nudge::Remind => {
            letter.detail = json!({ "closing": closing });
            outbox::add(tx, &letter).await?;
            scribe.event(tx, "reminder.sent", Some(user), json!({})).await?;
        }
    }
    Ok(true)
}
