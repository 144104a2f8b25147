//! `/guide` for everybody, and `/monitor/guide` for staff.

use app::{
    ports::guide::{PaperForm, PaperProblem, PaperTyped},
    render::Page,
};
use axum::extract::{Path, Query, Request};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{
    super::{
        fields::Fields,
        guard::{Answer, No},
        paper_form::{self, receive},
        visitor::Visitor,
    },
    files::attachment,
    portal::present_or_away,
    see_other, to_login,
};
use crate::{
    guide::{
        acknowledge::{self, Outcome},
        file,
        publish::{PublishError, publish},
        view,
    },
    rights::{Operator, Viewer},
    session::Present,
    store::guides,
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    show: String,
    page: String,
}

/// GET `/guide`
pub async fn show(visitor: Visitor) -> Answer {
    let present = visitor.glance().await?;
    let account = present.as_ref().map(|present| &present.account);
    let page = view::guide(&visitor.app, account, visitor.language(present.as_ref())).await?;
    Ok(visitor.page(StatusCode::OK, present.as_ref(), Page::Guide(page)))
}

/// GET `/guide/{document}`
pub async fn show_one(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = visitor.glance().await?;
    one(&visitor, present.as_ref(), &id, StatusCode::OK, asked.done == "acknowledged").await
}

async fn one(visitor: &Visitor, present: Option<&Present>, id: &str, status: StatusCode, thanked: bool) -> Answer {
    let account = present.map(|present| &present.account);
    let found = view::page(&visitor.app, account, visitor.language(present), id).await?;
    let mut page = found.ok_or(No::NOT_FOUND)?;
    (page.thanked, page.overtaken) = (thanked, status == StatusCode::CONFLICT);
    Ok(visitor.page(status, present, Page::Document(Box::new(page))))
}

/// POST `/guide/{document}`: "I have read it".
pub async fn read(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    if fields.one("action") != "acknowledge" {
        return Err(No::NOT_FOUND);
    }
    let (scribe, version) = (visitor.scribe_of(&present), fields.one("version"));
    match acknowledge::acknowledge(&visitor.app, &scribe, &present.account, &id, version).await? {
        Outcome::Recorded => Ok(see_other(&format!("/guide/{id}?done=acknowledged"), [])),
        Outcome::Overtaken => one(&visitor, Some(&present), &id, StatusCode::CONFLICT, false).await,
        Outcome::NotTheirs => Err(No::NOT_FOUND),
    }
}

/// GET `/guide/papers/{paper}`: a version that was replaced is for staff alone.
pub async fn paper(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let present = visitor.glance().await?;
    let mut reader = visitor.app.store.reader().await?;
    let staff = present.as_ref().is_some_and(|present| present.staff().is_some());
    let found = guides::find(&mut reader, &id).await?.filter(|found| staff || found.replaced_at.is_none());
    let found = found.ok_or(No::NOT_FOUND)?;
    drop(reader);
    paper_form::attachment(&visitor.app, &found.paper).await
}

fn viewer(present: &Present) -> Result<Viewer<'_>, No> {
    present.staff().ok_or(No::FORBIDDEN)
}

fn operator(present: &Present) -> Result<Operator<'_>, No> {
    viewer(present)?.operator().ok_or(No::FORBIDDEN)
}

/// GET `/monitor/guide`
pub async fn library(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let operator = viewer(&present)?.operator().is_some();
    let mut page = view::library(&visitor.app, operator, visitor.language(Some(&present))).await?;
    page.published = asked.done == "published";
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Library(page)))
}

/// GET `/monitor/guide/{document}`
pub async fn readers(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    viewer(&present)?;
    let page = asked.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let language = visitor.language(Some(&present));
    let found = view::readers(&visitor.app, language, &id, asked.show == "missing", page).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Readers(Box::new(found.ok_or(No::NOT_FOUND)?))))
}

/// GET `/monitor/guide.csv`
pub async fn export(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    viewer(&present)?;
    let body = file::acknowledgements(&visitor.app).await.map_err(No::failed)?;
    Ok(attachment("acknowledgements.csv", body))
}

async fn form(
    visitor: &Visitor,
    present: &Present,
    typed: PaperTyped,
    problems: Vec<PaperProblem>,
) -> Result<Page, No> {
    let empty = view::form(&visitor.app, visitor.language(Some(present))).await?;
    Ok(Page::PaperForm(Box::new(PaperForm { typed, problems, ..empty })))
}

/// GET `/monitor/guide/new`
pub async fn show_new(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    operator(&present)?;
    let page = form(&visitor, &present, PaperTyped::default(), Vec::new()).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), page))
}

/// POST `/monitor/guide/new`
pub async fn upload(visitor: Visitor, request: Request) -> Answer {
    let Some(present) = visitor.present().await? else {
        paper_form::turn_away(request);
        return Ok(to_login(visitor.here()));
    };
    let by = match operator(&present) {
        Ok(by) => by,
        Err(no) => {
            paper_form::turn_away(request);
            return Err(no);
        }
    };
    let sent = receive(request).await?;
    let (typed, closes) = (sent.typed(), sent.closes());
    let published = match sent.problem {
        Some(problem) => Err(PublishError::Problems(vec![problem])),
        None => publish(&visitor.app, &visitor.scribe_of(&present), by, &typed, &sent.name, sent.file).await,
    };
    let problems = match published {
        Ok(()) => return Ok(see_other("/monitor/guide?done=published", [])),
        Err(PublishError::Problems(problems)) => problems,
        Err(PublishError::NoRight) => return Err(No::FORBIDDEN),
        Err(PublishError::Store(error)) => return Err(error.into()),
    };
    let status = if closes { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response = visitor.page(status, Some(&present), form(&visitor, &present, typed, problems).await?);
    if closes {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}
