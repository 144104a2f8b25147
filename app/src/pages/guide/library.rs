use domain::{guide::Acknowledge, time};

use super::{LIBRARY, acknowledge_word, audience_word, edition, progress};
use crate::{
    components::{Frame, Notice},
    markup::*,
    ports::guide::{Entry, Holding, Library},
    render::Sheet,
};

/// `/monitor/guide`.
pub(crate) fn library(frame: &Frame, model: Library) -> Sheet {
    let title = frame.get("guide-title");
    let upload = model.operator.then(|| {
        view! { <p class="act"><a class="button second" href=format!("{LIBRARY}/new")>{frame.get("library-upload")}</a></p> }
    });
    let rows = model.documents.into_iter().map(|holding| row(frame, &holding)).collect_view();
    let former = (!model.former.is_empty()).then(|| {
        let rows = model.former.iter().map(|(entry, replaced)| former_row(frame, entry, *replaced)).collect_view();
        view! {
            <h2>{frame.get("library-former")}</h2>
            <ul>{rows}</ul>
        }
    });
    let heads = ["library-document", "library-for", "library-version", "library-acknowledged"]
        .map(|key| view! { <th scope="col">{frame.get(key)}</th> })
        .into_iter()
        .collect_view();
    let body = view! {
        <h1>{title.clone()}</h1>
        {model.published.then(|| view! { <Notice words=frame.get("library-published") /> })}
        <p class="lead">{frame.get("library-lead")}</p>
        {upload}
        <table class="rows">
            <caption>{frame.get("library-table")}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p><a href="/monitor/guide.csv" download>{frame.get("library-csv")}</a></p>
        {former}
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

fn row(frame: &Frame, holding: &Holding) -> impl IntoView + use<> {
    let entry = &holding.entry;
    let said = if entry.acknowledge == Acknowledge::None {
        view! { <span class="muted">{progress(frame, holding)}</span> }
    } else {
        view! { <a href=format!("{LIBRARY}/{}", entry.id)>{progress(frame, holding)}</a> }
    };
    let pdf =
        entry.paper.as_ref().map(|paper| view! { <span class="second-line muted">{super::size(frame, paper)}</span> });
    let asked = (entry.acknowledge != Acknowledge::None)
        .then(|| view! { <span class="second-line muted">{acknowledge_word(frame, entry.acknowledge)}</span> });
    view! {
        <tr>
            <th scope="row"><a href=format!("/guide/{}", entry.id)>{entry.title.clone()}</a> {pdf}</th>
            <td data-label=frame.get("library-for")>{audience_word(frame, entry.audience)}</td>
            <td data-label=frame.get("library-version")>{edition(frame, entry)}</td>
            <td data-label=frame.get("library-acknowledged")><span>{said} {asked}</span></td>
        </tr>
    }
}

fn former_row(frame: &Frame, entry: &Entry, replaced: time::Instant) -> impl IntoView + use<> {
    let url = entry.paper.as_ref().map(|paper| paper.url.clone()).unwrap_or_default();
    let said =
        frame.with("library-replaced", &[("version", (&entry.version).into()), ("time", frame.when(replaced).into())]);
    view! { <li><a href=url download>{entry.title.clone()}</a> " " <span class="muted">{said}</span></li> }
}
