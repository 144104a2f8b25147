//! The announced schedule, lived through month by month by a small house: users come forward, firms get exceptions,
//! dates slip, events are armed, held and confirmed again. What must hold is asked at every instant.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on should say where")]

use std::time::Duration;

use domain::{
    life::{State, Step, has_two_factor},
    method::Method,
    phase::{Door, Phase, Standing},
    reach::blocked,
    schedule::{
        ARMED_WITHIN, Arming, Bilingual, Blocked, Event, EventKind, EventState, Exception, ExceptionKind, Plan,
        Schedule, Terms, Timeline, Verdict, WhyHeld,
    },
    time::Instant,
};
use proptest::prelude::*;

const DAY: Duration = Duration::from_secs(86_400);
const TOLERANCE: u64 = 1;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn event(kind: EventKind, at: Option<Instant>) -> Event {
    let when = Bilingual { en: "in due course".to_owned(), zh: "容後公布".to_owned() };
    let title = Bilingual { en: kind.name().to_owned(), zh: kind.name().to_owned() };
    Event {
        id: kind.name().to_owned(),
        plan: Plan { kind, at, when, title, text: Bilingual::default() },
        state: if at.is_some() { EventState::Confirmed } else { EventState::Tentative },
        armed: None,
        held: None,
        happened_at: None,
        version: 1,
    }
}

/// As it was announced: the first months confirmed, the rest in words.
fn announced() -> Schedule {
    let dates = [
        (EventKind::Registration, Some("2022-12-01T01:00:00Z")),
        (EventKind::Preparation, Some("2023-02-01T01:00:00Z")),
        (EventKind::UserGuide, Some("2023-03-01T01:00:00Z")),
        (EventKind::ConnectivityTest, Some("2023-04-11T01:00:00Z")),
        (EventKind::ParallelRun, Some("2023-05-02T01:00:00Z")),
        (EventKind::TwoFactorOnly, None),
        (EventKind::Decommissioning, None),
    ];
    let events = dates.into_iter().map(|(kind, date)| event(kind, date.map(at))).collect();
    Schedule { timeline: Timeline::START, events }
}

#[derive(Clone, Debug)]
struct User {
    firm: usize,
    state: State,
    own: Option<Exception>,
}

/// A clearing house without a server: its schedule, its users, its clock.
#[derive(Clone, Debug)]
struct House {
    now: Instant,
    schedule: Schedule,
    users: Vec<User>,
    firms: Vec<Option<Exception>>,
    /// Every closing that has happened: when, and the arming that it rested on.
    closings: Vec<(Instant, Option<Arming>, Blocked)>,
}

impl House {
    fn new(users: usize, firms: usize) -> Self {
        let users = (0..users).map(|n| User { firm: n % firms, state: State::Authorised, own: None }).collect();
        let now = at("2022-11-15T01:00:00Z");
        Self { now, schedule: announced(), users, firms: vec![None; firms], closings: Vec::new() }
    }

    fn terms(&self, user: &User, timeline: Timeline) -> Terms {
        Terms { timeline, own: user.own, firm: self.firms[user.firm] }
    }

    /// Whom `timeline` shuts out at `at`. Everybody holds a card until it is retired.
    fn blocked(&self, timeline: Timeline, at: Instant) -> Blocked {
        let shut = |user: &&User| {
            let card = user.state != State::TwoFactorOnly && !timeline.decommissioned;
            blocked(self.terms(user, timeline).phase(at), user.state, card).is_some()
        };
        let mut firms: Vec<usize> = self.users.iter().filter(shut).map(|user| user.firm).collect();
        let users = firms.len() as u64;
        firms.sort_unstable();
        firms.dedup();
        Blocked { users, firms: firms.len() as u64 }
    }

    fn find(&mut self, kind: EventKind) -> &mut Event {
        self.schedule.events.iter_mut().find(|event| event.plan.kind == kind).unwrap()
    }

    /// Time goes by, and what is due is settled.
    fn pass(&mut self, span: Duration) {
        self.now = self.now.plus(span);
        while let Some(event) = self.schedule.due(self.now).cloned() {
            let before = self.schedule.timeline;
            let count = self.blocked(before.after(&event), event.due_at().unwrap());
            let verdict = self.schedule.settle(&event.id, count, TOLERANCE).unwrap();
            if verdict == Verdict::Happens && event.plan.kind.needs_arming(before.phase) {
                self.closings.push((event.plan.at.unwrap(), event.armed, count));
            }
        }
    }

