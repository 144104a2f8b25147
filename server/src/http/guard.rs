//! What stands around every request: its id, the check of where a post comes from, headers, and a page for every no.

use std::sync::Arc;

use app::{ports::refusal::Refusal, render::Page};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::language::Language;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::{assets, cookies, visitor::Visitor};
use crate::{
    app::App,
    enquiry::noted,
    login::Failure,
    schedule::{news::News, settle},
    store::StoreError,
};

/// A handler's no: dressed as a page on its way out.
#[derive(Debug)]
pub struct No {
    refusal: Refusal,
    /// For the log, when the fault is ours.
    cause: Option<String>,
}

/// What handlers answer.
pub type Answer = Result<Response, No>;

impl No {
    /// Nothing here, or nothing of the visitor's.
    pub const NOT_FOUND: Self = Self { refusal: Refusal::NotFound, cause: None };
    /// Logged in, and not allowed.
    pub const FORBIDDEN: Self = Self { refusal: Refusal::Forbidden, cause: None };

    /// Too many things at once.
    pub const BUSY: Self = Self { refusal: Refusal::Busy, cause: None };

    /// What an extractor's status stands for.
    pub fn of(status: StatusCode) -> Self {
        Self { refusal: meaning(status).unwrap_or(Refusal::Malformed), cause: None }
    }

    /// Our fault.
    pub fn failed(cause: impl std::fmt::Display) -> Self {
        Self { refusal: Refusal::Failed, cause: Some(cause.to_string()) }
    }
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Overtaken => Self::BUSY,
            error => Self::failed(error),
        }
    }
}

/// What a failure is when it is neither a refusal nor a reason to start again.
pub fn fault<R: std::fmt::Debug>(failure: &Failure<R>) -> No {
    match failure {
        Failure::Busy | Failure::Store(StoreError::Overtaken) => No::BUSY,
        other => No::failed(other),
    }
}

#[derive(Clone)]
struct Mark(Refusal);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.cause {
            tracing::error!(cause, "request failed");
        }
        let mut response = status(self.refusal).into_response();
        response.extensions_mut().insert(Mark(self.refusal));
        response
    }
}

const fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::CrossSite | Refusal::Forbidden => StatusCode::FORBIDDEN,
        Refusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Malformed => StatusCode::BAD_REQUEST,
        Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
    }
}

/// The refusal that an answer without a page of its own stands for.
const fn meaning(status: StatusCode) -> Option<Refusal> {
    Some(match status {
        StatusCode::NOT_FOUND => Refusal::NotFound,
        StatusCode::FORBIDDEN => Refusal::Forbidden,
        StatusCode::METHOD_NOT_ALLOWED => Refusal::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            Refusal::Malformed
        }
        StatusCode::INTERNAL_SERVER_ERROR => Refusal::Failed,
        _ => return None,
    })
}

/// Answers where there is no route.
pub async fn nothing_here() -> No {
    No::NOT_FOUND
}

