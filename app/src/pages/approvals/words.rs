//! What kinds of change, states and refusals are called.

use domain::approval::{ChangeKind, ItemState, NotYours};

use crate::{
    components::{Frame, Problem},
    ports::approval::{Decided, DecisionProblem, Desk, Why},
    words::Value,
};

/// What a request would do.
pub(in crate::pages) fn kind(frame: &Frame, kind: ChangeKind, count: u64) -> String {
    let key = match kind {
        ChangeKind::Address => "approval-kind-address",
        ChangeKind::RemoveAddress => "approval-kind-remove-address",
        ChangeKind::Reset => "approval-kind-reset",
        ChangeKind::Roles => "approval-kind-roles",
        ChangeKind::Enable => "approval-kind-enable",
        ChangeKind::Disable => "approval-kind-disable",
        ChangeKind::Sole => "approval-kind-sole",
        ChangeKind::Domains => "approval-kind-domains",
        ChangeKind::BindCard => "approval-kind-bind-card",
        ChangeKind::RetireCards => "approval-kind-retire-cards",
        ChangeKind::RestoreCards => "approval-kind-restore-cards",
        ChangeKind::Schedule => "approval-kind-schedule",
        ChangeKind::Arm => "approval-kind-arm",
        ChangeKind::Exception => "approval-kind-exception",
        ChangeKind::Campaign => "approval-kind-campaign",
        ChangeKind::OneTimePass => "approval-kind-one-time-pass",
        ChangeKind::CallBack => "approval-kind-call-back",
        ChangeKind::Package => "approval-kind-package",
        ChangeKind::Readiness => "approval-kind-readiness",
    };
    counted(frame, key, count)
}

/// The text of a key whose only placeholder is `count`.
pub(super) fn counted(frame: &Frame, key: &str, count: u64) -> String {
    frame.with(key, &[("count", count.into())])
}

/// Sentences, one after the other.
pub(super) fn sentences(frame: &Frame, all: &[String]) -> String {
    all.join(frame.gap())
}

/// Where a row stands.
pub(super) fn state(frame: &Frame, state: ItemState) -> String {
    frame.get(match state {
        ItemState::Waiting => "approval-state-waiting",
        ItemState::Done => "approval-state-done",
        ItemState::Rejected => "approval-state-rejected",
        ItemState::Stale => "approval-state-stale",
        ItemState::Withdrawn => "approval-state-withdrawn",
        ItemState::Expired => "approval-state-expired",
    })
}

/// Why something is not the reader's to decide, and whose it is.
pub(super) fn not_yours(frame: &Frame, desk: &Desk, why: NotYours) -> String {
    let staff = matches!(desk, Desk::Monitor { .. });
    frame.get(match why {
        NotYours::OwnAccount if staff => "approval-not-own-account-staff",
        NotYours::OwnAccount => "approval-not-own-account",
        NotYours::OwnRequest if staff => "approval-not-own-request-staff",
        NotYours::OwnRequest => "approval-not-own-request",
        NotYours::SamePerson => "approval-not-same-person",
        NotYours::ForFirm => "approval-not-for-firm",
        NotYours::ForStaff => "approval-not-for-staff",
        NotYours::NoRight => "approval-not-no-right",
    })
}

/// Why a row was not carried out, and what now.
pub(super) fn why(frame: &Frame, why: &Why) -> Option<String> {
    let key = match why {
        Why::Nothing => return None,
        Why::Words(words) => {
            return Some(frame.with("approval-why-words", &[("reason", words.into())]));
        }
        Why::AccountChanged => "approval-why-account-changed",
        Why::Disabled => "approval-why-disabled",
        Why::PhaseClosed => "approval-why-phase-closed",
        Why::AddressRefused => "approval-why-address-refused",
        Why::NotPossible => "approval-why-not-possible",
        Why::MakerGone => "approval-why-maker-gone",
    };
    Some(frame.get(key))
}

/// What came of a decision; none where nothing did.
pub(super) fn decided(frame: &Frame, decided: Decided) -> Option<String> {
    let mut all: Vec<_> = [
        (decided.done, "approval-decided-done"),
        (decided.rejected, "approval-decided-rejected"),
        (decided.withdrawn, "approval-decided-withdrawn"),
        (decided.stale, "approval-decided-stale"),
        (decided.left, "approval-decided-left"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, key)| counted(frame, key, count))
    .collect();
    all.extend(decided.acknowledged.then(|| frame.get("approval-decided-acknowledged")));
    (!all.is_empty()).then(|| sentences(frame, &all))
}

/// Why a decision was not taken. `list` is the id of what is chosen from.
pub(super) fn problem(frame: &Frame, desk: &Desk, problem: DecisionProblem, list: &'static str) -> Problem {
    match problem {
        DecisionProblem::NothingChosen => Problem::at(list, frame.get("approval-nothing-chosen")),
        DecisionProblem::ReasonMissing => Problem::at("reason", frame.get("approval-reason-missing")),
        DecisionProblem::NotYours(why) => {
            let all = [frame.get("approval-chosen-not-yours"), not_yours(frame, desk, why)];
            Problem::of_form(sentences(frame, &all))
        }
        DecisionProblem::Changed => Problem::of_form(frame.get("approval-changed")),
        DecisionProblem::PhaseClosed => Problem::of_form(frame.get("approval-phase-closed")),
        DecisionProblem::CodesTaken => Problem::of_form(frame.get("binding-codes-again")),
        DecisionProblem::NoCodes => Problem::of_form(frame.get("binding-codes-none")),
        DecisionProblem::PassNotConfirmed => Problem::at("confirmed", frame.get("pass-not-confirmed")),
        DecisionProblem::PassNumberChanged => Problem::of_form(frame.get("pass-number-changed")),
        DecisionProblem::NoPasses => Problem::of_form(frame.get("pass-nothing-to-show")),
        DecisionProblem::PassesNotYours => Problem::of_form(frame.get("pass-not-yours")),
        DecisionProblem::CodesYourOwn => Problem::of_form(frame.get("binding-codes-own")),
    }
}

/// A text of a key with an instant in it.
pub(super) fn at(frame: &Frame, key: &str, at: domain::time::Instant) -> String {
    frame.with(key, &[("time", Value::from(frame.when(at)))])
}
