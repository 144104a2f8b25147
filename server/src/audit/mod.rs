//! The audit trail. An event is written in the transaction that it tells of; the sealer then chains it to those before.
//!
//! [`chain`] says how events and seals are hashed, [`seal`] chains them, [`export`] writes the chain to a file and
//! [`verify`] proves such a file without a server; [`anchor`] is what somebody outside keeps of it.

pub mod anchor;
pub mod chain;
pub mod expiry;
pub mod export;
pub mod file;
pub mod retention;
pub mod seal;
pub mod trail;
pub mod verify;

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};

use crate::{
    app::App,
    random::{Randomness, sortable_id},
    store::{
        StoreError, Tx,
        directory::{self, BATCH},
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
        tx: &mut Tx,
        kind: &str,
        account: Option<&AccountId>,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        let participant = account.map(|account| &account.participant);
        let (id, actor) = (sortable_id(self.now, self.random), self.actor.clone());
        let event = Event { id, at: self.now, kind, participant, account, actor, request: self.request, detail };
        events::append(tx, event).await
    }

    /// Writes an event that concerns a firm as a whole, as an upload does. `detail` as for [`Scribe::event`].
    ///
    /// # Errors
    /// As [`Scribe::event`].
    pub async fn firm_event(
        &self,
        tx: &mut Tx,
        kind: &str,
        firm: &ParticipantCode,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        self.firm_event_named(tx, kind, firm, detail).await.map(drop)
    }

    /// As [`Scribe::firm_event`]; gives the event's id.
    ///
    /// # Errors
    /// As [`Scribe::event`].
    pub async fn firm_event_named(
        &self,
        tx: &mut Tx,
        kind: &str,
        firm: &ParticipantCode,
        detail: serde_json::Value,
    ) -> Result<String, StoreError> {
        let id = sortable_id(self.now, self.random);
        let (participant, actor) = (Some(firm), self.actor.clone());
        let event = Event {
            id: id.clone(),
            at: self.now,
            kind,
            participant,
            account: None,
            actor,
            request: self.request,
            detail,
        };
        events::append(tx, event).await?;
        Ok(id)
    }

    /// Writes one event of `kind` each for `told`, whom it concerns and its detail: users, each in the trail of their
    /// own firm, or `firm` itself.
    ///
    /// # Errors
    /// When the database does not take them; the transaction must not be committed then.
    pub async fn events(
        &self,
        tx: &mut Tx,
        kind: &str,
        firm: &ParticipantCode,
        told: Vec<(Option<&AccountId>, serde_json::Value)>,
    ) -> Result<(), StoreError> {
        let mut events: Vec<Event<'_>> = told
            .into_iter()
            .map(|(account, detail)| Event {
                id: sortable_id(self.now, self.random),
                at: self.now,
                kind,
                participant: Some(account.map_or(firm, |account| &account.participant)),
                account,
                actor: self.actor.clone(),
                request: self.request,
                detail,
            })
            .collect();
        while !events.is_empty() {
            let rest = events.split_off(events.len().min(BATCH));
            directory::append_events(tx, events).await?;
            events = rest;
        }
        Ok(())
    }
}
