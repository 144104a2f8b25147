//! The audit trail. An event is written in the transaction that it tells of.

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
        db: &mut AnyConnection,
        kind: &str,
        account: Option<&AccountId>,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        let id = sortable_id(self.now, self.random);
        let participant = account.map(|account| &account.participant);
        let (actor, request) = (self.actor.clone(), self.request);
        let event = Event { id, at: self.now, kind, participant, account, actor, request, detail };
        events::append(db, event).await
    }

    /// Writes one event of `kind` each for `told`, whom it concerns and its detail: users of `firm`, or the firm itself.
    ///
    /// # Errors
    /// When the database does not take them; the transaction must not be committed then.
    pub async fn events(
        &self,
        db: &mut AnyConnection,
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
                participant: Some(firm),
                account,
                actor: self.actor.clone(),
                request: self.request,
                detail,
            })
            .collect();
        while !events.is_empty() {
            let rest = events.split_off(events.len().min(BATCH));
            directory::append_events(db, events).await?;
            events = rest;
        }
        Ok(())
    }
}