    /// Two people arm an event, as the server lets them: within 72 hours before its instant.
    fn arm(&mut self, kind: EventKind) {
        let event = self.find(kind).clone();
        let Some(due) = event.due_at().filter(|due| *due > self.now && due.minus(ARMED_WITHIN) <= self.now) else {
            return;
        };
        let blocked = self.blocked(self.schedule.timeline.after(&event), due);
        self.find(kind).armed = Some(Arming { at: self.now, blocked });
    }

    /// Two people give an event another instant, the first or a later one.
    fn confirm(&mut self, kind: EventKind, in_hours: u32) {
        let due = self.now.plus(Duration::from_secs(3600 * u64::from(in_hours.max(1))));
        let gone = self.schedule.timeline.decommissioned;
        let event = self.find(kind);
        let back = kind.opens().is_some_and(|phase| phase < Phase::TwoFactorOnly);
        if gone && back {
            return;
        }
        *event = Event { plan: Plan { at: Some(due), ..event.plan.clone() }, ..self::event(kind, Some(due)) };
    }

    /// What must hold at this instant, whatever has happened.
    fn check(&self) -> Result<(), TestCaseError> {
        let timeline = self.schedule.timeline;
        for user in &self.users {
            let terms = self.terms(user, timeline);
            let phase = terms.phase(self.now);
            let card = user.state != State::TwoFactorOnly && !timeline.decommissioned;
            let lets_in = |method: Method| {
                let holds = if method.is_card() { card } else { has_two_factor(user.state) };
                holds && method.door(phase, Standing::default()) == Door::Terminal
            };
            let way_in = Method::ALL.into_iter().any(lets_in);
            // What the report says is what a login comes to.
            prop_assert_eq!(way_in, blocked(phase, user.state, card).is_none(), "{:?} in {}", user, phase);
            // Nobody who is ready is ever refused: whoever has two factors, and a card where cards alone open.
            if has_two_factor(user.state) && (card || phase >= Phase::ParallelRun) {
                prop_assert!(way_in, "{:?} in {}", user, phase);
            }
            // Once cards are closed, only an extension opens for one.
            let extended = terms.exception(self.now).is_some_and(|held| held.kind == ExceptionKind::Extension);
            if timeline.phase == Phase::TwoFactorOnly && !extended {
                prop_assert!(!lets_in(Method::Smartcard) && !lets_in(Method::X509), "{user:?}");
            }
            if timeline.decommissioned {
                prop_assert_eq!(phase, Phase::TwoFactorOnly);
            }
        }
        // Nothing has closed that two people did not arm in time, on a count that did not grow.
        for (instant, armed, count) in &self.closings {
            let armed = armed.expect("armed");
            prop_assert!(armed.at <= *instant && instant.since(armed.at) <= ARMED_WITHIN);
            prop_assert!(!count.has_outgrown(armed.blocked, TOLERANCE));
        }
        prop_assert!(self.schedule.due(self.now).is_none(), "what is due is settled");
        Ok(())
    }
}

/// Something that happens in the house.
#[derive(Clone, Debug)]
enum Deed {
    Pass { hours: u32 },
    Come { user: usize, step: Step },
    Confirm { kind: EventKind, in_hours: u32 },
    Arm { kind: EventKind },
    Hold { kind: EventKind },
    Except { firm: Option<usize>, user: usize, kind: ExceptionKind, from_hours: u32, hours: u32 },
}

const STEPS: [Step; 8] = [
    Step::Propose,
    Step::Register,
    Step::SetUp,
    Step::SetUp,
    Step::PassTest,
    Step::UseTwoFactor,
    Step::Reset,
    Step::RetireCard,
];

fn any_kind() -> impl Strategy<Value = EventKind> {
    prop::sample::select(&EventKind::ALL[..])
}

