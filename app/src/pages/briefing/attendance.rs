use super::CALENDAR;
use crate::{
    components::{Chips, Frame, Paging, href},
    markup::*,
    ports::briefing::Attendance,
    render::Sheet,
    words::grouped,
};

/// `/monitor/briefings/attendance`.
pub(crate) fn attendance(frame: &Frame, model: Attendance) -> Sheet {
    let title = frame.get("attendance-title");
    let path = format!("{CALENDAR}/attendance");
    let url = |show: &str, page: u64| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        href(&path, &[("show", show), ("page", &page)])
    };
    let show = if model.none_only { "none" } else { "" };
    let (page, pages) = model.page;
    let filter = if model.none_only {
        let chips = vec![(frame.get("attendance-none-only"), url("", 1))];
        view! { <Chips frame=frame.clone() chips /> }
    } else {
        view! { <p><a href=url("none", 1)>{frame.get("attendance-show-none")}</a></p> }
    };
    let rows = model
        .rows
        .into_iter()
        .map(|firm| {
            view! {
                <tr>
                    <th scope="row">{firm.participant}</th>
                    <td data-label=frame.get("firm")>{firm.name}</td>
                    <td data-label=frame.get("attendance-signed-up")>{grouped(firm.signed_up)}</td>
                    <td data-label=frame.get("attendance-came")>
                        {grouped(firm.attended)}
                        {(firm.attended == 0).then(|| view! { " " <span class="tag bad">{frame.get("attendance-none")}</span> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let heads = ["participant", "firm", "attendance-signed-up", "attendance-came"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let body = view! {
        <p class="back"><a href=CALENDAR>{frame.get("briefings-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lead">
            {frame.with("attendance-lead", &[("absent", model.absent.into()), ("firms", model.firms.into())])}
        </p>
        <p><a href=format!("{path}.csv") download>{frame.get("attendance-csv")}</a></p>
        {filter}
        <table class="rows">
            <caption>{frame.get("attendance-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=model.page urls=(url(show, page.saturating_sub(1)), url(show, page.saturating_add(1).min(pages))) />
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
