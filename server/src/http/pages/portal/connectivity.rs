//! `/portal/connectivity`: the firm's users with their newest results of the connectivity test, and their export.

use app::{ports::connectivity::Show, render::Page};
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;

use super::{
    super::super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    administrator, present_or_away,
    trail::attachment,
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
    let mut csv = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    csv.write_record(firm::HEAD).map_err(|error| No::failed(&error))?;
    for record in records {
        csv.write_record(record).map_err(|error| No::failed(&error))?;
    }
    let body = csv.into_inner().map_err(|error| No::failed(error.error()))?;
    Ok(attachment("connectivity.csv", body))
}
