//! Fields beside the line of text: of several lines, to choose from, to tick.

use crate::markup::*;

use super::{Frame, Problem, words_at};

/// Text as it stands between the tags of a text area, where Leptos escapes nothing.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Why something is asked for, in the words of whoever asks.
#[component]
pub fn Reason(
    /// Words and frame.
    frame: Frame,
    /// What stands in it.
    value: String,
    /// Whether it may be left out.
    #[prop(optional)]
    optional: bool,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let label = frame.get(if optional { "reason-optional" } else { "reason" });
    view! { <TextArea id="reason" name="reason" label hint=frame.get("reason-hint") value problems /> }
}

/// Several lines of text to fill in.
#[component]
pub fn TextArea(
    /// Its id; several forms of a page may ask for the same thing.
    id: &'static str,
    /// Its name.
    name: &'static str,
    /// What it asks for.
    label: String,
    /// How to fill it in.
    #[prop(optional)]
    hint: Option<String>,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// How many lines are seen.
    #[prop(default = 2)]
    rows: u8,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let error = words_at(&problems, id);
    let wrong = error.is_some();
    let described = match (hint.is_some(), wrong) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    };
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            // A line break right after the tag is swallowed by browsers: what was typed begins after it.
            <textarea id=id name=name rows=rows aria-describedby=described aria-invalid=wrong.then_some("true")>
                {format!("\n{}", escaped(&value))}
            </textarea>
        </div>
    }
}

/// One of several to choose.
#[component]
pub fn Choice(
    /// Its id and name.
    name: &'static str,
    /// What it asks for.
    label: String,
    /// What can be chosen, as the value and its words; a group of them has a name.
    groups: Vec<(String, Vec<(String, String)>)>,
    /// The value that is chosen.
    #[prop(optional, into)]
    chosen: String,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let error = words_at(&problems, name);
    let wrong = error.is_some();
    let options = groups
        .into_iter()
        .map(|(group, options)| {
            let options = options
                .into_iter()
                .map(|(value, words)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{words}</option> }
                })
                .collect_view();
            if group.is_empty() {
                options.into_any()
            } else {
                view! { <optgroup label=group>{options}</optgroup> }
            }
        })
        .collect_view();
    view! {
        <div class="field" class:wrong=wrong>
            <label for=name>{label}</label>
            {error.map(|error| view! { <p class="error" id=format!("{name}-error")>{error}</p> })}
            <select
                id=name
                name=name
                aria-describedby=wrong.then(|| format!("{name}-error"))
                aria-invalid=wrong.then_some("true")
            >
                {options}
            </select>
        </div>
    }
}

/// Something to tick.
#[component]
pub fn Tick(
    /// Its id.
    id: String,
    /// Its name.
    name: &'static str,
    /// What it sends when ticked.
    #[prop(into)]
    value: String,
    /// What ticking says.
    label: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let error = words_at(&problems, &id);
    let wrong = error.is_some();
    let described = wrong.then(|| format!("{id}-error"));
    view! {
        <div class="tick" class:wrong=wrong>
            {error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            <input
                id=id.clone()
                name=name
                type="checkbox"
                value=value
                checked=checked
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
            <label for=id>{label}</label>
        </div>
    }
}
