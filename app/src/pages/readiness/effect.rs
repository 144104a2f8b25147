use super::{exception_words, exceptions::problem, laggards::ShutTable};
use crate::{
    components::{Frame, Reason, TextField},
    markup::*,
    ports::readiness::{Effect, ExceptionTyped},
    render::Sheet,
};

/// Whom an exception, or its end, would shut out: to be confirmed by typing how many.
pub(super) fn effect(frame: &Frame, model: Effect) -> Sheet {
    let about = (&model.subject).into();
    let title = match model.exception {
        Some(_) => frame.with("effect-title", &[("about", about)]),
        None => frame.with("effect-end-title", &[("about", about)]),
    };
    let problems: Vec<_> = model.problem.map(|found| problem(frame, found)).into_iter().collect();
    let takeaway = match (model.at, model.blocked) {
        (None, _) => frame.get("effect-nothing"),
        (Some(at), 0) => frame.with("effect-nobody", &[("time", frame.when(at).into())]),
        (Some(at), count) => frame.with("effect-blocked", &[("time", frame.when(at).into()), ("count", count.into())]),
    };
    let what = model.exception.map(|exception| view! { <p>{exception_words(frame, exception)}</p> });
    let table = (!model.rows.is_empty()).then(|| {
        let shown = model.rows.len();
        let caption = match shown as u64 == model.blocked {
            true => frame.get("effect-table"),
            false => frame.with("effect-table-first", &[("count", shown.into())]),
        };
        view! { <ShutTable frame=frame.clone() caption rows=model.rows /> }
    });
    let ExceptionTyped { action, subject, scope, participant, user, kind, from, until, reason, count } = model.typed;
    let ends = model.exception.is_none();
    let kept = [
        ("action", action),
        ("subject", subject),
        ("scope", scope),
        ("participant", participant),
        ("user", user),
        ("kind", kind),
        ("from", from),
        ("until", until),
    ];
    let hidden = kept
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let reason = if ends {
        view! {
            <Reason frame=frame.clone() value=reason problems=problems.clone() />
        }
    } else {
        view! { <input type="hidden" name="reason" value=reason /> }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {what}
        <p class="lead">{takeaway}</p>
        {table}
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {hidden}
            <input type="hidden" name="confirmed" value="yes" />
            {reason}
            <TextField
                name="count"
                label=frame.get("effect-count")
                hint=frame.get("effect-count-hint")
                inputmode="numeric"
                look="short"
                value=count
                problems=problems.clone()
            />
            <button class="button" type="submit">{frame.get("effect-propose")}</button>
            <p class="beside">{frame.get("exception-next")}</p>
        </form>
        <p class="ways-on"><a href=model.back>{frame.get("effect-back")}</a></p>
    };
    Sheet { title, problems, islands: false, banner: false, body }
}
