use domain::guide::Acknowledge;

use super::{audience_word, edition, size};
use crate::{
    components::{Frame, Notice, Problem},
    markup::*,
    ports::guide::{DocumentPage, Entry, Reading},
    render::Sheet,
};

/// `/guide/{document}`.
pub(crate) fn document(frame: &Frame, model: DocumentPage) -> Sheet {
    let entry = model.entry;
    let title = entry.title.clone();
    let problems: Vec<_> =
        model.overtaken.then(|| Problem::of_form(frame.get("guide-overtaken"))).into_iter().collect();
    let sections = (model.sections.len() > 1).then(|| {
        let links = model
            .sections
            .into_iter()
            .map(|(id, heading)| view! { <li><a href=format!("#{id}")>{heading}</a></li> })
            .collect_view();
        view! {
            <nav class="contents" aria-labelledby="contents">
                <h2 id="contents">{frame.get("guide-contents")}</h2>
                <ol>{links}</ol>
            </nav>
        }
    });
    let paper = entry.paper.as_ref().map(|paper| {
        view! {
            <p class="act"><a class="button" href=paper.url.clone() download>{frame.get("guide-download")}</a></p>
            <p class="muted">{size(frame, paper)}</p>
        }
    });
    let text = (!model.html.is_empty()).then(|| view! { <article class="prose" inner_html=model.html></article> });
    let body = view! {
        <p class="back"><a href="/guide">{frame.get("guide-title")}</a></p>
        <h1>{title.clone()}</h1>
        {model.thanked.then(|| view! { <Notice words=frame.get("guide-thanks") /> })}
        <p class="muted">{audience_word(frame, entry.audience) + frame.gap() + &edition(frame, &entry)}</p>
        {sections}
        {text}
        {paper}
        {acknowledgement(frame, &entry)}
        <p class="muted">{frame.get("english-prevails")}</p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// The button, or what was said with it.
fn acknowledgement(frame: &Frame, entry: &Entry) -> AnyView {
    let firm = entry.acknowledge == Acknowledge::Firm;
    match &entry.reader {
        Reading::Free => ().into_any(),
        Reading::Asked => view! {
            <section class="card" aria-labelledby="acknowledge">
                <h2 id="acknowledge">{frame.get(if firm { "guide-acknowledge-firm" } else { "guide-acknowledge" })}</h2>
                <p>{frame.get(if firm { "guide-acknowledge-firm-means" } else { "guide-acknowledge-means" })}</p>
                <form method="post" action=frame.chrome.here.clone()>
                    <input type="hidden" name="version" value=entry.version.clone() />
                    <button class="button" type="submit" name="action" value="acknowledge">
                        {frame.get(if firm { "guide-we-have-read" } else { "guide-i-have-read" })}
                    </button>
                </form>
            </section>
        },
        Reading::Done(who, at) => {
            let time = frame.when(*at);
            let words = if who.is_empty() {
                frame.with("guide-you-have", &[("time", time.into())])
            } else {
                frame.with("guide-firm-has", &[("who", who.into()), ("time", time.into())])
            };
            view! { <p class="inset">{words}</p> }
        }
    }
}
