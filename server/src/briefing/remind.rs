//! Reminders, a day before a session.

use serde_json::json;

use super::{REMINDED_BEFORE, tell};
use crate::{
    app::App,
    audit::Scribe,
    mail::Kind,
    store::{StoreError, briefings, events::Actor},
};

/// Reminds those with a seat of a session that begins within a day, each once. Any number of instances may do so. Says
/// how many people were reminded.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<u64, StoreError> {
    let scribe = Scribe::of_command(app, Actor::System);
    let until = scribe.now.plus(REMINDED_BEFORE);
    let due = briefings::to_remind(&mut *app.store.reader().await?, scribe.now, until).await?;
    let mut reminded = 0;
    for id in due {
        let mut tx = app.store.begin().await?;
        // It may have been moved, called off or reminded of meanwhile.
        let held = briefings::hold(&mut tx, &id).await?;
        let Some(held) = held.filter(|held| held.is_open(scribe.now) && held.outline.starts_at <= until) else {
            continue;
        };
        let guests = briefings::mark_reminded(&mut tx, &id, scribe.now).await?;
        if guests.is_empty() {
            continue;
        }
        tell(&mut tx, &scribe, Kind::BriefingReminder, &held, &guests).await?;
        let detail = json!({ "briefing": id, "reminded": guests.len() });
        scribe.event(&mut tx, "briefing.reminded", None, detail).await?;
        tx.commit().await?;
        reminded += guests.len() as u64;
    }
    if reminded > 0 {
        app.outbox.ring();
    }
    Ok(reminded)
}
