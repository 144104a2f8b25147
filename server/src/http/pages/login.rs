//! `/login`: participant, user, password.

use app::{
    ports::{
        ceremony::CeremonyRefusal,
        login::{LoginNotice, PasswordForm, PasswordRefusal},
    },
    render::Page,
};
use axum::{Form, extract::Query, response::Response};
use domain::password::Password;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, fault},
        visitor::Visitor,
    },
    see_other,
};
use crate::{
    login::{Failure, begin, return_to},
    passkey::are_taken,
    store::logins::Kind,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    return_to: String,
    notice: String,
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    participant: String,
    user: String,
    password: String,
    return_to: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = visitor.glance().await?;
    let return_to = return_to::accept(&visitor.app.config, &asked.return_to);
    let notice = match asked.notice.as_str() {
        "logged-out" => Some(LoginNotice::LoggedOut),
        "start-again" => Some(LoginNotice::StartAgain),
        "password-changed" => Some(LoginNotice::PasswordChanged),
        _ => return_to.is_some().then_some(LoginNotice::LoginNeeded),
    };
    let passkeys = are_taken(&visitor.app);
    let form = PasswordForm { return_to, notice, passkeys, ..PasswordForm::default() };
    Ok(visitor.page(StatusCode::OK, present.as_ref(), Page::Login(form)))
}

/// POST
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let wanted = if typed.return_to.is_empty() { &asked.return_to } else { &typed.return_to };
    let return_to = return_to::accept(&app.config, wanted);
    let outcome = if let Some(missing) = missing(&typed.participant, &typed.user, &typed.password) {
        Err(Failure::Refused(missing))
    } else {
        let browser = visitor.browser();
        let attempt = begin::Attempt {
            kind: Kind::Login,
            participant: &typed.participant,
            user: &typed.user,
            password: Password::typed(&typed.password),
            return_to: return_to.clone(),
            browser: &browser,
        };
        begin::begin(app, &visitor.scribe(), attempt).await
    };
    let problem = match outcome {
        Ok(ticket) => {
            return Ok(see_other(&format!("/login/code?login={}", ticket.tag), [cookies::keep_login(&ticket)]));
        }
        Err(Failure::Refused(problem)) => problem,
        Err(Failure::Busy) => PasswordRefusal::Busy,
        Err(failure) => return Err(fault(&failure)),
    };
    let status = status(&problem);
    let form = PasswordForm {
        participant: typed.participant,
        user: typed.user,
        return_to,
        passkeys: are_taken(app),
        problem: Some(problem),
        notice: None,
    };
    let present = visitor.glance().await?;
    let mut response = visitor.page(status, present.as_ref(), Page::Login(form));
    retry_later(&mut response);
    Ok(response)
}

/// What was left empty, if anything.
pub(super) fn missing(participant: &str, user: &str, password: &str) -> Option<PasswordRefusal> {
    let (participant, user) = (participant.trim().is_empty(), user.trim().is_empty());
    let password = password.is_empty();
    (participant || user || password).then_some(PasswordRefusal::Missing { participant, user, password })
}

/// The status of a page that refuses a password.
pub(super) const fn status(problem: &PasswordRefusal) -> StatusCode {
    match problem {
        PasswordRefusal::ClosedUntil(_) | PasswordRefusal::Paused => StatusCode::TOO_MANY_REQUESTS,
        PasswordRefusal::NotOpenYet | PasswordRefusal::Passkey(CeremonyRefusal::Closed) => StatusCode::FORBIDDEN,
        PasswordRefusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Says when to try again, where the server is too busy to verify a password now.
pub(super) fn retry_later(response: &mut Response) {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
}
