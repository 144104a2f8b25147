//! Pages that say no.

use super::called::{CallReference, Called};
use crate::{components::Frame, markup::*, ports::refusal::Refusal, render::Sheet};

/// Why there is no page, and what to do.
pub(crate) fn refusal(frame: &Frame, refusal: Refusal) -> Sheet {
    let (title, says) = match refusal {
        Refusal::NotFound => ("not-found-title", "not-found"),
        Refusal::CrossSite => ("cross-site-title", "cross-site"),
        Refusal::Forbidden => ("forbidden-title", "forbidden"),
        Refusal::Failed => ("failed-title", "failed"),
        Refusal::Busy => ("busy-title", "busy-page"),
        Refusal::TooLarge => ("too-large-title", "too-large"),
        Refusal::Malformed => ("malformed-title", "malformed"),
        Refusal::Method => ("method-title", "method-refused"),
    };
    let title = frame.get(title);
    let retry = matches!(refusal, Refusal::Failed | Refusal::Busy);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get(says)}</p>
        <p class="act">
            {if retry {
                view! { <a class="button" href=frame.chrome.here.clone()>{frame.get("retry")}</a> }
            } else {
                view! { <a class="button" href="/">{frame.get("to-start")}</a> }
            }}
        </p>
        <CallReference frame=frame.clone() called=Called::Request />
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}
