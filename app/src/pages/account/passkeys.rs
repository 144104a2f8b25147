use super::overview::last_used;
use crate::{
    components::{Frame, Notice, PasswordField, Problem, TextField},
    markup::*,
    pages::card::{Holder, refused},
    ports::passkey::{PasskeyForm, PasskeyNotice, PasskeyProblem, PasskeyRow, Passkeys, WhyNone},
    render::Sheet,
};

/// `/account/passkeys`.
pub(crate) fn passkeys(frame: &Frame, model: Passkeys) -> Sheet {
    let title = frame.get("passkeys-title");
    let problems: Vec<_> =
        model.problem.as_ref().map(|(form, problem)| said(frame, form, problem)).into_iter().collect();
    let notice = model.notice.filter(|_| problems.is_empty()).map(|notice| {
        let key = match notice {
            PasskeyNotice::Added => "notice-passkey-added",
            PasskeyNotice::Renamed => "notice-passkey-renamed",
            PasskeyNotice::Removed => "notice-passkey-removed",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let open = model.problem.as_ref().map(|(form, problem)| (form.clone(), about_name(problem)));
    let none = model.passkeys.is_empty();
    let rows = model
        .passkeys
        .into_iter()
        .map(|row| {
            let about = match &open {
                Some((PasskeyForm::Of(id), about_name)) if *id == row.id => Some(*about_name),
                _ => None,
            };
            view! { <Row frame=frame.clone() row username=model.username.clone() about problems=problems.clone() /> }
        })
        .collect_view();
    let add = match model.may_add {
        None => view! { <Add frame=frame.clone() name=model.name username=model.username problems=problems.clone() /> },
        Some(why) => {
            let key = match why {
                WhyNone::NotReady => "passkeys-not-ready",
                WhyNone::ByPass => "passkeys-by-pass",
                WhyNone::Policy => "passkeys-policy",
                WhyNone::TooMany => "passkeys-too-many",
                WhyNone::Unavailable => "passkeys-unavailable",
            };
            view! { <p class="inset">{frame.get(key)}</p> }
        }
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.get("passkeys-what")}</p>
        <p>{frame.get("passkeys-lose")}</p>
        <h2>{frame.get("passkeys-yours")}</h2>
        {if none {
            view! { <p class="empty">{frame.get("passkeys-empty")}</p> }
        } else {
            view! { <ul class="passkeys">{rows}</ul> }
        }}
        <h2>{frame.get("passkey-add-title")}</h2>
        {add}
        <p class="ways-on"><a href="/account">{frame.get("back-to-account")}</a></p>
    };
    Sheet { title, problems, islands: true, banner: false, body }
}

/// The form that adds one.
#[component]
fn Add(
    /// Words and frame.
    frame: Frame,
    /// The name, as typed before or suggested.
    name: String,
    /// The account.
    username: String,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    view! {
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="text" autocomplete="username" value=username readonly=true hidden=true />
            <TextField
                name="name"
                label=frame.get("passkey-name")
                hint=frame.get("passkey-name-hint")
                value=name
                problems=problems.clone()
            />
            <PasswordField
                frame=frame.clone()
                name="current"
                label=frame.get("current-password")
                hint=frame.get("passkey-current-hint")
                autocomplete="current-password"
                problems
            />
            <noscript>
                <p class="inset">{frame.get("passkey-needs-script")}</p>
            </noscript>
            <button class="button" type="submit" name="action" value="add">{frame.get("passkey-add")}</button>
            <p class="beside">{frame.get("passkey-add-next")}</p>
        </form>
    }
}

/// One passkey, and the forms that name and remove it.
#[component]
fn Row(
    /// Words and frame.
    frame: Frame,
    /// The passkey.
    row: PasskeyRow,
    /// The account.
    username: String,
    /// Whether there is a problem with one of its forms, and whether with the one that names it.
    about: Option<bool>,
    /// What is wrong.
    problems: Vec<Problem>,
) -> impl IntoView {
    let here = frame.chrome.here.clone();
    let named = [("name", (&row.name).into())];
    let rename = frame.with("passkey-rename-of", &named);
    let remove = frame.with("passkey-remove-of", &named);
    view! {
        <li class="card">
            <p><strong>{row.name.clone()}</strong></p>
            <p class="muted">{frame.with("passkey-added", &[("time", frame.when(row.created_at).into())])}</p>
            <p class="muted">{last_used(&frame, row.last_used)}</p>
            <details open=about == Some(true)>
                <summary aria-label=rename>{frame.get("passkey-rename")}</summary>
                <form method="post" action=here.clone() novalidate=true>
                    <input type="hidden" name="passkey" value=row.id.clone() />
                    <TextField
                        name="name"
                        id=field("name", &row.id)
                        label=frame.get("passkey-new-name")
                        value=row.name.clone()
                        problems=problems.clone()
                    />
                    <button class="button second small" type="submit" name="action" value="rename">{frame.get("passkey-rename")}</button>
                </form>
            </details>
            <details open=about == Some(false)>
                <summary aria-label=remove>{frame.get("passkey-remove")}</summary>
                <form method="post" action=here novalidate=true>
                    <input type="hidden" name="passkey" value=row.id.clone() />
                    <input type="text" autocomplete="username" value=username readonly=true hidden=true />
                    <p>{frame.get("passkey-remove-means")}</p>
                    <PasswordField
                        frame=frame.clone()
                        name="current"
                        id=field("current", &row.id)
                        label=frame.get("current-password")
                        autocomplete="current-password"
                        problems
                    />
                    <button class="button second small" type="submit" name="action" value="remove">{frame.get("passkey-remove")}</button>
                </form>
            </details>
        </li>
    }
}

/// The id of a field of one passkey's forms.
fn field(name: &str, passkey: &str) -> String {
    format!("{name}-{passkey}")
}

/// Whether a problem is with the name, not with the password.
const fn about_name(problem: &PasskeyProblem) -> bool {
    matches!(problem, PasskeyProblem::NameMissing | PasskeyProblem::NameTooLong(_))
}

fn said(frame: &Frame, form: &PasskeyForm, problem: &PasskeyProblem) -> Problem {
    let at = |name: &str, words: String| match form {
        PasskeyForm::Add => Problem::at(name.to_owned(), words),
        PasskeyForm::Of(id) => Problem::at(field(name, id), words),
    };
    match problem {
        PasskeyProblem::NameMissing => at("name", frame.get("missing-passkey-name")),
        PasskeyProblem::NameTooLong(max) => at("name", frame.with("passkey-name-too-long", &[("max", (*max).into())])),
        PasskeyProblem::CurrentMissing => at("current", frame.get("missing-current-password")),
        PasskeyProblem::CurrentWrong => at("current", frame.get("current-password-wrong")),
        PasskeyProblem::ClosedUntil(until) => {
            Problem::of_form(frame.with("change-closed-until", &[("time", frame.when(*until).into())]))
        }
        PasskeyProblem::Busy => Problem::of_form(frame.get("busy")),
        PasskeyProblem::Passkey(refusal) => Problem::of_form(refused(frame, *refusal, Holder::Adding)),
    }
}
