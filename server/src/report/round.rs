//! Sending the report: once a week, whichever instance comes first.

use std::time::Duration;

use domain::{account::ParticipantCode, time::Instant};
use serde_json::json;

use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    store::{StoreError, accounts, events::Actor, marks, outbox},
};

/// The mark that is held while a report is put in.
const SENDING: &str = "report.sending";
/// The mark that says which week's report was put in last.
const SENT: &str = "report.sent-for";

/// How long a report is worth sending: until shortly before the next.
const LIFETIME: Duration = Duration::from_secs(6 * 86_400);

/// Puts the report of the week in for every member of staff who can be written to, once its time has come; says whether
/// it did. The first one is due in the week after this was set up. Any number of instances may do so.
///
/// # Errors
/// When the database does not take it; it is tried again then.
pub async fn round(app: &App) -> Result<bool, StoreError> {
    let Some(weekly) = app.config.report.weekly.0 else { return Ok(false) };
    let scribe = Scribe::of_command(app, Actor::System);
    let due = weekly.newest(scribe.now);
    let last = |mark: Option<String>| mark.and_then(|text| text.parse::<Instant>().ok());
    // Looked at first without a transaction: nearly always there is nothing to do.
    let before = marks::find(&mut *app.store.reader().await?, SENT).await?;
    if last(before).is_some_and(|last| last >= due) {
        return Ok(false);
    }
    let mut tx = app.store.begin().await?;
    marks::put(&mut tx, SENDING, "").await?;
    let before = last(marks::find(&mut tx, SENT).await?);
    if before.is_some_and(|last| last >= due) {
        return Ok(false);
    }
    marks::put(&mut tx, SENT, &due.to_string()).await?;
    if before.is_some() {
        let staff = accounts::staff(&mut tx).await?;
        let letters: Vec<outbox::Letter> = staff
            .iter()
            .map(|reader| mail::outbox::letter(&scribe, Kind::WeeklyReport, &reader.id, "", scribe.now.plus(LIFETIME)))
            .collect();
        outbox::add_all(&mut tx, &letters).await?;
        let detail = json!({ "recipients": staff.len(), "week": due.to_string() });
        scribe.firm_event(&mut tx, "report.sent", &ParticipantCode::staff(), detail).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(before.is_some())
}
