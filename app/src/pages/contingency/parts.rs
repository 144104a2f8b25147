//! What the pages of staff and of firms have in common: the request for passes, and the passes.

use crate::{
    components::{Frame, Paging, Problem, TextArea, TextField, Time, href},
    markup::*,
    pages::approvals::radios,
    ports::contingency::{PassLine, PassProblem, PassScope, PassState, PassTyped, PassedBy, PassesFound},
};

/// The form that asks for passes. Staff name the firm as well.
#[component]
pub(super) fn AskForm(
    /// Words and frame.
    frame: Frame,
    /// What was typed.
    typed: PassTyped,
    /// Whether the reader is of the staff.
    staff: bool,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let scopes = PassScope::ALL.map(|scope| match scope {
        PassScope::User => (scope.name(), "pass-scope-user", "pass-scope-user-hint"),
        PassScope::Firm => (scope.name(), "pass-scope-firm", "pass-scope-firm-hint"),
    });
    let participant = staff.then(|| {
        view! {
            <TextField
                name="participant"
                id="ask-participant"
                label=frame.get("participant")
                value=typed.participant
                look="short"
                problems=problems.clone()
            />
        }
    });
    view! {
        <form class="card" id="ask" method="post" action=frame.chrome.here.clone() novalidate=true>
            {participant}
            {radios(&frame, "scope", "pass-scope", &scopes, &typed.scope, &problems)}
            <TextField
                name="user"
                label=frame.get("user")
                hint=frame.get("pass-user-hint")
                value=typed.user
                look="short"
                problems=problems.clone()
            />
            <TextArea
                id="reason"
                name="reason"
                label=frame.get("reason")
                hint=frame.get("pass-reason-hint")
                value=typed.reason
                problems
            />
            <button class="button" type="submit" name="action" value="ask">{frame.get("pass-ask")}</button>
            <p class="beside">{frame.get("pass-ask-next")}</p>
        </form>
    }
}

/// Why passes were not asked for, and what to do.
pub(super) fn problem(frame: &Frame, problem: PassProblem) -> Problem {
    let (field, key) = match problem {
        PassProblem::ScopeMissing => ("scope", "pass-scope-missing"),
        PassProblem::UnknownFirm => ("ask-participant", "pass-unknown-firm"),
        PassProblem::NoNumber => ("ask-participant", "pass-no-number"),
        PassProblem::UnknownUser => ("user", "pass-unknown-user"),
        PassProblem::NotAble => ("user", "pass-not-able"),
        PassProblem::Oneself => ("user", "pass-oneself"),
        PassProblem::Waits => ("user", "pass-waits"),
        PassProblem::Nobody => ("scope", "pass-nobody"),
        PassProblem::ReasonMissing => ("reason", "reason-missing"),
        PassProblem::NotMaker => return Problem::of_form(frame.get("not-maker")),
    };
    Problem::at(field, frame.get(key))
}

/// Where a pass stands, in a word or two.
pub(super) fn state_word(frame: &Frame, state: PassState) -> String {
    frame.get(match state {
        PassState::Agreed => "pass-state-agreed",
        PassState::Open => "pass-state-open",
        PassState::Used => "pass-state-used",
        PassState::Expired => "pass-state-expired",
        PassState::Void => "pass-state-void",
    })
}

/// Passes, with who asked, who agreed and who was told; `base` is the page's path, `desk` the queue of its requests.
#[component]
pub(super) fn PassTable(
    /// Words and frame.
    frame: Frame,
    /// The page's path.
    base: &'static str,
    /// The queue that holds the requests.
    desk: &'static str,
    /// The passes.
    found: PassesFound,
) -> impl IntoView {
    if found.lines.is_empty() {
        return view! { <p class="empty">{frame.get("pass-none")}</p> };
    }
    let url = |page: u64| {
        let page = page.to_string();
        let state = found.state.map_or("", PassState::name);
        href(base, &[("participant", &found.participant), ("state", state), ("page", &page)])
    };
    let urls = (url(found.page.saturating_sub(1)), url(found.page + 1));
    let heads = ["user", "pass-column-state", "pass-column-asked", "pass-column-agreed", "pass-column-passed"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let rows = found.lines.into_iter().map(|line| row(&frame, desk, line)).collect_view();
    view! {
        <table class="rows">
            <caption>{frame.with("pass-found", &[("count", found.count.into())])}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=(found.page, found.pages) urls />
    }
}

fn row(frame: &Frame, desk: &str, line: PassLine) -> AnyView {
    let works = matches!(line.state, PassState::Agreed | PassState::Open);
    let look = match line.state {
        PassState::Open => "tag good",
        PassState::Agreed | PassState::Used => "tag",
        PassState::Expired | PassState::Void => "tag off",
    };
    let at = |key: &str, at| view! { <p class="muted">{frame.with(key, &[("time", frame.when(at).into())])}</p> };
    let over = match (line.state, line.used_at) {
        (_, Some(used)) => Some(at("pass-used-at", used)),
        (PassState::Agreed, _) => Some(at("pass-show-until", line.expires_at)),
        (PassState::Open, _) => Some(at("pass-works-until", line.expires_at)),
        _ => None,
    };
    let passed = match line.passed {
        None => view! { <span class="muted">{frame.get("pass-not-passed")}</span> },
        Some((at, way)) => {
            let how = match way {
                PassedBy::Call(number) => frame.with("pass-by-call", &[("number", number.into())]),
                PassedBy::InPerson => frame.get("pass-in-person"),
            };
            view! {
                {how}
                <p class="muted"><Time frame=frame.clone() at /></p>
            }
        }
    };
    view! {
        <tr class:off=!works>
            <th scope="row">
                <a href=format!("{desk}/{}", line.request)>{line.account.to_string()}</a>
                <p class="muted">{line.name}</p>
            </th>
            <td data-label=frame.get("pass-column-state")>
                <span class=look>{state_word(frame, line.state)}</span>
                {over}
            </td>
            <td data-label=frame.get("pass-column-asked")>{line.asked_by}</td>
            <td data-label=frame.get("pass-column-agreed")>
                {line.agreed_by}
                <p class="muted"><Time frame=frame.clone() at=line.agreed_at /></p>
            </td>
            <td data-label=frame.get("pass-column-passed")>{passed}</td>
        </tr>
    }
}
