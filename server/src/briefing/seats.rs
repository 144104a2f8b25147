//! Seats: taken, given back, and handed on to those who wait.
//!
//! Every change holds the briefing's row first, so that changes come one after the other; whether there is a seat is
//! decided by the one statement that takes it.

use std::time::Duration;

use app::ports::briefing::SeatProblem;
use domain::{
    account::{AccountId, UserId},
    briefing::Seat,
    budget::BudgetRule,
    life::Status,
};
use serde_json::json;

use super::{is_late, tell};
use crate::{
    app::App,
    audit::Scribe,
    mail::Kind,
    rights::Administrator,
    store::{
        StoreError, Tx,
        accounts::{self, Account},
        briefings::{self, Briefing, NewSeat},
        budgets::{self, Payment},
    },
};

/// Times that one person signs up in a day, themselves or others: whoever signs up and gives back in turn is no reason
/// for ever more mails.
const SIGN_UPS_A_DAY: BudgetRule = BudgetRule { failures: 20, window: Duration::from_secs(86_400), streak: None };

/// The most users that one form signs up.
pub const MOST_USERS: u32 = 50;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum SeatError {
    /// There is no such session, or no such seat.
    #[error("there is no such session or seat")]
    Gone,
    /// Said on the page.
    #[error("no seats were given: {0:?}")]
    Problem(SeatProblem),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The users of the administrator's own firm that `typed` names, separated by spaces, commas or semicolons.
///
/// # Errors
/// [`SeatProblem`] says whom the firm does not have. Another firm's user is none of it.
pub async fn named(app: &App, by: Administrator<'_>, typed: &str) -> Result<Vec<AccountId>, SeatError> {
    let words = typed.split(|c: char| c.is_whitespace() || ",;，；、".contains(c)).filter(|word| !word.is_empty());
    let mut users = Vec::new();
    let mut reader = app.store.reader().await?;
    for word in words {
        if users.len() >= MOST_USERS as usize {
            return Err(SeatError::Problem(SeatProblem::TooMany(MOST_USERS)));
        }
        let unknown = || SeatError::Problem(SeatProblem::UnknownUser(word.chars().take(40).collect()));
        let user = UserId::parse(word).map_err(|_| unknown())?;
        let id = AccountId { participant: by.firm().clone(), user };
        let held = accounts::find(&mut reader, &id).await?;
        let held = held.filter(|held| held.status != Status::Disabled).ok_or_else(unknown)?;
        if !users.contains(&held.id) {
            users.push(held.id);
        }
    }
    if users.is_empty() { Err(SeatError::Problem(SeatProblem::NobodyNamed)) } else { Ok(users) }
}

/// Signs `users` up, all of them or nobody: for seats, or for the waiting list. Whoever is on it already stays there.
/// Says whether anybody waits now who did not before.
///
/// # Errors
/// [`SeatError`] says why nobody was.
pub async fn sign_up(
    app: &App,
    scribe: &Scribe<'_>,
    by: &Account,
    briefing: &str,
    users: &[AccountId],
    wait: bool,
) -> Result<bool, SeatError> {
    let mut tx = app.store.begin().await?;
    let held = briefings::hold(&mut tx, briefing).await?.ok_or(SeatError::Gone)?;
    if !held.is_open(scribe.now) {
        return Err(SeatError::Problem(SeatProblem::Closed));
    }
    let mut new = Vec::new();
    for user in users {
        if briefings::seat_of(&mut tx, briefing, user).await?.is_none() {
            new.push(user.clone());
        }
    }
    if new.is_empty() {
        return Ok(false);
    }
    let budget = format!("seats:{}", by.id);
    if !app.config.limits.off && budgets::spend(&mut tx, &budget, &SIGN_UPS_A_DAY, scribe.now).await? != Payment::Paid {
        return Err(SeatError::Problem(SeatProblem::TooOften));
    }
    let seats = u32::try_from(new.len()).unwrap_or(u32::MAX);
    let (seat, first) = match briefings::take_seats(&mut tx, briefing, seats, scribe.now).await? {
        Some(first) => (Seat::Taken, first),
        None if wait => (Seat::Waiting, briefings::draw(&mut tx, briefing, seats).await?),
        None => {
            let left = held.outline.capacity.saturating_sub(held.taken);
            return Err(SeatError::Problem(SeatProblem::Full(left)));
        }
    };
    let reminded = is_late(&held, scribe.now);
    for (account, number) in new.iter().zip(first..) {
        let new = NewSeat { briefing, account, seat, number, by: &by.id, reminded };
        briefings::add_seat(&mut tx, new, scribe.now).await?;
        let kind = if seat == Seat::Taken { "briefing.signed-up" } else { "briefing.waiting" };
        scribe.event(&mut tx, kind, Some(account), json!({ "briefing": briefing })).await?;
    }
    if seat == Seat::Taken {
        tell(&mut tx, scribe, Kind::BriefingConfirmed, &held, &new).await?;
    } else {
        // Some seats may be left, fewer than were asked for: those who wait longest get them.
        move_up(&mut tx, scribe, &held).await?;
    }
    tx.commit().await?;
    app.outbox.ring();
    Ok(seat == Seat::Waiting)
}

/// Gives the seat of `user` back, or the place on the waiting list; whoever waits longest gets the seat.
///
/// # Errors
/// [`SeatError`] says why not.
pub async fn give_back(app: &App, scribe: &Scribe<'_>, briefing: &str, user: &AccountId) -> Result<(), SeatError> {
    let mut tx = app.store.begin().await?;
    let held = briefings::hold(&mut tx, briefing).await?.ok_or(SeatError::Gone)?;
    let seat = briefings::seat_of(&mut tx, briefing, user).await?.ok_or(SeatError::Gone)?;
    if !held.is_open(scribe.now) {
        return Err(SeatError::Problem(SeatProblem::Closed));
    }
    briefings::remove_seat(&mut tx, briefing, user).await?;
    if seat.seat == Seat::Taken {
        briefings::free_seat(&mut tx, briefing).await?;
    }
    let detail = json!({ "briefing": briefing, "seat": seat.seat.name() });
    scribe.event(&mut tx, "briefing.given-back", Some(user), detail).await?;
    move_up(&mut tx, scribe, &held).await?;
    tx.commit().await?;
    app.outbox.ring();
    Ok(())
}

/// Gives seats that are free to those who wait longest, and tells them.
///
/// # Errors
/// When the database does not take it; the caller must not commit then.
pub(super) async fn move_up(tx: &mut Tx, scribe: &Scribe<'_>, briefing: &Briefing) -> Result<(), StoreError> {
    while let Some(next) = briefings::next_waiting(tx, &briefing.id).await? {
        if briefings::take_seats(tx, &briefing.id, 1, scribe.now).await?.is_none() {
            break;
        }
        let reminded = is_late(briefing, scribe.now).then_some(scribe.now);
        briefings::move_up(tx, &briefing.id, &next, reminded).await?;
        scribe.event(tx, "briefing.moved-up", Some(&next), json!({ "briefing": briefing.id })).await?;
        tell(tx, scribe, Kind::BriefingSeat, briefing, std::slice::from_ref(&next)).await?;
    }
    Ok(())
}
