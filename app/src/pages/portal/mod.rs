//! What delegated administrators see.

use leptos::prelude::*;

use super::standing::{Figures, Reach, StandingTable};
use crate::{components::Frame, ports::overview::Portal, render::Sheet};

/// `/portal/users`: how the firm stands.
pub(crate) fn portal(frame: &Frame, model: Portal) -> Sheet {
    let title = frame.with("portal-title", &[("firm", (&model.firm).into())]);
    let role = match (model.maker, model.checker) {
        (true, true) => "role-maker-checker",
        (true, false) => "role-maker",
        _ => "role-checker",
    };
    let reach = Reach::of(&model.standing);
    let figures = if reach.active == 0 {
        view! { <p class="empty">{frame.get("portal-empty")}</p> }.into_any()
    } else {
        let left = reach.active - reach.able;
        view! {
            <p class="lead">{frame.with("portal-takeaway", &[("left", left.into()), ("active", reach.active.into())])}</p>
            <Figures frame=frame.clone() reach />
        }
        .into_any()
    };
    let body = view! {
        <p class="step">{frame.with("participant-is", &[("participant", (&model.participant).into())])}</p>
        <h1>{title.clone()}</h1>
        {figures}
        <StandingTable frame=frame.clone() caption=frame.get("portal-table") standing=model.standing />
        <p class="muted">{frame.with("as-of", &[("time", frame.when(frame.chrome.now).into())])}</p>
        <h2>{frame.get("role-title")}</h2>
        <p>{frame.get(role)}</p>
        <h2>{frame.get("portal-next-title")}</h2>
        <ol>
            <li>{frame.get("portal-next-register")}</li>
            <li>{frame.get("portal-next-set-up")}</li>
            <li>{frame.get("portal-next-use")}</li>
        </ol>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}
