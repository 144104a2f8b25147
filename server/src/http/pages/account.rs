//! `/account` and `/logout`.

use app::{ports::account::AccountNotice, render::Page};
use axum::{Form, extract::Query};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{cookies, guard::Answer, guard::No, visitor::Visitor},
    see_other, to_login,
};
use crate::session;

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    notice: String,
}

/// The form: one button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    action: String,
    session: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    let notice = match asked.notice.as_str() {
        "session-ended" => Some(AccountNotice::SessionEnded),
        "password-changed" => Some(AccountNotice::PasswordChanged),
        _ => None,
    };
    let language = visitor.language(Some(&present));
    let page = session::account::show(&visitor.app, &present, language, notice).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Account(page)))
}

/// POST: end one session, or all.
pub async fn submit(visitor: Visitor, Form(typed): Form<Typed>) -> Answer {
    let app = &visitor.app;
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account"));
    };
    let scribe = visitor.scribe_of(&present);
    match typed.action.as_str() {
        "end" => {
            if !session::end(app, &scribe, present.id(), &typed.session).await? {
                return Err(No::NOT_FOUND);
            }
            if typed.session == present.session.id {
                return Ok(see_other("/login?notice=logged-out", [cookies::drop_session(&app.config)]));
            }
            Ok(see_other("/account?notice=session-ended", []))
        }
        "end-all" => {
            session::end_all(app, &scribe, present.id(), None).await?;
            Ok(see_other("/login?notice=logged-out", [cookies::drop_session(&app.config)]))
        }
        _ => Err(No::NOT_FOUND),
    }
}

/// POST `/logout`: ends this session. Without one the answer is the same.
pub async fn log_out(visitor: Visitor) -> Answer {
    let app = &visitor.app;
    if let Some(present) = visitor.glance().await? {
        session::end(app, &visitor.scribe_of(&present), present.id(), &present.session.id).await?;
    }
    Ok(see_other("/login?notice=logged-out", [cookies::drop_session(&app.config)]))
}
