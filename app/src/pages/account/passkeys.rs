use leptos::prelude::*;

use crate::{components::Frame, ports::passkey::Passkeys, render::Sheet};

/// `/account/passkeys`.
pub(crate) fn passkeys(_: &Frame, _: Passkeys) -> Sheet {
    let title = "Passkeys".to_owned();
    let body = view! { <h1>{title.clone()}</h1> }.into_any();
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}
