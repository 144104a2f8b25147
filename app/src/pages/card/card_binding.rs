use super::{Holder, refused};
use crate::{
    components::{Frame, Problem, TextField},
    markup::*,
    ports::card::{BindingProblem, CardBinding},
    render::Sheet,
};

/// `/login/smartcard?bind=1`: binding a card with a one-time code.
pub(crate) fn card_binding(frame: &Frame, model: CardBinding) -> Sheet {
    let title = frame.get("binding-title");
    let problems = model.problem.as_ref().map(|problem| said(frame, problem)).unwrap_or_default();
    let demonstration = model.demonstration.then(|| view! { <p class="inset">{frame.get("card-demonstration")}</p> });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("binding-lead")}</p>
        {demonstration}
        <noscript>
            <p class="inset">{frame.get("card-needs-script")} " " <a href="/login">{frame.get("card-other-way")}</a></p>
        </noscript>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <TextField
                name="participant"
                label=frame.get("participant")
                hint=frame.get("participant-hint")
                value=model.participant
                autocomplete="organization"
                look="short"
                problems=problems.clone()
            />
            <TextField name="user" label=frame.get("user") value=model.user autocomplete="username" problems=problems.clone() />
            <TextField
                name="binding"
                label=frame.get("binding")
                hint=frame.get("binding-hint")
                value=model.code
                look="code long"
                problems=problems.clone()
            />
            <button class="button" type="submit" name="action" value="bind">{frame.get("continue")}</button>
            <p class="beside">{frame.get("binding-next")}</p>
        </form>
        <h2>{frame.get("binding-none-title")}</h2>
        <p>{frame.get("binding-none")}</p>
        <ul class="ways-on">
            <li><a href="/login/smartcard">{frame.get("binding-already")}</a></li>
            <li><a href="/login">{frame.get("card-other-way")}</a></li>
        </ul>
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

fn said(frame: &Frame, problem: &BindingProblem) -> Vec<Problem> {
    let one = match problem {
        BindingProblem::Missing { participant, user, code } => {
            return [
                (*participant, "participant", "missing-participant"),
                (*user, "user", "missing-user"),
                (*code, "binding", "missing-binding"),
            ]
            .into_iter()
            .filter(|(missing, ..)| *missing)
            .map(|(_, field, key)| Problem::at(field, frame.get(key)))
            .collect();
        }
        BindingProblem::Shape => Problem::at("binding", frame.get("binding-shape")),
        BindingProblem::Refused => Problem::at("binding", frame.get("binding-refused")),
        BindingProblem::ClosedUntil(until) => {
            Problem::of_form(frame.with("activation-closed-until", &[("time", frame.when(*until).into())]))
        }
        BindingProblem::Closed => Problem::of_form(frame.get("binding-closed")),
        BindingProblem::Unavailable => Problem::of_form(frame.get("binding-unavailable")),
        BindingProblem::Card(refusal) => Problem::of_form(refused(frame, *refusal, Holder::Binding)),
    };
    vec![one]
}
