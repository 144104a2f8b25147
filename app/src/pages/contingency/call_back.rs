use crate::{
    components::{Frame, Problem, TextArea, TextField},
    markup::*,
    ports::contingency::{CallBackForm, CallBackProblem},
    render::Sheet,
};

/// `/monitor/participants/{code}/call-back`.
pub(crate) fn call_back(frame: &Frame, model: CallBackForm) -> Sheet {
    let title = frame.get("call-back-title");
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let now = match model.on_file.as_str() {
        "" => frame.get("call-back-none"),
        number => frame.with("call-back-now", &[("number", number.into())]),
    };
    let form = match model.waits {
        Some(request) => view! {
            <p class="inset">
                {frame.get("call-back-waits") + frame.gap()}
                <a href=format!("/monitor/approvals/{request}")>{frame.get("waiting-open")}</a>
            </p>
        },
        None => view! {
            <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
                <TextField
                    name="number"
                    label=frame.get("call-back-number")
                    hint=frame.get("call-back-number-hint")
                    value=model.number
                    inputmode="tel"
                    problems=problems.clone()
                />
                <TextArea
                    id="reason"
                    name="reason"
                    label=frame.get("reason")
                    hint=frame.get("call-back-reason-hint")
                    value=model.reason
                    problems=problems.clone()
                />
                <button class="button" type="submit">{frame.get("staff-proposal-propose")}</button>
                <p class="beside">{frame.get("call-back-next")}</p>
            </form>
        },
    };
    let body = view! {
        <p class="step"><a href="/monitor/contingency">{frame.get("contingency-title")}</a></p>
        <h1>{title.clone()}</h1>
        <p class="muted under">{model.name}" ("{model.participant}")"</p>
        <p class="lead">{now}</p>
        <p>{frame.get("call-back-means")}</p>
        {form}
    };
    Sheet { title, problems, islands: false, banner: false, body }
}

fn problem(frame: &Frame, problem: CallBackProblem) -> Problem {
    match problem {
        CallBackProblem::NotNumber => Problem::at("number", frame.get("call-back-not-number")),
        CallBackProblem::Same => Problem::at("number", frame.get("call-back-same")),
        CallBackProblem::Waits => Problem::of_form(frame.get("call-back-waits")),
        CallBackProblem::ReasonMissing => Problem::at("reason", frame.get("reason-missing")),
    }
}