/// Closing events more often than others: they are what matters.
fn closing_kind() -> impl Strategy<Value = EventKind> {
    prop_oneof![
        4 => Just(EventKind::TwoFactorOnly),
        1 => Just(EventKind::ConnectivityTest),
        1 => Just(EventKind::Decommissioning),
        1 => any_kind(),
    ]
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (1u32..24 * 20).prop_map(|hours| Deed::Pass { hours }),
        3 => (1u32..72).prop_map(|hours| Deed::Pass { hours }),
        12 => (any::<prop::sample::Index>(), prop::sample::select(&STEPS[..]))
            .prop_map(|(user, step)| Deed::Come { user: user.index(12), step }),
        3 => (closing_kind(), 1u32..200).prop_map(|(kind, in_hours)| Deed::Confirm { kind, in_hours }),
        6 => closing_kind().prop_map(|kind| Deed::Arm { kind }),
        1 => closing_kind().prop_map(|kind| Deed::Hold { kind }),
        2 => (
            prop::option::of(0usize..4), 0usize..12,
            prop::sample::select(&ExceptionKind::ALL[..]), 0u32..200, 1u32..2000,
        )
            .prop_map(|(firm, user, kind, from_hours, hours)| Deed::Except { firm, user, kind, from_hours, hours }),
    ]
}

fn hours(count: u32) -> Duration {
    Duration::from_secs(3600 * u64::from(count))
}

