use super::{BLOCKED, DESK, words};
use crate::{
    components::{Frame, fact, href},
    markup::*,
    pages::approvals::gap,
    ports::schedule::{Armed, DeskRow, ScheduleDesk},
    render::Sheet,
};

/// `/monitor/schedule`.
pub(crate) fn desk(frame: &Frame, model: ScheduleDesk) -> Sheet {
    let title = frame.get("schedule-desk-title");
    let phase = words::phase(frame, model.phase);
    let lead = match model.since {
        Some(since) => {
            frame.with("schedule-in-force-since", &[("phase", phase.into()), ("time", frame.when(since).into())])
        }
        None => frame.with("schedule-in-force", &[("phase", phase.into())]),
    };
    let fixed = model.fixed.then(|| view! { <p class="inset warning">{frame.get("schedule-fixed")}</p> });
    let gone = model.decommissioned.then(|| view! { <p class="inset">{frame.get("schedule-decommissioned")}</p> });
    let new = model.operator.then(|| {
        view! { <a class="button second" href="/monitor/schedule/new">{frame.get("schedule-new")}</a> }
    });
    let way_back = (model.way_back && model.operator).then(|| {
        view! {
            <h2>{frame.get("schedule-back-title")}</h2>
            <p>{frame.get("schedule-back-lead")}</p>
            <p class="act"><a class="button second" href="/monitor/schedule/new?back=1">{frame.get("schedule-back")}</a></p>
        }
    });
    let events = if model.events.is_empty() {
        let how = model.operator.then(|| view! { {gap(frame)} {frame.get("schedule-empty-how")} });
        view! { <p class="empty">{frame.get("schedule-empty")}{how}</p> }
    } else {
        let rows = model.events.iter().map(|row| line(frame, row)).collect_view();
        let heads = ["schedule-when", "schedule-event", "schedule-state", "schedule-arming"]
            .map(|key| view! { <th scope="col">{frame.get(key)}</th> });
        view! {
            <table class="rows schedule">
                <caption class="unseen">{title.clone()}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{lead}</p>
        {fixed}
        {gone}
        <p class="act pair">
            {new}
            <a class="button second" href=BLOCKED>{frame.get("blocked-link")}</a>
        </p>
        {events}
        {way_back}
        <ul class="ways-on">
            <li><a href="/schedule">{frame.get("schedule-public-link")}</a></li>
        </ul>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

fn line(frame: &Frame, row: &DeskRow) -> AnyView {
    let event = &row.event;
    let held = row.held.map(|why| view! { <span class="second-line">{words::held(frame, why)}</span> });
    let waits = row.waits.as_ref().map(|_| view! { " " <span class="tag bad">{frame.get("schedule-waits")}</span> });
    view! {
        <tr class:off=!event.state.is_open()>
            <td data-label=frame.get("schedule-when")>{words::when(frame, event)}</td>
            <th scope="row">
                <a href=format!("{DESK}/{}", event.id)>{event.title.get(frame.language()).to_owned()}</a>
            </th>
            <td data-label=frame.get("schedule-state")>{words::state(frame, event.state)}{waits}{held}</td>
            <td data-label=frame.get("schedule-arming")>{arming(frame, row)}</td>
        </tr>
    }
}

/// Whether it is armed or has to be, in a word or two.
fn arming(frame: &Frame, row: &DeskRow) -> AnyView {
    match (&row.armed, row.needs_arming) {
        (Some(armed), _) => view! {
            <span class="tag good">{frame.get("schedule-armed")}</span>
            <span class="second-line">{frame.with("schedule-armed-until", &[("time", frame.when(armed.until).into())])}</span>
        },
        (None, true) => view! { <span class="tag bad">{frame.get("schedule-to-arm")}</span> },
        (None, false) => view! { <span class="muted">{frame.get("schedule-by-itself")}</span> },
    }
}

/// What holds of an event, as a list of facts.
pub(super) fn facts(frame: &Frame, row: &DeskRow) -> AnyView {
    let event = &row.event;
    let held = row.held.map(|why| fact(frame.get("schedule-held"), words::held(frame, why)));
    let needs = (row.needs_arming && row.armed.is_none())
        .then(|| fact(frame.get("schedule-arming"), frame.get("schedule-needs-arming")));
    let armed = row.armed.as_ref().map(|armed| fact(frame.get("schedule-arming"), armed_words(frame, armed)));
    let waits = row.waits.as_ref().map(|request| {
        let url = format!("/monitor/approvals/{request}");
        fact(frame.get("schedule-request"), view! { <a href=url>{frame.get("schedule-request-waits")}</a> })
    });
    let blocked = row.event.state.is_open().then(|| {
        let url = href(BLOCKED, &[("event", &event.id)]);
        fact(frame.get("schedule-blocks"), view! { <a href=url>{frame.get("blocked-link")}</a> })
    });
    view! {
        <dl class="facts card">
            {fact(frame.get("schedule-kind"), words::kind(frame, event.kind))}
            {fact(frame.get("schedule-when"), words::when(frame, event))}
            {fact(frame.get("schedule-state"), words::state(frame, event.state))}
            {held}
            {needs}
            {armed}
            {waits}
            {blocked}
        </dl>
    }
}

fn armed_words(frame: &Frame, armed: &Armed) -> String {
    let by = armed.by.join(&frame.get("schedule-and"));
    frame.with(
        "schedule-armed-by",
        &[
            ("by", by.into()),
            ("time", frame.when(armed.at).into()),
            ("users", armed.blocked.users.into()),
            ("firms", armed.blocked.firms.into()),
            ("until", frame.when(armed.until).into()),
        ],
    )
}
