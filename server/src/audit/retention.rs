//! What has been kept long enough goes: whom events concern, their particulars, and mails that were settled.
//!
//! The chain stays whole ([`super::expiry`]), and what went is itself an event. What tells of the schedule and of the
//! audit itself keeps its particulars: they are what the closing pack rests on.

use std::time::Duration;

use domain::time::Instant;
use serde_json::json;

use super::{
    Scribe,
    expiry::{Part, expire},
};
use crate::{
    app::App,
    store::{StoreError, events::Actor, mail_reports, outbox, seals},
};

/// Events of one transaction.
const AT_ONCE: u32 = 500;

/// Takes away what is due, a batch of each kind; says whether there may be more. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it.
pub async fn round(app: &App) -> Result<bool, StoreError> {
    let now = app.clock.now();
    let lives = &app.config.retention;
    let mut more = false;
    for (part, life) in [(Part::Who, *lives.who), (Part::Detail, *lives.particulars)] {
        more |= take_away(app, part, now, life).await? == u64::from(AT_ONCE);
    }
    let before = now.minus(*lives.mail);
    let mut tx = app.store.begin().await?;
    let mails = outbox::forget_settled(&mut tx, before, AT_ONCE).await?;
    let reports = mail_reports::forget(&mut tx, before, AT_ONCE).await?;
    tx.commit().await?;
    Ok(more || mails.max(reports) == u64::from(AT_ONCE))
}

async fn take_away(app: &App, part: Part, now: Instant, life: Duration) -> Result<u64, StoreError> {
    let before = now.minus(life);
    let due = seals::due_to_expire(&mut *app.store.reader().await?, part, before, AT_ONCE).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let scribe = Scribe::of_command(app, Actor::System);
    let mut tx = app.store.begin().await?;
    // Sealing and expiring take turns.
    seals::hold(&mut tx).await?;
    let mut gone = 0;
    for id in &due {
        gone += u64::from(expire(&mut tx, id, part).await?);
    }
    let detail = json!({ "part": part.name(), "events": gone, "before": before.to_string() });
    scribe.event(&mut tx, "audit.expired", None, detail).await?;
    tx.commit().await?;
    Ok(due.len() as u64)
}
