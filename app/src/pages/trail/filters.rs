//! What a trail is narrowed by: a form that gets the page, and chips that widen it again.

use crate::{
    components::{Chips, Choice, Frame, Problem, TextField, href},
    markup::*,
};

/// One thing that a trail is asked for.
#[derive(Clone)]
pub(in crate::pages) struct Field {
    /// Its name in the URL.
    pub(in crate::pages) name: &'static str,
    /// What it asks for.
    pub(in crate::pages) label: String,
    /// What was asked for; empty: everything.
    pub(in crate::pages) value: String,
    /// How its chip says it.
    pub(in crate::pages) chip: String,
    /// How it is asked.
    pub(in crate::pages) way: Way,
}

/// How a field is asked.
#[derive(Clone)]
pub(in crate::pages) enum Way {
    /// A line of text of that type, with a hint or none.
    Line(&'static str, String),
    /// One of these, in groups.
    Choice(Vec<(String, Vec<(String, String)>)>),
}

/// A trail's URL with what is asked for, one value set otherwise.
pub(in crate::pages) fn asked(path: &str, fields: &[Field], with: (&str, &str)) -> String {
    let own = fields.iter().map(|field| (field.name, field.value.as_str()));
    let mut query: Vec<(&str, &str)> = own.filter(|(name, _)| *name != with.0).collect();
    query.push(with);
    href(path, &query)
}

/// The form and its chips.
#[component]
pub(in crate::pages) fn Filters(
    /// Words and frame.
    frame: Frame,
    /// The page.
    path: &'static str,
    /// What it can be asked for.
    fields: Vec<Field>,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let chips = fields
        .iter()
        .filter(|field| !field.value.is_empty())
        .map(|field| (field.chip.clone(), asked(path, &fields, (field.name, ""))))
        .collect();
    let fields = fields
        .into_iter()
        .map(|Field { name, label, value, way, .. }| match way {
            Way::Line(kind, hint) if hint.is_empty() => {
                view! { <TextField name kind label value problems=problems.clone() /> }
            }
            Way::Line(kind, hint) => {
                view! { <TextField name kind label hint value problems=problems.clone() /> }
            }
            Way::Choice(groups) => {
                view! { <Choice name label groups chosen=value problems=problems.clone() /> }
            }
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action=path role="search" novalidate=true>
            {fields}
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}
