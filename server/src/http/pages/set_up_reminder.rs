//! `/account/set-up`: after a login by card, set up two-factor login now or later.

use app::render::Page;
use axum::{Form, extract::Query};
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{guard::Answer, visitor::Visitor},
    first_page, see_other, to_login,
};
use crate::{login::return_to, smartcard::reminder};

/// Where to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    return_to: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    let app = &visitor.app;
    let account = &present.account;
    let first = first_page(account.staff_role.is_some(), account.da.any());
    let return_to = return_to::accept(&app.config, &asked.return_to).unwrap_or_else(|| first.to_owned());
    let days_left = visitor.news.days_of_cards(present.exception, app.clock.now());
    match reminder::show(app, &present, days_left, return_to.clone()) {
        Some(page) => Ok(visitor.page(StatusCode::OK, Some(&present), Page::SetUpReminder(page))),
        None => Ok(see_other(&return_to, [])),
    }
}

/// POST: later.
pub async fn submit(visitor: Visitor, Form(asked): Form<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account"));
    };
    let app = &visitor.app;
    reminder::put_off(app, present.id()).await?;
    let first = first_page(present.account.staff_role.is_some(), present.account.da.any());
    let target = return_to::accept(&app.config, &asked.return_to);
    Ok(see_other(target.as_deref().unwrap_or(first), []))
}
