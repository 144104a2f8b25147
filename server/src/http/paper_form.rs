//! A form with a PDF: bounded as it arrives, and read into memory, where one is checked and kept as a whole.

use std::sync::Arc;

use app::ports::guide::{PaperProblem, PaperTyped};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest as _, Multipart, Request},
    response::IntoResponse as _,
};
use http::{HeaderValue, header};
use http_body_util::channel::Channel;
use tokio::sync::Semaphore;

use super::{
    fields::Fields,
    guard::{Answer, No},
    incoming::{LINGER_BYTES, announced, bounded, is_cut, refuse},
};
use crate::{
    app::App,
    guide::paper::MOST_BYTES,
    store::{
        StoreError,
        papers::{self, Paper},
    },
};

/// What a form adds to its file, in bytes.
const AROUND: u64 = 64 * 1024;
/// The most bytes of a form with a PDF.
pub const LARGEST: usize = (MOST_BYTES + AROUND) as usize;

/// Bytes of a PDF that are read at a time where one is sent.
const PIECE: u32 = 256 * 1024;

/// Forms that are read at once: each is held in memory meanwhile.
static ROOM: Semaphore = Semaphore::const_new(4);

/// What was sent.
#[derive(Debug, Default)]
pub struct PaperSent {
    /// The fields beside the file.
    pub fields: Fields,
    /// The file's name; empty where none was chosen.
    pub name: String,
    /// The file.
    pub file: Vec<u8>,
    /// Why it could not be taken in.
    pub problem: Option<PaperProblem>,
}

impl PaperSent {
    /// What was typed beside the file.
    pub fn typed(&self) -> PaperTyped {
        let one = |name| self.fields.one(name).to_owned();
        PaperTyped {
            title_en: one("title_en"),
            title_zh: one("title_zh"),
            language: one("language"),
            document: one("document"),
            version: one("version"),
            audience: one("audience"),
            acknowledge: one("acknowledge"),
        }
    }

    /// Whether the connection is to be closed: the sender may still be sending.
    pub fn closes(&self) -> bool {
        self.problem == Some(PaperProblem::TooLarge)
    }
}

/// Reads a form with a PDF. One that is too large is not read to its end.
///
/// # Errors
/// When the server is closing.
pub async fn receive(request: Request) -> Result<PaperSent, No> {
    if announced(request.headers()).is_some_and(|length| length > LARGEST as u64) {
        refuse(request, LINGER_BYTES);
        return Ok(PaperSent { problem: Some(PaperProblem::TooLarge), ..PaperSent::default() });
    }
    let _room = ROOM.acquire().await.map_err(No::failed)?;
    let mut sent = PaperSent::default();
    sent.problem = read(bounded(request, LARGEST as u64), &mut sent).await.err();
    Ok(sent)
}

/// Refuses a form of somebody who may not send one; what still comes is thrown away.
pub fn turn_away(request: Request) {
    refuse(request, LARGEST as u64);
}

async fn read(request: Request, sent: &mut PaperSent) -> Result<(), PaperProblem> {
    let broken = |error: &(dyn std::error::Error + 'static)| {
        if is_cut(error) { PaperProblem::TooLarge } else { PaperProblem::Unreadable }
    };
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| PaperProblem::Unreadable)?;
    while let Some(mut field) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = name == "file";
        if is_file {
            sent.name = field.file_name().unwrap_or_default().to_owned();
        }
        let most = if is_file { MOST_BYTES } else { AROUND };
        let mut content = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|error| broken(&error))? {
            content.extend_from_slice(&piece);
            if content.len() as u64 > most {
                return Err(PaperProblem::TooLarge);
            }
        }
        if is_file {
            sent.file = content;
        } else {
            sent.fields.push(name, String::from_utf8_lossy(&content).into_owned());
        }
    }
    Ok(())
}

/// A PDF to be kept, and never shown by the browser as a page of ours: its own type and no other (`nosniff` stands on
/// every answer), as an attachment. It is read from the database piece by piece, as fast as it is taken: whoever asks
/// for many at once takes up no more memory than pieces.
///
/// # Errors
/// When its beginning cannot be read.
pub async fn attachment(app: &Arc<App>, paper: &Paper) -> Answer {
    let (app, id) = (Arc::clone(app), paper.id.clone());
    let first = piece(&app, &id, 0).await?;
    let (mut sender, body) = Channel::<Bytes, StoreError>::new(1);
    tokio::spawn(async move {
        let (mut next, mut sent) = (first, 0);
        while !next.is_empty() {
            sent += next.len() as u64;
            if sender.send_data(next.into()).await.is_err() {
                return; // Nobody reads on.
            }
            match piece(&app, &id, sent).await {
                Ok(read) => next = read,
                Err(error) => return sender.abort(error),
            }
        }
    });
    let mut response = Body::new(body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(paper.size));
    // The name was made of letters, digits, dots and hyphens.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", paper.file)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

async fn piece(app: &App, id: &str, start: u64) -> Result<Vec<u8>, StoreError> {
    papers::piece(&mut *app.store.reader().await?, id, start, PIECE).await
}
