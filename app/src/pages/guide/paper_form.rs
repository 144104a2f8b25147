use domain::{
    guide::{Acknowledge, Audience},
    language::Language,
};

use super::{LIBRARY, acknowledge_word, audience_word, language_word};
use crate::{
    components::{Choice, Frame, Problem, TextField, words_at},
    markup::*,
    ports::guide::{PaperForm, PaperProblem, PaperPurpose, PaperTyped},
    render::Sheet,
};

/// `/monitor/guide/new` and `/monitor/briefings/{id}/materials`.
pub(crate) fn paper_form(frame: &Frame, model: PaperForm) -> Sheet {
    let (title, back, back_to) = match &model.purpose {
        PaperPurpose::Guide(_) => (frame.get("paper-guide-title"), LIBRARY.to_owned(), frame.get("guide-title")),
        PaperPurpose::Material(id, of) => {
            (frame.get("paper-material-title"), format!("/monitor/briefings/{id}"), of.clone())
        }
    };
    let most = model.most_bytes / 1_048_576;
    let problems: Vec<_> = model.problems.iter().map(|found| problem(frame, *found, most)).collect();
    let typed = model.typed.clone();
    let languages = Language::ALL.map(|language| (language.tag().to_owned(), language_word(frame, language)));
    let about = match model.purpose {
        PaperPurpose::Guide(documents) => Some(about_guide(frame, documents, model.typed, &problems)),
        PaperPurpose::Material(..) => None,
    };
    let error = words_at(&problems, "file");
    let wrong = error.is_some();
    let body = view! {
        <p class="step"><a href=back>{back_to}</a></p>
        <h1>{title.clone()}</h1>
        <form class="card" method="post" action=frame.chrome.here.clone() enctype="multipart/form-data" novalidate=true>
            <div class="field" class:wrong=wrong>
                <label for="file">{frame.get("paper-file")}</label>
                <p class="hint" id="file-hint">{frame.with("paper-file-hint", &[("most", most.into())])}</p>
                {error.map(|error| view! { <p class="error" id="file-error">{error}</p> })}
                <input
                    id="file"
                    name="file"
                    type="file"
                    accept="application/pdf,.pdf"
                    aria-describedby=if wrong { "file-hint file-error" } else { "file-hint" }
                    aria-invalid=wrong.then_some("true")
                />
            </div>
            <TextField name="title_en" label=frame.get("session-title-en") value=typed.title_en problems=problems.clone() />
            <TextField name="title_zh" label=frame.get("session-title-zh") value=typed.title_zh problems=problems.clone() />
            <Choice
                name="language"
                label=frame.get("paper-language")
                groups=vec![(String::new(), languages.into())]
                chosen=typed.language
                problems=problems.clone()
            />
            {about}
            <button class="button" type="submit">{frame.get("paper-upload")}</button>
        </form>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

/// What is asked of a document of the user guide besides.
fn about_guide(frame: &Frame, documents: Vec<(String, String)>, typed: PaperTyped, problems: &[Problem]) -> AnyView {
    let new = (String::new(), frame.get("paper-new-document"));
    let documents = std::iter::once(new).chain(documents).collect();
    let audiences = Audience::ALL.map(|audience| (audience.name().to_owned(), audience_word(frame, audience)));
    let ways = Acknowledge::ALL.map(|way| (way.name().to_owned(), acknowledge_word(frame, way)));
    let one = |options: Vec<(String, String)>| vec![(String::new(), options)];
    view! {
        <Choice
            name="document"
            label=frame.get("paper-document")
            groups=one(documents)
            chosen=typed.document
            problems=problems.to_vec()
        />
        <TextField
            name="version"
            label=frame.get("paper-version")
            hint=frame.get("paper-version-hint")
            value=typed.version
            look="short"
            problems=problems.to_vec()
        />
        <Choice
            name="audience"
            label=frame.get("paper-audience")
            groups=one(audiences.into())
            chosen=typed.audience
            problems=problems.to_vec()
        />
        <Choice
            name="acknowledge"
            label=frame.get("paper-acknowledge")
            groups=one(ways.into())
            chosen=typed.acknowledge
            problems=problems.to_vec()
        />
        <p>{frame.get("paper-told")}</p>
    }
}

fn problem(frame: &Frame, found: PaperProblem, most: u64) -> Problem {
    match found {
        PaperProblem::Missing(field) => {
            let key = match field {
                "title_en" => "session-missing-title-en",
                "title_zh" => "session-missing-title-zh",
                "version" => "paper-missing-version",
                _ => "paper-missing-choice",
            };
            Problem::at(field, frame.get(key))
        }
        PaperProblem::NoFile => Problem::at("file", frame.get("paper-no-file")),
        PaperProblem::NotPdf => Problem::at("file", frame.get("paper-not-pdf")),
        PaperProblem::TooLarge => Problem::at("file", frame.with("paper-too-large", &[("most", most.into())])),
        PaperProblem::Unreadable => Problem::at("file", frame.get("paper-unreadable")),
        PaperProblem::SameVersion => Problem::at("version", frame.get("paper-same-version")),
    }
}
