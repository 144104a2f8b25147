//! To be drawn.

use leptos::prelude::*;

use crate::{components::Frame, ports::approval, render::Sheet};

pub(crate) fn queue(frame: &Frame, model: approval::Queue) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn request(frame: &Frame, model: approval::Request) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn staff_proposal(frame: &Frame, model: approval::StaffProposal) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}
