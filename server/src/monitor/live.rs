//! Pages that keep themselves up: one look at the figures for all who listen, and none where nobody does.

use std::sync::Arc;

use domain::{adoption::Day, time::Instant};
use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::{
    adoption,
    app::App,
    schedule,
    store::{StoreError, outbox::figures},
};

/// How many listen to one instance at most: a page in the background lets go of its seat.
const SEATS: usize = 128;

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
    seats: Arc<Semaphore>,
}

impl Default for Live {
    fn default() -> Self {
        Self { beat: watch::Sender::new(Beat::Silence), seats: Arc::new(Semaphore::new(SEATS)) }
    }
}

impl Live {
    /// A seat among those who listen, if one is free.
    pub fn listen(&self) -> Option<(watch::Receiver<Beat>, OwnedSemaphorePermit)> {
        let seat = Arc::clone(&self.seats).try_acquire_owned().ok()?;
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
    let mark = mark(app, &mut *app.store.reader().await?).await?.into();
    app.live.beat.send_if_modified(|beat| {
        let goes_on = *beat != Beat::Over;
        if goes_on {
            *beat = Beat::Figures { at, mark };
        }
        goes_on
    });
    Ok(())
}

/// The mark of the figures as they stand: the same while nothing that the first page shows has moved. Mail's ages move
/// by themselves and are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn mark(app: &App, db: &mut AnyConnection) -> Result<String, StoreError> {
    let now = app.clock.now();
    let today = Day::of(now);
    let house = adoption::house(db, None).await?;
    let happened = adoption::happenings(db, today, today).await?;
    let timeline = schedule::timeline(app, db, now).await?;
    let waiting = figures::queue(db, now).await?.waiting;
    let told = format!("{today}{house:?}{happened:?}{timeline:?}{waiting}");
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(told)[..8]))
}
