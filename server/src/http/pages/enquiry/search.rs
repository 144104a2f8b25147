//! `/monitor/users`: whoever calls, found, and the users whom the monitor's figures count.

use app::{
    ports::enquiry::{AskedUsers, Search},
    render::Page,
};
use axum::extract::Query;
use domain::adoption::Part;
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

/// What is typed into one field, at most, in characters.
const LONGEST: usize = 80;

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    participant: String,
    only: String,
    pub(super) after: String,
}

impl Asked {
    /// What is asked for, as typed.
    pub(super) fn read(&self) -> AskedUsers {
        let one = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
        AskedUsers {
            q: one(&self.q),
            participant: one(&self.participant).to_ascii_uppercase(),
            only: Part::parse(&self.only),
        }
    }
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = present.staff().ok_or(No::FORBIDDEN)?;
    noted::searched(&visitor.app, &visitor.scribe_of(&present), by, &asked.q).await?;
    let language = visitor.language(Some(&present));
    let page: Search = find::search(&visitor.app, asked.read(), &asked.after, language).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Search(Box::new(page))))
}
