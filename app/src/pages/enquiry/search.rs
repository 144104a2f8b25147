use leptos::prelude::*;

use super::matters::failure_words;
use crate::{
    components::{Frame, TextField, Time, href},
    pages::{
        portal::{state_word, status_word},
        trail::event_words,
    },
    ports::enquiry::{Advice, FoundUser, Referred, Search, user_path},
    render::Sheet,
};

const SEARCH: &str = "/monitor/users";

/// `/monitor/users`.
pub(crate) fn search(frame: &Frame, model: Search) -> Sheet {
    let title = frame.get("enquiry-title");
    let asked = !model.q.is_empty();
    let referred = (!model.referred.is_empty())
        .then(|| view! { <ReferredList frame=frame.clone() referred=model.referred.clone() /> });
    let users = (!model.users.is_empty()).then(|| view! { <Users frame=frame.clone() model=model.clone() /> });
    let nothing = model.advice.map(|advice| view! { <Nothing frame=frame.clone() advice q=model.q.clone() /> });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("enquiry-lead")}</p>
        <form class="filters" method="get" action=SEARCH role="search">
            <TextField
                name="q"
                kind="search"
                label=frame.get("enquiry-q")
                hint=frame.get("enquiry-q-hint")
                value=model.q.clone()
            />
            <button class="button" type="submit">{frame.get("enquiry-find")}</button>
        </form>
        {referred}
        {users}
        {nothing}
        {(!asked).then(|| view! {
            <p class="muted">{frame.get("enquiry-never")}</p>
        })}
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body: body.into_any() }
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
                }
                .into_any(),
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
    let first = model.begun.then(|| href(SEARCH, &[("q", &model.q)]));
    let next = model.next.as_ref().map(|key| href(SEARCH, &[("q", &model.q), ("after", key)]));
    let both = first.is_some() || next.is_some();
    let rows = model.users.into_iter().map(|user| view! { <Found frame=frame.clone() user /> }).collect_view();
    view! {
        <table class="rows">
            <caption>{frame.get("enquiry-users")}</caption>
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
        {both.then(|| view! {
            <nav class="paging" aria-label=frame.get("listing-pages")>
                {first.map(|url| view! { <a href=url>{frame.get("enquiry-first")}</a> })}
                {next.map(|url| view! { <a rel="next" href=url>{frame.get("listing-after")}</a> })}
            </nav>
        })}
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
        Some(at) => view! { <Time frame=frame.clone() at /> }.into_any(),
        None => view! { <span class="muted">{frame.get("never")}</span> }.into_any(),
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
