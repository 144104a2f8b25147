//! Requests that nobody decided in time.

use app::ports::approval::Decided;
use domain::approval::ItemState;

use super::decide::{Pick, end_waiting, tell_maker};
use crate::{
    app::App,
    audit::Scribe,
    store::{StoreError, events::Actor, requests},
};

/// Requests ended in one round at most: each is a transaction of its own.
const AT_ONCE: u32 = 100;

/// Ends what has waited too long and tells its makers. Any number of instances may do so. Says how many requests.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<u64, StoreError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let overdue = requests::overdue(&mut *app.store.reader().await?, scribe.now, AT_ONCE).await?;
    let mut ended = 0;
    for request in overdue {
        let mut tx = app.store.begin().await?;
        // Another instance, or a checker at the last moment, may have been faster.
        let Some(request) = requests::hold_at(&mut tx, &request.id, request.revision).await? else { continue };
        let expired =
            end_waiting(&mut tx, &scribe, &request, Pick::All, ItemState::Expired, "request.expired", None).await?;
        tell_maker(&mut tx, &scribe, &request, Decided::default(), None, expired).await?;
        tx.commit().await?;
        ended += 1;
    }
    if ended > 0 {
        app.outbox.ring();
    }
    Ok(ended)
}
