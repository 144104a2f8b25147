use super::parts::{radios, reason_field};
use crate::{
    components::{Frame, Problem, TextField, words_at},
    markup::*,
    ports::{
        approval::{StaffProblem, StaffProposal, StaffTyped},
        portal::{AddressProblem, WhyNot},
    },
    render::Sheet,
};

/// `/monitor/approvals/new`.
pub(crate) fn staff_proposal(frame: &Frame, model: StaffProposal) -> Sheet {
    let title = frame.get("staff-proposal-title");
    let problems: Vec<_> =
        model.problem.as_ref().map(|found| problem(frame, &model.typed, found)).into_iter().collect();
    let confirm = matches!(model.problem, Some(StaffProblem::Address(AddressProblem::Confirm { .. })));
    let StaffTyped { kind, participant, user, email, maker, checker, until, reason } = model.typed;
    let hint = frame.get("staff-proposal-reason-hint");
    let body = view! {
        <p class="step"><a href="/monitor/approvals">{frame.get("approval-back")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("staff-proposal-lead")}</p>
        <form class="card staff-proposal" method="post" action=frame.chrome.here.clone() novalidate=true>
            {radios(frame, "kind", "staff-proposal-kind", &KINDS, &kind, &problems)}
            <TextField
                name="participant"
                label=frame.get("participant")
                hint=frame.get("staff-proposal-participant-hint")
                value=participant
                look="short"
                problems=problems.clone()
            />
            <TextField name="user" label=frame.get("user") value=user look="short" problems=problems.clone() />
            <fieldset class="for for-address">
                <legend>{frame.get("staff-proposal-for-address")}</legend>
                <TextField
                    name="email"
                    label=frame.get("staff-proposal-email")
                    hint=frame.get("staff-proposal-email-hint")
                    value=email
                    inputmode="email"
                    problems=problems.clone()
                />
                {confirm.then(|| tick(frame, "confirm", "staff-proposal-confirm", false, &problems))}
            </fieldset>
            <fieldset class="for for-roles">
                <legend>{frame.get("staff-proposal-for-roles")}</legend>
                <p class="hint">{frame.get("staff-proposal-roles-hint")}</p>
                {tick(frame, "maker", "staff-proposal-maker", maker, &problems)}
                {tick(frame, "checker", "staff-proposal-checker", checker, &problems)}
            </fieldset>
            <fieldset class="for for-sole">
                <legend>{frame.get("staff-proposal-for-sole")}</legend>
                <TextField
                    name="until"
                    label=frame.get("staff-proposal-until")
                    hint=frame.get("staff-proposal-until-hint")
                    value=until
                    look="short"
                    problems=problems.clone()
                />
            </fieldset>
            {reason_field(frame.get("approval-reason"), hint, &reason, &problems)}
            <button class="button" type="submit">{frame.get("staff-proposal-propose")}</button>
            <p class="beside">{frame.get("staff-proposal-next")}</p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What can be proposed.
const KINDS: [(&str, &str, &str); 5] = [
    ("address", "staff-proposal-address", "staff-proposal-address-hint"),
    ("roles", "staff-proposal-roles", "staff-proposal-roles-means"),
    ("reset", "staff-proposal-reset", "staff-proposal-reset-hint"),
    ("enable", "staff-proposal-enable", "staff-proposal-enable-hint"),
    ("sole", "staff-proposal-sole", "staff-proposal-sole-hint"),
];

/// Something to tick.
fn tick(frame: &Frame, name: &'static str, label: &str, ticked: bool, problems: &[Problem]) -> AnyView {
    let error = words_at(problems, name);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{name}-error"));
    view! {
        <div class="choice" class:wrong=wrong>
            {error.map(|error| view! { <p class="error" id=format!("{name}-error")>{error}</p> })}
            <input
                id=name
                name=name
                type="checkbox"
                value="yes"
                checked=ticked
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
            <label for=name>{frame.get(label)}</label>
        </div>
    }
}

fn problem(frame: &Frame, typed: &StaffTyped, found: &StaffProblem) -> Problem {
    match found {
        StaffProblem::KindMissing => Problem::at("kind", frame.get("staff-proposal-kind-missing")),
        StaffProblem::UnknownUser => Problem::at("user", frame.get("staff-proposal-unknown-user")),
        StaffProblem::ReasonMissing => Problem::at("reason", frame.get("staff-proposal-reason-missing")),
        StaffProblem::Address(found) => address_problem(frame, found),
        StaffProblem::Until => Problem::at("until", frame.get("staff-proposal-until-wrong")),
        StaffProblem::SameRoles => Problem::at("maker", frame.get("staff-proposal-same-roles")),
        StaffProblem::NotPossible(why) => Problem::at("user", not_possible(frame, *why)),
        StaffProblem::FirmCan => Problem::at(
            "participant",
            frame.with("staff-proposal-firm-can", &[("participant", (&typed.participant).into())]),
        ),
    }
}

fn address_problem(frame: &Frame, found: &AddressProblem) -> Problem {
    let (field, key) = match found {
        AddressProblem::Confirm { new_domain, shared } => {
            let words = match (new_domain, shared) {
                (Some(domain), shared) => {
                    let values = [("domain", domain.into())];
                    let both = if *shared { "staff-proposal-confirm-both" } else { "staff-proposal-confirm-domain" };
                    frame.with(both, &values)
                }
                (None, _) => frame.get("staff-proposal-confirm-shared"),
            };
            return Problem::at("confirm", words);
        }
        AddressProblem::Disabled => ("user", "staff-proposal-disabled"),
        AddressProblem::Dormant => ("user", "staff-proposal-dormant"),
        AddressProblem::PhaseClosed => return Problem::of_form(frame.get("approval-phase-closed")),
        AddressProblem::Empty => ("email", "staff-proposal-email-missing"),
        AddressProblem::NotPlain => ("email", "staff-proposal-email-not-plain"),
        AddressProblem::NonAscii => ("email", "staff-proposal-email-non-ascii"),
        AddressProblem::DomainRefused => ("email", "staff-proposal-email-domain"),
        AddressProblem::SharedRefused => ("email", "staff-proposal-email-shared"),
        AddressProblem::Already => ("email", "staff-proposal-email-already"),
        AddressProblem::Waits => ("user", "staff-proposal-waits"),
    };
    Problem::at(field, frame.get(key))
}

fn not_possible(frame: &Frame, why: WhyNot) -> String {
    frame.get(match why {
        WhyNot::NoAddress => "staff-proposal-not-no-address",
        WhyNot::Disabled => "staff-proposal-disabled",
        WhyNot::Active => "staff-proposal-not-active",
        WhyNot::NotSetUp => "staff-proposal-not-set-up",
        WhyNot::SetUpClosed => "approval-phase-closed",
        WhyNot::Already => "staff-proposal-not-already",
        WhyNot::Waits => "staff-proposal-waits",
        WhyNot::Oneself => "staff-proposal-not-oneself",
        WhyNot::NotPaused | WhyNot::NoSession | WhyNot::NoCard | WhyNot::Capped => "staff-proposal-not-now",
    })
}
