use crate::{
    components::{Frame, PasswordField, Problem},
    markup::*,
    pages::setup::{NewPasswordHint, PasswordRulesList, password_problem},
    ports::account::{ChangePassword, ChangeRefusal},
    render::Sheet,
};

/// `/account/password`.
pub(crate) fn change_password(frame: &Frame, model: ChangePassword) -> Sheet {
    let title = frame.get("change-password-title");
    let problems: Vec<_> = model.problem.as_ref().map(|refusal| problem(frame, refusal)).into_iter().collect();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{frame.get("change-password-lead")}</p>
        <form class="card" method="post" action=frame.chrome.here.clone() novalidate=true>
            <input type="text" autocomplete="username" value=model.username readonly=true hidden=true />
            <PasswordField
                frame=frame.clone()
                name="current"
                label=frame.get("current-password")
                autocomplete="current-password"
                problems=problems.clone()
            />
            <PasswordRulesList frame=frame.clone() min_length=model.min_length />
            <PasswordField
                frame=frame.clone()
                name="password"
                label=frame.get("new-password")
                autocomplete="new-password"
                problems=problems.clone()
            />
            <NewPasswordHint frame=frame.clone() min_length=model.min_length names=model.names />
            <button class="button" type="submit">{frame.get("change-password")}</button>
        </form>
        <ul class="ways-on">
            <li><a href="/account">{frame.get("back-to-account")}</a></li>
        </ul>
    };
    Sheet { title, problems, islands: true, banner: false, body }
}

fn problem(frame: &Frame, refusal: &ChangeRefusal) -> Problem {
    match refusal {
        ChangeRefusal::CurrentMissing => Problem::at("current", frame.get("missing-current-password")),
        ChangeRefusal::CurrentWrong => Problem::at("current", frame.get("current-password-wrong")),
        ChangeRefusal::ClosedUntil(until) => {
            Problem::of_form(frame.with("change-closed-until", &[("time", frame.when(*until).into())]))
        }
        ChangeRefusal::New(problem) => Problem::at("password", password_problem(frame, problem)),
        ChangeRefusal::Busy => Problem::of_form(frame.get("busy")),
    }
}
