//! First set-up: activation, password, code, done.

mod activation;
mod done;
mod new_password;

pub(crate) use new_password::{NewPasswordHint, PasswordRulesList, password_problem};

use crate::{
    components::Frame,
    pages::{
        card,
        login::{Purpose, code_sheet},
    },
    ports::setup::Setup,
    render::Sheet,
};

/// `/setup`, at the step it stands at.
pub(crate) fn setup(frame: &Frame, model: Setup) -> Sheet {
    match model {
        Setup::Activation(form) => activation::activation(frame, form),
        Setup::Proof(ceremony) => card::proof(frame, ceremony),
        Setup::Password(form) => new_password::new_password(frame, form),
        Setup::Code(form) => code_sheet(frame, form, Purpose::SetUp),
        Setup::Done(done) => done::done(frame, done),
    }
}