fn does(house: &mut House, deed: &Deed) {
    match *deed {
        Deed::Pass { hours: count } => house.pass(hours(count)),
        Deed::Come { user, step } => {
            let user = &mut house.users[user];
            user.state = user.state.after(step).unwrap_or(user.state);
        }
        Deed::Confirm { kind, in_hours } => house.confirm(kind, in_hours),
        Deed::Arm { kind } => house.arm(kind),
        Deed::Hold { kind } => {
            let event = house.find(kind);
            if event.state == EventState::Confirmed {
                event.hold(WhyHeld::ByHand);
            }
        }
        Deed::Except { firm, user, kind, from_hours, hours: count } => {
            let from = house.now.plus(hours(from_hours));
            let exception = Some(Exception { kind, from, until: from.plus(hours(count)) });
            match firm {
                Some(firm) => house.firms[firm] = exception,
                None => house.users[user].own = exception,
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_happens_the_schedule_keeps_its_word(deeds in prop::collection::vec(any_deed(), 1..120)) {
        let mut house = House::new(12, 4);
        for deed in &deeds {
            does(&mut house, deed);
            house.pass(Duration::ZERO);
            house.check()?;
        }
    }

    #[test]
    fn an_exception_holds_between_its_dates_and_at_no_other_instant(
        kind in prop::sample::select(&ExceptionKind::ALL[..]), length in 1u32..5000, offset in -5000i64..5000,
    ) {
        let from = at("2023-06-30T10:00:00Z");
        let exception = Exception { kind, from, until: from.plus(hours(length)) };
        let now = Instant::from_millis(from.as_millis() + offset * 3_600_000);
        for phase in Phase::ALL {
            let timeline = Timeline { phase, former: phase, ..Timeline::START };
            let bent = Terms { timeline, own: Some(exception), firm: None }.phase(now);
            let inside = from <= now && now < exception.until;
            prop_assert!(inside || bent == phase);
            // It lies between the parallel run and its end, and reaches no further.
            prop_assert!(bent == phase || (phase >= Phase::ParallelRun && bent >= Phase::ParallelRun));
        }
    }

    #[test]
    fn a_session_outlives_the_closing_of_its_method_by_the_grace_and_no_longer(minutes in 0u64..180, grace in 0u64..120) {
        let since = at("2023-06-30T10:00:00Z");
        let timeline = Timeline { phase: Phase::TwoFactorOnly, since, former: Phase::ParallelRun, decommissioned: false };
        let minute = |count: u64| Duration::from_secs(60 * count);
        let now = since.plus(minute(minutes));
        let door = Terms::of(timeline).session_door(Method::Smartcard, Standing::default(), Instant::from_millis(0), now, minute(grace));
        prop_assert_eq!(door == Door::Terminal, minutes < grace);
        // Going back is a closing too: whoever comes in after it gets no terminal, whatever the grace.
        let back = Timeline { phase: Phase::ConnectivityTest, ..timeline };
        let door = Terms::of(back).session_door(Method::TwoFactor, Standing::default(), since, now, minute(grace));
        prop_assert_eq!(door, Door::OwnPagesOnly);
    }
}

#[test]
fn the_announced_months_pass_one_after_the_other() {
    let mut house = House::new(12, 4);
    let mut seen = vec![(house.now, house.schedule.timeline.phase)];
    // In May it is known when the parallel run ends.
    while house.now < at("2023-08-15T00:00:00Z") {
        if house.now >= at("2023-05-10T00:00:00Z") && house.find(EventKind::TwoFactorOnly).plan.at.is_none() {
            house.confirm(EventKind::TwoFactorOnly, 24 * 45);
        }
        for user in 0..12 {
            let step = match house.schedule.timeline.phase {
                Phase::Registration => Step::Register,
                Phase::Preparation => Step::SetUp,
                Phase::ConnectivityTest => Step::PassTest,
                _ => Step::UseTwoFactor,
            };
            does(&mut house, &Deed::Come { user, step });
        }
        house.arm(EventKind::TwoFactorOnly);
        house.pass(DAY);
        house.check().unwrap();
        if seen.last().unwrap().1 != house.schedule.timeline.phase {
            seen.push((house.schedule.timeline.since, house.schedule.timeline.phase));
        }
    }
    let phases: Vec<Phase> = seen.iter().map(|(_, phase)| *phase).collect();
    assert_eq!(phases, Phase::ALL);
    assert_eq!(seen[3].0, at("2023-05-02T01:00:00Z"), "a phase begins at its instant, whenever it is looked at");
    assert_eq!(house.closings.len(), 1);
}

#[test]
fn a_closing_that_nobody_armed_holds_and_the_phase_stays() {
    let mut house = House::new(12, 4);
    house.pass(DAY * 200);
    assert_eq!(house.schedule.timeline.phase, Phase::ParallelRun);
    house.confirm(EventKind::TwoFactorOnly, 24 * 10);
    house.pass(DAY * 11);
    assert_eq!(house.schedule.timeline.phase, Phase::ParallelRun);
    assert_eq!(house.find(EventKind::TwoFactorOnly).held, Some(WhyHeld::NotArmed));
    // Confirmed and armed, with the count known, it happens; going back takes no arming, and closes nothing.
    house.confirm(EventKind::TwoFactorOnly, 48);
    house.arm(EventKind::TwoFactorOnly);
    house.pass(DAY * 2);
    assert_eq!(house.schedule.timeline.phase, Phase::TwoFactorOnly);
    house.confirm(EventKind::ParallelRun, 1);
    house.pass(DAY);
    assert_eq!(house.schedule.timeline.phase, Phase::ParallelRun);
    house.check().unwrap();
}

#[test]
fn a_count_that_grows_after_the_arming_holds_the_closing() {
    let mut house = House::new(12, 4);
    house.pass(DAY * 200);
    for user in 0..12 {
        for step in [Step::Register, Step::SetUp] {
            does(&mut house, &Deed::Come { user, step });
        }
    }
    house.confirm(EventKind::TwoFactorOnly, 48);
    house.arm(EventKind::TwoFactorOnly);
    for user in 0..3 {
        does(&mut house, &Deed::Come { user, step: Step::Reset });
    }
    house.pass(DAY * 2);
    assert_eq!(house.find(EventKind::TwoFactorOnly).held, Some(WhyHeld::Grown));
    assert_eq!(house.schedule.timeline.phase, Phase::ParallelRun);
}

#[test]
fn cards_are_decommissioned_after_they_were_closed_and_for_good() {
    let mut house = House::new(12, 4);
    house.pass(DAY * 200);
    let end = |house: &mut House, kind| {
        house.confirm(kind, 48);
        house.arm(kind);
        house.pass(DAY * 3);
    };
    end(&mut house, EventKind::Decommissioning);
    assert_eq!(house.find(EventKind::Decommissioning).held, Some(WhyHeld::TooEarly));
    end(&mut house, EventKind::TwoFactorOnly);
    end(&mut house, EventKind::Decommissioning);
    assert!(house.schedule.timeline.decommissioned);
    // Neither an extension nor another event brings them back.
    does(
        &mut house,
        &Deed::Except { firm: Some(0), user: 0, kind: ExceptionKind::Extension, from_hours: 0, hours: 99 },
    );
    house.schedule.events.push(Event { id: "back".into(), ..event(EventKind::ParallelRun, Some(house.now.plus(DAY))) });
    house.pass(DAY * 2);
    house.check().unwrap();
    let terms = house.terms(&house.users[0], house.schedule.timeline);
    assert_eq!(terms.phase(house.now), Phase::TwoFactorOnly);
}
