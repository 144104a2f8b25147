//! `/monitor`: the first page of staff, the views behind it, and what keeps both up.

pub mod figures;
pub mod live;

use app::render::Page;
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    to_login,
};
use crate::monitor;

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// As this day ended; empty: now.
    day: String,
    /// Whether the page renews itself: nobody looks at it anew, and the session does not count as used.
    quiet: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = if asked.quiet.is_empty() { visitor.present().await? } else { visitor.glance().await? };
    let Some(present) = present else {
        return Ok(to_login(if asked.quiet.is_empty() { visitor.here() } else { "/monitor" }));
    };
    let role = present.account.staff_role.ok_or(No::FORBIDDEN)?;
    present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(&present));
    let page = monitor::board(&visitor.app, &visitor.news, role, asked.day.trim(), language).await?;
    let status = if page.wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(&present), Page::Monitor(Box::new(page))))
}
