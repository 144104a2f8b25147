//! The user guide: documents as pages and as PDFs, and who has acknowledged them.

mod document;
mod library;
mod paper_form;
mod readers;
mod shelf;

pub(crate) use document::document;
pub(crate) use library::library;
pub(crate) use paper_form::paper_form;
pub(crate) use readers::readers;
pub(crate) use shelf::guide;

use domain::{
    guide::{Acknowledge, Audience},
    language::Language,
    time,
};

use crate::{
    components::Frame,
    markup::*,
    ports::guide::{Entry, Holding, PaperLink},
    words::grouped,
};

/// The staff's page.
const LIBRARY: &str = "/monitor/guide";

/// "PDF, in English, 120 KB".
pub(super) fn size(frame: &Frame, paper: &PaperLink) -> String {
    let size = match paper.size {
        bytes @ 0..1_024 => format!("{bytes} B"),
        bytes @ 1_024..1_048_576 => format!("{} KB", grouped(bytes / 1_024)),
        bytes => format!("{} MB", grouped(bytes / 1_048_576)),
    };
    frame.with("paper-about", &[("language", language_word(frame, paper.language).into()), ("size", size.into())])
}

fn language_word(frame: &Frame, language: Language) -> String {
    frame.get(match language {
        Language::En => "paper-english",
        Language::ZhHk => "paper-chinese",
    })
}

/// Version and date of a document.
fn edition(frame: &Frame, entry: &Entry) -> String {
    let date = time::date(entry.date, frame.language());
    frame.with("guide-edition", &[("version", (&entry.version).into()), ("date", date.into())])
}

fn audience_word(frame: &Frame, audience: Audience) -> String {
    frame.get(match audience {
        Audience::User => "guide-for-users",
        Audience::Administrator => "guide-for-administrators",
    })
}

fn acknowledge_word(frame: &Frame, acknowledge: Acknowledge) -> String {
    frame.get(match acknowledge {
        Acknowledge::None => "guide-by-nobody",
        Acknowledge::User => "guide-by-users",
        Acknowledge::Firm => "guide-by-firms",
    })
}

/// How far a document was acknowledged, in words.
fn progress(frame: &Frame, holding: &Holding) -> String {
    let key = match holding.entry.acknowledge {
        Acknowledge::None => return frame.get("guide-by-nobody"),
        Acknowledge::User => "guide-done-users",
        Acknowledge::Firm => "guide-done-firms",
    };
    let figures = [
        ("done", holding.done.into()),
        ("asked", holding.asked.into()),
        ("firms_done", holding.firms_done.into()),
        ("firms", holding.firms.into()),
    ];
    frame.with(key, &figures)
}

/// PDFs to be taken home; nothing without any.
#[component]
pub(super) fn PaperList(
    /// Words and frame.
    frame: Frame,
    /// The PDFs.
    papers: Vec<PaperLink>,
) -> impl IntoView {
    (!papers.is_empty()).then(|| {
        let papers = papers
            .into_iter()
            .map(|paper| {
                view! {
                    <li><a href=paper.url.clone() download>{paper.title.clone()}</a> " " <span class="muted">{size(&frame, &paper)}</span></li>
                }
            })
            .collect_view();
        view! {
            <div class="papers">
                <p>{frame.get("papers-title")}</p>
                <ul>{papers}</ul>
            </div>
        }
    })
}
