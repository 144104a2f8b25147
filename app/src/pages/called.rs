//! The reference that whoever is refused reads out when they call: the help desk finds the refusal by it.

use crate::{
    components::Frame,
    markup::*,
    ports::{
        account::ChangeRefusal,
        card::{BindingProblem, CardProblem},
        connectivity::TestLogin,
        login::{CodeForm, CodeRefusal, PasswordRefusal},
        passkey::PasskeyProblem,
        setup::{ActivationRefusal, Setup},
    },
    render::Page,
};

/// What a caller reads out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// The number of the request that was refused.
    Request,
    /// The reference of the mail of the login under way.
    Mail(String),
}

/// What a caller reads out whom this page refuses; none where nobody was refused, or something was only typed wrong.
pub(crate) fn called(page: &Page) -> Option<Called> {
    let refused = match page {
        Page::Code(form) | Page::TestCode(form) | Page::Setup(Setup::Code(form)) => return over(form),
        Page::Login(form) => form.problem.as_ref().is_some_and(password),
        Page::Connectivity(page) => match &page.test {
            TestLogin::Form(form) => form.problem.as_ref().is_some_and(password),
            _ => false,
        },
        Page::Setup(Setup::Activation(form)) => form.problem.as_ref().is_some_and(|problem| {
            use ActivationRefusal as R;
            !matches!(problem, R::Missing { .. } | R::Shape | R::HandOver | R::StartAgain)
        }),
        Page::CardLogin(form) => matches!(form.problem, Some(CardProblem::Refused(_))),
        Page::CardBinding(form) => form.problem.as_ref().is_some_and(|problem| {
            use BindingProblem as P;
            matches!(problem, P::Refused | P::ClosedUntil(_) | P::Closed | P::Card(_))
        }),
        Page::Certificate(form) => form.problem.is_some(),
        Page::Passkeys(page) => page.problem.as_ref().is_some_and(|(_, problem)| {
            use PasskeyProblem as P;
            matches!(problem, P::CurrentWrong | P::ClosedUntil(_) | P::Passkey(_))
        }),
        Page::ChangePassword(form) => {
            matches!(form.problem, Some(ChangeRefusal::CurrentWrong | ChangeRefusal::ClosedUntil(_)))
        }
        _ => false,
    };
    refused.then_some(Called::Request)
}

fn password(problem: &PasswordRefusal) -> bool {
    use PasswordRefusal as R;
    matches!(problem, R::Refused | R::ClosedUntil(_) | R::Paused | R::NotOpenYet | R::Passkey(_))
}

/// Where the field is gone, the reference that stood beside it is gone too.
fn over(form: &CodeForm) -> Option<Called> {
    use CodeRefusal as R;
    let over = matches!(form.problem, Some(R::UsedUp | R::Paused | R::NotOpenYet | R::ClosedUntil(_)));
    over.then(|| Called::Mail(form.reference.to_string()))
}

/// The line that says so.
#[component]
pub(crate) fn CallReference(
    /// Words and frame.
    frame: Frame,
    /// What to read out.
    called: Called,
) -> impl IntoView {
    let reference = match called {
        Called::Request => frame.chrome.request_id.clone(),
        Called::Mail(reference) => reference,
    };
    view! { <p class="call-reference">{frame.get("call-reference")} " " <code>{reference}</code></p> }
}
