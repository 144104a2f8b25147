//! The audit trail. An event is written in the transaction that it tells of; the sealer then chains it to those before.
//!
//! [`chain`] says how events and seals are hashed, [`seal`] chains them, [`export`] writes the chain to a file and
//! [`verify`] proves such a file without a server; [`anchor`] is what somebody outside keeps of it.

pub mod anchor;
pub mod chain;
pub mod expiry;
pub mod export;
pub mod file;
pub mod seal;
pub mod verify;

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};
use sqlx::AnyConnection;

use crate::{
    app::App,
    random::{Randomness, sortable_id},
    store::{
        StoreError,
        events::{self, Actor, Event},
    },
};

/// Writes events of one request or command: who, when, under which request.
#[derive(Clone)]
pub struct Scribe<'a> {
    /// The instant of everything this request or command does.
    pub now: Instant,
    /// Who does it.
    pub actor: Actor,
    /// The request's id.
    pub request: Option<&'a str>,
    /// Draws the events' ids.
    pub random: &'a dyn Randomness,
}

impl<'a> Scribe<'a> {
    /// The scribe of a request.
    pub fn of_request(app: &'a App, actor: Actor, request: &'a str) -> Self {
        Self { now: app.clock.now(), actor, request: Some(request), random: &*app.random }
    }

    /// The scribe of a command, or of what Changeover does by itself.
    pub fn of_command(app: &'a App, actor: Actor) -> Self {
        Self { now: app.clock.now(), actor, request: None, random: &*app.random }
    }

    /// The same, for another actor: somebody who has just proved who they are.
    #[must_use]
    pub fn acting(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// Writes an event. `detail` must hold no secret and no unmasked address.
    ///
    /// # Errors
    /// When the database does not take it; the transaction must not be committed then.
    pub async fn event(
        &self,
        db: &mut AnyConnection,
        kind: &str,
        account: Option<&AccountId>,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        events::append(db, self.draw(kind, account, detail)).await
    }

    /// Writes an event that concerns a firm as a whole, as an upload does. `detail` as for [`Scribe::event`].
    ///
    /// # Errors
    /// As [`Scribe::event`].
    pub async fn firm_event(
        &self,
        db: &mut AnyConnection,
        kind: &str,
        participant: &ParticipantCode,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        events::append_for_firm(db, self.draw(kind, None, detail), participant).await
    }

    fn draw<'e>(&self, kind: &'e str, account: Option<&'e AccountId>, detail: serde_json::Value) -> Event<'e>
    where
        'a: 'e,
    {
        let id = sortable_id(self.now, self.random);
        Event { id, at: self.now, kind, account, actor: self.actor.clone(), request: self.request, detail }
    }
}
