//! `/account/set-up`: after a login by card, set up two-factor login now or later.

use app::{ports::card::SetUpReminder, render::Page};
use axum::{Form, extract::Query};
use domain::life::has_two_factor;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{guard::Answer, visitor::Visitor},
    first_page, see_other, to_login,
};
use crate::{login::return_to, registration::setup, store::accounts};

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
    if has_two_factor(account.state) {
        return Ok(see_other(&return_to, []));
    }
    let days = app.config.setup.remind_every.as_secs().div_ceil(86_400);
    let page = SetUpReminder {
        masked_address: account.address.as_ref().filter(|_| setup::is_open_to(app, account)).map(|a| a.masked()),
        days_left: None,
        again_in: u32::try_from(days).unwrap_or(u32::MAX),
        return_to,
    };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::SetUpReminder(page)))
}

/// POST: later.
pub async fn submit(visitor: Visitor, Form(asked): Form<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/account"));
    };
    let app = &visitor.app;
    let mut tx = app.store.begin().await?;
    accounts::note_set_up_asked(&mut tx, present.id(), app.clock.now()).await?;
    tx.commit().await?;
    let first = first_page(present.account.staff_role.is_some(), present.account.da.any());
    let target = return_to::accept(&app.config, &asked.return_to);
    Ok(see_other(target.as_deref().unwrap_or(first), []))
}
