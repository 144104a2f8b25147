use super::{BLOCKED, CALL_LIST, url};
use crate::{
    components::Frame,
    markup::*,
    pages::schedule::words,
    ports::rehearsal::{CallFirm, CallList, say_word},
    render::Sheet,
};

/// `/monitor/blocked/call-list`: whom to call, and what to say.
pub(crate) fn call_list(frame: &Frame, model: CallList) -> Sheet {
    let title = frame.get("call-list-title");
    let figures = [
        ("users", model.blocked.users.into()),
        ("firms", model.blocked.firms.into()),
        ("phase", words::phase(frame, model.phase).into()),
        ("time", frame.when(model.at).into()),
    ];
    let list = if model.firms.is_empty() {
        view! { <p class="empty">{frame.get("blocked-no-match")}</p> }
    } else {
        let heads = ["call-list-firm", "call-list-number", "call-list-people", "call-list-say"]
            .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
            .into_iter()
            .collect_view();
        let rows = model.firms.iter().map(|firm| row(frame, firm)).collect_view();
        view! {
            <table class="rows call-list">
                <caption>{frame.with("call-list-count", &[("count", model.blocked.firms.into())])}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let file = url(&format!("{CALL_LIST}.csv"), &model.asked, |_| {});
    let body = view! {
        <p class="step"><a href=url(BLOCKED, &model.asked, |_| {})>{frame.get("blocked-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{frame.with("call-list-lead", &figures)}</p>
        <p class="hide-in-print">{frame.get("call-list-how")}</p>
        {list}
        <p class="hide-in-print"><a href=file>{frame.get("call-list-export")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

fn row(frame: &Frame, firm: &CallFirm) -> AnyView {
    let of = [("blocked", firm.blocked.into()), ("active", firm.active.into())];
    let wholly =
        (firm.blocked == firm.active).then(|| view! { <span class="tag refused">{frame.get("blocked-wholly")}</span> });
    let alone = (!firm.has_pair).then(|| view! { <span class="tag bad">{frame.get("blocked-no-pair")}</span> });
    let number = if firm.number.is_empty() {
        view! { <span class="muted">{frame.get("call-list-no-number")}</span> }
    } else {
        view! { <span class="number">{firm.number.clone()}</span> }
    };
    let people = if firm.administrators.is_empty() {
        view! { <span class="muted">{frame.get("call-list-nobody")}</span> }
    } else {
        let people = firm.administrators.iter().map(|(name, account, able)| {
            let cannot =
                (!able).then(|| view! { <span class="second-line muted">{frame.get("call-list-not-able")}</span> });
            view! { <li>{name.clone()} " (" {account.user.to_string()} ")" {cannot}</li> }
        });
        view! { <ul class="lines">{people.collect_view()}</ul> }
    };
    let say = firm.helps.iter().map(|(help, users)| {
        view! { <li>{frame.with(say_word(*help), &[("count", (*users).into())])}</li> }
    });
    view! {
        <tr>
            <th scope="row">
                {firm.code.clone()}
                <span class="second-line">{firm.name.clone()}</span>
                <span class="second-line muted">{frame.with("blocked-of", &of)}</span>
                <span class="marks">{wholly}{alone}</span>
            </th>
            <td data-label=frame.get("call-list-number")>{number}</td>
            <td data-label=frame.get("call-list-people")>{people}</td>
            <td data-label=frame.get("call-list-say")><ul class="lines">{say.collect_view()}</ul></td>
        </tr>
    }
}
