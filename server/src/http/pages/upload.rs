//! `/portal/upload`: a firm's own file of addresses, from the form to the request.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io,
};

use app::{
    ports::upload::{FileProblem, Finding},
    render::Page,
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest as _, Multipart, Path, Query, Request, multipart::Field},
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use http_body_util::channel::Channel;
use serde::Deserialize;
use tokio::io::AsyncWriteExt as _;

use super::{
    super::{
        guard::{Answer, No},
        incoming::{LINGER_BYTES, announced, bounded, is_cut, refuse},
        visitor::Visitor,
    },
    portal, see_other, to_login,
};
use crate::{
    registration::upload::{
        MOST_BYTES, UploadError, correct,
        files::{self, Template},
        propose::{Proposed, propose},
        take::take,
        view::{self, Ask, Typed},
    },
    rights::{Administrator, Maker},
    session::Present,
};

/// What a form adds to its file, in bytes.
const AROUND: u64 = 64 * 1024;
/// The most bytes of a form with a file.
pub const LARGEST: usize = (MOST_BYTES + AROUND) as usize;
/// The most bytes of the form that corrects a page of records.
pub const LARGEST_CORRECTION: usize = 256 * 1024;

fn administrator(present: &Present) -> Result<Administrator<'_>, No> {
    present.administrator().ok_or(No::FORBIDDEN)
}

fn maker(present: &Present) -> Result<Maker<'_>, No> {
    administrator(present)?.maker().ok_or(No::FORBIDDEN)
}

/// GET `/portal/upload`
pub async fn show(visitor: Visitor) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    form(&visitor, &present, StatusCode::OK, None).await
}

async fn form(visitor: &Visitor, present: &Present, status: StatusCode, problem: Option<FileProblem>) -> Answer {
    let language = visitor.language(Some(present));
    let mut page = view::form(&visitor.app, administrator(present)?, language).await?;
    page.problem = problem;
    Ok(visitor.page(status, Some(present), Page::Upload(page)))
}

/// POST `/portal/upload`: the file.
pub async fn submit(visitor: Visitor, request: Request) -> Answer {
    let large = announced(request.headers()).is_some_and(|length| length > LARGEST as u64);
    // What is sent nevertheless is read as far as that lets the answer arrive, whatever the answer is.
    let Some(present) = visitor.present().await? else {
        refuse(request, LARGEST as u64);
        return Ok(to_login(visitor.here()));
    };
    let by = match maker(&present) {
        Ok(by) => by,
        Err(no) => {
            refuse(request, LARGEST as u64);
            return Err(no);
        }
    };
    let taken = if large {
        refuse(request, LINGER_BYTES);
        Err(UploadError::File(FileProblem::TooLarge))
    } else {
        match receive(bounded(request, LARGEST as u64)).await {
            Ok((name, file)) => take(&visitor.app, &visitor.scribe_of(&present), by, &name, file).await,
            Err(error) => Err(error),
        }
    };
    let problem = match taken {
        Ok(id) => return Ok(see_other(&format!("/portal/upload/{id}"), [])),
        Err(UploadError::File(problem)) => problem,
        Err(error) => return Err(no(&visitor, &present, "", error).await),
    };
    let too_much = matches!(problem, FileProblem::TooLarge | FileProblem::TooManyRecords);
    let status = if too_much { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
    let closes = problem == FileProblem::TooLarge;
    let mut response = form(&visitor, &present, status, Some(problem)).await?;
    if closes {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// Takes the file of a form into a temporary one, a piece at a time.
async fn receive(request: Request) -> Result<(String, File), UploadError> {
    let refused = |problem| UploadError::File(problem);
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| refused(FileProblem::Missing))?;
    loop {
        let field = multipart.next_field().await.map_err(|error| refused(broken(&error)))?;
        let Some(field) = field else {
            return Err(refused(FileProblem::Missing));
        };
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let (file, length) = keep(field).await?;
            // A browser sends a nameless, empty file where none was chosen.
            return match (length, name.is_empty()) {
                (0, true) => Err(refused(FileProblem::Missing)),
                (0, false) => Err(refused(FileProblem::Empty)),
                _ => Ok((name, file)),
            };
        }
    }
}

fn broken(error: &(dyn std::error::Error + 'static)) -> FileProblem {
    if is_cut(error) { FileProblem::TooLarge } else { FileProblem::Unreadable }
}

async fn keep(mut field: Field<'_>) -> Result<(File, u64), UploadError> {
    let unkept = |error: io::Error| UploadError::Failed(format!("a file could not be kept: {error}"));
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(unkept)?);
    let mut length = 0;
    while let Some(piece) = field.chunk().await.map_err(|error| UploadError::File(broken(&error)))? {
        length += piece.len() as u64;
        if length > MOST_BYTES {
            return Err(UploadError::File(FileProblem::TooLarge));
        }
        file.write_all(&piece).await.map_err(unkept)?;
    }
    file.flush().await.map_err(unkept)?;
    Ok((file.into_std().await, length))
}

/// What the URL of a preview may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    page: String,
    notice: String,
}

impl Asked {
    fn ask(&self) -> Ask {
        Ask {
            show: Finding::parse(&self.show),
            page: self.page.parse().unwrap_or(1),
            corrected: self.notice == "corrected",
            ..Ask::default()
        }
    }

    /// The same place of the same list.
    fn url(&self, id: &str, notice: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(show) = Finding::parse(&self.show) {
            query.append_pair("show", show.name());
        }
        if let Some(page) = self.page.parse::<u64>().ok().filter(|page| *page > 1) {
            query.append_pair("page", &page.to_string());
        }
        if let Some(notice) = notice {
            query.append_pair("notice", notice);
        }
        let query = query.finish();
        if query.is_empty() { format!("/portal/upload/{id}") } else { format!("/portal/upload/{id}?{query}") }
    }
}

