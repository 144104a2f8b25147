use super::{audience_word, edition};
use crate::{
    components::Frame,
    markup::*,
    ports::guide::{Entry, Guide, Reading},
    render::Sheet,
};

/// `/guide`.
pub(crate) fn guide(frame: &Frame, model: Guide) -> Sheet {
    let title = frame.get("guide-title");
    let entries = model.entries.into_iter().map(|entry| item(frame, entry)).collect_view();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("guide-lead")}</p>
        <ul class="shelf">{entries}</ul>
        <p class="muted">{frame.get("english-prevails")}</p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

fn item(frame: &Frame, entry: Entry) -> impl IntoView + use<> {
    let mark = match &entry.reader {
        Reading::Free => None,
        Reading::Asked => Some(view! { <span class="tag bad">{frame.get("guide-to-acknowledge")}</span> }),
        Reading::Done(..) => Some(view! { <span class="tag good">{frame.get("guide-acknowledged")}</span> }),
    };
    let pdf = entry.paper.as_ref().map(|paper| view! { " · " {super::size(frame, paper)} });
    view! {
        <li class="card">
            <p><a href=format!("/guide/{}", entry.id)><strong>{entry.title.clone()}</strong></a> " " {mark}</p>
            <p class="muted">{audience_word(frame, entry.audience)}</p>
            <p class="muted">{edition(frame, &entry)} {pdf}</p>
        </li>
    }
}
