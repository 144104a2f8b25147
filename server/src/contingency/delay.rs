//! Telling everybody that mail is delayed: one person switches it on, and one person off.

use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    rights::Guardian,
    store::{StoreError, outbox, schedule},
};

/// Switches the notice on or off. False where it stood so.
///
/// # Errors
/// When the database does not take it.
pub async fn switch(app: &App, scribe: &Scribe<'_>, _by: Guardian<'_>, delayed: bool) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let changed = schedule::set_mail_delayed(&mut tx, delayed.then_some(scribe.now)).await?;
    if changed {
        let (waiting, _) = outbox::waiting(&mut tx).await?;
        let kind = if delayed { "mail-delay.announced" } else { "mail-delay.ended" };
        scribe.event(&mut tx, kind, None, json!({ "mails_waiting": waiting })).await?;
        tx.commit().await?;
    }
    Ok(changed)
}
