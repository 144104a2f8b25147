use domain::password::PasswordProblem;

use crate::{
    components::{Frame, PasswordField, Problem},
    islands::PasswordHint,
    markup::*,
    ports::setup::NewPassword,
    render::Sheet,
};

/// The second step: choose a password.
pub(super) fn new_password(frame: &Frame, model: NewPassword) -> Sheet {
    let title = frame.get("choose-password-title");
    let mut problems = Vec::new();
    if let Some(problem) = &model.problem {
        problems.push(Problem::at("password", password_problem(frame, problem)));
    }
    if model.busy {
        problems.push(Problem::of_form(frame.get("busy")));
    }
    let body = view! {
        <p class="step">{frame.with("set-up-step", &[("step", 2u8.into()), ("of", 3u8.into())])}</p>
        <h1>{title.clone()}</h1>
        <div class="inset">
            <p>{frame.with("codes-will-go-to", &[("address", (&model.masked_address).into())])}</p>
            <p>{frame.get("not-your-address")}</p>
        </div>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="hidden" name="login" value=model.login />
            <input type="text" autocomplete="username" value=model.username readonly=true hidden=true />
            <PasswordRulesList frame=frame.clone() min_length=model.min_length />
            <PasswordField
                frame=frame.clone()
                name="password"
                label=frame.get("new-password")
                autocomplete="new-password"
                problems=problems.clone()
            />
            <NewPasswordHint frame=frame.clone() min_length=model.min_length names=model.names />
            <button class="button" type="submit">{frame.get("continue")}</button>
            <p class="beside">{frame.get("set-up-next-code")}</p>
        </form>
    };
    Sheet { title, problems, islands: true, banner: true, body }
}

/// The rules of a password, before it is typed.
#[component]
pub(crate) fn PasswordRulesList(
    /// Words and frame.
    frame: Frame,
    /// Least number of characters.
    min_length: usize,
) -> impl IntoView {
    view! {
        <div class="rules">
            <p>{frame.get("password-rules")}</p>
            <ul>
                <li>{frame.with("password-rule-length", &[("min", min_length.into())])}</li>
                <li>{frame.get("password-rule-names")}</li>
                <li>{frame.get("password-rule-guess")}</li>
            </ul>
            <p>{frame.get("password-rule-tip")}</p>
        </div>
    }
}

/// What the browser can say of a new password while it is typed.
#[component]
pub(crate) fn NewPasswordHint(
    /// Words and frame.
    frame: Frame,
    /// Least number of characters.
    min_length: usize,
    /// Names that it must not rest on.
    names: Vec<String>,
) -> impl IntoView {
    let names = names
        .iter()
        .flat_map(|name| std::iter::once(name.as_str()).chain(name.split_whitespace()))
        .map(str::to_lowercase)
        .filter(|name| name.chars().count() >= 3)
        .collect();
    view! {
        <PasswordHint
            field="password".to_owned()
            min_length
            names
            of=frame.get("password-live-of")
            characters=frame.get("password-live-characters")
            on_names=frame.get("password-on-names")
            enough=frame.get("password-live-enough")
        />
    }
}

/// What is wrong with a new password, and what to do.
pub(crate) fn password_problem(frame: &Frame, problem: &PasswordProblem) -> String {
    match problem {
        PasswordProblem::Empty => frame.get("missing-new-password"),
        PasswordProblem::TooShort { min, have } => {
            frame.with("password-too-short", &[("min", (*min).into()), ("have", (*have).into())])
        }
        PasswordProblem::TooLong { max } => frame.with("password-too-long", &[("max", (*max).into())]),
        PasswordProblem::RestsOnNames => frame.get("password-on-names"),
        PasswordProblem::Guessable => frame.get("password-guessable"),
        PasswordProblem::Blocklisted => frame.get("password-blocklisted"),
        PasswordProblem::SameAsNow => frame.get("password-same"),
    }
}
