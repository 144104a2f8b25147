//! A firm's declaration that it is ready for the next event that closes something.

use app::ports::readiness::{Declaration, Declared};
use domain::{
    account::ParticipantCode,
    approval::{Change, ChangeKind},
    time::Instant,
};
use serde_json::json;
use sqlx::AnyConnection;

use super::{
    Sight, choice,
    package::{agreed, waits},
};
use crate::{
    app::App,
    audit::Scribe,
    random::sortable_id,
    schedule::blocked::Summary,
    store::{
        StoreError, Tx,
        readiness::{self, Agreed},
        requests::{Request, Row, Subject},
        schedule,
    },
};

/// How many of `firm` what closes next shuts out; none where nothing closes.
async fn count(
    db: &mut AnyConnection,
    sight: &Sight,
    firm: &ParticipantCode,
) -> Result<Option<(String, Instant, u64)>, StoreError> {
    let Some((event, at)) = sight.closing() else { return Ok(None) };
    let summary = Summary::of(db, Some(firm), sight.at(at), at).await?;
    Ok(Some((event.id.clone(), at, summary.blocked.users)))
}

/// Where the declaration of `firm` stands; none where nothing closes.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(
    db: &mut AnyConnection,
    sight: &Sight,
    firm: &ParticipantCode,
    named: impl Fn(&str) -> String,
) -> Result<Option<Declaration>, StoreError> {
    let Some((event, at)) = sight.closing() else { return Ok(None) };
    let blocked = count(db, sight, firm).await?.map_or(0, |(.., blocked)| blocked);
    let held = readiness::declarations(db, Some(firm)).await?.remove(firm);
    let (declared, void) = sort(held, &event.id, at);
    Ok(Some(Declaration {
        event: choice(event, at),
        blocked,
        waits: waits(db, firm, ChangeKind::Readiness).await?,
        declared: declared.map(|held| shown(held, &named)),
        void: void.map(|held| shown(held, &named)),
    }))
}

/// What was declared for `event` at `at`, and what was declared for something else.
pub fn sort(
    held: Option<readiness::Declaration>,
    event: &str,
    at: Instant,
) -> (Option<readiness::Declaration>, Option<readiness::Declaration>) {
    match held {
        Some(held) if held.event == event && held.event_at == at => (Some(held), None),
        other => (None, other),
    }
}

/// A declaration as pages show it.
pub fn shown(held: readiness::Declaration, named: &impl Fn(&str) -> String) -> Declared {
    let Agreed { at, maker, checker, .. } = held.agreed;
    Declared { at, blocked: held.blocked, event_at: held.event_at, maker: named(&maker), checker: named(&checker) }
}

/// The change that a maker proposes who was shown `event`, its instant and `blocked`; none where it is not so any more.
///
/// # Errors
/// When the database cannot be read.
pub async fn change(
    app: &App,
    db: &mut AnyConnection,
    firm: &ParticipantCode,
    shown: (&str, &str, &str),
    now: Instant,
) -> Result<Option<Change>, StoreError> {
    let sight = Sight::of(app, db, now).await?;
    let Some((event, at, blocked)) = count(db, &sight, firm).await? else { return Ok(None) };
    let same = shown.0 == event && shown.1.parse() == Ok(at) && shown.2.parse() == Ok(blocked);
    Ok(same.then_some(Change::Readiness { event, at, blocked }))
}

/// Whether the row can still be carried out: the event comes next and happens at the same instant, and shuts out no
/// more of the firm than was declared.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(app: &App, tx: &mut Tx, row: &Row, now: Instant) -> Result<bool, StoreError> {
    let Change::Readiness { event, at, blocked } = &row.change else { return Ok(false) };
    let Subject::Firm(firm) = &row.subject else { return Ok(false) };
    schedule::hold_timeline(tx).await?;
    let sight = Sight::of(app, tx, now).await?;
    let found = count(tx, &sight, firm).await?;
    Ok(found.is_some_and(|(next, when, count)| next == *event && when == *at && count <= *blocked))
}

/// Notes what the firm declared.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(tx: &mut Tx, scribe: &Scribe<'_>, request: &Request, row: &Row) -> Result<(), StoreError> {
    let Change::Readiness { event, at, blocked } = &row.change else { return Ok(()) };
    let Subject::Firm(firm) = &row.subject else { return Ok(()) };
    let new = readiness::Declaration {
        id: sortable_id(scribe.now, scribe.random),
        event: event.clone(),
        event_at: *at,
        blocked: *blocked,
        agreed: agreed(scribe, request),
    };
    let mut detail = request.told();
    detail["maker"] = json!(new.agreed.maker);
    detail["event"] = json!(event);
    detail["at"] = json!(at.to_string());
    detail["blocked_users"] = json!(blocked);
    readiness::add_declaration(tx, firm, &new).await?;
    scribe.firm_event(tx, "readiness.declared", firm, detail).await
}
