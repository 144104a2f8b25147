//! What islands ask the server. Each calls the port [`Visit`] and answers in plain numbers and words, so that the
//! browser's bundle needs neither a calendar nor words of its own.
//!
//! Their URLs are stable: `/api/page/…`. None takes part in a form: forms post to their own page. Islands post to them
//! through `browser::ask`; the client that the macro can write as well would add a tenth to the bundle.

use std::sync::Arc;

use domain::language::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    components::delivery_words,
    islands::SessionEnd,
    ports::visit::{self, Visit},
    words::Words,
};

impl From<visit::SessionClock> for SessionEnd {
    fn from(clock: visit::SessionClock) -> Self {
        Self { now: clock.now.as_millis(), ends_at: clock.ends_at.as_millis(), at_limit: clock.at_absolute_limit }
    }
}

/// How a mail fares, as a page says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailNews {
    /// In the page's language.
    pub words: String,
    /// Whether nothing more will come: it has left, or was refused.
    pub settled: bool,
}

/// The port of this request, put into the context by the server.
fn visitor() -> Result<Arc<dyn Visit>, ServerFnError> {
    use_context().ok_or_else(|| ServerFnError::new("no visit"))
}

/// How long the visitor's session lasts; asking does not extend it. `None` without a session.
///
/// # Errors
///
/// When the server cannot be reached or cannot tell.
#[server(prefix = "/api/page", endpoint = "session-clock")]
pub async fn session_clock() -> Result<Option<SessionEnd>, ServerFnError> {
    Ok(visitor()?.session().await.map(Into::into))
}

/// Uses the visitor's session, and so extends it up to its absolute limit. `None` without a session.
///
/// # Errors
///
/// When the server cannot be reached or cannot tell.
#[server(prefix = "/api/page", endpoint = "extend-session")]
pub async fn extend_session() -> Result<Option<SessionEnd>, ServerFnError> {
    Ok(visitor()?.extend().await.map(Into::into))
}

/// How the newest mail of a login fares. `None` when the login is not this browser's.
///
/// # Errors
///
/// When the server cannot be reached or cannot tell.
#[server(prefix = "/api/page", endpoint = "delivery")]
pub async fn delivery(
    /// The login's tag, as the page's URL has it.
    login: String,
    /// The page's language.
    language: Language,
) -> Result<Option<MailNews>, ServerFnError> {
    Ok(visitor()?.delivery(login).await.map(|delivery| delivery_words(Words::of(language), delivery)))
}
