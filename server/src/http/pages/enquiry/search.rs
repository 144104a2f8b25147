//! `/monitor/users`: whoever calls, found.

use app::render::Page;
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
};
use crate::enquiry::{find, noted};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    after: String,
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    noted::searched(&visitor.app, &visitor.scribe_of(&present), by, &asked.q).await?;
    let page = find::search(&visitor.app, &asked.q, &asked.after, visitor.language(Some(&present))).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Search(Box::new(page))))
}
