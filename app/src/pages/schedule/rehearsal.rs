use domain::{phase::Phase, reach::WhyBlocked};
use leptos::prelude::*;

use super::{BLOCKED, words};
use crate::{
    components::{Chips, Choice, Frame, Problem, TextField, Time, href},
    ports::rehearsal::{BlockedFirm, BlockedUser, Rehearsal, Supposed},
    render::Sheet,
    words::grouped,
};

/// `/monitor/blocked`: who would be blocked if the phase changed at an instant.
pub(crate) fn rehearsal(frame: &Frame, model: Rehearsal) -> Sheet {
    let title = frame.get("blocked-title");
    let problems: Vec<_> = model.wrong.map(|field| Problem::at(field, frame.get(wrong(field)))).into_iter().collect();
    let figures = [
        ("users", model.blocked.users.into()),
        ("active", model.active.into()),
        ("firms", model.blocked.firms.into()),
        ("phase", words::phase(frame, model.phase).into()),
        ("time", frame.when(model.at).into()),
    ];
    let takeaway = if model.blocked.users == 0 { "blocked-nobody" } else { "blocked-takeaway" };
    let found = model.wrong.is_none().then(|| {
        view! {
            <p class="lead">{frame.with(takeaway, &figures)}</p>
            {(model.shut_out > 0).then(|| view! {
                <p class="inset warning">{frame.with("schedule-firms-shut-out", &[("count", model.shut_out.into())])}</p>
            })}
            {(model.blocked.users > 0).then(|| view! {
                {reasons(frame, &model)}
                {firms(frame, &model)}
                {users(frame, &model)}
            })}
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p>{frame.get("blocked-lead")}</p>
        {ask(frame, &model, &problems)}
        {found}
    };
    Sheet { title, problems, islands: false, banner: true, body: body.into_any() }
}

fn wrong(field: &str) -> &'static str {
    match field {
        "event" => "blocked-event-wrong",
        "phase" => "blocked-phase-wrong",
        "firm" => "blocked-firm-wrong",
        _ => "schedule-date-wrong",
    }
}

/// A URL of this page, with what is supposed and something else of it.
fn url(path: &str, asked: &Supposed, change: impl FnOnce(&mut Supposed)) -> String {
    // Another part of the list begins at its beginning.
    let mut asked = Supposed { after: String::new(), ..asked.clone() };
    change(&mut asked);
    let query = [
        ("event", &*asked.event),
        ("date", &asked.date),
        ("time", &asked.time),
        ("phase", &asked.phase),
        ("firm", &asked.firm),
        ("reason", asked.reason.map_or("", WhyBlocked::name)),
        ("firms", if asked.all_firms { "all" } else { "" }),
        ("after", &asked.after),
    ];
    href(path, &query)
}

/// What is supposed.
fn ask(frame: &Frame, model: &Rehearsal, problems: &[Problem]) -> AnyView {
    let problems = problems.to_vec();
    let event = |(id, title, at): &(String, domain::schedule::Bilingual, Option<domain::time::Instant>)| {
        let title = title.get(frame.language());
        let words = match at {
            Some(at) => frame.with("blocked-event-at", &[("title", title.into()), ("time", frame.when(*at).into())]),
            None => frame.with("blocked-event-now", &[("title", title.into())]),
        };
        (id.clone(), words)
    };
    let none = (String::new(), frame.get("blocked-event-none"));
    let events = vec![(String::new(), std::iter::once(none).chain(model.events.iter().map(event)).collect())];
    let planned = (String::new(), frame.get("blocked-phase-planned"));
    let phases = Phase::ALL.map(|phase| (phase.name().to_owned(), words::phase(frame, phase)));
    let phases = vec![(String::new(), std::iter::once(planned).chain(phases).collect())];
    let asked = model.asked.clone();
    view! {
        <form class="filters suppose" method="get" action=BLOCKED>
            <Choice name="event" label=frame.get("blocked-event") groups=events chosen=asked.event problems=problems.clone() />
            <TextField name="date" label=frame.get("schedule-date") value=asked.date problems=problems.clone() />
            <TextField name="time" label=frame.get("schedule-time") value=asked.time />
            <Choice name="phase" label=frame.get("schedule-phase") groups=phases chosen=asked.phase problems=problems.clone() />
            <TextField name="firm" label=frame.get("blocked-firm") value=asked.firm problems=problems />
            <button class="button second" type="submit">{frame.get("blocked-ask")}</button>
        </form>
        <p class="hint">{frame.get("blocked-ask-hint")}</p>
    }
    .into_any()
}

/// By what is missing, with what helps beside it.
fn reasons(frame: &Frame, model: &Rehearsal) -> AnyView {
    let rows = model
        .reasons
        .iter()
        .map(|(why, count)| {
            let (words, cure) = words::why(frame, *why);
            let list = format!("{}#users", url(BLOCKED, &model.asked, |asked| asked.reason = Some(*why)));
            view! {
                <tr>
                    <th scope="row">{words}</th>
                    <td class="num" data-label=frame.get("blocked-users")><a href=list>{grouped(*count)}</a></td>
                    <td data-label=frame.get("blocked-cure")>{cure}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="rows reasons">
            <caption>{frame.get("blocked-by-reason")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("blocked-missing")}</th>
                    <th scope="col" class="num">{frame.get("blocked-users")}</th>
                    <th scope="col">{frame.get("blocked-cure")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// By firm, those that are wholly shut out first.
fn firms(frame: &Frame, model: &Rehearsal) -> AnyView {
    let rows = model.firms.iter().map(|firm| firm_row(frame, &model.asked, firm)).collect_view();
    let more = model.firms_found.saturating_sub(model.firms.len() as u64);
    let all = (more > 0).then(|| {
        let all = url(BLOCKED, &model.asked, |asked| asked.all_firms = true);
        view! { <p><a href=all>{frame.with("blocked-all-firms", &[("count", model.firms_found.into())])}</a></p> }
    });
    view! {
        <table class="rows firms">
            <caption>{frame.get("blocked-by-firm")}</caption>
            <thead>
                <tr>
                    <th scope="col">{frame.get("blocked-firm")}</th>
                    <th scope="col">{frame.get("name")}</th>
                    <th scope="col" class="num">{frame.get("blocked-of-active")}</th>
                    <th scope="col">{frame.get("blocked-note")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {all}
    }
    .into_any()
}

fn firm_row(frame: &Frame, asked: &Supposed, firm: &BlockedFirm) -> AnyView {
    let list = format!("{}#users", url(BLOCKED, asked, |asked| firm.code.clone_into(&mut asked.firm)));
    let of = [("blocked", firm.blocked.into()), ("active", firm.active.into())];
    let wholly =
        (firm.blocked == firm.active).then(|| view! { <span class="tag refused">{frame.get("blocked-wholly")}</span> });
    let alone = (!firm.has_pair).then(|| view! { <span class="tag bad">{frame.get("blocked-no-pair")}</span> });
    view! {
        <tr>
            <th scope="row"><a href=list>{firm.code.clone()}</a></th>
            <td data-label=frame.get("name")>{firm.name.clone()}</td>
            <td class="num" data-label=frame.get("blocked-of-active")>{frame.with("blocked-of", &of)}</td>
            <td data-label=frame.get("blocked-note")><span class="marks">{wholly}{alone}</span></td>
        </tr>
    }
    .into_any()
}

/// The users themselves.
fn users(frame: &Frame, model: &Rehearsal) -> AnyView {
    let asked = &model.asked;
    let firm = (!asked.firm.is_empty()).then(|| {
        (
            frame.with("blocked-chip-firm", &[("firm", (&asked.firm).into())]),
            url(BLOCKED, asked, |asked| asked.firm.clear()),
        )
    });
    let reason = asked.reason.map(|why| (words::why(frame, why).0, url(BLOCKED, asked, |asked| asked.reason = None)));
    let chips: Vec<_> = firm.into_iter().chain(reason).collect();
    let rows = model.users.iter().map(|user| user_row(frame, user)).collect_view();
    let heads = ["user", "name", "blocked-missing", "blocked-last-login"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> });
    let list = if model.users.is_empty() {
        view! { <p class="empty">{frame.get("blocked-no-match")}</p> }.into_any()
    } else {
        view! {
            <table class="rows blocked-users">
                <caption>{frame.with("blocked-list", &[("count", model.users_found.into())])}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let first = (!asked.after.is_empty()).then(|| {
        view! { <a rel="first" href=format!("{}#users", url(BLOCKED, asked, |_| {}))>{frame.get("blocked-first")}</a> }
    });
    let next = model.next.clone().map(|next| {
        let url = format!("{}#users", url(BLOCKED, asked, |asked| asked.after = next));
        view! { <a rel="next" href=url>{frame.get("listing-after")}</a> }
    });
    let turn = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="paging" aria-label=frame.get("listing-pages")>{first}{next}</nav> });
    view! {
        <section id="users" class="whom" aria-label=frame.get("blocked-users")>
            <Chips frame=frame.clone() chips />
            {list}
            {turn}
            <p><a href=url("/monitor/blocked.csv", asked, |_| {})>{frame.get("blocked-export")}</a></p>
        </section>
    }
    .into_any()
}

fn user_row(frame: &Frame, user: &BlockedUser) -> AnyView {
    let administrator =
        user.administrator.then(|| view! { " " <span class="tag">{frame.get("blocked-administrator")}</span> });
    let refused = user.mail_refused_at.map(|at| {
        let words = frame.with("blocked-mail-refused", &[("time", frame.when(at).into())]);
        view! { <span class="second-line">{words}</span> }
    });
    let last = match user.last_login_at {
        Some(at) => view! { <Time frame=frame.clone() at /> }.into_any(),
        None => view! { <span class="muted">{frame.get("never")}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{user.account.to_string()}</th>
            <td data-label=frame.get("name")>{user.name.clone()}{administrator}</td>
            <td data-label=frame.get("blocked-missing")>{words::why(frame, user.why).0}{refused}</td>
            <td data-label=frame.get("blocked-last-login")>{last}</td>
        </tr>
    }
    .into_any()
}
