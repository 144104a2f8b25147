//! The house as it was: the same database and keys, with a clock that is set to the past.

use std::{sync::Arc, time::Duration};

use domain::{account::AccountId, time::Instant};

use super::DemoError;
use crate::{
    adoption,
    app::App,
    approval::expire,
    audit::{Scribe, seal},
    briefing::remind,
    campaign,
    clock::ManualClock,
    guide::tell,
    registration::wave,
    schedule::settle,
    store::{accounts, accounts::Account, events::Actor},
};

/// A Changeover whose time is moved by hand.
pub struct Past {
    /// Everything that use cases work with.
    pub app: Arc<App>,
    clock: Arc<ManualClock>,
}

impl Past {
    /// The past of `app`.
    ///
    /// # Errors
    /// As [`App::assemble`].
    pub async fn of(app: &App) -> Result<Self, DemoError> {
        let clock = Arc::new(ManualClock::at(app.clock.now()));
        let app = App::assemble((*app.config).clone(), Arc::clone(&clock) as _, Arc::clone(&app.random)).await?;
        Ok(Self { app, clock })
    }

    /// Sets the clock.
    pub fn set(&self, now: Instant) {
        self.clock.set(now);
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Writes events at the time that it is, of something that `actor` does.
    pub fn scribe(&self, actor: Actor) -> Scribe<'_> {
        Scribe::of_command(&self.app, actor)
    }

    /// The same, of somebody's own.
    pub fn scribe_of(&self, account: &AccountId) -> Scribe<'_> {
        self.scribe(Actor::Account(account.clone()))
    }

    /// Somebody as they stand now.
    ///
    /// # Errors
    /// When there is nobody of that name.
    pub async fn account(&self, id: &AccountId) -> Result<Account, DemoError> {
        let found = accounts::find(&mut *self.app.store.reader().await?, id).await?;
        found.ok_or_else(|| DemoError::Script(format!("there is no {id}")))
    }

    /// What Changeover does by itself at the time that it is.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn rounds(&self) -> Result<(), DemoError> {
        settle::round(&self.app).await?;
        expire::round(&self.app).await?;
        adoption::end_sole(&self.app).await?;
        campaign::round::round(&self.app).await?;
        while wave::round(&self.app).await? > 0 {}
        remind::round(&self.app).await?;
        while tell::round(&self.app).await? > 0 {}
        Ok(())
    }

    /// Seals what has been written so far, and keeps the figures of days that are over.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn keep(&self) -> Result<(), DemoError> {
        seal::all(&self.app).await?;
        while adoption::settle::round(&self.app).await? {}
        Ok(())
    }
}
