//! What firms have to be ready for.

use super::{Event, Timeline, upcoming};
use crate::time::Instant;

/// The first of `events` after `now` that closes a way into the terminal, or takes cards out of use for good, if
/// everything before it happens as planned.
#[must_use]
pub fn next_closing(mut timeline: Timeline, events: &[Event], now: Instant) -> Option<&Event> {
    for event in upcoming(events).into_iter().filter(|event| event.due_at().is_some_and(|at| at > now)) {
        if event.plan.kind.needs_arming(timeline.phase) {
            return Some(event);
        }
        timeline = timeline.after(event);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        phase::Phase,
        schedule::{Bilingual, EventKind, EventState, Plan},
    };

    fn event(kind: EventKind, at: i64, state: EventState) -> Event {
        let words = Bilingual::default;
        let plan = Plan { kind, at: Some(Instant::from_millis(at)), when: words(), title: words(), text: words() };
        Event { id: kind.to_string(), plan, state, armed: None, held: None, happened_at: None, version: 1 }
    }

    #[test]
    fn what_closes_next_is_what_would_shut_somebody_out_by_then() {
        let confirmed = |kind, at| event(kind, at, EventState::Confirmed);
        let events = [
            confirmed(EventKind::ParallelRun, 10),
            confirmed(EventKind::UserGuide, 15),
            confirmed(EventKind::TwoFactorOnly, 20),
            confirmed(EventKind::Decommissioning, 30),
        ];
        let timeline = Timeline { phase: Phase::ConnectivityTest, ..Timeline::START };
        let next = |timeline, events, now| {
            next_closing(timeline, events, Instant::from_millis(now)).map(|event| event.plan.kind)
        };
        assert_eq!(next(timeline, &events, 0), Some(EventKind::TwoFactorOnly));
        let switched = Timeline { phase: Phase::TwoFactorOnly, ..timeline };
        assert_eq!(next(switched, &events[3..], 20), Some(EventKind::Decommissioning));
        assert_eq!(next(switched, &events, 30), None);
        // What is held or not confirmed does not happen by itself.
        let held = [event(EventKind::TwoFactorOnly, 20, EventState::Held)];
        assert_eq!(next(timeline, &held, 0), None);
        // Going back closes a way too.
        let back = [confirmed(EventKind::ConnectivityTest, 20)];
        let parallel = Timeline { phase: Phase::ParallelRun, ..timeline };
        assert_eq!(next(parallel, &back, 0), Some(EventKind::ConnectivityTest));
    }
}
