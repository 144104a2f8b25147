use crate::{
    components::{Frame, Problem, TextField, href},
    markup::*,
    ports::login::CodeForm,
};

/// The page of a login that asks for a one-time pass, or for the code again.
pub(super) fn entry_path(login: &str, pass: bool) -> String {
    href("/login/code", &[("login", login), ("pass", if pass { "1" } else { "" })])
}

/// The field for a one-time pass, in place of the code.
#[component]
pub(super) fn PassEntry(
    /// Words and frame.
    frame: Frame,
    /// The login under way.
    model: CodeForm,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    view! {
        <p class="lead">{frame.get("pass-entry-lead")}</p>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="hidden" name="login" value=model.login.clone() />
            <TextField
                name="code"
                label=frame.get("pass-entry")
                hint=frame.get("pass-entry-hint")
                look="code long"
                problems
            />
            <button class="button" type="submit">{frame.get("log-in")}</button>
            <p class="beside">{frame.get("pass-entry-never")}</p>
        </form>
        <ul class="ways-on">
            <li><a href=entry_path(&model.login, false)>{frame.get("pass-entry-code")}</a></li>
            <li><a href="/login">{frame.get("start-again")}</a></li>
        </ul>
    }
}
