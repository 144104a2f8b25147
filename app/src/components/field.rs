use std::borrow::Cow;

use super::Frame;
use crate::{islands::ShowPassword, markup::*};

/// Something wrong with a form: it stands in the summary above the heading, and at the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of the field, or of whatever helps; none where nothing on the page does.
    pub field: Option<Cow<'static, str>>,
    /// What is wrong and what to do.
    pub words: String,
}

impl Problem {
    /// About a field.
    pub fn at(field: impl Into<Cow<'static, str>>, words: String) -> Self {
        Self { field: Some(field.into()), words }
    }

    /// About the form as a whole.
    pub fn of_form(words: String) -> Self {
        Self { field: None, words }
    }
}

/// What is said at a field, if anything.
pub(crate) fn words_at(problems: &[Problem], field: &str) -> Option<String> {
    problems.iter().find(|problem| problem.field.as_deref() == Some(field)).map(|problem| problem.words.clone())
}

/// What went wrong, above the heading. Takes the focus as the page opens, without a script.
#[component]
pub fn ErrorSummary(
    /// Words and frame.
    frame: Frame,
    /// What is wrong; without anything the summary is absent.
    problems: Vec<Problem>,
) -> impl IntoView {
    (!problems.is_empty()).then(|| {
        let items = problems
            .into_iter()
            .map(|Problem { field, words }| match field {
                Some(field) => view! { <li><a href=format!("#{field}")>{words}</a></li> },
                None => view! { <li>{words}</li> },
            })
            .collect_view();
        view! {
            <div class="summary" id="problems" role="alert" tabindex="-1" autofocus=true aria-labelledby="problems-title">
                <p class="summary-title" id="problems-title">{frame.get("problem-title")}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}

/// A line of text to fill in.
#[component]
pub fn TextField(
    /// Its name.
    name: &'static str,
    /// Its id, where several forms of a page ask for the same thing; else its name.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it asks for.
    label: String,
    /// How to fill it in.
    #[prop(optional)]
    hint: Option<String>,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// What browsers fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The keyboard to show.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What kind of text: `text`, `email`, `date` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// How wide it looks: `short`, `code`, or as wide as the column.
    #[prop(optional)]
    look: &'static str,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let error = words_at(&problems, &id);
    let wrong = error.is_some();
    let described = described_by(&id, hint.is_some(), wrong);
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            <input
                class=look
                id=id.clone()
                name=name
                type=kind
                value=value
                autocomplete=autocomplete.unwrap_or("off")
                autocapitalize="none"
                spellcheck="false"
                inputmode=inputmode
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}

/// A password to fill in, with a button that shows it where scripts run.
#[component]
pub fn PasswordField(
    /// Words and frame.
    frame: Frame,
    /// Its name.
    name: &'static str,
    /// Its id, where several forms of a page ask for the same thing; else its name.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it asks for.
    label: String,
    /// How to fill it in.
    #[prop(optional)]
    hint: Option<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What is wrong with the form.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let error = words_at(&problems, &id);
    let wrong = error.is_some();
    let described = described_by(&id, hint.is_some(), wrong);
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {error.map(|error| view! { <p class="error" id=format!("{id}-error")>{error}</p> })}
            <div class="with-button">
                <input
                    id=id.clone()
                    name=name
                    type="password"
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
                <ShowPassword field=id.clone() show=frame.get("password-show") hide=frame.get("password-hide") />
            </div>
        </div>
    }
}

fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (true, true) => Some(format!("{name}-hint {name}-error")),
    }
}
