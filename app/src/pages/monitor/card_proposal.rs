use crate::{
    components::{Frame, Problem, TextArea, TextField},
    markup::*,
    pages::approvals::radios,
    ports::registry::{CardProblem, CardProposal, CardTyped, Scope},
    render::Sheet,
};

/// `/monitor/cards/new`.
pub(crate) fn card_proposal(frame: &Frame, model: CardProposal) -> Sheet {
    let title = frame.get("registry-proposal-title");
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let CardTyped { kind, scope, participant, user, reason } = model.typed;
    let kinds = [
        ("bind-card", "registry-propose-bind", "registry-propose-bind-hint"),
        ("retire-cards", "registry-propose-retire", "registry-propose-retire-hint"),
        ("restore-cards", "registry-propose-restore", "registry-propose-restore-hint"),
    ];
    let scopes = Scope::ALL.map(|scope| {
        let (label, hint) = match scope {
            Scope::User => ("registry-scope-user", "registry-scope-user-hint"),
            Scope::Firm => ("registry-scope-firm", "registry-scope-firm-hint"),
            Scope::Administrators => ("registry-scope-administrators", "registry-scope-administrators-hint"),
            Scope::Everybody => ("registry-scope-everybody", "registry-scope-everybody-hint"),
        };
        (scope.name(), label, hint)
    });
    let body = view! {
        <p class="step"><a href="/monitor/cards">{frame.get("registry-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("registry-proposal-lead")}</p>
        <form class="card staff-proposal" method="post" action=frame.chrome.here.clone() novalidate=true>
            {radios(frame, "kind", "staff-proposal-kind", &kinds, &kind, &problems)}
            {radios(frame, "scope", "registry-scope", &scopes, &scope, &problems)}
            <TextField
                name="participant"
                label=frame.get("participant")
                hint=frame.get("registry-participant-hint")
                value=participant
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="user"
                label=frame.get("user")
                hint=frame.get("registry-user-hint")
                value=user
                look="short"
                problems=problems.clone()
            />
            <TextArea
                id="reason"
                name="reason"
                label=frame.get("approval-reason")
                hint=frame.get("staff-proposal-reason-hint")
                value=reason
                problems=problems.clone()
            />
            <button class="button" type="submit">{frame.get("staff-proposal-propose")}</button>
            <p class="beside">{frame.get("staff-proposal-next")}</p>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, found: CardProblem) -> Problem {
    let (field, key) = match found {
        CardProblem::Decommissioned => return Problem::of_form(frame.get("registry-decommissioned")),
        CardProblem::KindMissing => ("kind", "staff-proposal-kind-missing"),
        CardProblem::ScopeMissing => ("scope", "registry-scope-missing"),
        CardProblem::ScopeUnfit => ("scope", "registry-scope-unfit"),
        CardProblem::UnknownFirm => ("participant", "registry-unknown-firm"),
        CardProblem::UnknownUser => ("user", "staff-proposal-unknown-user"),
        CardProblem::ReasonMissing => ("reason", "staff-proposal-reason-missing"),
        CardProblem::Nobody => return Problem::of_form(frame.get("registry-nobody")),
    };
    Problem::at(field, frame.get(key))
}
