use crate::{
    components::{Frame, fact},
    markup::*,
    ports::setup::SetupDone,
    render::Sheet,
};

/// Set-up completed, and what happens next.
pub(super) fn done(frame: &Frame, model: SetupDone) -> Sheet {
    let title = frame.get("done-title");
    let next = match (model.can_log_in, model.own_pages) {
        (true, false) => "done-next-now",
        (true, true) => "done-next-own-pages",
        (false, _) => "done-next-later",
    };
    let address = view! { <span class="address">{model.masked_address}</span> };
    let reference = view! { <strong class="reference">{model.reference.to_string()}</strong> };
    let body = view! {
        <div class="done">
            <h1>{title.clone()}</h1>
            <p>{frame.get("done-lead")}</p>
        </div>
        <dl class="facts card">
            {fact(frame.get("codes-go-to"), address)}
            {fact(frame.get("reference"), reference)}
        </dl>
        <h2>{frame.get("next-title")}</h2>
        <p>{frame.get(next)}</p>
        <p>{frame.get("done-keep")}</p>
        {model.can_log_in.then(|| view! { <p class="act"><a class="button" href="/login">{frame.get("log-in")}</a></p> })}
        {(!model.can_log_in).then(|| view! { <p class="ways-on"><a href="/">{frame.get("other-ways")}</a></p> })}
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}
