//! Readiness: what a firm's administrators answer for, and what staff see of every firm.

mod effect;
mod exceptions;
mod firm;
mod laggards;
mod overview;
mod package;
mod standing;

use domain::{
    phase::Phase,
    reach::WhyBlocked,
    schedule::{Exception, ExceptionKind},
};

pub(in crate::pages) use exceptions::of_user;
pub(crate) use package::package_text;

use crate::{components::Frame, ports::readiness::Sheet as Model, render::Sheet};

/// The page of a firm's readiness.
const READINESS: &str = "/portal/readiness";
/// The page of a firm's exceptions.
const EXCEPTIONS: &str = "/portal/exceptions";

/// Each page of this capability.
pub(crate) fn sheet(frame: &Frame, model: Model) -> Sheet {
    match model {
        Model::Firm(model) => firm::firm(frame, *model),
        Model::Nudge(model) => laggards::confirm(frame, *model),
        Model::Package(model) => package::package(frame, *model),
        Model::Exceptions(model) => exceptions::exceptions(frame, *model),
        Model::Proposal(model) => exceptions::proposal(frame, *model),
        Model::Effect(model) => effect::effect(frame, *model),
        Model::Overview(model) => overview::overview(frame, *model),
    }
}

/// A phase, as the schedule calls what opens it.
pub(in crate::pages) fn phase_word(frame: &Frame, phase: Phase) -> String {
    frame.get(match phase {
        Phase::Registration => "event-registration",
        Phase::Preparation => "event-preparation",
        Phase::ConnectivityTest => "event-connectivity-test",
        Phase::ParallelRun => "event-parallel-run",
        Phase::TwoFactorOnly => "event-two-factor-only",
    })
}

/// Why somebody is shut out.
fn why_word(frame: &Frame, why: WhyBlocked) -> String {
    frame.get(match why {
        WhyBlocked::NoAddress => "lagging-no-address",
        WhyBlocked::NotApproved => "lagging-not-approved",
        WhyBlocked::NotSetUp => "lagging-not-set-up",
        WhyBlocked::NoCard => "lagging-no-card",
    })
}

/// What an exception grants.
pub(in crate::pages) fn kind_word(frame: &Frame, kind: ExceptionKind) -> String {
    frame.get(match kind {
        ExceptionKind::Extension => "exception-extension",
        ExceptionKind::EarlyMove => "exception-early-move",
    })
}

/// An exception, with its dates.
pub(super) fn exception_words(frame: &Frame, exception: Exception) -> String {
    let values = [
        ("kind", kind_word(frame, exception.kind).into()),
        ("from", frame.when(exception.from).into()),
        ("until", frame.when(exception.until).into()),
    ];
    frame.with("exception-dated", &values)
}
