//! Pages that keep themselves up: one look at the figures for all who listen, and none where nobody does.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    account::AccountId,
    adoption::{Day, House},
    time::Instant,
};
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;
use tokio::sync::watch;

use crate::{
    adoption,
    app::App,
    schedule,
    store::{StoreError, outbox::figures},
};

/// How many listen to one instance at most: a page in the background lets go of its seat.
const SEATS: usize = 128;

/// How many of them somebody may have: nobody looks at more pages at once.
const SEATS_EACH: usize = 4;

/// What those who listen are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beat {
    /// Nothing yet.
    Silence,
    /// The figures were looked at, and had this mark.
    Figures {
        /// When.
        at: Instant,
        /// Their mark: others have another.
        mark: Arc<str>,
    },
    /// The server ends.
    Over,
}

/// Who listens to the figures of this instance.
#[derive(Debug)]
pub struct Live {
    beat: watch::Sender<Beat>,
    seats: Arc<Seats>,
}

/// Who sits where, by account.
type Seats = Mutex<BTreeMap<AccountId, usize>>;

/// A place among those who listen; dropping it gives it back.
#[derive(Debug)]
pub struct Seat {
    seats: Arc<Seats>,
    who: AccountId,
}

impl Seat {
    /// A seat for `who`, if one is free and it is not one too many for them.
    fn take(seats: &Arc<Seats>, who: &AccountId) -> Option<Self> {
        let mut taken = seats.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.values().sum::<usize>() >= SEATS || taken.get(who).is_some_and(|seats| *seats >= SEATS_EACH) {
            return None;
        }
        *taken.entry(who.clone()).or_default() += 1;
        Some(Self { seats: Arc::clone(seats), who: who.clone() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seats) = taken.get_mut(&self.who) {
            *seats -= 1;
            if *seats == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

impl Default for Live {
    fn default() -> Self {
        Self { beat: watch::Sender::new(Beat::Silence), seats: Arc::default() }
    }
}

impl Live {
    /// A seat for `who` among those who listen, if one is free.
    pub fn listen(&self, who: &AccountId) -> Option<(watch::Receiver<Beat>, Seat)> {
        let seat = Seat::take(&self.seats, who)?;
        let mut listener = self.beat.subscribe();
        // What was told before is nothing new, but for the end.
        if *listener.borrow() != Beat::Over {
            listener.mark_unchanged();
        } else {
            listener.mark_changed();
        }
        Some((listener, seat))
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.beat.receiver_count()
    }

    /// Sends everybody away: the server ends.
    pub fn end(&self) {
        self.beat.send_replace(Beat::Over);
    }
}

/// Looks at the figures, if anybody listens, and tells them.
///
/// # Errors
/// When the database cannot be read.
pub async fn round(app: &App) -> Result<(), StoreError> {
    if app.live.listeners() == 0 {
        return Ok(());
    }
    let at = app.clock.now();
    let mut reader = app.store.reader().await?;
    let house = adoption::house(&mut reader, None).await?;
    let mark = mark(app, &mut reader, &house).await?.into();
    drop(reader);
    app.live.beat.send_if_modified(|beat| {
        let goes_on = *beat != Beat::Over;
        if goes_on {
            *beat = Beat::Figures { at, mark };
        }
        goes_on
    });
    Ok(())
}

/// The mark of the figures as they stand, `house` among them: another as soon as what moves by the minute has moved, and another each
/// minute for the rest that the first page shows (dates, exceptions, mail's ages, what nobody has acknowledged), which
/// nobody waits for and which would have to be read again and again. So no page is older than about a minute.
///
/// # Errors
/// When the database cannot be read.
pub async fn mark(app: &App, db: &mut AnyConnection, house: &House) -> Result<String, StoreError> {
    let now = app.clock.now();
    let today = Day::of(now);
    let happened = adoption::happenings(db, today, today).await?;
    let timeline = schedule::timeline(app, db, now).await?;
    let waiting = figures::queue(db, now).await?.waiting;
    let minute = now.as_millis() / 60_000;
    let told = format!("{minute} {today}{house:?}{happened:?}{timeline:?}{waiting}");
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(told)[..8]))
}
