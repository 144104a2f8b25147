use domain::{
    language::Language,
    phase::{Act, Phase, Rule},
    schedule::EventState,
};

use super::words;
use crate::{
    components::{Frame, href},
    markup::*,
    ports::schedule::{EventRow, Schedule},
    render::Sheet,
};

/// `/schedule`: the announced events, what each phase allows, and the calendar to subscribe to.
pub(crate) fn schedule(frame: &Frame, model: Schedule) -> Sheet {
    let title = frame.get("schedule-title");
    let now = words::phase(frame, model.phase);
    let events = if model.events.is_empty() {
        view! { <p class="empty">{frame.get("schedule-empty")}</p> }
    } else {
        let events = model.events.iter().map(|event| entry(frame, event)).collect_view();
        view! { <ol class="events">{events}</ol> }
    };
    let language = match frame.language() {
        Language::En => "",
        Language::ZhHk => Language::ZhHk.tag(),
    };
    let subscribe = href("/schedule.ics", &[("lang", language)]);
    let address = href(&model.calendar, &[("lang", language)]);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted as-of">{frame.with("as-of", &[("time", frame.when(model.as_of).into())])}</p>
        <p class="lead">{frame.with("schedule-in-force", &[("phase", now.into())])}</p>
        <p>{frame.get("schedule-lead")}</p>
        {events}
        <h2 id="phases-title">{frame.get("schedule-phases")}</h2>
        <p>{frame.get("schedule-phases-lead")}</p>
        <Phases frame=frame.clone() now=model.phase />
        <h2>{frame.get("schedule-calendar")}</h2>
        <p>{frame.get("schedule-calendar-how")}</p>
        <p><a href=subscribe>{frame.get("schedule-calendar-link")}</a></p>
        <p class="muted calendar-url">{address}</p>
        <p class="muted">{frame.get("schedule-calendar-tentative")}</p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// One event, as the circular lists it.
fn entry(frame: &Frame, event: &EventRow) -> AnyView {
    let over = matches!(event.state, EventState::Done | EventState::Cancelled);
    let hold = (event.state == EventState::Held).then(|| view! { <p>{frame.get("schedule-on-hold")}</p> });
    view! {
        <li class:over=over>
            <p class="when">{words::when(frame, event)} " " {words::state(frame, event.state)}</p>
            <h2>{event.title.get(frame.language()).to_owned()}</h2>
            {hold}
            {words::paragraphs(event.text.get(frame.language()))}
        </li>
    }
}

/// What each phase allows: the rules that logins follow.
#[component]
fn Phases(
    /// Words and frame.
    frame: Frame,
    /// The phase in force.
    now: Phase,
) -> impl IntoView {
    let heads = Act::ALL.map(|act| view! { <th scope="col">{words::act(&frame, act)}</th> });
    let rows = Phase::ALL.map(|phase| {
        let cells = Act::ALL.map(|act| {
            let rule = phase.rule(act);
            let look = if rule == Rule::No { "muted" } else { "" };
            view! { <td data-label=words::act(&frame, act)><span class=look>{words::rule(&frame, rule)}</span></td> }
        });
        let in_force = (phase == now).then(|| view! { " " <span class="tag good">{frame.get("schedule-now")}</span> });
        view! {
            <tr aria-current=(phase == now).then_some("true")>
                <th scope="row">{words::phase(&frame, phase)}{in_force}</th>
                {cells.into_iter().collect_view()}
            </tr>
        }
    });
    view! {
        <table class="rows phases" aria-labelledby="phases-title">
            <thead>
                <tr>
                    <th scope="col">{frame.get("schedule-phase")}</th>
                    {heads.into_iter().collect_view()}
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </table>
    }
}
