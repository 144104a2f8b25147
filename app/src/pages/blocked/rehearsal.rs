use domain::phase::Phase;

use super::{BLOCKED, CALL_LIST, FIRST, firms::firms, problem, reasons::reasons, url, users::users};
use crate::{
    components::{Choice, Frame, Problem, TextField},
    markup::*,
    pages::schedule::words,
    ports::rehearsal::{By, Rehearsal},
    render::Sheet,
    words::grouped,
};

/// `/monitor/blocked`: who would be blocked if the phase changed at an instant, why, and what helps.
pub(crate) fn rehearsal(frame: &Frame, model: Rehearsal) -> Sheet {
    let title = frame.get("blocked-title");
    let first = (!model.users.is_empty()).then_some(FIRST);
    let problems: Vec<_> = (model.wrong.map(|field| Problem::at(field, frame.get(wrong(field)))).into_iter())
        .chain(model.problem.map(|found| problem(frame, found, first)))
        .collect();
    let figures = [
        ("users", model.blocked.users.into()),
        ("active", model.active.into()),
        ("firms", model.blocked.firms.into()),
        ("phase", words::phase(frame, model.phase).into()),
        ("time", frame.when(model.at).into()),
    ];
    let takeaway = if model.blocked.users == 0 { "blocked-nobody" } else { "blocked-takeaway" };
    let anything = model.blocked.users > 0 || model.by_mail.users > 0;
    let found = model.wrong.is_none().then(|| {
        view! {
            <p class="lead">{frame.with(takeaway, &figures)}</p>
            {warnings(frame, &model)}
            {anything.then(|| view! {
                {orders(frame, &model)}
                {order(frame, &model)}
                {users(frame, &model, &problems)}
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
    Sheet { title, problems, islands: false, banner: true, body }
}

fn wrong(field: &str) -> &'static str {
    match field {
        "event" => "blocked-event-wrong",
        "phase" => "blocked-phase-wrong",
        "firm" => "blocked-firm-wrong",
        _ => "schedule-date-wrong",
    }
}

/// Firms that cannot help themselves, before everything else.
fn warnings(frame: &Frame, model: &Rehearsal) -> AnyView {
    let shut_out = (model.shut_out > 0).then(|| {
        let words = frame.with("schedule-firms-shut-out", &[("count", model.shut_out.into())]);
        view! { <p class="inset warning">{words}</p> }
    });
    let alone = (model.without_pair > 0).then(|| {
        let words = frame.with("blocked-firms-alone", &[("count", model.without_pair.into())]);
        view! { <p class="inset warning">{words}</p> }
    });
    view! { {shut_out} {alone} }
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
            <input type="hidden" name="by" value=asked.by.name() />
            <button class="button second" type="submit">{frame.get("blocked-ask")}</button>
        </form>
        <p class="hint">{frame.get("blocked-ask-hint")}</p>
    }
}

/// The orders that the page can be put in.
fn orders(frame: &Frame, model: &Rehearsal) -> AnyView {
    let links = By::ALL
        .map(|by| {
            let (key, count) = match by {
                By::Reason => ("blocked-tab-reason", model.blocked.users),
                By::Firm => ("blocked-tab-firm", model.blocked.firms),
                By::Mail => ("blocked-tab-mail", model.by_mail.users),
            };
            let url = url(BLOCKED, &model.asked, |asked| {
                asked.by = by;
                asked.reason = None;
                asked.help = None;
            });
            let current = (model.asked.by == by).then_some("true");
            view! {
                <li>
                    <a href=url aria-current=current>
                        {frame.get(key)} " " <span class="tally">{grouped(count)}</span>
                    </a>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <nav aria-label=frame.get("blocked-tabs")>
            <ul class="states">{links}</ul>
        </nav>
    }
}

/// What stands above the list of users.
fn order(frame: &Frame, model: &Rehearsal) -> AnyView {
    let table = match model.asked.by {
        By::Mail => return mail(frame, model),
        By::Reason => reasons(frame, model),
        By::Firm => firms(frame, model),
    };
    let file = url("/monitor/blocked/groups.csv", &model.asked, |_| {});
    view! {
        {table}
        <ul class="ways-on">
            <li><a href=url(CALL_LIST, &model.asked, |_| {})>{frame.get("call-list-link")}</a></li>
            <li><a href=file>{frame.get("blocked-groups-export")}</a></li>
        </ul>
    }
}

/// Who rests on mail that does not reach them.
fn mail(frame: &Frame, model: &Rehearsal) -> AnyView {
    let figures = [("users", model.by_mail.users.into()), ("firms", model.by_mail.firms.into())];
    let key = match (model.by_mail.users, model.mail_delayed) {
        (0, _) => "blocked-mail-nobody",
        (_, true) => "blocked-mail-delayed",
        (_, false) => "blocked-mail-lead",
    };
    view! {
        <p>{frame.with(key, &figures)}</p>
        <p><a href="/monitor/contingency">{frame.get("contingency-title")}</a></p>
    }
}
