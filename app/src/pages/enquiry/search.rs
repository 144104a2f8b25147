use domain::adoption::Part;

use super::matters::failure_words;
use crate::{
    components::{Chips, Choice, Frame, TextField, Time, href, none_found, turn},
    markup::*,
    pages::{
        figures::{part_words, parts_in_groups},
        portal::{state_word, status_word},
        trail::event_words,
    },
    ports::enquiry::{Advice, AskedUsers, FoundUser, Referred, Search, user_path},
    render::Sheet,
};

const SEARCH: &str = "/monitor/users";

/// A path with what is asked for, one value set otherwise.
fn asked(path: &str, asked: &AskedUsers, with: (&str, &str)) -> String {
    let own =
        [("q", asked.q.as_str()), ("participant", &asked.participant), ("only", asked.only.map_or("", Part::name))];
    let mut query: Vec<(&str, &str)> = own.into_iter().filter(|(name, _)| *name != with.0).collect();
    query.push(with);
    href(path, &query)
}

/// `/monitor/users`.
pub(crate) fn search(frame: &Frame, model: Search) -> Sheet {
    let listed = !model.asked.participant.is_empty() || model.asked.only.is_some();
    let title = frame.get(if listed { "enquiry-list-title" } else { "enquiry-title" });
    let lead = if listed {
        let as_of = frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())]);
        view! { <p class="muted as-of">{as_of}</p> }
    } else {
        view! { <p class="lead">{frame.get("enquiry-lead")}</p> }
    };
    let referred = (!model.referred.is_empty())
        .then(|| view! { <ReferredList frame=frame.clone() referred=model.referred.clone() /> });
    let users = (!model.users.is_empty()).then(|| view! { <Users frame=frame.clone() model=model.clone() /> });
    let nothing = match model.advice {
        Some(advice) => view! { <Nothing frame=frame.clone() advice q=model.asked.q.clone() /> },
        None if listed && model.users.is_empty() => none_found(frame, "enquiry-no-match", Some(SEARCH.to_owned())),
        None => ().into_any(),
    };
    let never = model.asked.is_nothing().then(|| view! { <p class="muted">{frame.get("enquiry-never")}</p> });
    let body = view! {
        <h1>{title.clone()}</h1>
        {lead}
        <Filters frame=frame.clone() of=model.asked.clone() />
        {referred}
        {users}
        {nothing}
        {never}
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// What is asked for, and what narrows it.
#[component]
fn Filters(
    /// Words and frame.
    frame: Frame,
    /// What is asked for.
    of: AskedUsers,
) -> impl IntoView {
    let mut chips = Vec::new();
    let mut chip = |words: String, name: &str| chips.push((words, asked(SEARCH, &of, (name, ""))));
    let listed = !of.participant.is_empty() || of.only.is_some();
    if listed && !of.q.is_empty() {
        chip(frame.with("users-chip-q", &[("q", (&of.q).into())]), "q");
    }
    if !of.participant.is_empty() {
        chip(frame.with("enquiry-chip-firm", &[("firm", (&of.participant).into())]), "participant");
    }
    if let Some(part) = of.only {
        chip(part_words(&frame, part), "only");
    }
    let mut groups = vec![(String::new(), vec![(String::new(), frame.get("enquiry-only-all"))])];
    groups.extend(parts_in_groups(&frame));
    let q = if listed {
        view! { <TextField name="q" kind="search" label=frame.get("enquiry-list-q") value=of.q.clone() /> }
    } else {
        let hint = frame.get("enquiry-q-hint");
        view! { <TextField name="q" kind="search" label=frame.get("enquiry-q") hint value=of.q.clone() /> }
    };
    let narrowing = listed.then(|| {
        view! {
            <TextField name="participant" label=frame.get("participant") value=of.participant.clone() />
            <Choice name="only" label=frame.get("enquiry-only") groups chosen=of.only.map_or("", Part::name) />
        }
    });
    let all = (!listed).then(|| {
        let url = asked(SEARCH, &AskedUsers::default(), ("only", Part::ACTIVE.name()));
        view! { <p><a href=url>{frame.get("enquiry-to-list")}</a></p> }
    });
    view! {
        <form class="filters" method="get" action=SEARCH role="search">
            {q}
            {narrowing}
            <button class="button" type="submit">{frame.get("enquiry-find")}</button>
        </form>
        {all}
        <Chips frame=frame.clone() chips />
    }
}

/// What a reference stands for.
#[component]
fn ReferredList(
    /// Words and frame.
    frame: Frame,
    /// What was found.
    referred: Vec<Referred>,
) -> impl IntoView {
    let rows = referred
        .into_iter()
        .map(|one| {
            let what = event_words(&frame, &one.kind);
            let failed = one.failure.map(|failure| {
                view! { <span class="muted second-line">{failure_words(&frame, failure).0}</span> }
            });
            let user = match one.user {
                Some((account, name)) => view! {
                    <a href=user_path(&account)>{account.to_string()}</a>
                    <span class="second-line">{name}</span>
                },
                None => frame.get("enquiry-nobody-known").into_any(),
            };
            view! {
                <tr>
                    <th scope="row"><Time frame=frame.clone() at=one.at /></th>
                    <td data-label=frame.get("trail-what")>{what} {failed}</td>
                    <td data-label=frame.get("user")>{user}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="rows">
            <caption>{frame.get("enquiry-referred")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("trail-time")}</th>
                    <th scope="col">{frame.get("trail-what")}</th>
                    <th scope="col">{frame.get("user")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// People of that name or ID.
#[component]
fn Users(
    /// Words and frame.
    frame: Frame,
    /// The page.
    model: Search,
) -> impl IntoView {
    let first = model.begun.then(|| asked(SEARCH, &model.asked, ("after", "")));
    let next = model.next.as_ref().map(|key| asked(SEARCH, &model.asked, ("after", key)));
    let file = |path: &str, key: &str| {
        let url = asked(path, &model.asked, ("after", ""));
        view! { <a href=url>{frame.get(key)}</a> }
    };
    // What a caller says is no list to take away.
    let files = (!model.asked.participant.is_empty() || model.asked.only.is_some()).then(|| {
        view! {
            <p class="downloads hide-in-print">
                {file("/monitor/users.csv", "download-csv")}
                {file("/monitor/users.json", "download-json")}
            </p>
        }
    });
    let caption = match model.found {
        Some(count) => frame.with("enquiry-listed", &[("count", count.into())]),
        None => frame.get("enquiry-users"),
    };
    let (first, next) = (first.map(|url| ("enquiry-first", url)), next.map(|url| ("listing-after", url)));
    let rows = model.users.into_iter().map(|user| view! { <Found frame=frame.clone() user /> }).collect_view();
    view! {
        <table class="rows">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("user")}</th>
                    <th scope="col">{frame.get("name")}</th>
                    <th scope="col">{frame.get("column-state")}</th>
                    <th scope="col">{frame.get("users-last-login")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {turn(&frame, first, next)}
        {files}
    }
}

/// One of them.
#[component]
fn Found(
    /// Words and frame.
    frame: Frame,
    /// Who.
    user: FoundUser,
) -> impl IntoView {
    let state = match user.status {
        domain::life::Status::Active => state_word(&frame, user.state),
        status => status_word(&frame, status),
    };
    let login = match user.last_login {
        Some(at) => view! { <Time frame=frame.clone() at /> },
        None => view! { <span class="muted">{frame.get("never")}</span> },
    };
    view! {
        <tr>
            <th scope="row"><a href=user_path(&user.account)>{user.account.to_string()}</a></th>
            <td data-label=frame.get("name")>
                {user.name}
                {(!user.other_name.is_empty()).then(|| view! { <span class="muted second-line">{user.other_name}</span> })}
            </td>
            <td data-label=frame.get("column-state")>{state}</td>
            <td data-label=frame.get("users-last-login")>{login}</td>
        </tr>
    }
}

/// Nothing found, and what to try.
#[component]
fn Nothing(
    /// Words and frame.
    frame: Frame,
    /// What to try.
    advice: Advice,
    /// What was typed.
    q: String,
) -> impl IntoView {
    let first = match advice {
        Advice::Nobody => frame.with("enquiry-nobody", &[("q", (&q).into())]),
        Advice::Shown(at) => frame.with("enquiry-shown", &[("time", frame.when(at).into())]),
        Advice::Secret => frame.get("enquiry-secret"),
    };
    view! {
        <div class="empty">
            <p>{first}</p>
            <ul>
                <li>{frame.get("enquiry-try-id")}</li>
                <li>{frame.get("enquiry-try-name")}</li>
                <li>{frame.get("enquiry-try-reference")}</li>
            </ul>
        </div>
    }
}
