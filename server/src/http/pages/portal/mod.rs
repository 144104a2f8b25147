//! The delegated administrators' pages. Each reaches the reader's own firm and nothing else.

pub mod approvals;
pub mod connectivity;
pub mod domains;
pub mod trail;
pub mod user;
pub mod users;

use axum::response::Response;
use domain::account::{AccountId, UserId};
use serde_json::json;

use super::super::{guard::No, visitor::Visitor};
use super::to_login;
use crate::{
    rights::Administrator,
    session::Present,
    store::{accounts, requests, uploads},
};

/// Who is logged in, or where they are sent.
pub(in crate::http) enum Reader {
    /// Somebody logged in.
    Present(Box<Present>),
    /// Nobody: to the login.
    Away(Response),
}

/// Who is logged in here.
pub(in crate::http) async fn reader(visitor: &Visitor) -> Result<Reader, No> {
    Ok(match visitor.present().await? {
        Some(present) => Reader::Present(Box::new(present)),
        None => Reader::Away(to_login(visitor.here())),
    })
}

/// The right of a delegated administrator, or 403.
pub(in crate::http) fn administrator(present: &Present) -> Result<Administrator<'_>, No> {
    present.administrator().ok_or(No::FORBIDDEN)
}

/// Lets a logged-in reader through, and sends everybody else to the login.
macro_rules! present_or_away {
    ($visitor:expr) => {
        match $crate::http::pages::portal::reader(&$visitor).await? {
            $crate::http::pages::portal::Reader::Present(present) => present,
            $crate::http::pages::portal::Reader::Away(response) => return Ok(response),
        }
    };
}
pub(in crate::http) use present_or_away;

/// What somebody asked for that is another firm's, or nobody's.
pub(in crate::http) enum Asked<'a> {
    /// A user by ID.
    User(&'a str),
    /// A request by id.
    Request(&'a str),
    /// An upload by id.
    Upload(&'a str),
}

/// 404, alike whether there is such a thing; where it is another firm's, that is written down.
pub(in crate::http) async fn not_theirs(visitor: &Visitor, present: &Present, asked: Asked<'_>) -> No {
    match note(visitor, present, asked).await {
        Ok(()) => No::NOT_FOUND,
        Err(no) => no,
    }
}

async fn note(visitor: &Visitor, present: &Present, asked: Asked<'_>) -> Result<(), No> {
    let mut tx = visitor.app.store.begin().await?;
    let (what, exists) = match asked {
        Asked::User(id) => match UserId::parse(id) {
            Ok(user) => ("user", accounts::is_anywhere(&mut tx, &user).await?),
            Err(_) => ("user", false),
        },
        Asked::Request(id) => ("request", requests::find(&mut tx, id).await?.is_some()),
        Asked::Upload(id) => ("upload", uploads::is_anywhere(&mut tx, id).await?),
    };
    if exists {
        let who: &AccountId = present.id();
        let detail = json!({ "object": what });
        visitor.scribe_of(present).event(&mut tx, "other-firm.refused", Some(who), detail).await?;
        tx.commit().await?;
    }
    Ok(())
}
