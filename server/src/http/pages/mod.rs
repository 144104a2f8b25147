//! Pages: each reads its form, calls a use case, and answers 303 or the page again.

pub mod account;
pub mod announcements;
pub mod briefings;
pub mod calendar;
pub mod campaigns;
pub mod cards;
pub mod certificate;
pub mod closing_pack;
pub mod code;
pub mod connectivity;
pub mod contingency;
pub mod enquiry;
mod files;
pub mod fixed;
pub mod guide;
pub mod home;
pub mod login;
pub mod mail;
pub mod monitor;
pub mod passkey;
pub mod passkeys;
pub mod password;
pub mod portal;
pub mod readiness;
pub mod schedule;
pub mod set_up_reminder;
pub mod setup;
pub mod smartcard;
pub mod staff;
pub mod trail;
pub mod upload;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};

use super::{cookies, guard::Answer, visitor::Visitor};
use crate::login::enter::Entered;

/// 303 to `target`, with cookies.
pub(super) fn see_other(target: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(target).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Pairs as the query of a URL.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The end of every login: cookies, and to where the person wanted, or to their first page. `over` drops the cookie of
/// the login or ceremony that is over with it.
pub(super) async fn entered(visitor: &Visitor, done: Entered, over: HeaderValue) -> Answer {
    let config = &visitor.app.config;
    if let Some(language) = visitor.chosen_language() {
        code::remember_language(visitor, &done.account, language).await?;
    }
    let first = first_page(done.account.staff_role.is_some(), done.account.da.any());
    let target = done.return_to.as_deref().unwrap_or(first);
    Ok(see_other(
        target,
        [cookies::keep_session(config, &done.session.token), cookies::keep_browser(&done.browser), over],
    ))
}

/// To the login page, and back to `here` afterwards.
pub(super) fn to_login(here: &str) -> Response {
    see_other(&format!("/login?{}", query(&[("return_to", here)])), [])
}

/// A person's first page.
pub(super) fn first_page(present_staff: bool, delegated_administrator: bool) -> &'static str {
    if present_staff {
        "/monitor"
    } else if delegated_administrator {
        "/portal/users"
    } else {
        "/account"
    }
}
