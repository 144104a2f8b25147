//! A firm's readiness, as its delegated administrators answer for it.
//!
//! * [`Sight`] is what is planned; [`laggards`] says whom of a firm it shuts out at an instant, and [`remind`] tells them.
//! * [`request`] is how exceptions are asked for; granting them belongs to [`crate::schedule::exceptions`].
//! * [`package`] is what a firm's IT needs to know, and that the firm has it; [`declaration`] that it is ready.
//! * [`overview`] is the same of every firm, for staff.

pub mod declaration;
pub mod laggards;
pub mod overview;
pub mod package;
pub mod remind;
pub mod request;

use app::ports::readiness::{EventChoice, LookProblem, Looked};
use domain::{
    schedule::{Event, Timeline, next_closing, planned, upcoming},
    time::{Instant, hong_kong_moment},
};
use sqlx::AnyConnection;

use crate::{
    app::App,
    schedule,
    store::{StoreError, schedule as events},
};

/// The phase in force, and what is planned.
#[derive(Clone, Debug)]
pub struct Sight {
    /// When it was looked at.
    pub now: Instant,
    /// What is in force.
    pub timeline: Timeline,
    /// What happens by itself from now on, earliest first.
    pub coming: Vec<Event>,
}

impl Sight {
    /// Looks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(app: &App, db: &mut AnyConnection, now: Instant) -> Result<Self, StoreError> {
        let timeline = schedule::timeline(app, db, now).await?;
        // A phase that is fixed by the configuration waits for no event.
        let all = if app.config.schedule.phase.0.is_none() { events::list(db).await? } else { Vec::new() };
        let coming = upcoming(&all).into_iter().filter(|event| event.due_at().is_some_and(|at| at > now));
        Ok(Self { now, timeline, coming: coming.cloned().collect() })
    }

    /// What will be in force at `at`, if everything until then happens as planned.
    pub fn at(&self, at: Instant) -> Timeline {
        planned(self.timeline, &self.coming, at)
    }

    /// What closes a way into the terminal next, and when.
    pub fn closing(&self) -> Option<(&Event, Instant)> {
        let event = next_closing(self.timeline, &self.coming, self.now)?;
        Some((event, event.due_at()?))
    }

    /// The instant that is asked for by an event's name, or as typed; else the next one at which something closes,
    /// else now. What cannot be looked at is said, and the usual instant stands for it.
    pub fn look(&self, event: &str, typed: &str) -> (Looked, Option<LookProblem>) {
        let usual = match self.closing() {
            Some((event, at)) => Looked { at, event: Some(choice(event, at)) },
            None => Looked { at: self.now, event: None },
        };
        match (typed.trim(), event) {
            ("", "") => (usual, None),
            ("", id) => {
                match self.coming.iter().find_map(|event| Some((event, event.due_at()?)).filter(|_| event.id == id)) {
                    Some((event, at)) => (Looked { at, event: Some(choice(event, at)) }, None),
                    None => (usual, Some(LookProblem::NoEvent)),
                }
            }
            (typed, _) => match hong_kong_moment(typed) {
                None => (usual, Some(LookProblem::NotInstant)),
                // The minute under way is still now.
                Some(at) if at.plus(MINUTE) <= self.now => (usual, Some(LookProblem::Past)),
                Some(at) => (Looked { at: at.max(self.now), event: None }, None),
            },
        }
    }

    /// The events that can be looked at.
    pub fn choices(&self) -> Vec<EventChoice> {
        self.coming.iter().filter_map(|event| Some(choice(event, event.due_at()?))).collect()
    }
}

const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);

fn choice(event: &Event, at: Instant) -> EventChoice {
    EventChoice { id: event.id.clone(), kind: event.plan.kind, title: event.plan.title.clone(), at }
}
