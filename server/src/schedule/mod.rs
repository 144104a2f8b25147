//! The schedule at work: which phase is in force, and for whom.
//!
//! * The phase is read with whatever rests on it, never kept: [`phase`] for everybody, [`terms`] for one account, and
//!   with every session. So every instance switches at the same instant.
//! * [`settle`] carries out what is due: once, by whichever instance comes first. Until it has, [`settle::foresee`] says
//!   what it will do, and that is the phase already.
//! * [`blocked`] counts and lists whom a phase shuts out, by the rule of [`domain::reach`] that logins follow too;
//!   [`relief`] says what helps them.
//! * [`plan`] and [`arming`] are what two people agree on; [`hold`] takes one. [`exceptions`] bend the phase for some.
//! * [`choice`] is what staff do for several who are blocked, [`call_list`] whom they call.
//! * [`view`], [`edit`] and [`rehearsal`] are what people see of it and type; [`import`] and [`calendar`] its files.

pub mod arming;
pub mod blocked;
pub mod calendar;
pub mod call_list;
pub mod choice;
pub mod edit;
pub mod exceptions;
pub mod hold;
pub mod import;
pub mod news;
pub mod plan;
pub mod rehearsal;
pub mod relief;
pub mod settle;
pub mod view;

use domain::{
    account::AccountId,
    phase::{Act, Phase, Rule},
    schedule::{Schedule, Terms, Timeline},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    app::App,
    store::{
        StoreError, exceptions as exceptions_store, schedule,
        terms::{self, Stored},
    },
};

/// The timeline in force at `now`, with what is due by then.
///
/// # Errors
/// When the database cannot be read.
pub async fn timeline(app: &App, db: &mut AnyConnection, now: Instant) -> Result<Timeline, StoreError> {
    let (timeline, next_at) = terms::timeline(db).await?;
    in_force(app, db, timeline, next_at, now).await
}

/// The phase in force for everybody without an exception.
///
/// # Errors
/// When the database cannot be read.
pub async fn phase(app: &App, db: &mut AnyConnection, now: Instant) -> Result<Phase, StoreError> {
    Ok(Terms::of(timeline(app, db, now).await?).phase(now))
}

/// What the schedule says to `account`; to one that is not there what it says to everybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn terms(app: &App, db: &mut AnyConnection, account: &AccountId, now: Instant) -> Result<Terms, StoreError> {
    match terms::find(db, account).await? {
        Some(stored) => current(app, db, stored, now).await,
        None => Ok(Terms::of(timeline(app, db, now).await?)),
    }
}

/// The phase in force for `account`.
///
/// # Errors
/// When the database cannot be read.
pub async fn phase_of(
    app: &App,
    db: &mut AnyConnection,
    account: &AccountId,
    now: Instant,
) -> Result<Phase, StoreError> {
    Ok(terms(app, db, account, now).await?.phase(now))
}

/// Stored terms as they hold at `now`, with what is due by then.
///
/// # Errors
/// When the database cannot be read.
pub async fn current(app: &App, db: &mut AnyConnection, stored: Stored, now: Instant) -> Result<Terms, StoreError> {
    let timeline = in_force(app, db, stored.terms.timeline, stored.next_at, now).await?;
    Ok(Terms { timeline, ..stored.terms })
}

async fn in_force(
    app: &App,
    db: &mut AnyConnection,
    timeline: Timeline,
    next_at: Option<Instant>,
    now: Instant,
) -> Result<Timeline, StoreError> {
    if let Some(phase) = app.config.schedule.phase.0 {
        return Ok(Timeline { phase, former: phase, ..timeline });
    }
    if next_at.is_none_or(|next| next > now) {
        return Ok(timeline);
    }
    let events = schedule::list(db).await?;
    Ok(settle::foresee(app, db, Schedule { timeline, events }, now).await?.0.timeline)
}

/// Whether cards still log anybody in: by the phase, or by an extension. Whom, is said once the card has proved who
/// holds it.
///
/// # Errors
/// When the database cannot be read.
pub async fn cards_open(app: &App, db: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let timeline = timeline(app, db, now).await?;
    let open = Terms::of(timeline).phase(now).rule(Act::SmartcardLogin) != Rule::No;
    Ok(open || !timeline.decommissioned && exceptions_store::any_extension(db, now).await?)
}

/// Whether a card proves its holder for setting up: until cards are out of use for good.
///
/// # Errors
/// When the database cannot be read.
pub async fn card_sets_up(app: &App, db: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let timeline = timeline(app, db, now).await?;
    Ok(!timeline.decommissioned && Terms::of(timeline).phase(now).rule(Act::SetUpTwoFactor) == Rule::Yes)
}
