use super::parts::{AskForm, PassTable, problem};
use crate::{components::Frame, markup::*, ports::contingency::FirmContingency, render::Sheet};

/// `/portal/contingency`.
pub(crate) fn firm_contingency(frame: &Frame, model: FirmContingency) -> Sheet {
    let title = frame.get("contingency-title");
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let told = model.delayed_since.map(|since| {
        view! { <p class="inset">{frame.with("contingency-told", &[("time", frame.when(since).into())])}</p> }
    });
    let ask = if model.rights.maker {
        view! { <AskForm frame=frame.clone() typed=model.typed staff=false problems=problems.clone() /> }
    } else {
        view! { <p class="inset">{frame.get("user-not-maker")}</p> }
    };
    let number = match model.call_back.as_str() {
        "" => frame.get("call-back-none"),
        number => frame.with("call-back-yours", &[("number", number.into())]),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="muted under">
            {frame.with("participant-is", &[("participant", model.firm.participant.into())])}
        </p>
        {told}
        <p class="lead">{frame.get("contingency-lead")}</p>
        <h2>{frame.get("pass-ask-title")}</h2>
        <p>{frame.with("pass-ask-lead-firm", &[("minutes", model.minutes.into())])}</p>
        {ask}
        <h2>{frame.get("pass-list-title")}</h2>
        <PassTable frame=frame.clone() base="/portal/contingency" desk="/portal/approvals" found=model.found />
        <h2>{frame.get("call-back-title")}</h2>
        <p>{number}</p>
        <p>{frame.get("call-back-wrong")}</p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}
