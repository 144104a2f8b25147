//! `/portal/connectivity`: the firm's users with their newest results of the connectivity test, and their export.

use app::{ports::connectivity::Show, render::Page};
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::{
        super::{guard::Answer, visitor::Visitor},
        files::csv_file,
    },
    administrator, present_or_away,
};
use crate::connectivity::firm;

/// What is searched for, at most, in characters.
const LONGEST_SEARCH: usize = 100;

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    show: String,
    page: String,
}

impl Asked {
    fn read(&self) -> firm::Asked {
        firm::Asked {
            q: self.q.trim().chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect(),
            show: Show::parse(&self.show),
            page: self.page.parse().unwrap_or(1).clamp(1, 1_000_000),
        }
    }
}

/// GET `/portal/connectivity`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let language = visitor.language(Some(&present));
    let page = firm::results(&visitor.app, by, asked.read(), language).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::FirmResults(Box::new(page))))
}

/// GET `/portal/connectivity.csv`: exactly what is shown, with every page of it.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let records = firm::export(&visitor.app, by, &asked.read(), visitor.language(Some(&present))).await?;
    csv_file("connectivity.csv", firm::HEAD, records)
}
