//! `/monitor/live`: server-sent events, whether the figures have moved. Listening is no use of a session.

use std::convert::Infallible;

use axum::response::{
    IntoResponse as _,
    sse::{Event, Sse},
};
use futures_util::stream;
use http::{HeaderValue, StatusCode, header};
use tokio::sync::watch;

use super::super::super::{
    guard::{Answer, No},
    visitor::Visitor,
};
use crate::monitor::live::{Beat, Seat};

/// Somebody who listens.
struct Listener {
    visitor: Visitor,
    beats: watch::Receiver<Beat>,
    /// Held for as long as they do.
    _seat: Seat,
    over: bool,
}

/// GET. A page that stood open asks again each few seconds, also when its session has ended: no content is how it is told
/// to stop (HTML, 9.2.5). A login page would be no answer that it could read.
pub async fn listen(visitor: Visitor) -> Answer {
    let Some(present) = visitor.glance().await? else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    present.staff().ok_or(No::FORBIDDEN)?;
    let (beats, seat) = visitor.app.live.listen(present.id()).ok_or(No::BUSY)?;
    let listener = Listener { visitor, beats, _seat: seat, over: false };
    let mut response = Sse::new(stream::unfold(listener, next)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is told next. The session is looked at each time: with it, or the role, all ends.
async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    if listener.over || listener.beats.changed().await.is_err() {
        return None;
    }
    let beat = listener.beats.borrow_and_update().clone();
    let Beat::Figures { at, mark } = beat else { return None };
    // A database that does not answer for a moment is no reason to go for good: the browser asks again.
    let present = listener.visitor.glance().await.ok()?;
    let event = match present.as_ref().and_then(|present| present.staff()) {
        Some(_) => Event::default().event("figures").data(format!("{} {mark}", at.as_millis())),
        None => {
            listener.over = true;
            Event::default().event("over").data("")
        }
    };
    Some((Ok(event), listener))
}
