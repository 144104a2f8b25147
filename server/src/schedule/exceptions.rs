//! Dated exceptions of a firm or a user: asked for by staff or by the firm, granted by staff, over by themselves.

use domain::{
    account::{AccountId, ParticipantCode},
    approval::Change,
    schedule::Exception,
    time::Instant,
};
use serde_json::json;

use super::settle;
use crate::{
    app::App,
    audit::Scribe,
    mail::{self, Kind},
    readiness::{
        Sight,
        request::{Meant, shut_out},
    },
    store::{
        StoreError, Tx, accounts,
        exceptions::{self, Granted},
        outbox,
        requests::{Request, Row, Subject},
        schedule,
    },
};

/// The longest exception, in days.
pub const LONGEST_DAYS: u32 = 366;

/// Why an exception cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionProblem {
    /// Its end is not after its beginning, or has passed.
    Dates,
    /// It is longer than [`LONGEST_DAYS`].
    TooLong,
    /// Cards are out of use for good.
    NoWayBack,
    /// There is nothing to end.
    Nothing,
}

/// Whether `exception` may be granted to `subject` at `now`; one whose end has passed ends what it has.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(
    db: &mut sqlx::AnyConnection,
    subject: &Subject,
    exception: Exception,
    now: Instant,
) -> Result<Option<ExceptionProblem>, StoreError> {
    if ends(exception) {
        let held = exceptions::find(db, subject).await?;
        return Ok(held.is_none().then_some(ExceptionProblem::Nothing));
    }
    if exception.until <= exception.from || exception.until <= now {
        return Ok(Some(ExceptionProblem::Dates));
    }
    if exception.until.since(exception.from).as_secs() > u64::from(LONGEST_DAYS) * 86_400 {
        return Ok(Some(ExceptionProblem::TooLong));
    }
    Ok(schedule::decommissioned_at(db).await?.map(|_| ExceptionProblem::NoWayBack))
}

/// Whether it stands for the end of what was granted: it lasts for no time at all.
pub fn ends(exception: Exception) -> bool {
    exception.from == exception.until
}

/// Whether a row about an exception can still be carried out: it may be, its subject has what it had, and it shuts out
/// no more than was agreed on.
///
/// # Errors
/// When the database cannot be read.
pub async fn judge(app: &App, tx: &mut Tx, row: &Row, now: Instant) -> Result<bool, StoreError> {
    let Change::Exception { exception, blocked } = &row.change else { return Ok(false) };
    // Two grants at once for one subject take turns here.
    schedule::hold_timeline(tx).await?;
    let held = exceptions::find(tx, &row.subject).await?.map(|held| held.exception);
    if held != row.former.exception || check(tx, &row.subject, *exception, now).await?.is_some() {
        return Ok(false);
    }
    let meant = Meant { subject: row.subject.clone(), exception: *exception };
    if !meant.closes() {
        return Ok(true);
    }
    let sight = Sight::of(app, tx, now).await?;
    let found = shut_out(tx, &sight, &meant).await?;
    Ok(!found.blocked().has_outgrown(*blocked, app.config.schedule.tolerance))
}

/// Grants or ends an exception. The sessions that it closes end with it, for good; and so do those that are closed
/// already, before it could let them in again.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn apply(
    app: &App,
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    request: &Request,
    row: &Row,
) -> Result<(), StoreError> {
    let Change::Exception { exception, .. } = &row.change else { return Ok(()) };
    settle::end_sessions(app, tx, scribe, Some(&row.subject)).await?;
    let requester = request.maker.as_ref().map_or_else(|| "operator".to_owned(), ToString::to_string);
    if ends(*exception) {
        exceptions::end(tx, &row.subject, scribe.now).await?;
    } else {
        let granted = Granted {
            id: crate::random::sortable_id(scribe.now, scribe.random),
            subject: row.subject.clone(),
            exception: *exception,
            reason: request.reason.clone(),
            requester: requester.clone(),
            approver: Some(scribe.actor.to_string()),
            request: request.id.clone(),
            created_at: scribe.now,
            ended_at: None,
        };
        exceptions::grant(tx, &granted).await?;
    }
    let mut detail = request.told();
    detail["maker"] = json!(requester);
    detail["kind"] = json!(exception.kind.name());
    let kind = if ends(*exception) { "exception.ended" } else { "exception.granted" };
    detail["from"] = json!(exception.from.to_string());
    detail["until"] = json!(exception.until.to_string());
    note(tx, scribe, kind, &row.subject, detail).await?;
    exceptions::begin_due(tx, scribe.now).await?;
    settle::end_sessions(app, tx, scribe, Some(&row.subject)).await?;
    tell(tx, scribe, &row.subject, *exception).await
}

/// Notes what begins and ends what is over, both by themselves; says whether anything did.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub async fn turn(tx: &mut Tx, scribe: &Scribe<'_>) -> Result<bool, StoreError> {
    let begun = exceptions::begin_due(tx, scribe.now).await?;
    let past = exceptions::end_past(tx, scribe.now).await?;
    for over in &past {
        let detail = json!({ "kind": over.exception.kind.name(), "until": over.exception.until.to_string() });
        note(tx, scribe, "exception.over", &over.subject, detail).await?;
    }
    Ok(begun || !past.is_empty())
}

async fn note(
    tx: &mut Tx,
    scribe: &Scribe<'_>,
    kind: &str,
    subject: &Subject,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    match subject {
        Subject::Account(account) => scribe.event(tx, kind, Some(account), detail).await,
        Subject::Firm(firm) => scribe.firm_event(tx, kind, firm, detail).await,
        Subject::Matter(_) => Ok(()),
    }
}

/// Tells the user that it is about, and the administrators of the firm.
async fn tell(tx: &mut Tx, scribe: &Scribe<'_>, subject: &Subject, exception: Exception) -> Result<(), StoreError> {
    let (firm, user): (&ParticipantCode, Option<&AccountId>) = match subject {
        Subject::Account(account) => (&account.participant, Some(account)),
        Subject::Firm(firm) => (firm, None),
        Subject::Matter(_) => return Ok(()),
    };
    let administrators = accounts::administrators(tx, firm).await?;
    let mut told: Vec<&AccountId> = administrators.iter().map(|administrator| &administrator.id).collect();
    told.extend(user.filter(|user| !administrators.iter().any(|administrator| administrator.id == **user)));
    let detail = json!({
        "about": subject.to_string(), "kind": exception.kind.name(), "ended": ends(exception),
        "from": exception.from.to_string(), "until": exception.until.to_string(),
    });
    let letters: Vec<outbox::Letter> = told
        .into_iter()
        .map(|id| outbox::Letter { detail: detail.clone(), ..mail::outbox::told(scribe, Kind::ExceptionGranted, id) })
        .collect();
    outbox::add_all(tx, &letters).await
}
