//! The end of smartcards: an event of the schedule with no way back.
//!
//! It happens in the transaction that settles its event ([`crate::schedule::settle`]): cards and what rests on them are
//! gone, exceptions are over, and the closing pack stands in the audit ([`pack`]). From then on
//! [`domain::schedule::Terms::phase`] knows no phase that would take a card back, whatever the configuration says, and
//! the listener for cards closes.

pub mod pack;

use domain::time::Instant;
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    store::{StoreError, Tx, decommission, exceptions, schedule},
};

/// Takes cards out of use for good.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn carry_out(tx: &mut Tx, scribe: &Scribe<'_>, at: Instant) -> Result<(), StoreError> {
    schedule::set_decommissioned(tx, at).await?;
    let staff = domain::account::ParticipantCode::staff();
    let over = exceptions::end_all(tx, scribe.now).await?;
    let purged = decommission::purge_cards(tx).await?;
    let detail = json!({
        "cards": purged.cards, "holders": purged.holders, "codes": purged.codes, "under_way": purged.under_way,
        "exceptions_over": over,
    });
    scribe.firm_event(tx, "cards.decommissioned", &staff, detail).await?;
    pack::write(tx, scribe).await
}

/// Whether cards are out of use for good.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_done(app: &App) -> Result<bool, StoreError> {
    let mut reader = app.store.reader().await?;
    let timeline = crate::schedule::timeline(app, &mut reader, app.clock.now()).await?;
    Ok(timeline.decommissioned)
}
