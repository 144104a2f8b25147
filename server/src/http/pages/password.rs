//! `/account/password`: a new password.

use app::{
    ports::account::{ChangePassword, ChangeRefusal},
    render::Page,
};
use axum::{Form, response::Response};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        cookies,
        guard::{Answer, No, fault},
        visitor::Visitor,
    },
    see_other, to_login,
};
use crate::{
    login::{Failure, password},
    session::{Present, change_password},
    store::participants,
};

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    current: String,
    password: String,
}

/// GET
pub async fn show(visitor: Visitor) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account/password"));
    };
    page(&visitor, &present, StatusCode::OK, None).await
}

/// POST
pub async fn submit(visitor: Visitor, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account/password"));
    };
    let scribe = visitor.scribe_of(&present);
    let browser = visitor.browser();
    let problem = match change_password::change(app, &scribe, &present, &typed.current, &typed.password, &browser).await
    {
        Ok(opened) => {
            let cookie = cookies::keep_session(&app.config, &opened.token);
            return Ok(see_other("/account?notice=password-changed", [cookie]));
        }
        Err(Failure::Refused(problem)) => problem,
        Err(Failure::Busy) => ChangeRefusal::Busy,
        Err(Failure::StartAgain) => return Ok(to_login("/account/password")),
        Err(failure) => return Err(fault(&failure)),
    };
    let status = match problem {
        ChangeRefusal::ClosedUntil(_) => StatusCode::TOO_MANY_REQUESTS,
        ChangeRefusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page(&visitor, &present, status, Some(problem)).await
}

async fn page(
    visitor: &Visitor,
    present: &Present,
    status: StatusCode,
    problem: Option<ChangeRefusal>,
) -> Result<Response, No> {
    let app = &visitor.app;
    let firm = participants::find(&mut *app.store.reader().await?, &present.id().participant).await?;
    let page = ChangePassword {
        username: present.id().to_string(),
        min_length: password::rules(app).min_length,
        names: password::names(app, &present.account, firm.as_ref()),
        problem,
    };
    Ok(visitor.page(status, Some(present), Page::ChangePassword(page)))
}
