//! What the pages about approvals are made of.

use crate::{
    components::{Frame, Problem, words_at},
    markup::*,
    words::grouped,
};

/// The reason, several lines of it. No line of text: there, the Enter key would decide.
pub(super) fn reason_field(label: String, hint: String, typed: &str, problems: &[Problem]) -> AnyView {
    let error = words_at(problems, "reason");
    let wrong = error.is_some();
    let described = if wrong { "reason-hint reason-error" } else { "reason-hint" };
    view! {
        <div class="field" class:wrong=wrong>
            <label for="reason">{label}</label>
            <p class="hint" id="reason-hint">{hint}</p>
            {error.map(|error| view! { <p class="error" id="reason-error">{error}</p> })}
            <textarea
                id="reason"
                name="reason"
                rows="2"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
                inner_html=escaped(typed)
            ></textarea>
        </div>
    }
}

/// What leptos leaves to us: it takes what stands in a text area for markup. The first line break is the browser's.
fn escaped(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Stands before all buttons of a form, so that the Enter key presses none of them.
pub(super) fn no_default() -> AnyView {
    view! { <button type="submit" disabled=true hidden=true></button> }
}

/// What stands between two sentences, if anything: leptos makes a blank of an empty text.
pub(in crate::pages) fn gap(frame: &Frame) -> Option<&'static str> {
    Some(frame.gap()).filter(|gap| !gap.is_empty())
}

/// The ways to the pages before and after.
pub(super) fn pages(frame: &Frame, (page, of): (u64, u64), url: impl Fn(u64) -> String) -> Option<AnyView> {
    (of > 1).then(|| {
        let values = [("page", page.into()), ("of", of.into())];
        view! {
            <nav class="turn" aria-label=frame.get("approval-pages")>
                {(page > 1).then(|| view! { <a rel="prev" href=url(page - 1)>{frame.get("approval-page-before")}</a> })}
                <span>{frame.with("approval-page", &values)}</span>
                {(page < of).then(|| view! { <a rel="next" href=url(page + 1)>{frame.get("approval-page-after")}</a> })}
            </nav>
        }
    })
}

/// How much of a whole is done, for the eye; the words beside it say the same.
pub(super) fn bar(count: u64, of: u64) -> AnyView {
    let width = (count.saturating_mul(400)).checked_div(of).unwrap_or(0).min(400);
    view! {
        <svg class="bar" viewBox="0 0 400 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="whole" width="400" height="6" />
            <rect class="part" width=width height="6" />
        </svg>
    }
}

/// A count in a link or a button.
pub(super) fn figure(count: u64) -> AnyView {
    view! { <span class="count">{grouped(count)}</span> }
}

/// One of several to choose, each with what it means: value, key of the label and key of the hint. The first has the id
/// that the summary of problems links to.
pub(in crate::pages) fn radios(
    frame: &Frame,
    name: &'static str,
    legend: &str,
    choices: &[(&'static str, &str, &str)],
    chosen: &str,
    problems: &[Problem],
) -> AnyView {
    let error = words_at(problems, name);
    let wrong = error.is_some();
    let error_id = format!("{name}-error");
    let choices = choices
        .iter()
        .enumerate()
        .map(|(place, (value, label, hint))| {
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{value}") };
            view! {
                <div class="choice">
                    <input
                        id=id.clone()
                        name=name
                        type="radio"
                        value=*value
                        checked=chosen == *value
                        aria-describedby=format!("{id}-hint")
                    />
                    <label for=id.clone()>{frame.get(label)}</label>
                    <p class="hint" id=format!("{id}-hint")>{frame.get(hint)}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class:wrong=wrong aria-describedby=wrong.then(|| error_id.clone())>
            <legend>{frame.get(legend)}</legend>
            {error.map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })}
            {choices}
        </fieldset>
    }
}
