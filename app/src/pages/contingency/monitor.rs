use super::parts::{AskForm, PassTable, problem, state_word};
use crate::{
    components::{Frame, Notice, TextField, Time, fact, href},
    markup::*,
    ports::contingency::{Contingency, PassProblem, PassState, PassesFound},
    render::Sheet,
    words::grouped,
};

/// The page of staff.
const PAGE: &str = "/monitor/contingency";

/// `/monitor/contingency`.
pub(crate) fn contingency(frame: &Frame, model: Contingency) -> Sheet {
    let title = frame.get("contingency-title");
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let notice = (model.just_switched && problems.is_empty()).then(|| {
        let key = if model.delayed_since.is_some() { "contingency-switched-on" } else { "contingency-switched-off" };
        view! { <Notice words=frame.get(key) /> }
    });
    let ask = model.operator.then(|| {
        // Where a number is missing, the way to it stands beside what is wrong.
        let number = (model.problem == Some(PassProblem::NoNumber)).then(|| {
            let url = call_back_path(&model.typed.participant);
            view! { <p class="act"><a class="button second" href=url>{frame.get("call-back-put")}</a></p> }
        });
        view! {
            <h2>{frame.get("pass-ask-title")}</h2>
            <p>{frame.with("pass-ask-lead-staff", &[("minutes", model.minutes.into())])}</p>
            {number}
            <AskForm frame=frame.clone() typed=model.typed.clone() staff=true problems=problems.clone() />
        }
    });
    let without = (model.without_number > 0).then(|| {
        view! { <p>{frame.with("call-back-without", &[("count", model.without_number.into())])}</p> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.get("contingency-lead")}</p>
        <Switch frame=frame.clone() model=model.clone() />
        {ask}
        <h2>{frame.get("pass-list-title")}</h2>
        {without}
        <States frame=frame.clone() found=model.found.clone() counts=model.counts.clone() />
        <Search frame=frame.clone() model=model.clone() />
        <PassTable frame=frame.clone() base=PAGE desk="/monitor/approvals" found=model.found />
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The page with the number of a firm.
fn call_back_path(participant: &str) -> String {
    let code: String = participant.trim().chars().filter(char::is_ascii_alphanumeric).collect();
    format!("/monitor/participants/{}/call-back", code.to_ascii_uppercase())
}

/// Whether everybody is told that mail is delayed, and the button that changes it.
#[component]
fn Switch(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Contingency,
) -> impl IntoView {
    let (told, action, press) = match model.delayed_since {
        Some(since) => (
            frame.with("contingency-on", &[("time", frame.when(since).into())]),
            "mail-arrives",
            frame.get("contingency-switch-off"),
        ),
        None => (frame.get("contingency-off"), "mail-delayed", frame.get("contingency-switch-on")),
    };
    let look = if model.delayed_since.is_some() { "button" } else { "button second" };
    let form = model.guardian.then(|| {
        view! {
            <form method="post" action=frame.chrome.here.clone()>
                <button class=look type="submit" name="action" value=action>{press}</button>
            </form>
        }
    });
    let oldest = model.mail_oldest.map(|at| {
        let time = view! { <Time frame=frame.clone() at /> };
        fact(frame.get("mail-oldest"), time)
    });
    view! {
        <section class="card switch" aria-labelledby="switch-title">
            <h2 id="switch-title">{frame.get("contingency-switch-title")}</h2>
            <p><strong>{told}</strong></p>
            <p>{frame.get("contingency-switch-means")}</p>
            <dl class="facts">
                {fact(frame.get("mail-waiting"), grouped(model.mail_waiting))}
                {oldest}
            </dl>
            {form}
        </section>
    }
}

/// How many passes stand where; each a link to them.
#[component]
fn States(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    found: PassesFound,
    /// The counts.
    counts: Vec<(PassState, u64)>,
) -> impl IntoView {
    let link = |words: String, count: u64, state: Option<PassState>| {
        let url = href(PAGE, &[("state", state.map_or("", PassState::name))]);
        let current = (found.state == state).then_some("true");
        view! { <li><a href=url aria-current=current>{words} " " <span class="count">{grouped(count)}</span></a></li> }
    };
    let all = counts.iter().map(|(_, count)| count).sum();
    let states =
        counts.into_iter().map(|(state, count)| link(state_word(&frame, state), count, Some(state))).collect_view();
    view! {
        <nav aria-label=frame.get("pass-states")>
            <ul class="states">
                {link(frame.get("pass-state-all"), all, None)}
                {states}
            </ul>
        </nav>
    }
}

/// One firm's passes, and its number on file.
#[component]
fn Search(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Contingency,
) -> impl IntoView {
    let found = &model.found;
    let clear = (!found.participant.is_empty()).then(|| {
        view! { <p><a href=PAGE>{frame.get("listing-clear-all")}</a></p> }
    });
    let number = model.firm.map(|(name, number)| {
        let number = match number.as_str() {
            "" => frame.with("call-back-none-of", &[("name", name.into())]),
            _ => frame.with("call-back-of", &[("name", name.into()), ("number", number.into())]),
        };
        let change = model.operator.then(|| {
            view! { " " <a href=call_back_path(&found.participant)>{frame.get("call-back-change")}</a> }
        });
        view! { <p class="inset">{number}{change}</p> }
    });
    view! {
        <form class="filters" method="get" action=PAGE role="search">
            <TextField name="participant" label=frame.get("participant") value=found.participant.clone() />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        {clear}
        {number}
    }
}
