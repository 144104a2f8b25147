use crate::{
    components::{Frame, Problem, TextField},
    markup::*,
    pages::card::{Holder, refused},
    ports::setup::{ActivationForm, ActivationRefusal},
    render::Sheet,
};

/// The first step: who, and the activation code from the mail.
pub(super) fn activation(frame: &Frame, model: ActivationForm) -> Sheet {
    let title = frame.get("set-up-title");
    let problems = problems(frame, model.problem.as_ref());
    let asked = model.hand_over_asked || model.problem == Some(ActivationRefusal::HandOver);
    let hand_over = asked.then(|| {
        view! {
            <TextField
                name="handover"
                label=frame.get("hand-over")
                hint=frame.get("hand-over-hint")
                value=model.hand_over
                look="code long"
                problems=problems.clone()
            />
        }
    });
    let body = view! {
        <p class="step">{frame.with("set-up-step", &[("step", 1u8.into()), ("of", 3u8.into())])}</p>
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("set-up-lead")}</p>
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
                name="activation"
                label=frame.get("activation")
                hint=frame.get("activation-hint")
                value=model.activation
                look="code long"
                problems=problems.clone()
            />
            {hand_over}
            <button class="button" type="submit">{frame.get("continue")}</button>
        </form>
        <h2>{frame.get("activation-none-title")}</h2>
        <p>{frame.get("activation-none")}</p>
        <ul class="ways-on">
            {(!asked).then(|| view! { <li><a href="/setup?handover=1">{frame.get("hand-over-have")}</a></li> })}
            <li><a href="/login">{frame.get("set-up-already")}</a></li>
        </ul>
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

fn problems(frame: &Frame, refusal: Option<&ActivationRefusal>) -> Vec<Problem> {
    let Some(refusal) = refusal else { return vec![] };
    match refusal {
        ActivationRefusal::Missing { participant, user, activation } => [
            (*participant, "participant", "missing-participant"),
            (*user, "user", "missing-user"),
            (*activation, "activation", "missing-activation"),
        ]
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, field, key)| Problem::at(field, frame.get(key)))
        .collect(),
        ActivationRefusal::Shape => vec![Problem::at("activation", frame.get("activation-shape"))],
        ActivationRefusal::HandOver => vec![Problem::at("handover", frame.get("hand-over-wrong"))],
        ActivationRefusal::Refused => vec![Problem::at("activation", frame.get("activation-refused"))],
        ActivationRefusal::ClosedUntil(until) => {
            vec![Problem::of_form(frame.with("activation-closed-until", &[("time", frame.when(*until).into())]))]
        }
        ActivationRefusal::NotOpenYet => vec![Problem::of_form(frame.get("set-up-not-open"))],
        ActivationRefusal::Proof(refusal) => {
            vec![Problem::at("activation", refused(frame, *refusal, Holder::SetUp))]
        }
        ActivationRefusal::CertificateFirst => vec![Problem::of_form(frame.get("set-up-certificate-first"))],
        ActivationRefusal::StartAgain => vec![Problem::at("activation", frame.get("set-up-start-again"))],
    }
}
