//! The closing pack: what was decided, by whom, on which count, whom the switch refused and which exceptions there were.
//!
//! It is one event of the audit, so it is sealed like any other. The file that people keep is an export of
//! the seal that holds it: `changeover audit verify` proves it without a server, and against an anchor that was
//! kept elsewhere.

use std::io::Write;

use domain::account::ParticipantCode;
use serde_json::json;

use crate::{
    app::App,
    audit::{
        Scribe,
        export::{self, ExportError, Exported},
        seal,
    },
    store::{StoreError, Tx, decommission, events::Actor, exceptions, marks, schedule, seals},
};

/// The kind of its event.
pub const KIND: &str = "closing.pack";

/// The mark with the id of its event.
const EVENT: &str = "closing.pack";

/// Lines of the schedule's history that it holds at most.
const HISTORY: u32 = 10_000;

/// Writes the pack into the audit, once.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn write(tx: &mut Tx, scribe: &Scribe<'_>) -> Result<(), StoreError> {
    let decisions: Vec<_> = schedule::history(tx, None, HISTORY).await?.into_iter().rev().collect();
    let decisions: Vec<_> = decisions
        .iter()
        .map(|chapter| {
            json!({
                "at": chapter.at.to_string(), "event": chapter.event, "what": chapter.what, "by": chapter.actor,
                "request": chapter.request, "detail": chapter.detail,
            })
        })
        .collect();
    let granted: Vec<_> = exceptions::list(tx, None, u32::MAX)
        .await?
        .iter()
        .rev()
        .map(|granted| {
            json!({
                "to": granted.subject.to_string(), "kind": granted.exception.kind.name(),
                "from": granted.exception.from.to_string(), "until": granted.exception.until.to_string(),
                "reason": granted.reason, "asked_by": granted.requester, "granted_by": granted.approver,
                "over": granted.ended_at.map(|at| at.to_string()),
            })
        })
        .collect();
    let states: serde_json::Map<String, serde_json::Value> =
        decommission::users_by_state(tx).await?.into_iter().map(|(state, users)| (state, json!(users))).collect();
    let refusals: serde_json::Map<String, serde_json::Value> =
        decommission::refusals(tx).await?.into_iter().map(|(kind, times)| (kind, json!(times))).collect();
    let detail = json!({
        "decisions": decisions, "exceptions": granted, "users": states, "refusals": refusals,
        "events": decommission::count_events(tx).await?,
    });
    let id = scribe.firm_event_named(tx, KIND, &ParticipantCode::staff(), detail).await?;
    marks::put(tx, EVENT, &id).await
}

/// Whether there is a pack.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_there(app: &App) -> Result<bool, StoreError> {
    Ok(marks::find(&mut *app.store.reader().await?, EVENT).await?.is_some())
}

/// Seals what waits and writes the pack to `out`; none where cards are not decommissioned.
///
/// # Errors
/// As [`export::write`].
pub async fn export(app: &App, by: Actor, out: &mut (dyn Write + Send)) -> Result<Option<Exported>, ExportError> {
    let Some(id) = marks::find(&mut *app.store.reader().await?, EVENT).await? else { return Ok(None) };
    seal::all(app).await?;
    let Some(first) = seals::seal_of(&mut *app.store.reader().await?, &id).await? else { return Ok(None) };
    export::write(app, by, first..=first, out, |_, _| {}).await.map(Some)
}