/// The refusal that an error is answered with.
async fn no(visitor: &Visitor, present: &Present, id: &str, error: UploadError) -> No {
    match error {
        UploadError::Gone => portal::not_theirs(visitor, present, portal::Asked::Upload(id)).await,
        UploadError::NoRight => No::FORBIDDEN,
        UploadError::Store(error) => error.into(),
        error @ (UploadError::File(_) | UploadError::Failed(_)) => No::failed(error),
    }
}

/// GET `/portal/upload/{id}`
pub async fn preview(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(visitor.here()));
    };
    administrator(&present)?;
    look(&visitor, &present, StatusCode::OK, &id, asked.ask()).await
}

async fn look(visitor: &Visitor, present: &Present, status: StatusCode, id: &str, ask: Ask) -> Answer {
    let language = visitor.language(Some(present));
    match view::preview(&visitor.app, present.id(), language, id, ask).await {
        Ok(page) => Ok(visitor.page(status, Some(present), Page::Preview(Box::new(page)))),
        Err(error) => Err(no(visitor, present, id, error).await),
    }
}

/// What the forms of a preview carry.
#[derive(Debug, Default)]
struct Form {
    action: String,
    reason: String,
    confirmed: bool,
    records: BTreeSet<u64>,
    typed: BTreeMap<u64, Typed>,
}

impl Form {
    fn read(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            match &*name {
                "action" => form.action = value.into_owned(),
                "reason" => form.reason = value.into_owned(),
                "confirm" => form.confirmed = value == "yes",
                "record" => form.records.extend(value.parse::<u64>().ok()),
                name => {
                    let Some((field, Ok(record))) = name.split_once('-').map(|(f, r)| (f, r.parse::<u64>())) else {
                        continue;
                    };
                    match field {
                        "user" => form.typed.entry(record).or_default().user = Some(value.into_owned()),
                        "email" => form.typed.entry(record).or_default().email = Some(value.into_owned()),
                        _ => {}
                    }
                }
            }
        }
        form
    }
}

/// POST `/portal/upload/{id}`
pub async fn act(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>, body: Bytes) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(&format!("/portal/upload/{id}")));
    };
    let by = maker(&present)?;
    let (app, scribe) = (&visitor.app, visitor.scribe_of(&present));
    let form = Form::read(&body);
    let ask = Ask { corrected: false, reason: form.reason.clone(), ..asked.ask() };
    let done = match form.action.as_str() {
        "correct" => match correct::correct(app, by, &id, form.typed.clone()).await {
            Ok(None) => Ok(see_other(&asked.url(&id, Some("corrected")), [])),
            Ok(problem) => {
                let ask = Ask { problem, typed: form.typed, ..ask };
                return look(&visitor, &present, StatusCode::UNPROCESSABLE_ENTITY, &id, ask).await;
            }
            Err(error) => Err(error),
        },
        "drop" => {
            let done = correct::leave_out(app, by, &id, form.records).await;
            done.map(|()| see_other(&asked.url(&id, None), []))
        }
        "discard" => correct::discard(app, &scribe, by, &id).await.map(|()| see_other("/portal/upload", [])),
        "propose" => match propose(app, &scribe, by, &id, &form.reason, form.confirmed).await {
            Ok(Proposed::Request(request)) => Ok(see_other(&format!("/portal/approvals/{request}?proposed=1"), [])),
            Ok(Proposed::Overtaken) => Ok(see_other(&asked.url(&id, None), [])),
            Ok(Proposed::Not(problem)) => {
                let ask = Ask { problem: Some(problem), ..ask };
                return look(&visitor, &present, StatusCode::UNPROCESSABLE_ENTITY, &id, ask).await;
            }
            Err(error) => Err(error),
        },
        _ => return look(&visitor, &present, StatusCode::UNPROCESSABLE_ENTITY, &id, ask).await,
    };
    match done {
        Ok(response) => Ok(response),
        Err(error) => Err(no(&visitor, &present, &id, error).await),
    }
}

/// GET `/portal/upload/template.csv`: sent as it is written, a thousand users at a time.
pub async fn template(visitor: Visitor) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login("/portal/upload"));
    };
    let firm = administrator(&present)?.firm().clone();
    let name = format!("addresses-{firm}.csv");
    let mut template = Template::of(firm);
    let app = visitor.app.clone();
    // The first piece before the answer begins: a failing database is answered as such.
    let mut reader = app.store.reader().await?;
    let first = template.next(&mut reader).await.map_err(No::failed)?.unwrap_or_default();
    drop(reader);
    let (mut sender, body) = Channel::<Bytes, UploadError>::new(1);
    tokio::spawn(async move {
        let mut piece = Some(first);
        while let Some(bytes) = piece {
            if sender.send_data(bytes.into()).await.is_err() {
                return; // Nobody reads on.
            }
            let next = async {
                let mut reader = app.store.reader().await?;
                template.next(&mut reader).await
            };
            match next.await {
                Ok(next) => piece = next,
                Err(error) => return sender.abort(error),
            }
        }
    });
    Ok(download(&name, Body::new(body)))
}

/// GET `/portal/upload/{id}/result.csv`
pub async fn result(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let Some(present) = visitor.present().await? else {
        return Ok(to_login(&format!("/portal/upload/{id}")));
    };
    administrator(&present)?;
    match files::result(&visitor.app, present.id(), &id).await {
        Ok((_, bytes)) => Ok(download(&format!("result-{id}.csv"), Body::from(bytes))),
        Err(error) => Err(no(&visitor, &present, &id, error).await),
    }
}

/// A CSV file to be kept by whoever asked, and by nobody between.
fn download(name: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