/// The middleware around everything.
pub async fn around(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut visitor = Visitor::of(&app, &parts);
    let machine = parts.uri.path().starts_with("/api/");
    if !machine && !assets::is_at(parts.uri.path()) {
        visitor.news = news(&app).await;
    }
    parts.extensions.insert(visitor.clone());
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let from_elsewhere = parts.headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    let language = parts.uri.query().is_some_and(|query| query.contains("lang="));

    let mut response = if changes_something(&method) && !from_own_page(&visitor.origin(), &parts.headers) {
        tracing::warn!(%method, path, request_id = &*visitor.request_id, "post from another site refused");
        No { refusal: Refusal::CrossSite, cause: None }.into_response()
    } else {
        next.run(Request::from_parts(parts, body)).await
    };

    let marked = response.extensions().get::<Mark>().map(|mark| mark.0);
    let undressed = !response.headers().contains_key(header::CONTENT_SECURITY_POLICY);
    let refusal = marked.or_else(|| meaning(response.status()).filter(|_| undressed));
    if let Some(refusal) = refusal.filter(|_| !machine) {
        let answered = (response.status(), response.headers().get(header::ALLOW).cloned());
        // Who is logged in is shown in the frame if it can be known; a failing database is no reason for no page.
        let present = match visitor.is_at_cards() {
            true => None,
            false => visitor.glance().await.ok().flatten(),
        };
        // What another site sends in somebody's name writes nothing about them, no person asks by another method, and a
        // server that has too much to do does not write that down as well.
        let by_person = !matches!(refusal, Refusal::CrossSite | Refusal::Method | Refusal::Busy) && !from_elsewhere;
        if let Some(present) = present.as_ref().filter(|_| by_person) {
            let noted = noted::refused(&app, &visitor.scribe_of(present), refusal, present.id()).await;
            _ = noted.inspect_err(|error| tracing::error!(%error, "a page's no was not written down"));
        }
        response = visitor.page(status(refusal), present.as_ref(), Page::Refusal(refusal));
        if let (StatusCode::METHOD_NOT_ALLOWED, Some(allow)) = answered {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if refusal == Some(Refusal::Busy) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if let Some(chosen) = visitor.chosen_language().filter(|_| language) {
        remember_language(&mut response, chosen);
    }
    secure(response.headers_mut(), &visitor.request_id);
    if response.status().is_server_error() {
        tracing::error!(%method, path, status = response.status().as_u16(), request_id = &*visitor.request_id, "answered");
    } else {
        tracing::debug!(%method, path, status = response.status().as_u16(), request_id = &*visitor.request_id, "answered");
    }
    response
}

/// What the schedule says, with what is due carried out first. A failing database is no reason for no page: whoever is
/// to be let in is asked about there once more.
async fn news(app: &App) -> Arc<News> {
    let read = async {
        settle::round(app).await?;
        News::read(app).await
    };
    Arc::new(read.await.unwrap_or_else(|error: StoreError| {
        tracing::error!(%error, "the schedule cannot be read");
        News::unknown(app)
    }))
}

fn remember_language(response: &mut Response, language: Language) {
    response.headers_mut().append(header::SET_COOKIE, cookies::keep_language(language.tag()));
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a post comes from a page of ours. Every browser of the last years says where a post comes from, by
/// Sec-Fetch-Site, by Origin, or both; a client that says neither is no browser that another site could misuse.
fn from_own_page(own: &str, headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(HeaderValue::as_bytes);
    let origin = text(&header::ORIGIN).map(|origin| origin == own.as_bytes());
    match text(&HeaderName::from_static("sec-fetch-site")) {
        Some(b"same-origin" | b"none") => true,
        Some(_) => false,
        None => origin.unwrap_or(true),
    }
}

/// The content security policy of a page whose script carries `nonce`.
pub fn page_policy(visitor: &Visitor, nonce: &str) -> String {
    let config = &visitor.app.config;
    // Browsers hold redirects after a post to form-action: the places where a login may lead belong to it.
    let targets: Vec<String> = config
        .login
        .return_targets
        .iter()
        .filter_map(|target| url::Url::parse(target).ok())
        .map(|url| url.origin().ascii_serialization())
        .chain(visitor.is_at_cards().then(|| config.origin()))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; \
         form-action 'self' {}; frame-ancestors 'none'",
        targets.join(" ")
    )
}

/// What every answer carries, unless a page of ours has said it better. Browsers remember for a year to come by TLS only.
/// The referrer policy is not no-referrer: browsers would then send `Origin: null` with our own forms.
static ON_EVERY_ANSWER: [(HeaderName, HeaderValue); 9] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ),
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

fn secure(headers: &mut HeaderMap, request_id: &str) {
    headers.reserve(ON_EVERY_ANSWER.len() + 1);
    for (name, value) in &ON_EVERY_ANSWER {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}
