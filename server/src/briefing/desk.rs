//! What operators do with sessions.

use app::ports::briefing::{DeskProblem, SessionProblem, SessionTyped};
use domain::{
    account::AccountId,
    briefing::Seat,
    life::Status,
    role::StaffRole,
    time::{Instant, hong_kong_minute, typed_in_hong_kong},
};
use serde_json::json;

use super::{is_late, seats, tell};
use crate::{
    app::App,
    approval::propose::tidy_reason as tidy,
    audit::Scribe,
    mail::Kind,
    random::sortable_id,
    rights::Operator,
    store::{
        StoreError, Tx, accounts,
        briefings::{self, Briefing, Outline},
        papers::{self, Paper},
    },
};

/// Bounds of a session's length, in minutes.
const MINUTES: (u32, u32) = (5, 24 * 60);
/// Bounds of a session's seats.
const CAPACITY: (u32, u32) = (1, 10_000);

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// There is no such session.
    #[error("there is no such session")]
    Gone,
    /// The right to do it went meanwhile.
    #[error("the right to do it is gone")]
    NoRight,
    /// What was typed does not do.
    #[error("not taken: {0:?}")]
    Typed(Vec<SessionProblem>),
    /// It does not do now.
    #[error("not done: {0:?}")]
    Problem(DeskProblem),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether `by` still holds the right with which the request began.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn still(tx: &mut Tx, by: Operator<'_>) -> Result<bool, StoreError> {
    let held = accounts::find(tx, &by.account().id).await?;
    Ok(held.is_some_and(|held| held.status == Status::Active && held.staff_role == Some(StaffRole::Operator)))
}

async fn begin(app: &App, by: Operator<'_>) -> Result<Tx, DeskError> {
    let mut tx = app.store.begin().await?;
    if still(&mut tx, by).await? { Ok(tx) } else { Err(DeskError::NoRight) }
}

/// What was typed, as a session that begins after `now`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(typed: &SessionTyped, now: Instant) -> Result<Outline, Vec<SessionProblem>> {
    let mut problems = Vec::new();
    let text = |typed: &str, field, problems: &mut Vec<_>| {
        let text = tidy(typed);
        if text.is_empty() {
            problems.push(SessionProblem::Missing(field));
        }
        text
    };
    let title_en = text(&typed.title_en, "title_en", &mut problems);
    let title_zh = text(&typed.title_zh, "title_zh", &mut problems);
    let place_en = text(&typed.place_en, "place_en", &mut problems);
    let place_zh = text(&typed.place_zh, "place_zh", &mut problems);
    let starts_at = match (hong_kong_minute(&typed.date, "00:00"), hong_kong_minute(&typed.date, &typed.time)) {
        (None, _) => Err(SessionProblem::NotATime("date")),
        (_, None) => Err(SessionProblem::NotATime("time")),
        (_, Some(at)) if at <= now => Err(SessionProblem::Past),
        (_, Some(at)) => Ok(at),
    };
    let within =
        |typed: &str, (least, most)| typed.trim().parse().ok().filter(|number: &u32| (least..=most).contains(number));
    let minutes = within(&typed.minutes, MINUTES).ok_or(SessionProblem::Minutes(MINUTES.0, MINUTES.1));
    let spoken = typed.spoken.parse().map_err(|_| SessionProblem::Spoken);
    let capacity = within(&typed.capacity, CAPACITY).ok_or(SessionProblem::Capacity(CAPACITY.0, CAPACITY.1));
    match (starts_at, minutes, spoken, capacity) {
        (Ok(starts_at), Ok(minutes), Ok(spoken), Ok(capacity)) if problems.is_empty() => {
            Ok(Outline { title_en, title_zh, place_en, place_zh, starts_at, minutes, spoken, capacity })
        }
        (starts_at, minutes, spoken, capacity) => {
            problems.extend([starts_at.err(), minutes.err(), spoken.err(), capacity.err()].into_iter().flatten());
            Err(problems)
        }
    }
}

/// A session as a form shows it.
pub fn typed(outline: &Outline) -> SessionTyped {
    let (date, time) = typed_in_hong_kong(outline.starts_at);
    SessionTyped {
        title_en: outline.title_en.clone(),
        title_zh: outline.title_zh.clone(),
        place_en: outline.place_en.clone(),
        place_zh: outline.place_zh.clone(),
        date,
        time,
        minutes: outline.minutes.to_string(),
        spoken: outline.spoken.name().to_owned(),
        capacity: outline.capacity.to_string(),
    }
}

fn told(id: &str, outline: &Outline) -> serde_json::Value {
    json!({
        "briefing": id, "title": outline.title_en, "starts_at": outline.starts_at, "capacity": outline.capacity,
        "minutes": outline.minutes, "spoken": outline.spoken.name(), "place": outline.place_en,
    })
}

