//! Three questions, and their answers.

use domain::{adoption::Part, life::State, time};

use super::board::levers;
use crate::{
    components::Frame,
    markup::*,
    pages::{
        approvals::gap,
        figures::{all_users_url, blocked_url, blocked_words, course_words, firms_url, users_url, view_url},
        standing::percent,
    },
    ports::{
        adoption::{Monitor, Only, ViewName},
        enquiry::firm_path,
    },
    words::grouped,
};

/// Are we ready, who is not, what moves it.
pub(super) fn tiles(frame: &Frame, model: &Monitor) -> AnyView {
    view! { <div class="tiles">{ready(frame, model)} {not_ready(frame, model)} {moves(frame, model)}</div> }
}

fn tile(question: String, figure: AnyView, answer: AnyView) -> AnyView {
    view! {
        <section class="tile card">
            <h2>{question}</h2>
            <p class="big">{figure}</p>
            {answer}
        </section>
    }
}

fn ready(frame: &Frame, model: &Monitor) -> AnyView {
    let (house, as_at) = (&model.house, model.as_at);
    let (able, active) = (house.users.ready(), house.users.active());
    let target = model.course.target(as_at.last());
    let figure = view! { <a href=view_url(as_at, ViewName::Readiness)>{format!("{}%", percent(able, active))}</a> };
    let says = [("ready", able.into()), ("active", active.into())];
    let firms = [("ready", house.firms_ready.into()), ("firms", house.firms.into())];
    let answer = view! {
        {gauge(able, active, target)}
        <p><a href=all_users_url(as_at, Part::ABLE)>{frame.with("tile-ready-users", &says)}</a></p>
        <p><a href=firms_url(as_at, Some(Only::Ready))>{frame.with("tile-ready-firms", &firms)}</a></p>
        <p class="muted">{course_words(frame, house, target)}</p>
    };
    tile(frame.get("tile-ready"), figure.into_any(), answer.into_any())
}

/// A share as a bar, with a notch where it should be; the words beside it say the same.
fn gauge(part: u64, whole: u64, target: Option<u64>) -> AnyView {
    let width = (part * 1000).checked_div(whole).unwrap_or_default();
    let notch = target.map(|target| {
        let x = target.min(994);
        view! { <rect class="notch" x=x width="6" height="14" /> }
    });
    view! {
        <svg class="gauge" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="whole" y="2" width="1000" height="10" />
            <rect class="s1" y="2" width=width height="10" />
            {notch}
        </svg>
    }
}

fn not_ready(frame: &Frame, model: &Monitor) -> AnyView {
    let (house, as_at) = (&model.house, model.as_at);
    let behind = house.users.behind();
    let figure = view! { <a href=all_users_url(as_at, Part::Behind)>{grouped(behind)}</a> };
    let says = [("behind", house.firms.saturating_sub(house.firms_ready).into()), ("firms", house.firms.into())];
    let worst = model.worst.iter().filter(|firm| firm.figures.behind() > 0).take(3).map(|firm| {
        let count = grouped(firm.figures.behind());
        let behind = match users_url(as_at, &firm.code, Part::Behind) {
            Some(url) => view! { <a href=url>{count}</a> },
            None => count.into_any(),
        };
        view! {
            <li>
                <a href=firm_path(&firm.code)>{firm.code.clone()}</a> " " <span>{firm.name.clone()}</span> " "
                <strong>{behind}</strong>
            </li>
        }
    });
    let worst: Vec<_> = worst.collect();
    let worst = (!worst.is_empty()).then(|| view! { <ul class="worst">{worst}</ul> });
    let blocked = model.now.as_ref().map(|now| {
        let grave = now.blocked.blocked.users > 0;
        view! { <p class:grave=grave><a href=blocked_url(&now.blocked, None)>{blocked_words(frame, &now.blocked)}</a></p> }
    });
    let answer = view! {
        <p>
            {frame.get("tile-behind-users")} {gap(frame)}
            <a href=firms_url(as_at, Some(Only::Users(Part::Behind)))>{frame.with("tile-behind-firms", &says)}</a>
        </p>
        {blocked}
        {worst}
    };
    tile(frame.get("tile-behind"), figure.into_any(), answer.into_any())
}

fn moves(frame: &Frame, model: &Monitor) -> AnyView {
    let (house, as_at) = (&model.house, model.as_at);
    let (able, behind) = (house.users.ready(), house.users.behind());
    let week = model.week_ago.map(|before| i128::from(able) - i128::from(before.users.ready()));
    let figure = match week {
        None => "–".to_owned(),
        Some(moved) => {
            let count = grouped(u64::try_from(moved.unsigned_abs()).unwrap_or(u64::MAX));
            format!("{}{count}", if moved < 0 { "−" } else { "+" })
        }
    };
    let meaning = if week.is_some() { "tile-moves-week" } else { "tile-moves-unknown" };
    let needed = model.course.closes.filter(|closes| behind > 0 && *closes > as_at.last()).map(|closes| {
        let days = u64::try_from(as_at.last().days_until(closes)).unwrap_or(1).max(1);
        let says =
            [("count", behind.div_ceil(days).into()), ("day", time::date(closes.begins(), frame.language()).into())];
        view! { <p>{frame.with("tile-moves-needed", &says)}</p> }
    });
    let waits = levers(house).into_iter().filter(|(_, users)| *users > 0).map(|(state, users)| {
        let key = match state {
            State::Authorised => "lever-address",
            State::Proposed => "lever-checker",
            _ => "lever-set-up",
        };
        let url = all_users_url(as_at, Part::In(state));
        view! { <li><a href=url>{frame.with(key, &[("count", users.into())])}</a></li> }
    });
    let waits: Vec<_> = waits.collect();
    let remind = (model.now.is_some() && behind > 0)
        .then(|| view! { <p class="hide-in-print"><a href="/monitor/campaigns">{frame.get("lever-remind")}</a></p> });
    let answer = view! {
        <p>{frame.get(meaning)}</p>
        {needed}
        {(!waits.is_empty()).then(|| view! { <ul class="levers">{waits}</ul> })}
        {remind}
    };
    let figure = view! { <a href=view_url(as_at, ViewName::Readiness)>{figure}</a> };
    tile(frame.get("tile-moves"), figure.into_any(), answer.into_any())
}
