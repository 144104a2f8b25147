use super::users::Participant;
use crate::{
    components::{Frame, Problem, Time, words_at},
    markup::*,
    ports::upload::{FileProblem, UploadForm},
    render::Sheet,
    words::grouped,
};

/// `/portal/upload`.
pub(crate) fn upload(frame: &Frame, model: UploadForm) -> Sheet {
    let title = frame.get("upload-title");
    let problems =
        model.problem.as_ref().map(|problem| problem_of(frame, &model, problem)).into_iter().collect::<Vec<_>>();
    let error = words_at(&problems, "file");
    let wrong = error.is_some();
    let how = matches!(model.problem, Some(FileProblem::Workbook)).then(|| {
        view! {
            <div class="inset">
                <p>{frame.get("workbook-title")}</p>
                <ol>
                    <li>{frame.get("workbook-open")}</li>
                    <li>{frame.get("workbook-choose")}</li>
                    <li>{frame.get("workbook-upload")}</li>
                </ol>
            </div>
        }
    });
    let bounds =
        frame.with("upload-bounds", &[("records", model.most_records.into()), ("size", size(model.most_bytes).into())]);
    let open = (!model.open.is_empty()).then(|| {
        let items = model
            .open
            .iter()
            .map(|(id, file, at)| {
                let url = format!("/portal/upload/{id}");
                view! {
                    <li>
                        <a href=url>{file.clone()}</a>
                        " "
                        <span class="muted"><Time frame=frame.clone() at=*at /></span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2>{frame.get("upload-open-title")}</h2>
            <p>{frame.get("upload-open-lead")}</p>
            <ul class="ways-on">{items}</ul>
        }
    });
    let step = |number: u8, key: &str| {
        view! { <h2><span class="muted">{frame.with("upload-step", &[("step", number.into())])}</span> " " {frame.get(key)}</h2> }
    };
    let form = if model.maker {
        view! {
            <form class="card" method="post" action=frame.chrome.here.clone() enctype="multipart/form-data" novalidate=true>
                {how}
                <div class="field" class:wrong=wrong>
                    <label for="file">{frame.get("upload-file")}</label>
                    <p class="hint" id="file-hint">{bounds}</p>
                    {error.map(|error| view! { <p class="error" id="file-error">{error}</p> })}
                    <input
                        id="file"
                        name="file"
                        type="file"
                        accept=".csv,.txt"
                        aria-describedby=if wrong { "file-hint file-error" } else { "file-hint" }
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
                <button class="button" type="submit">{frame.get("upload-check")}</button>
                <p class="beside">{frame.get("upload-next")}</p>
            </form>
        }
    } else {
        view! { <p>{frame.get("not-maker")}</p> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <Participant frame=frame.clone() firm=model.firm.clone() />
        <p class="lead">{frame.get("upload-lead")}</p>
        <ol class="steps">
            <li>
                {step(1, "upload-step-template")}
                <p>{frame.get("upload-template")}</p>
                <p><a href="/portal/upload/template.csv" download>{frame.get("upload-template-link")}</a></p>
            </li>
            <li>
                {step(2, "upload-step-fill")}
                <p>{frame.get("upload-fill")}</p>
                <p class="muted">{frame.get("upload-fill-save")}</p>
            </li>
            <li>
                {step(3, "upload-step-upload")}
                {form}
            </li>
        </ol>
        {open}
    };
    Sheet { title, problems, islands: false, banner: true, body }
}

/// So many bytes, as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", grouped(bytes / 1_024)),
        _ => format!("{} MB", grouped(bytes / 1_048_576)),
    }
}

fn problem_of(frame: &Frame, model: &UploadForm, problem: &FileProblem) -> Problem {
    let words = match problem {
        FileProblem::Missing => frame.get("file-missing"),
        FileProblem::Empty => frame.get("file-empty"),
        FileProblem::TooLarge => frame.with("file-too-large", &[("size", size(model.most_bytes).into())]),
        FileProblem::TooManyRecords => frame.with("file-too-many", &[("records", model.most_records.into())]),
        FileProblem::Columns { wanted, missing, found } => frame
            .with("file-columns", &[("wanted", wanted.into()), ("missing", missing.into()), ("found", found.into())]),
        FileProblem::Twice(column) => frame.with("file-twice", &[("column", column.into())]),
        FileProblem::RecordTooLong(record) => frame.with("file-record-too-long", &[("record", (*record).into())]),
        FileProblem::Workbook => frame.get("file-workbook"),
        FileProblem::Unreadable => frame.get("file-unreadable"),
    };
    Problem::at("file", words)
}
