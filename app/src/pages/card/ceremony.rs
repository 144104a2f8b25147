use crate::{
    components::{Frame, fact},
    islands::AskCredential,
    markup::*,
    ports::ceremony::{Ceremony, Purpose},
    render::Sheet,
};

/// The id of the hidden field that takes the browser's answer.
const ANSWER: &str = "credential";

/// What a ceremony's page says, by what it is for.
struct Says {
    title: &'static str,
    lead: &'static str,
    asking: &'static str,
    again: &'static str,
    not_allowed: &'static str,
    held: &'static str,
    back: &'static str,
    other: Option<(&'static str, &'static str)>,
}

impl Says {
    fn of(purpose: Purpose) -> Self {
        let password = Some(("/login", "card-other-way"));
        match purpose {
            Purpose::CardLogin => Self {
                title: "ceremony-card-title",
                lead: "ceremony-card-lead",
                asking: "ceremony-card-asking",
                again: "ceremony-card-again",
                not_allowed: "ceremony-card-not-allowed",
                held: "ceremony-failed",
                back: "ceremony-card-back",
                other: password,
            },
            Purpose::CardBinding => Self {
                title: "ceremony-binding-title",
                lead: "ceremony-binding-lead",
                asking: "ceremony-card-asking",
                again: "ceremony-card-again",
                not_allowed: "ceremony-card-not-allowed",
                held: "card-held-already",
                back: "ceremony-binding-back",
                other: password,
            },
            Purpose::Proof => Self {
                title: "ceremony-proof-title",
                lead: "ceremony-proof-lead",
                asking: "ceremony-proof-asking",
                again: "ceremony-proof-again",
                not_allowed: "ceremony-proof-not-allowed",
                held: "ceremony-failed",
                back: "ceremony-proof-back",
                other: Some(("/setup?handover=1", "ceremony-proof-other")),
            },
            Purpose::PasskeyLogin => Self {
                title: "ceremony-passkey-title",
                lead: "ceremony-passkey-lead",
                asking: "ceremony-passkey-asking",
                again: "ceremony-passkey-again",
                not_allowed: "ceremony-passkey-not-allowed",
                held: "ceremony-failed",
                back: "card-other-way",
                other: None,
            },
            Purpose::PasskeyAdding => Self {
                title: "ceremony-adding-title",
                lead: "ceremony-adding-lead",
                asking: "ceremony-adding-asking",
                again: "ceremony-adding-again",
                not_allowed: "ceremony-adding-not-allowed",
                held: "passkey-held-already",
                back: "ceremony-adding-back",
                other: None,
            },
        }
    }
}

/// The step at which the browser asks card or passkey.
pub(crate) fn ceremony(frame: &Frame, model: Ceremony) -> Sheet {
    sheet(frame, model, None)
}

/// The same within a set-up: part of its first step.
pub(crate) fn proof(frame: &Frame, model: Ceremony) -> Sheet {
    let step = frame.with("set-up-step", &[("step", 1u8.into()), ("of", 3u8.into())]);
    sheet(frame, model, Some(step))
}

fn sheet(frame: &Frame, model: Ceremony, step: Option<String>) -> Sheet {
    let says = Says::of(model.purpose);
    let title = frame.get(says.title);
    let start = model.purpose.start();
    // By the names that browsers give to exceptions; the last one stands for every other.
    let refusals = [
        ("NotAllowedError", says.not_allowed),
        ("InvalidStateError", says.held),
        ("SecurityError", "ceremony-insecure"),
        ("NotSupportedError", "ceremony-unsupported"),
        ("unsupported", "ceremony-unsupported"),
        ("", "ceremony-failed"),
    ]
    .map(|(name, key)| (name.to_owned(), frame.get(key)))
    .into();
    let until = view! {
        <time datetime=model.expires_at.to_string()>{frame.clock(model.expires_at)}</time>
    };
    let (way, words) = says.other.unwrap_or((start, says.back));
    let demonstration = model.demonstration.then(|| view! { <p class="inset">{frame.get("card-demonstration")}</p> });
    let body = view! {
        {step.map(|step| view! { <p class="step">{step}</p> })}
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get(says.lead)}</p>
        {demonstration}
        <noscript>
            <p class="inset">{frame.get("ceremony-needs-script")} " " <a href=way>{frame.get(words)}</a></p>
        </noscript>
        <form class="card ceremony" method="post" action=frame.chrome.here.clone()>
            <input type="hidden" name="ceremony" value=model.tag />
            <input type="hidden" name="credential" id=ANSWER />
            <AskCredential
                options=model.options
                creates=model.purpose.creates()
                field=ANSWER.to_owned()
                asleep=frame.get("ceremony-asleep")
                asking=frame.get(says.asking)
                sending=frame.get("ceremony-sending")
                refusals
                again=frame.get(says.again)
            />
            <dl class="facts">
                {model.account.map(|account| fact(frame.get("ceremony-for"), account))}
                {fact(frame.get("ceremony-until"), until)}
            </dl>
        </form>
        <ul class="ways-on">
            <li><a href=start>{frame.get(says.back)}</a></li>
            {says.other.map(|(way, words)| view! { <li><a href=way>{frame.get(words)}</a></li> })}
        </ul>
    };
    Sheet { title, problems: vec![], islands: true, banner: true, body }
}
