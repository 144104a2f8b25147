use super::{BLOCKED, CALL_LIST, EXCEPTION, url};
use crate::{
    components::{Frame, href},
    markup::*,
    pages::schedule::words,
    ports::rehearsal::{BlockedFirm, Rehearsal},
    words::grouped,
};

/// By firm, worst first.
pub(super) fn firms(frame: &Frame, model: &Rehearsal) -> AnyView {
    let rows = model.firms.iter().map(|firm| row(frame, model, firm)).collect_view();
    let more = model.firms_found.saturating_sub(model.firms.len() as u64);
    let all = (more > 0).then(|| {
        let all = url(BLOCKED, &model.asked, |asked| asked.all_firms = true);
        view! { <p><a href=all>{frame.with("blocked-all-firms", &[("count", model.firms_found.into())])}</a></p> }
    });
    let act = model.operator.then(|| view! { <th scope="col">{frame.get("blocked-do")}</th> });
    view! {
        <table class="rows firms">
            <caption>{frame.get("blocked-by-firm")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("blocked-firm")}</th>
                    <th scope="col">{frame.get("name")}</th>
                    <th scope="col" class="num">{frame.get("blocked-of-active")}</th>
                    <th scope="col">{frame.get("blocked-missing")}</th>
                    {act}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {all}
    }
}

fn row(frame: &Frame, model: &Rehearsal, firm: &BlockedFirm) -> AnyView {
    let only = |path: &str| url(path, &model.asked, |asked| firm.code.clone_into(&mut asked.firm));
    let of = [("blocked", firm.blocked.into()), ("active", firm.active.into())];
    let wholly =
        (firm.blocked == firm.active).then(|| view! { <span class="tag refused">{frame.get("blocked-wholly")}</span> });
    let alone = (!firm.has_pair).then(|| view! { <span class="tag bad">{frame.get("blocked-no-pair")}</span> });
    let of_firm =
        || view! { <span class="unseen">{frame.with("blocked-chip-firm", &[("firm", (&firm.code).into())])}</span> };
    let act = model.operator.then(|| {
        let extend = (firm.extendable > 0).then(|| {
            let query = [("scope", "firm"), ("participant", &*firm.code), ("kind", "extension")];
            view! { <a href=href(EXCEPTION, &query)>{frame.get("blocked-extend-firm")} " " {of_firm()}</a> }
        });
        view! {
            <td data-label=frame.get("blocked-do")>
                <div class="deeds"><a href=only(CALL_LIST)>{frame.get("blocked-call")} " " {of_firm()}</a> {extend}</div>
            </td>
        }
    });
    let missing = firm
        .helps
        .iter()
        .fold(Vec::<(_, u64)>::new(), |mut reasons, (help, users)| {
            match reasons.last_mut().filter(|(why, _)| *why == help.against()) {
                Some((_, count)) => *count += users,
                None => reasons.push((help.against(), *users)),
            }
            reasons
        })
        .into_iter()
        .map(|(why, users)| view! { <li>{words::why(frame, why)} " " <span class="tally">{grouped(users)}</span></li> })
        .collect_view();
    view! {
        <tr>
            <th scope="row"><a href=format!("{}#users", only(BLOCKED))>{firm.code.clone()}</a></th>
            <td data-label=frame.get("name")>
                <a href=format!("/monitor/participants/{}", firm.code)>{firm.name.clone()}</a>
                <span class="marks second-line">{wholly}{alone}</span>
            </td>
            <td class="num" data-label=frame.get("blocked-of-active")>{frame.with("blocked-of", &of)}</td>
            <td data-label=frame.get("blocked-missing")><ul class="lines">{missing}</ul></td>
            {act}
        </tr>
    }
}
