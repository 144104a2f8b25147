//! What a mail server posts: reports on mail that came back.

use axum::{
    Json,
    body::to_bytes,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;

use super::visitor::Visitor;
use crate::mail::bounce::{self, BounceToken, Report};

/// No report is larger than this, in bytes: ours are a tenth of it, with the mail that they return.
pub const LARGEST: usize = 512 * 1024;

/// POST `/api/mail/bounces`: one report as it came, RFC 3464. 202 with what it came to; 400 says what is wrong with it;
/// 401 without the token, 404 where no reports are taken, 413 beyond [`LARGEST`].
pub async fn take(visitor: Visitor, request: Request) -> Response {
    let app = &visitor.app;
    let Some(token) = &app.bounce_token else { return StatusCode::NOT_FOUND.into_response() };
    if !shows(token, request.headers()) {
        tracing::warn!(source = %visitor.browser().source, "a report of a mail server without the token");
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    let Ok(body) = to_bytes(request.into_body(), LARGEST).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, Json(json!({ "error": "a report has 512 KiB at most" })))
            .into_response();
    };
    let report = match Report::parse(&body) {
        Ok(report) => report,
        Err(wrong) => return (StatusCode::BAD_REQUEST, Json(json!({ "error": wrong.to_string() }))).into_response(),
    };
    match bounce::take(app, &report).await {
        Ok(taken) => (StatusCode::ACCEPTED, Json(taken)).into_response(),
        Err(error) => {
            tracing::error!(%error, request_id = &*visitor.request_id, "a report of a mail server is not taken");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")]).into_response()
        }
    }
}

/// RFC 6750 §2.1.
fn shows(token: &BounceToken, headers: &HeaderMap) -> bool {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, shown) = shown.split_once(' ').unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer") && token.matches(shown.trim())
}
