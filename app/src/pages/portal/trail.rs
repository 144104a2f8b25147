use domain::account::UserId;
use leptos::prelude::*;

use super::{
    events::{Particulars, Seconds, actor_words, event_words, family_words},
    users::Participant,
};
use crate::{
    components::{Chips, Choice, Frame, Problem, TextField, href},
    ports::trail::{Moment, Trail},
    render::Sheet,
};

const AUDIT: &str = "/portal/audit";

/// `/portal/audit`.
pub(crate) fn trail(frame: &Frame, model: Trail) -> Sheet {
    let title = frame.get("trail-title");
    let problems = model
        .wrong
        .map(|field| {
            Problem::at(field, frame.get(if field == "user" { "trail-wrong-user" } else { "trail-wrong-date" }))
        })
        .into_iter()
        .collect::<Vec<_>>();
    let filtered = [&model.user, &model.family, &model.from, &model.until].iter().any(|value| !value.is_empty());
    let table = if model.moments.is_empty() {
        let words = if model.wrong.is_some() {
            frame.get("trail-nothing-asked")
        } else if filtered {
            frame.get("trail-no-match")
        } else {
            frame.get("trail-empty")
        };
        let clear = filtered.then(|| view! { <p><a href=AUDIT>{frame.get("listing-clear-all")}</a></p> });
        view! {
            <div class="empty">
                <p>{words}</p>
                {clear}
            </div>
        }
        .into_any()
    } else {
        view! { <Moments frame=frame.clone() model=model.clone() /> }.into_any()
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <Participant frame=frame.clone() firm=model.firm.clone() />
        <p class="lead">{frame.get("trail-lead")}</p>
        <Filters frame=frame.clone() model=model.clone() problems=problems.clone() />
        {table}
    };
    Sheet { title, problems, islands: false, banner: false, body: body.into_any() }
}

/// What the trail is asked for, one value set otherwise.
fn asked(model: &Trail, path: &str, with: (&str, &str)) -> String {
    let own = [("user", &model.user), ("family", &model.family), ("from", &model.from), ("until", &model.until)];
    let mut query: Vec<(&str, &str)> =
        own.into_iter().filter(|(name, _)| *name != with.0).map(|(name, value)| (name, value.as_str())).collect();
    query.push(with);
    href(path, &query)
}

/// What is shown of the trail.
#[component]
fn Filters(
    /// Words and frame.
    frame: Frame,
    /// The trail.
    model: Trail,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let mut families = vec![(String::new(), frame.get("trail-family-all"))];
    families.extend(model.families.iter().map(|family| (family.clone(), family_words(&frame, family))));
    let mut chips = Vec::new();
    let mut chip = |words: String, name: &str| chips.push((words, asked(&model, AUDIT, (name, ""))));
    if !model.user.is_empty() {
        chip(frame.with("trail-chip-user", &[("user", (&model.user).into())]), "user");
    }
    if !model.family.is_empty() {
        chip(family_words(&frame, &model.family), "family");
    }
    if !model.from.is_empty() {
        chip(frame.with("trail-chip-from", &[("date", (&model.from).into())]), "from");
    }
    if !model.until.is_empty() {
        chip(frame.with("trail-chip-until", &[("date", (&model.until).into())]), "until");
    }
    view! {
        <form class="filters" method="get" action=AUDIT role="search" novalidate=true>
            <TextField name="user" label=frame.get("user") value=model.user.clone() problems=problems.clone() />
            <Choice
                name="family"
                label=frame.get("trail-family")
                groups=vec![(String::new(), families)]
                chosen=model.family.clone()
            />
            <TextField
                name="from"
                kind="date"
                label=frame.get("trail-from")
                value=model.from.clone()
                problems=problems.clone()
            />
            <TextField
                name="until"
                kind="date"
                label=frame.get("trail-until")
                value=model.until.clone()
                problems
            />
            <button class="button second" type="submit">{frame.get("listing-apply")}</button>
        </form>
        <Chips frame=frame.clone() chips />
    }
}

/// The events, newest first.
#[component]
fn Moments(
    /// Words and frame.
    frame: Frame,
    /// The trail.
    model: Trail,
) -> impl IntoView {
    let export = asked(&model, "/portal/audit.csv", ("", ""));
    let newest = model.begun.then(|| asked(&model, AUDIT, ("before", "")));
    let older = model.older.as_ref().map(|key| asked(&model, AUDIT, ("before", key)));
    let both = newest.is_some() || older.is_some();
    let rows = model.moments.into_iter().map(|moment| view! { <Line frame=frame.clone() moment /> }).collect_view();
    view! {
        <table class="rows moments">
            <caption>{frame.get("trail-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("trail-time")}</th>
                    <th scope="col">{frame.get("trail-what")}</th>
                    <th scope="col">{frame.get("user")}</th>
                    <th scope="col">{frame.get("trail-who")}</th>
                    <th scope="col">{frame.get("trail-particulars")}</th>
                    <th scope="col">{frame.get("trail-seal")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {both.then(|| view! {
            <nav class="paging" aria-label=frame.get("listing-pages")>
                {newest.map(|url| view! { <a href=url>{frame.get("trail-newest")}</a> })}
                {older.map(|url| view! { <a rel="next" href=url>{frame.get("trail-older")}</a> })}
            </nav>
        })}
        <p>
            <a href=export download>{frame.get("trail-export")}</a>
            " "
            <span class="muted">{frame.get("trail-export-means")}</span>
        </p>
        <p class="muted">{frame.get("trail-seal-means")}</p>
    }
}

/// One event.
#[component]
fn Line(
    /// Words and frame.
    frame: Frame,
    /// The event.
    moment: Moment,
) -> impl IntoView {
    let user = match &moment.account {
        Some(account) => {
            let user: &UserId = &account.user;
            view! { <a href=super::user_path(account)>{user.as_str().to_owned()}</a> }.into_any()
        }
        None => view! { <span class="muted">"–"</span> }.into_any(),
    };
    let seal = frame.get(if moment.sealed { "trail-sealed" } else { "trail-unsealed" });
    let look = if moment.sealed { "tag good" } else { "tag" };
    view! {
        <tr>
            <td data-label=frame.get("trail-time")><Seconds frame=frame.clone() at=moment.at /></td>
            <th scope="row">{event_words(&frame, &moment.kind)}</th>
            <td data-label=frame.get("user")>{user}</td>
            <td data-label=frame.get("trail-who")>{actor_words(&frame, &moment.actor)}</td>
            <td data-label=frame.get("trail-particulars")><Particulars frame=frame.clone() moment=moment.clone() /></td>
            <td data-label=frame.get("trail-seal")><span class=look>{seal}</span></td>
        </tr>
    }
}
