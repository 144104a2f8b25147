//! `/login/passkey`, and the offer that the login page makes of passkeys.

use app::{
    ports::{
        ceremony::CeremonyRefusal,
        login::{PasswordForm, PasswordRefusal},
    },
    render::Page,
};
use axum::{
    Form, Json,
    extract::Query,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{
        cookies,
        guard::{Answer, fault},
        visitor::Visitor,
    },
    entered, see_other,
    smartcard::{ceremony_page, ceremony_ticket, tag_of},
};
use crate::{
    ceremony::LIFETIME,
    login::{Failure, return_to},
    passkey::{are_taken, login},
    store::ceremonies::Purpose,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    ceremony: String,
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    action: String,
    return_to: String,
    ceremony: String,
    credential: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    match ceremony_page(&visitor, &asked.ceremony, Purpose::PasskeyLogin).await? {
        Some(page) => Ok(page),
        None => Ok(see_other("/login", [])),
    }
}

/// POST: begins, or takes the passkey's answer.
pub async fn submit(visitor: Visitor, Query(asked): Query<Asked>, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let return_to = return_to::accept(&app.config, &typed.return_to);
    let refusal = if typed.action == "begin" {
        match login::begin(app, &visitor.scribe(), return_to.as_deref(), &visitor.browser()).await {
            Ok((ticket, _)) => {
                let target = format!("/login/passkey?ceremony={}", ticket.tag);
                return Ok(see_other(&target, [cookies::keep_ceremony(&ticket)]));
            }
            Err(Failure::Refused(refusal)) => refusal,
            Err(failure) => return Err(fault(&failure)),
        }
    } else {
        let ticket = ceremony_ticket(&visitor, &typed.ceremony, &asked.ceremony);
        match login::finish(app, &visitor.scribe(), ticket.as_ref(), &typed.credential, &visitor.browser()).await {
            Ok(done) => return entered(&visitor, done, cookies::drop_ceremony(tag_of(&ticket))).await,
            Err(Failure::Refused(refusal)) => refusal,
            Err(failure) => return Err(fault(&failure)),
        }
    };
    let status = match refusal {
        CeremonyRefusal::Closed => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let problem = Some(PasswordRefusal::Passkey(refusal));
    let form = PasswordForm { return_to, passkeys: are_taken(app), problem, ..PasswordForm::default() };
    Ok(visitor.at("/login").page(status, None, Page::Login(form)))
}

/// POST `/api/page/passkey-offer`: a ceremony for the login page's field, begun by its island. 204 where passkeys do
/// not log in, or too many were begun.
pub async fn offer(visitor: Visitor, Form(typed): Form<Typed>) -> Response {
    let app = &visitor.app;
    let return_to = return_to::accept(&app.config, &typed.return_to);
    match login::begin(app, &visitor.scribe(), return_to.as_deref(), &visitor.browser()).await {
        Ok((ticket, ceremony)) => {
            let offer = json!({
                "ceremony": ticket.tag, "options": ceremony.options, "seconds": LIFETIME.as_secs(),
            });
            let mut response = Json(offer).into_response();
            response.headers_mut().append(header::SET_COOKIE, cookies::keep_ceremony(&ticket));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(Failure::Refused(_) | Failure::Busy) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => {
            tracing::error!(%failure, request_id = &*visitor.request_id, "no passkey was offered");
            StatusCode::NO_CONTENT.into_response()
        }
    }
}
