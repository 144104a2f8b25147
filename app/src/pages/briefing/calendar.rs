use super::{CALENDAR, mark, seats, spoken_word};
use crate::{
    components::{Frame, Time},
    markup::*,
    ports::briefing::{Calendar, Session},
    render::Sheet,
};

/// `/monitor/briefings`.
pub(crate) fn calendar(frame: &Frame, model: Calendar) -> Sheet {
    let title = frame.get("briefings-title");
    let create = model.operator.then(|| {
        view! { <p class="act"><a class="button second" href="/monitor/briefings/new">{frame.get("calendar-create")}</a></p> }
    });
    let coming = if model.coming.is_empty() {
        view! { <p class="empty">{frame.get("calendar-none")}</p> }
    } else {
        table(frame, "calendar-coming", model.coming)
    };
    let past = (!model.past.is_empty()).then(|| table(frame, "calendar-past", model.past));
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("calendar-lead")}</p>
        {create}
        {coming}
        {past}
        <ul class="ways-on">
            <li><a href=format!("{CALENDAR}/attendance")>{frame.get("attendance-link")}</a></li>
            <li><a href=format!("{CALENDAR}/attendance.csv") download>{frame.get("attendance-csv")}</a></li>
        </ul>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

fn table(frame: &Frame, caption: &str, sessions: Vec<Session>) -> AnyView {
    let rows = sessions
        .into_iter()
        .map(|session| {
            view! {
                <tr class:off=session.called_off>
                    <th scope="row"><a href=format!("{CALENDAR}/{}", session.id)>{session.title.clone()}</a></th>
                    <td data-label=frame.get("briefing-when")><Time frame=frame.clone() at=session.starts_at /></td>
                    <td data-label=frame.get("briefing-spoken")>{spoken_word(frame, session.spoken)}</td>
                    <td data-label=frame.get("briefing-seats")>{seats(frame, &session)}</td>
                    <td data-label=frame.get("briefing-state")>{mark(frame, &session)}</td>
                </tr>
            }
        })
        .collect_view();
    let heads = ["briefing-session", "briefing-when", "briefing-spoken", "briefing-seats", "briefing-state"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    view! {
        <table class="rows">
            <caption>{frame.get(caption)}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
