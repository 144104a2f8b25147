//! One-time passes on the page of the request that asked for them: the way to them, and they themselves, once.

use crate::{
    components::{Frame, Problem, Tick},
    markup::*,
    ports::contingency::{PassList, PassedBy, Passes},
    render::Sheet,
};

/// The way to the passes, or where they have gone.
#[component]
pub(crate) fn PassSection(
    /// Words and frame.
    frame: Frame,
    /// The passes.
    passes: Passes,
    /// What is wrong with the form.
    problems: Vec<Problem>,
) -> impl IntoView {
    let rest = match passes {
        Passes::None => return None,
        Passes::NoNumber => view! { <p>{frame.get("pass-no-number")}</p> },
        Passes::Shown(at) => view! { <p>{frame.with("pass-shown", &[("time", frame.when(at).into())])}</p> },
        Passes::ToShow { passes, way, minutes } => {
            let values = [("count", passes.into()), ("minutes", minutes.into())];
            let (how, number, label) = match way {
                PassedBy::Call(number) => {
                    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
                    let how = view! {
                        <p>{frame.get("pass-call")}</p>
                        <p><a class="number call" href=format!("tel:{dialled}")>{number.clone()}</a></p>
                        <p>{frame.get("pass-call-how")}</p>
                    };
                    let label = frame.with("pass-called", &[("number", (&number).into())]);
                    (how.into_any(), Some(number), label)
                }
                PassedBy::InPerson => {
                    let how = view! { <p>{frame.get("pass-hand")}</p> };
                    (how.into_any(), None, frame.get("pass-with-user"))
                }
            };
            view! {
                <p>{frame.with("pass-to-show", &values)}</p>
                {how}
                <form method="post" action=frame.chrome.here.clone() novalidate=true>
                    {number.map(|number| view! { <input type="hidden" name="number" value=number /> })}
                    <Tick id="confirmed".to_owned() name="confirmed" value="yes" label problems />
                    <button class="button" type="submit" name="action" value="show-passes">
                        {frame.with("pass-show", &[("count", passes.into())])}
                    </button>
                </form>
            }
        }
    };
    Some(view! {
        <section class="card codes" aria-labelledby="passes-title">
            <h2 id="passes-title">{frame.get("pass-section")}</h2>
            {rest}
        </section>
    })
}

/// One-time passes, this once.
pub(crate) fn pass_list(frame: &Frame, model: PassList) -> Sheet {
    let count = model.passes.len() as u64;
    let title = frame.with("pass-here-title", &[("count", count.into())]);
    let head = |key: &str| view! { <th scope="col">{frame.get(key)}</th> };
    let rows = model
        .passes
        .into_iter()
        .map(|(account, name, pass)| {
            view! {
                <tr>
                    <th scope="row">{account.to_string()}</th>
                    <td data-label=frame.get("name")>{name}</td>
                    <td data-label=frame.get("pass-column-pass")><span class="hand">{pass}</span></td>
                </tr>
            }
        })
        .collect_view();
    let tell = match &model.way {
        PassedBy::Call(number) => frame.with("pass-here-call", &[("number", number.into())]),
        PassedBy::InPerson => frame.get("pass-here-person"),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.with("pass-here-until", &[("time", frame.when(model.until).into())])}</p>
        <p class="inset warning">{frame.get("pass-here-once")}</p>
        <ol class="how">
            <li>{tell}</li>
            <li>{frame.get("pass-here-user")}</li>
            <li>{frame.get("pass-here-never")}</li>
        </ol>
        <table class="ledger codes-table" aria-label=title.clone()>
            <thead>
                <tr>{head("user")}{head("name")}{head("pass-column-pass")}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <ul class="ways-on">
            <li><a href=model.back>{frame.get("approval-codes-back")}</a></li>
        </ul>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