/// Plans a session, and gives its id.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn create(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    typed: &SessionTyped,
) -> Result<String, DeskError> {
    let outline = read(typed, scribe.now).map_err(DeskError::Typed)?;
    let id = sortable_id(scribe.now, scribe.random);
    let mut tx = begin(app, by).await?;
    briefings::add(&mut tx, &id, &outline, scribe.now).await?;
    scribe.event(&mut tx, "briefing.created", None, told(&id, &outline)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn on_it(tx: &mut Tx, id: &str) -> Result<Vec<AccountId>, StoreError> {
    Ok(briefings::attendees(tx, id, None).await?.into_iter().map(|(attendee, _)| attendee.account).collect())
}

/// Changes a session that has not begun, as long as it still is what `seen` was, and tells those who signed up of what
/// concerns them. More seats go to those who wait.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn change(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    seen: i64,
    typed: &SessionTyped,
) -> Result<(), DeskError> {
    let outline = read(typed, scribe.now).map_err(DeskError::Typed)?;
    let refused = |problem| Err(DeskError::Typed(vec![problem]));
    let mut tx = begin(app, by).await?;
    let held = briefings::hold(&mut tx, id).await?.ok_or(DeskError::Gone)?;
    if !held.is_open(scribe.now) {
        return refused(SessionProblem::Closed);
    }
    if held.version != seen {
        return refused(SessionProblem::Overtaken);
    }
    if outline.capacity < held.taken {
        return refused(SessionProblem::Taken(held.taken));
    }
    if outline == held.outline {
        return Ok(());
    }
    briefings::change(&mut tx, id, &outline).await?;
    scribe.event(&mut tx, "briefing.changed", None, told(id, &outline)).await?;
    let concerns = Outline { capacity: held.outline.capacity, ..outline.clone() } != held.outline;
    let moved = outline.starts_at != held.outline.starts_at;
    let changed = Briefing { outline, ..held };
    if concerns {
        if moved {
            let at = is_late(&changed, scribe.now).then_some(scribe.now);
            briefings::set_reminded(&mut tx, id, at).await?;
        }
        let guests = on_it(&mut tx, id).await?;
        tell(&mut tx, scribe, Kind::BriefingMoved, &changed, &guests).await?;
    }
    seats::move_up(&mut tx, scribe, &changed).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// Calls a session off that has not begun, and tells everybody on it.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn call_off(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    confirmed: bool,
) -> Result<(), DeskError> {
    let mut tx = begin(app, by).await?;
    let held = briefings::hold(&mut tx, id).await?.ok_or(DeskError::Gone)?;
    if !held.is_open(scribe.now) {
        return Err(DeskError::Problem(DeskProblem::Closed));
    }
    if !confirmed {
        return Err(DeskError::Problem(DeskProblem::NotConfirmed));
    }
    briefings::call_off(&mut tx, id, scribe.now).await?;
    let guests = on_it(&mut tx, id).await?;
    tell(&mut tx, scribe, Kind::BriefingCalledOff, &held, &guests).await?;
    let detail = json!({ "briefing": id, "title": held.outline.title_en, "told": guests.len() });
    scribe.event(&mut tx, "briefing.called-off", None, detail).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// Records who came to a session that has begun: `came` and nobody else of those with a seat.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn record(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    came: &[AccountId],
) -> Result<(), DeskError> {
    let mut tx = begin(app, by).await?;
    let held = briefings::hold(&mut tx, id).await?.ok_or(DeskError::Gone)?;
    if held.called_off_at.is_some() || held.outline.starts_at > scribe.now {
        return Err(DeskError::Problem(DeskProblem::NotBegun));
    }
    let first = held.recorded_at.is_none();
    for (attendee, _) in briefings::attendees(&mut tx, id, None).await? {
        let attended = came.contains(&attendee.account);
        if attendee.seat != Seat::Taken || (attendee.attended == attended && !first) {
            continue;
        }
        briefings::set_attended(&mut tx, id, &attendee.account, attended).await?;
        let detail = json!({ "briefing": id, "attended": attended });
        scribe.event(&mut tx, "briefing.attendance", Some(&attendee.account), detail).await?;
    }
    briefings::set_recorded(&mut tx, id, scribe.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a PDF to a session.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn add_material(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    paper: &Paper,
    content: Vec<u8>,
) -> Result<(), DeskError> {
    let mut tx = begin(app, by).await?;
    briefings::hold(&mut tx, id).await?.ok_or(DeskError::Gone)?;
    papers::add(&mut tx, paper, content).await?;
    papers::add_material(&mut tx, &paper.id, id).await?;
    let detail = json!({ "briefing": id, "paper": paper.id, "title": paper.title_en, "bytes": paper.size });
    scribe.event(&mut tx, "briefing.material-added", None, detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a PDF from a session.
///
/// # Errors
/// [`DeskError`] says why it was not.
pub async fn remove_material(
    app: &App,
    scribe: &Scribe<'_>,
    by: Operator<'_>,
    id: &str,
    paper: &str,
) -> Result<(), DeskError> {
    let mut tx = begin(app, by).await?;
    if !papers::remove_material(&mut tx, paper, id).await? {
        return Err(DeskError::Gone);
    }
    let detail = json!({ "briefing": id, "paper": paper });
    scribe.event(&mut tx, "briefing.material-removed", None, detail).await?;
    tx.commit().await?;
    Ok(())
}
