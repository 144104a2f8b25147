use domain::{
    adoption::{Day, House, Part},
    life::State,
    role::StaffRole,
    time,
};

use super::{facts::facts, tiles::tiles};
use crate::{
    components::{Frame, Problem, TextField, href},
    islands::{FiguresAge, FiguresWords},
    markup::*,
    pages::{
        figures::{all_users_url, as_of, brief, chart, view, whole_url},
        schedule::phase_name,
        standing::{Figures, Reach},
    },
    ports::adoption::{AsAt, Monitor, NextPhase, Now, ViewData, ViewName},
    render::Sheet,
};

const MONITOR: &str = "/monitor";

/// `/monitor`: are we ready, who is not, what moves it.
pub(crate) fn monitor(frame: &Frame, model: Monitor) -> Sheet {
    let title = frame.get("monitor-title");
    let problems: Vec<_> = model.wrong.then(|| Problem::at("day", frame.get("day-wrong"))).into_iter().collect();
    let figures = if model.house.firms == 0 {
        view! { <p class="empty">{frame.get("monitor-empty")}</p> }
    } else {
        let panels = model.views.iter().map(|data| panel(frame, model.as_at, data)).collect_view();
        view! {
            {model.now.as_ref().map(|now| coming(frame, now))}
            {tiles(frame, &model)}
            {reach(frame, &model)}
            <div class="panels">{panels} {facts(frame, &model)}</div>
        }
    };
    let role = match model.role {
        StaffRole::Viewer => "role-viewer",
        StaffRole::Operator => "role-operator",
        StaffRole::Approver => "role-approver",
    };
    let head = match &model.now {
        Some(now) => live(frame, model.as_at, now),
        None => past(frame, model.as_at),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {head}
        <div id="figures" class="figures-region" data-at=model.as_at.instant.as_millis()>{figures}</div>
        {another_day(frame, model.as_at, &problems)}
        <p class="muted hide-in-print">{frame.get(role)}</p>
    };
    Sheet { title, problems, islands: model.now.is_some(), banner: false, body }
}

/// How old the figures are, kept up by itself where scripts run.
fn live(frame: &Frame, as_at: AsAt, now: &Now) -> AnyView {
    // The island puts the time, and the number of seconds or minutes, in the place of the mark.
    let mark = |key: &str, name: &'static str| frame.with(key, &[(name, "%".into())]);
    let words = FiguresWords {
        as_of: mark("figures-as-of", "time"),
        seconds: mark("figures-seconds", "count"),
        minutes: mark("figures-minutes", "count"),
    };
    view! {
        <p class="muted as-of">
            <FiguresAge at=as_at.instant.as_millis() mark=now.mark.clone() words />
            <a class="hide-in-print" href=MONITOR>{frame.get("figures-refresh")}</a>
        </p>
    }
}

/// That a past day is shown, and the ways from it.
fn past(frame: &Frame, as_at: AsAt) -> AnyView {
    let last = as_at.last();
    let way = |day: Day, key: &str| {
        as_at.offers(day).map(|day| {
            let url = href(MONITOR, &[("day", &day.to_string())]);
            view! { <a href=url>{frame.with(key, &[("day", time::date(day.begins(), frame.language()).into())])}</a> }
        })
    };
    view! {
        {as_of(frame, as_at)}
        <div class="inset">
            <p>{frame.get("past-left-out")}</p>
            <p class="turn hide-in-print">
                {way(last.later(-1), "day-before")}
                {way(last.later(1), "day-after")}
                <a href=MONITOR>{frame.get("day-now")}</a>
            </p>
        </div>
    }
}

/// Three figures that are never mixed up, each with its list.
fn reach(frame: &Frame, model: &Monitor) -> AnyView {
    let lists = [Part::REGISTERED, Part::ABLE, Part::USED].map(|part| all_users_url(model.as_at, part));
    view! { <Figures frame=frame.clone() reach=Reach::from(&model.house.users) lists /> }
}

/// The phase, and the one that comes next.
fn coming(frame: &Frame, now: &Now) -> AnyView {
    let phase = frame.with("board-phase", &[("phase", phase_name(frame, now.phase).into())]);
    let next = match &now.coming {
        None => view! { <a href="/monitor/schedule">{frame.get("board-nothing-comes")}</a> },
        Some(NextPhase { event, title, when }) => {
            let title = ("event", title.get(frame.language()).into());
            let url = format!("/monitor/schedule/{event}");
            match when {
                Ok(at) => {
                    let days = Day::of(frame.chrome.now).days_until(Day::of(*at));
                    let says = [title, ("days", u64::try_from(days).unwrap_or_default().into())];
                    view! {
                        <a href=url>{frame.with("board-coming", &says)}</a>
                        <time class="muted" datetime=at.to_string()>{frame.when(*at)}</time>
                    }
                }
                Err(words) => {
                    let words = words.get(frame.language());
                    let said = match words {
                        "" => frame.with("board-coming-unsaid", &[title]),
                        words => frame.with("board-coming-said", &[title, ("when", words.into())]),
                    };
                    view! { <a href=url>{said}</a> }
                }
            }
        }
    };
    view! { <p class="board-phase"><strong>{phase}</strong> {next}</p> }
}

/// A view in short.
fn panel(frame: &Frame, as_at: AsAt, data: &ViewData) -> AnyView {
    let view = view(frame, as_at, data);
    let name = data.name();
    let broad = matches!(name, ViewName::Readiness | ViewName::Firms);
    let drawn = chart(frame, &view);
    let whole = whole_url(as_at, &view);
    let rows = match name {
        _ if view.rows.is_empty() => ().into_any(),
        ViewName::Firms | ViewName::Mail => brief(frame, &view),
        _ => {
            let id = format!("table-{}", name.name());
            view! {
                <details id=id class="hide-in-print">
                    <summary>{frame.get("figures-table")}</summary>
                    {brief(frame, &view)}
                </details>
            }
        }
    };
    view! {
        <section class="panel card" class:broadest=broad>
            <h2><a href=whole>{view.title}</a></h2>
            <p>{view.takeaway}</p>
            {drawn}
            {rows}
        </section>
    }
}

/// The way to any day that has figures.
fn another_day(frame: &Frame, as_at: AsAt, problems: &[Problem]) -> AnyView {
    let Some(began) = as_at.began else { return ().into_any() };
    let hint = frame.with("day-hint", &[("day", time::date(began.begins(), frame.language()).into())]);
    let value = as_at.day.unwrap_or_else(|| as_at.today.later(-1)).to_string();
    view! {
        <h2 class="hide-in-print">{frame.get("day-title")}</h2>
        <form class="filters another-day hide-in-print" method="get" action=MONITOR>
            <TextField name="day" kind="date" label=frame.get("day-label") hint value problems=problems.to_vec() />
            <button class="button second" type="submit">{frame.get("day-show")}</button>
        </form>
    }
}

/// Who of those not ready waits for what.
pub(super) fn levers(house: &House) -> [(State, u64); 3] {
    [State::Authorised, State::Proposed, State::Registered].map(|state| (state, house.users.at(state)))
}
