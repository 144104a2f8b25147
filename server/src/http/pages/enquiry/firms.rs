//! `/monitor/participants` and `/monitor/participants/{code}`: firms, and everything about one.

use app::{ports::enquiry::Show, render::Page};
use axum::extract::{Path, Query};
use http::StatusCode;
use serde::Deserialize;

use super::super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
};
use crate::{
    contingency::call_back,
    enquiry::{firm, firms, noted},
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) q: String,
    show: String,
    after: String,
    before: String,
}

impl Asked {
    /// Which firms.
    pub(super) fn show(&self) -> Show {
        Show::parse(&self.show)
    }
}

/// GET `/monitor/participants`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let language = visitor.language(Some(&present));
    let page = firms::page(&visitor.app, &asked.q, asked.show(), &asked.after, language).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Firms(Box::new(page))))
}

/// GET `/monitor/participants/{code}`
pub async fn show_one(visitor: Visitor, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    let found = call_back::firm(&mut *visitor.app.store.reader().await?, &code).await?.ok_or(No::NOT_FOUND)?;
    noted::firm_looked_up(&visitor.app, &visitor.scribe_of(&present), by, &found.code).await?;
    let before = Some(asked.before.as_str()).filter(|before| !before.is_empty());
    let page = firm::page(&visitor.app, by, &found, before, visitor.language(Some(&present))).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::FirmFile(Box::new(page))))
}
