use domain::connectivity::Outcome;

use super::words::{browser_name, outcome_word, party, reason, seconds, show_words};
use crate::{
    components::{Chips, Choice, Frame, Paging, TextField, Time, href, none_found},
    markup::*,
    ports::connectivity::{FirmResults, LastResult, Show, TestedUser},
    render::Sheet,
};

const RESULTS: &str = "/portal/connectivity";
const EXPORT: &str = "/portal/connectivity.csv";

/// `/portal/connectivity`.
pub(crate) fn firm_results(frame: &Frame, model: FirmResults) -> Sheet {
    let title = frame.get("tests-title");
    let count = |show| model.counts.iter().find(|(held, _)| *held == show).map_or(0, |(_, users)| *users);
    let (passed, all) = (count(Show::Outcome(Outcome::Passed)), count(Show::All));
    let list = if model.users.is_empty() {
        let clear = all > 0;
        none_found(frame, if clear { "users-no-match" } else { "tests-nobody" }, clear.then(|| RESULTS.to_owned()))
    } else {
        view! { <List frame=frame.clone() model=model.clone() /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted under">{frame.with("participant-is", &[("participant", (&model.firm.participant).into())])}</p>
        <p class="lead">{frame.with("tests-takeaway", &[("passed", passed.into()), ("active", all.into())])}</p>
        <p>{frame.get("tests-lead")} " " <a href=super::CONNECTIVITY>{frame.get("connectivity-title")}</a></p>
        <Filters frame=frame.clone() model />
        {list}
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

/// What the list is asked for, one value set otherwise.
fn asked(model: &FirmResults, path: &str, with: (&str, &str)) -> String {
    let show = if model.show == Show::All { "" } else { model.show.name() };
    let own = [("q", model.q.as_str()), ("show", show)];
    let query: Vec<_> = own.into_iter().filter(|(name, _)| *name != with.0).chain([with]).collect();
    href(path, &query)
}

/// Search and filter, and what is set.
#[component]
fn Filters(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    model: FirmResults,
) -> impl IntoView {
    let options = model
        .counts
        .iter()
        .map(|(show, users)| {
            let value = if *show == Show::All { String::new() } else { show.name().to_owned() };
            let values = [("show", show_words(&frame, *show).into()), ("users", (*users).into())];
            (value, frame.with("tests-option", &values))
        })
        .collect();
    let chosen = if model.show == Show::All { "" } else { model.show.name() };
    let mut chips = Vec::new();
    if !model.q.is_empty() {
        let words = frame.with("users-chip-q", &[("q", (&model.q).into())]);
        chips.push((words, asked(&model, RESULTS, ("q", ""))));
    }
    if model.show != Show::All {
        chips.push((show_words(&frame, model.show), asked(&model, RESULTS, ("show", ""))));
    }
    view! {
        <form class="filters" method="get" action=RESULTS role="search">
            <TextField name="q" kind="search" label=frame.get("users-search") value=model.q.clone() />
            <Choice name="show" label=frame.get("users-show") groups=vec![(String::new(), options)] chosen />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}

/// The users found.
#[component]
fn List(
    /// Words and frame.
    frame: Frame,
    /// What is shown.
    model: FirmResults,
) -> impl IntoView {
    let page = |page: u64| asked(&model, RESULTS, ("page", &page.to_string()));
    let urls = (page(model.page.saturating_sub(1)), page(model.page + 1));
    let export = asked(&model, EXPORT, ("page", ""));
    let rows = model.users.into_iter().map(|user| view! { <Row frame=frame.clone() user /> }).collect_view();
    view! {
        <table class="rows">
            <caption>{frame.with("users-found", &[("count", model.found.into())])}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("user")}</th>
                    <th scope="col">{frame.get("name")}</th>
                    <th scope="col">{frame.get("tests-result")}</th>
                    <th scope="col">{frame.get("tests-cure")}</th>
                    <th scope="col">{frame.get("tests-when")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=(model.page, model.pages) urls />
        <p>
            <a href=export download>{frame.get("tests-export")}</a>
        </p>
    }
}

/// One user.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The user.
    user: TestedUser,
) -> impl IntoView {
    let id = user.account.user.as_str().to_owned();
    let outcome = user.last.as_ref().map(|last| last.outcome);
    let look = match outcome {
        Some(Outcome::Passed) => "tag good",
        Some(Outcome::Failed) => "tag refused",
        Some(Outcome::Partly) | None => "tag",
    };
    let (found, when) = match user.last {
        Some(last) => (
            view! { <Found frame=frame.clone() last=last.clone() /> },
            view! {
                <Time frame=frame.clone() at=last.at />
                <span class="muted second-line">{browser_name(&frame, &last.browser)}</span>
            },
        ),
        None => {
            let none = || view! { <span class="muted">"–"</span> };
            (none().into_any(), none().into_any())
        }
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/portal/users/{id}")>{id.clone()}</a></th>
            <td data-label=frame.get("name")>{user.name}</td>
            <td data-label=frame.get("tests-result")><span class=look>{outcome_word(&frame, outcome)}</span></td>
            <td data-label=frame.get("tests-cure")>{found}</td>
            <td data-label=frame.get("tests-when")>{when}</td>
        </tr>
    }
}

/// What a test found: the cure of what failed, and how long the mail took.
#[component]
fn Found(
    /// Words and frame.
    frame: Frame,
    /// The result.
    last: LastResult,
) -> impl IntoView {
    let failed = last.reason.map(|why| {
        let (says, cure) = reason(&frame, why);
        let whose = party(&frame, why.party()) + frame.gap() + &cure;
        view! {
            <span>{says}</span>
            <span class="muted second-line">{whose}</span>
        }
    });
    let mail = last.latency.typed.map(|_| {
        let values = [
            ("relay", seconds(&frame, last.latency.relay).into()),
            ("typed", seconds(&frame, last.latency.typed).into()),
        ];
        view! { <span class="muted second-line">{frame.with("tests-mail", &values)}</span> }
    });
    let nothing = (failed.is_none() && mail.is_none()).then(|| view! { <span class="muted">"–"</span> });
    view! {
        {failed}
        {mail}
        {nothing}
    }
}
