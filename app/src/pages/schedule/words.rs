//! What phases, events and states are called.

use domain::{
    phase::{Act, Phase, Rule},
    reach::WhyBlocked,
    schedule::{EventKind, EventState, WhyHeld},
};

use crate::{
    components::{Frame, Time},
    markup::*,
    ports::schedule::EventRow,
};

/// What a phase is called.
pub(crate) fn phase(frame: &Frame, phase: Phase) -> String {
    frame.get(match phase {
        Phase::Registration => "phase-name-registration",
        Phase::Preparation => "phase-name-preparation",
        Phase::ConnectivityTest => "phase-name-connectivity-test",
        Phase::ParallelRun => "phase-name-parallel-run",
        Phase::TwoFactorOnly => "phase-name-two-factor-only",
    })
}

/// What a phase allows or does not.
pub(super) fn act(frame: &Frame, act: Act) -> String {
    frame.get(match act {
        Act::SmartcardLogin => "phase-act-smartcard",
        Act::TwoFactorLogin => "phase-act-two-factor",
        Act::RegisterAddress => "phase-act-register",
        Act::SetUpTwoFactor => "phase-act-set-up",
        Act::TestLogin => "phase-act-test",
    })
}

/// What a phase says about it.
pub(super) fn rule(frame: &Frame, rule: Rule) -> String {
    frame.get(match rule {
        Rule::Yes => "phase-rule-yes",
        Rule::TestOnly => "phase-rule-test-only",
        Rule::No => "phase-rule-no",
    })
}

/// What a kind of event is called.
pub(in crate::pages) fn kind(frame: &Frame, kind: EventKind) -> String {
    frame.get(match kind {
        EventKind::Registration => "event-registration",
        EventKind::Preparation => "event-preparation",
        EventKind::UserGuide => "event-user-guide",
        EventKind::ConnectivityTest => "event-connectivity-test",
        EventKind::ParallelRun => "event-parallel-run",
        EventKind::TwoFactorOnly => "event-two-factor-only",
        EventKind::Decommissioning => "event-decommissioning",
    })
}

/// Where an event stands, as a tag.
pub(super) fn state(frame: &Frame, state: EventState) -> AnyView {
    let look = match state {
        EventState::Tentative | EventState::Done => "tag",
        EventState::Confirmed => "tag good",
        EventState::Held => "tag bad",
        EventState::Cancelled => "tag off",
    };
    view! { <span class=look>{frame.get(state_key(state))}</span> }
}

/// The key of what an event's state is called.
pub(in crate::pages) fn state_key(state: EventState) -> &'static str {
    match state {
        EventState::Tentative => "event-state-tentative",
        EventState::Confirmed => "event-state-confirmed",
        EventState::Held => "event-state-held",
        EventState::Done => "event-state-done",
        EventState::Cancelled => "event-state-cancelled",
    }
}

/// Why an event is held.
pub(in crate::pages) fn held(frame: &Frame, why: WhyHeld) -> String {
    frame.get(match why {
        WhyHeld::ByHand => "event-held-by-hand",
        WhyHeld::NotArmed => "event-held-not-armed",
        WhyHeld::Grown => "event-held-grown",
        WhyHeld::TooEarly => "event-held-too-early",
    })
}

/// Why a user is blocked.
pub(crate) fn why(frame: &Frame, why: WhyBlocked) -> String {
    frame.get(match why {
        WhyBlocked::NoAddress => "blocked-no-address",
        WhyBlocked::NotApproved => "blocked-not-approved",
        WhyBlocked::NotSetUp => "blocked-not-set-up",
        WhyBlocked::NoCard => "blocked-no-card",
    })
}

/// When an event happens or happened: its instant, or the words that stand for one.
pub(super) fn when(frame: &Frame, event: &EventRow) -> AnyView {
    match event.at {
        Some(at) => view! { <Time frame=frame.clone() at /> },
        None => event.when.get(frame.language()).to_owned().into_any(),
    }
}

/// Text that was typed: a paragraph for each of its lines.
pub(super) fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view().into_any()
}
