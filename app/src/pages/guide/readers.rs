use domain::guide::Acknowledge;

use super::{LIBRARY, acknowledge_word, edition, progress};
use crate::{
    components::{Chips, Frame, Paging, Time, href},
    markup::*,
    ports::guide::{ReaderRow, Readers},
    render::Sheet,
};

/// `/monitor/guide/{document}`.
pub(crate) fn readers(frame: &Frame, model: Readers) -> Sheet {
    let entry = &model.holding.entry;
    let title = entry.title.clone();
    let path = format!("{LIBRARY}/{}", entry.id);
    let url = |show: &str, page: u64| {
        let page = if page > 1 { page.to_string() } else { String::new() };
        href(&path, &[("show", show), ("page", &page)])
    };
    let show = if model.missing_only { "missing" } else { "" };
    let page = model.page.0;
    let filter = if model.missing_only {
        let chips = vec![(frame.get("readers-missing-only"), url("", 1))];
        view! { <Chips frame=frame.clone() chips /> }
    } else {
        view! { <p><a href=url("missing", 1)>{frame.get("readers-show-missing")}</a></p> }
    };
    let firm = entry.acknowledge == Acknowledge::Firm;
    let rows = model.rows.into_iter().map(|row| reader(frame, row, firm)).collect_view();
    let heads = ["participant", "firm", "library-acknowledged", "readers-last"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let body = view! {
        <p class="back"><a href=LIBRARY>{frame.get("guide-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="muted">{edition(frame, entry) + frame.gap() + &acknowledge_word(frame, entry.acknowledge)}</p>
        <p class="lead">{progress(frame, &model.holding)}</p>
        {filter}
        <table class="rows">
            <caption>{frame.get("readers-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Paging frame=frame.clone() page=model.page urls=(url(show, page.saturating_sub(1)), url(show, page + 1)) />
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

fn reader(frame: &Frame, row: ReaderRow, firm: bool) -> impl IntoView + use<> {
    let said = match (firm, row.done >= row.asked) {
        (true, true) => frame.with("readers-by", &[("who", row.by.into())]),
        (true, false) => frame.get("readers-not-yet"),
        (false, _) => frame.with("readers-of", &[("done", row.done.into()), ("asked", row.asked.into())]),
    };
    let look = if row.done >= row.asked { "tag good" } else { "tag bad" };
    let last = match row.last {
        Some(at) => view! { <Time frame=frame.clone() at /> },
        None => view! { <span class="muted">{frame.get("never")}</span> },
    };
    view! {
        <tr>
            <th scope="row">{row.participant}</th>
            <td data-label=frame.get("firm")>{row.name}</td>
            <td data-label=frame.get("library-acknowledged")><span class=look>{said}</span></td>
            <td data-label=frame.get("readers-last")>{last}</td>
        </tr>
    }
}
