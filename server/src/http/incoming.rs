//! A large body on its way in: bounded whatever it says of itself, and read on for a while after it was refused.
//!
//! Who sends more than is taken is still sending when the answer is ready. Closing then resets the connection, and many
//! clients never see the answer (RFC 9112, section 9.6). So what still comes is read and thrown away for a while.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::Request,
};
use http::{HeaderMap, header};
use http_body_util::{BodyExt as _, channel::Channel};

/// Pieces of a body that wait to be worked on.
const PIECES: usize = 4;
/// The most bytes that are read after a refusal, of somebody who may send as much as is taken.
pub const LINGER_BYTES: u64 = 64 * 1024 * 1024;
/// The longest time between two pieces of a body.
const IDLE_TIME: Duration = Duration::from_secs(60);
/// The longest time that is read on after a refusal.
const LINGER_TIME: Duration = Duration::from_secs(10);

/// The body was cut at its bound.
#[derive(Debug, thiserror::Error)]
#[error("the body is larger than {0} bytes")]
pub struct Cut(u64);

/// Why a body ended before its end.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Cut(#[from] Cut),
    #[error("nothing came for {} seconds", IDLE_TIME.as_secs())]
    Idle,
    #[error(transparent)]
    Connection(#[from] axum::Error),
}

/// The length that a request says its body has.
pub fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The same request, with a body that fails with [`Cut`] after `bound` bytes.
pub fn bounded(request: Request, bound: u64) -> Request {
    let (parts, body) = request.into_parts();
    let waits = waits(&parts.headers);
    let (mut sender, receiver) = Channel::<Bytes, Broken>::new(PIECES);
    tokio::spawn(async move {
        let mut body = body;
        let mut taken = 0;
        loop {
            match tokio::time::timeout(IDLE_TIME, body.frame()).await {
                Err(_) => return sender.abort(Broken::Idle),
                Ok(None) => return,
                Ok(Some(Err(error))) => return sender.abort(error.into()),
                Ok(Some(Ok(frame))) => {
                    let Ok(piece) = frame.into_data() else { continue };
                    taken += piece.len() as u64;
                    if taken > bound {
                        sender.abort(Cut(bound).into());
                        break;
                    }
                    if sender.send_data(piece).await.is_err() {
                        break; // Whoever read it has seen enough.
                    }
                }
            }
        }
        if taken > 0 || !waits {
            linger(body, LINGER_BYTES).await;
        }
    });
    Request::from_parts(parts, Body::new(receiver))
}

/// Refuses a body unread. At most `most` bytes of it are read and thrown away.
pub fn refuse(request: Request, most: u64) {
    // Whoever waits for a word before sending anything gets the answer instead.
    if !waits(request.headers()) {
        tokio::spawn(linger(request.into_body(), most));
    }
}

fn waits(headers: &HeaderMap) -> bool {
    headers.contains_key(header::EXPECT)
}

async fn linger(mut body: Body, most: u64) {
    let reading = async {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, |piece| piece.len() as u64);
            if read > most {
                return;
            }
        }
    };
    // Over in time or not: the connection is closed either way.
    let _ = tokio::time::timeout(LINGER_TIME, reading).await;
}

/// Whether an error says that a body was cut at its bound.
pub fn is_cut(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut error = Some(error);
    while let Some(found) = error {
        if found.is::<Cut>() || matches!(found.downcast_ref(), Some(Broken::Cut(_))) {
            return true;
        }
        error = found.source();
    }
    false
}
