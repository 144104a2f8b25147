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
    phase::{Act, Rule},
    schedule::{Event, Terms, Timeline, next_closing, planned, upcoming},
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

    /// What is looked at where nobody says otherwise: what closes next. Where nothing does that has a date, now; and as
    /// long as two factors do not open the terminal, as if they alone did: the phase itself would ask for cards alone,
    /// and not every house keeps its cards in our register.
    pub fn usual(&self) -> Looked {
        match self.closing() {
            Some((event, at)) => Looked { at, event: Some(choice(event, at)), two_factor_only: false },
            None => {
                let phase = Terms::of(self.timeline).phase(self.now);
                let two_factor_only = phase.rule(Act::TwoFactorLogin) != Rule::Yes;
                Looked { at: self.now, event: None, two_factor_only }
            }
        }
    }

    /// What is in force where `looked` is looked at.
    pub fn supposed(&self, looked: &Looked) -> Timeline {
        if looked.two_factor_only { self.timeline.two_factor_only(looked.at) } else { self.at(looked.at) }
    }

    /// The instant that is asked for by an event's name, or as typed; else [`Self::usual`]. What cannot be looked at is
    /// said, and the usual instant stands for it.
    pub fn look(&self, event: &str, typed: &str) -> (Looked, Option<LookProblem>) {
        let usual = self.usual();
        let at = |at, event| Looked { at, event, two_factor_only: false };
        match (typed.trim(), event) {
            ("", "") => (usual, None),
            ("", id) => {
                match self.coming.iter().find_map(|event| Some((event, event.due_at()?)).filter(|_| event.id == id)) {
                    Some((event, when)) => (at(when, Some(choice(event, when))), None),
                    None => (usual, Some(LookProblem::NoEvent)),
                }
            }
            (typed, _) => match hong_kong_moment(typed) {
                None => (usual, Some(LookProblem::NotInstant)),
                // The minute under way is still now.
                Some(when) if when.plus(MINUTE) <= self.now => (usual, Some(LookProblem::Past)),
                Some(when) => (at(when.max(self.now), None), None),
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
