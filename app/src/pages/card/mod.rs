//! Smartcards: logging in, binding, the ceremony in the browser, and what comes after.

use leptos::prelude::*;

use crate::{
    components::Frame,
    ports::{
        card::{CardBinding, CardLogin, SetUpReminder},
        ceremony::Ceremony,
    },
    render::Sheet,
};

fn stub(title: &str) -> Sheet {
    let title = title.to_owned();
    let body = view! { <h1>{title.clone()}</h1> }.into_any();
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

pub(crate) fn card_login(_: &Frame, _: CardLogin) -> Sheet {
    stub("Smartcard")
}
pub(crate) fn card_binding(_: &Frame, _: CardBinding) -> Sheet {
    stub("Bind")
}
pub(crate) fn ceremony(_: &Frame, _: Ceremony) -> Sheet {
    stub("Ceremony")
}
pub(crate) fn set_up_reminder(_: &Frame, _: SetUpReminder) -> Sheet {
    stub("Set up")
}
