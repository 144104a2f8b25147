//! To be drawn.

use leptos::prelude::*;

use crate::{
    components::Frame,
    ports::{domains, portal, trail, upload},
    render::Sheet,
};

pub(crate) fn users(frame: &Frame, model: portal::Users) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn confirm(frame: &Frame, model: portal::Confirm) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn user(frame: &Frame, model: portal::UserPage) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn upload(frame: &Frame, model: upload::UploadForm) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn preview(frame: &Frame, model: upload::Preview) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn trail(frame: &Frame, model: trail::Trail) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}

pub(crate) fn domains(frame: &Frame, model: domains::Domains) -> Sheet {
    let title = frame.get("portal-link");
    let body = view! { <h1>{title.clone()}</h1><pre>{format!("{model:#?}")}</pre> };
    Sheet { title, problems: vec![], islands: false, banner: true, body: body.into_any() }
}
