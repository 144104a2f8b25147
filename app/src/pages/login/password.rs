use crate::{
    components::{Frame, Notice, PasswordField, Problem, TextField, href},
    islands::PasskeyOffer,
    markup::*,
    pages::card::{Holder, refused},
    ports::login::{LoginNotice, PasswordForm, PasswordRefusal},
    render::Sheet,
};

/// Where passkeys log in.
const PASSKEY: &str = "/login/passkey";

/// `/login`: participant, user and password on one page.
pub(crate) fn password(frame: &Frame, model: PasswordForm) -> Sheet {
    let title = frame.get("login-title");
    let problems = problems(frame, model.problem.as_ref());
    let notice = model.notice.filter(|_| problems.is_empty()).map(|notice| {
        let key = match notice {
            LoginNotice::LoggedOut => "notice-logged-out",
            LoginNotice::LoginNeeded => "notice-login-needed",
            LoginNotice::StartAgain => "notice-start-again",
            LoginNotice::PasswordChanged => "notice-password-changed",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let passkeys = model.passkeys.then(|| passkeys(frame, &model.return_to));
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            {target(&model.return_to)}
            <TextField
                name="participant"
                label=frame.get("participant")
                hint=frame.get("participant-hint")
                value=model.participant
                autocomplete="organization"
                look="short"
                problems=problems.clone()
            />
            <TextField
                name="user"
                label=frame.get("user")
                value=model.user
                autocomplete=if model.passkeys { "username webauthn" } else { "username" }
                problems=problems.clone()
            />
            <PasswordField
                frame=frame.clone()
                name="password"
                label=frame.get("password")
                autocomplete="current-password"
                problems=problems.clone()
            />
            <button class="button" type="submit">{frame.get("continue")}</button>
            <p class="beside">{frame.get("login-next")}</p>
        </form>
        {passkeys}
        <ul class="ways-on">
            <li><a href="/forgot-password">{frame.get("forgot-link")}</a></li>
            <li>{frame.get("first-time")} " " <a href="/setup">{frame.get("set-up-link")}</a></li>
            <li><a href="/">{frame.get("other-ways")}</a></li>
        </ul>
    };
    Sheet { title, problems, islands: true, banner: true, body }
}

/// Where to go afterwards, in a form.
fn target(return_to: &Option<String>) -> impl IntoView + use<> {
    return_to.clone().map(|target| view! { <input type="hidden" name="return_to" value=target /> })
}

/// The button that asks for a passkey, and what offers them in the field of the user ID.
fn passkeys(frame: &Frame, return_to: &Option<String>) -> impl IntoView + use<> {
    let begun = href("", &[("return_to", return_to.as_deref().unwrap_or_default())]);
    let fields = ("passkey-ceremony".to_owned(), "passkey-credential".to_owned());
    view! {
        <form method="post" action=PASSKEY>
            {target(return_to)}
            <button class="button second" type="submit" name="action" value="begin">{frame.get("use-passkey")}</button>
        </form>
        <form method="post" action=PASSKEY hidden=true>
            {target(return_to)}
            <input type="hidden" name="ceremony" id=fields.0.clone() />
            <input type="hidden" name="credential" id=fields.1.clone() />
        </form>
        <PasskeyOffer form=begun.trim_start_matches('?').to_owned() beside="password".to_owned() fields />
    }
}

/// What a refusal says, and at which field.
pub(crate) fn problems(frame: &Frame, refusal: Option<&PasswordRefusal>) -> Vec<Problem> {
    let Some(refusal) = refusal else { return vec![] };
    match refusal {
        PasswordRefusal::Missing { participant, user, password } => [
            (*participant, "participant", "missing-participant"),
            (*user, "user", "missing-user"),
            (*password, "password", "missing-password"),
        ]
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, field, key)| Problem::at(field, frame.get(key)))
        .collect(),
        PasswordRefusal::Refused => vec![Problem::at("participant", frame.get("login-refused"))],
        PasswordRefusal::ClosedUntil(until) => {
            vec![Problem::of_form(frame.with("login-closed-until", &[("time", frame.when(*until).into())]))]
        }
        PasswordRefusal::Paused => vec![Problem::of_form(frame.get("login-paused"))],
        PasswordRefusal::Busy => vec![Problem::of_form(frame.get("busy"))],
        PasswordRefusal::Stale => vec![Problem::at("password", frame.get("login-stale"))],
        PasswordRefusal::Passkey(refusal) => vec![Problem::of_form(refused(frame, *refusal, Holder::Passkey))],
        PasswordRefusal::NotOpenYet => vec![Problem::of_form(frame.get("login-not-open"))],
    }
}
