//! What a reverse proxy asks: who is logged in, and may they reach the terminal.

use axum::response::{IntoResponse as _, Response};
use domain::phase::Door;
use http::{HeaderName, HeaderValue, StatusCode};

use super::visitor::Visitor;
use crate::{session, store::sessions::Caller};

/// `/api/authz/auth-request`, for nginx: 200 with the person in headers, 401 without a session, 403 with one that
/// gets no terminal, 503 when it cannot be known. Never a redirect.
pub async fn auth_request(visitor: Visitor) -> Response {
    let caller = match visitor.cookies.session(&visitor.app.config) {
        Some(token) => session::caller(&visitor.app, &token).await,
        None => Ok(None),
    };
    match caller {
        Ok(Some((caller, Door::Terminal))) => identity(&caller),
        Ok(Some(_)) => StatusCode::FORBIDDEN.into_response(),
        Ok(None) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => {
            tracing::error!(%error, request_id = &*visitor.request_id, "auth-request: nobody is let in");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn identity(caller: &Caller) -> Response {
    let mut groups = vec!["users"];
    if caller.da.maker {
        groups.push("da-maker");
    }
    if caller.da.checker {
        groups.push("da-checker");
    }
    let mut response = StatusCode::OK.into_response();
    for (name, value) in [
        ("remote-user", caller.id.to_string()),
        ("remote-name", caller.name_en.clone()),
        ("remote-email", caller.address.clone()),
        ("remote-groups", groups.join(",")),
        ("remote-method", caller.method.name().to_owned()),
    ] {
        // Header values are visible ASCII here: a name with other letters is no reason to let nobody in.
        let ascii: String = value.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()).collect();
        if let Ok(value) = HeaderValue::from_str(&ascii) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
