//! Pages that only say something.

use crate::{
    components::{Contacts, Frame},
    markup::*,
    render::Sheet,
};

/// `/forgot-password`.
pub(crate) fn forgot_password(frame: &Frame) -> Sheet {
    let title = frame.get("forgot-title");
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("forgot-lead")}</p>
        <ol>
            <li>{frame.get("forgot-ask")}</li>
            <li>{frame.get("forgot-approve")}</li>
            <li>{frame.get("forgot-mail")}</li>
            <li>{frame.get("forgot-set-up")} " " <a href="/setup">{frame.get("set-up-link")}</a></li>
        </ol>
        <p>{frame.get("forgot-meanwhile")}</p>
        <h2>{frame.get("forgot-da-title")}</h2>
        <p>{frame.get("forgot-da")}</p>
        <Reach frame=frame.clone() />
        <p class="ways-on"><a href="/login">{frame.get("back-to-login")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// `/help`.
pub(crate) fn help(frame: &Frame) -> Sheet {
    let title = frame.get("help-title");
    let body = view! {
        <h1>{title.clone()}</h1>
        <h2>{frame.get("help-login-title")}</h2>
        <p>{frame.get("help-login")}</p>
        <p>{frame.get("help-login-staff")}</p>
        <h2>{frame.get("help-code-title")}</h2>
        <p>{frame.get("help-code")}</p>
        <p>{frame.get("help-code-again")}</p>
        <h2>{frame.get("help-password-title")}</h2>
        <p>{frame.get("help-password")} " " <a href="/forgot-password">{frame.get("forgot-link")}</a></p>
        <h2>{frame.get("help-card-title")}</h2>
        <p>{frame.get("help-card")}</p>
        <h2>{frame.get("help-passkey-title")}</h2>
        <p>{frame.get("help-passkey")}</p>
        <h2>{frame.get("help-setup-title")}</h2>
        <p>{frame.get("help-setup")} " " <a href="/setup">{frame.get("set-up-link")}</a></p>
        <h2>{frame.get("help-paused-title")}</h2>
        <p>{frame.get("help-paused")}</p>
        <h2>{frame.get("help-browser-title")}</h2>
        <p>{frame.get("help-browser")}</p>
        <Reach frame=frame.clone() />
    };
    Sheet { title, problems: vec![], islands: false, banner: false, body }
}

/// How to reach somebody; without hotline and address, whom to ask instead.
#[component]
fn Reach(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let support = &frame.chrome.support;
    let nobody = support.hotline.is_empty() && support.email.is_empty();
    view! {
        <h2>{frame.get("reach-title")}</h2>
        {if nobody {
            view! { <p>{frame.get("reach-nobody")}</p> }
        } else {
            view! {
                <p>{frame.get("reach-lead")}</p>
                <ul><Contacts frame=frame.clone() /></ul>
            }
        }}
    }
}
