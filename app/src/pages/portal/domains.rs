use super::{USERS, users::Participant};
use crate::{
    components::{Frame, Problem, Reason, TextArea},
    markup::*,
    ports::domains::{Domains, DomainsProblem},
    render::Sheet,
    words::grouped,
};

/// `/portal/domains`.
pub(crate) fn domains(frame: &Frame, model: Domains) -> Sheet {
    let title = frame.get("domains-title");
    let problems = problems(frame, model.problem.as_ref());
    let agreed = if model.agreed.is_empty() {
        view! { <p>{frame.get("domains-none-agreed")}</p> }
    } else {
        let items = model.agreed.iter().map(|domain| view! { <li>{domain.clone()}</li> }).collect_view();
        view! {
            <p>{frame.get("domains-agreed-lead")}</p>
            <ul>{items}</ul>
        }
    };
    let in_use = if model.in_use.is_empty() {
        view! { <p class="empty">{frame.get("domains-none-in-use")}</p> }
    } else {
        let rows = model
            .in_use
            .iter()
            .map(|(domain, count)| {
                let beyond = !model.agreed.is_empty() && !model.agreed.contains(domain);
                view! {
                    <tr>
                        <th scope="row">
                            {domain.clone()}
                            {beyond.then(|| view! { " " <span class="tag bad">{frame.get("domains-beyond")}</span> })}
                        </th>
                        <td>{grouped(*count)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table>
                <caption>{frame.get("domains-in-use")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{frame.get("domains-domain")}</th>
                        <th scope="col">{frame.get("column-users")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let form = match &model.waits {
        Some(request) => view! {
            <p class="inset">
                {frame.get("domains-wait") + frame.gap()}
                <a href=format!("/portal/approvals/{request}")>{frame.get("waiting-open")}</a>
            </p>
        },
        None if !model.rights.maker => view! { <p class="inset">{frame.get("user-not-maker")}</p> },
        None => {
            let value = if model.problem.is_some() { model.typed.clone() } else { model.agreed.join("\n") };
            view! {
                <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                    <TextArea
                        id="domains"
                        name="domains"
                        label=frame.get("domains-label")
                        hint=frame.get("domains-hint")
                        value
                        rows=6
                        problems=problems.clone()
                    />
                    <Reason frame=frame.clone() value=model.reason.clone() problems=problems.clone() />
                    <button class="button" type="submit" name="action" value="propose">
                        {frame.get("domains-propose")}
                    </button>
                    <p class="beside">{frame.get("works-when-approved")}</p>
                </form>
            }
        }
    };
    let body = view! {
        <p class="back"><a href=USERS>{frame.get("user-back")}</a></p>
        <h1>{title.clone()}</h1>
        <Participant frame=frame.clone() firm=model.firm.clone() />
        <p class="lead">{frame.get("domains-lead")}</p>
        {agreed}
        {in_use}
        <h2>{frame.get("domains-change-title")}</h2>
        {form}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problems(frame: &Frame, problem: Option<&DomainsProblem>) -> Vec<Problem> {
    let Some(problem) = problem else { return vec![] };
    vec![match problem {
        DomainsProblem::NotDomain(line) => {
            Problem::at("domains", frame.with("domains-not-domain", &[("line", line.into())]))
        }
        DomainsProblem::TooMany => Problem::at("domains", frame.get("domains-too-many")),
        DomainsProblem::Same => Problem::at("domains", frame.get("domains-same")),
        DomainsProblem::Waits => Problem::of_form(frame.get("domains-wait")),
        DomainsProblem::ReasonMissing => Problem::at("reason", frame.get("reason-missing")),
        DomainsProblem::NotMaker => Problem::of_form(frame.get("not-maker")),
    }]
}
