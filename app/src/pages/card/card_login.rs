use domain::phase::Rule;

use super::{Holder, refused};
use crate::{
    components::{Frame, Notice, Problem, TextField},
    markup::*,
    ports::{
        card::{CardLogin, CardProblem},
        ceremony::CeremonyRefusal,
    },
    render::Sheet,
};

/// `/login/smartcard`: who, then the card.
pub(crate) fn card_login(frame: &Frame, model: CardLogin) -> Sheet {
    // Where a card opens nothing any more it still proves its holder for the set-up.
    let closed = model.rule == Rule::No && !model.extensions;
    let title = frame.get(if closed { "card-set-up-title" } else { "card-title" });
    let problems: Vec<_> = model.problem.as_ref().map(|problem| said(frame, problem)).into_iter().collect();
    let bound = (model.bound && problems.is_empty()).then(|| view! { <Notice words=frame.get("card-bound") /> });
    let lead = if closed {
        view! { <p class="inset">{frame.get("card-closed-but")}</p> }
    } else if model.extensions {
        view! { <p class="inset">{frame.get("card-extension-only")}</p> }
    } else {
        view! { <p class="lead">{frame.get("card-lead")}</p> }
    };
    let certificate = model.certificate_url.map(|url| {
        view! { <li>{frame.get("certificate-old")} " " <a href=url>{frame.get("certificate-link")}</a></li> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {bound}
        {lead}
        <noscript>
            <p class="inset">{frame.get("card-needs-script")} " " <a href="/login">{frame.get("card-other-way")}</a></p>
        </noscript>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {model.return_to.map(|target| view! { <input type="hidden" name="return_to" value=target /> })}
            <div class="way">
                <p class="needs">{frame.get("needs")}</p>
                <ul class="needs">
                    <li>{frame.get("smartcard-needs-card")}</li>
                    <li>{frame.get("smartcard-needs-pin")}</li>
                </ul>
            </div>
            <TextField
                name="participant"
                label=frame.get("participant-optional")
                hint=frame.get("card-names-hint")
                value=model.participant
                autocomplete="organization"
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="user"
                label=frame.get("user-optional")
                value=model.user
                autocomplete="username"
                problems=problems.clone()
            />
            <button class="button" type="submit" name="action" value=if closed { "prove" } else { "read" }>{frame.get("card-continue")}</button>
            <p class="beside">{frame.get("card-next")}</p>
        </form>
        <ul class="ways-on">
            <li>{frame.get("binding-have")} " " <a href="/login/smartcard?bind=1">{frame.get("binding-link")}</a></li>
            {certificate}
            <li><a href="/login">{frame.get("card-other-way")}</a></li>
        </ul>
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

fn said(frame: &Frame, problem: &CardProblem) -> Problem {
    match problem {
        CardProblem::Half { participant: true } => Problem::at("participant", frame.get("card-half-participant")),
        CardProblem::Half { participant: false } => Problem::at("user", frame.get("card-half-user")),
        CardProblem::NoSuchNames => Problem::at("participant", frame.get("card-no-such-names")),
        CardProblem::Refused(refusal @ CeremonyRefusal::OtherUser) => {
            Problem::at("participant", refused(frame, *refusal, Holder::Card))
        }
        CardProblem::Refused(refusal) => Problem::of_form(refused(frame, *refusal, Holder::Card)),
        CardProblem::Unavailable => Problem::of_form(frame.get("card-unavailable")),
    }
}
