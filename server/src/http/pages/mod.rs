//! Pages: each reads its form, calls a use case, and answers 303 or the page again.

pub mod account;
pub mod cards;
pub mod code;
pub mod fixed;
pub mod home;
pub mod login;
pub mod monitor;
pub mod password;
pub mod portal;
pub mod setup;
pub mod staff;
pub mod upload;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};

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

/// To the login page, and back to `here` afterwards.
pub(super) fn to_login(here: &str) -> Response {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("return_to", here).finish();
    see_other(&format!("/login?{query}"), [])
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
