//! `/monitor/briefings`: sessions as staff run them.

use app::{
    ports::{
        briefing::{DeskProblem, SessionForm, SessionNotice, SessionProblem, SessionTyped},
        guide::{PaperForm, PaperProblem, PaperPurpose, PaperTyped},
    },
    render::Page,
};
use axum::extract::{Path, Query, Request};
use domain::account::AccountId;
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
    briefing::{
        desk::{self, DeskError},
        file, view,
    },
    guide::paper,
    rights::{Operator, Viewer},
    session::Present,
    store::briefings::{self, Briefing},
};

/// What the URL may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    show: String,
    page: String,
}

fn viewer(present: &Present) -> Result<Viewer<'_>, No> {
    present.staff().ok_or(No::FORBIDDEN)
}

fn operator(present: &Present) -> Result<Operator<'_>, No> {
    viewer(present)?.operator().ok_or(No::FORBIDDEN)
}

fn no(error: DeskError) -> No {
    match error {
        DeskError::Gone => No::NOT_FOUND,
        DeskError::NoRight => No::FORBIDDEN,
        DeskError::Store(error) => error.into(),
        error @ (DeskError::Typed(_) | DeskError::Problem(_)) => No::failed(error),
    }
}

async fn held(visitor: &Visitor, id: &str) -> Result<Briefing, No> {
    briefings::find(&mut *visitor.app.store.reader().await?, id).await?.ok_or(No::NOT_FOUND)
}

fn at(id: &str, done: SessionNotice) -> String {
    format!("/monitor/briefings/{id}?done={}", done.name())
}

/// GET `/monitor/briefings`
pub async fn show(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    let operator = viewer(&present)?.operator().is_some();
    let page = view::calendar(&visitor.app, operator, visitor.language(Some(&present))).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Calendar(page)))
}

/// GET `/monitor/briefings/new`
pub async fn show_new(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    operator(&present)?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::SessionForm(Box::default())))
}

fn typed(fields: &Fields) -> SessionTyped {
    let one = |name| fields.one(name).to_owned();
    SessionTyped {
        title_en: one("title_en"),
        title_zh: one("title_zh"),
        place_en: one("place_en"),
        place_zh: one("place_zh"),
        date: one("date"),
        time: one("time"),
        minutes: one("minutes"),
        spoken: one("spoken"),
        capacity: one("capacity"),
    }
}

/// POST `/monitor/briefings/new`
pub async fn create(visitor: Visitor, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let typed = typed(&fields);
    match desk::create(&visitor.app, &visitor.scribe_of(&present), operator(&present)?, &typed).await {
        Ok(id) => Ok(see_other(&at(&id, SessionNotice::Created), [])),
        Err(DeskError::Typed(problems)) => {
            let page = SessionForm { typed, problems, ..SessionForm::default() };
            Ok(visitor.page(StatusCode::UNPROCESSABLE_ENTITY, Some(&present), Page::SessionForm(Box::new(page))))
        }
        Err(error) => Err(no(error)),
    }
}

/// GET `/monitor/briefings/{id}/change`
pub async fn show_change(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let present = present_or_away!(visitor);
    operator(&present)?;
    let held = held(&visitor, &id).await?;
    let page = SessionForm {
        id: Some(id),
        seen: held.version,
        told: held.taken + held.waiting,
        typed: desk::typed(&held.outline),
        problems: Vec::new(),
    };
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::SessionForm(Box::new(page))))
}

/// POST `/monitor/briefings/{id}/change`
pub async fn change(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = operator(&present)?;
    let typed = typed(&fields);
    let seen = fields.one("seen").parse().unwrap_or(-1);
    match desk::change(&visitor.app, &visitor.scribe_of(&present), by, &id, seen, &typed).await {
        Ok(()) => Ok(see_other(&at(&id, SessionNotice::Changed), [])),
        Err(DeskError::Typed(problems)) => {
            let held = held(&visitor, &id).await?;
            let overtaken = problems.contains(&SessionProblem::Overtaken);
            let status = if overtaken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            let page = SessionForm {
                id: Some(id),
                seen: held.version,
                told: held.taken + held.waiting,
                // What somebody else has written is looked at before it is written over.
                typed: if overtaken { desk::typed(&held.outline) } else { typed },
                problems,
            };
            Ok(visitor.page(status, Some(&present), Page::SessionForm(Box::new(page))))
        }
        Err(error) => Err(no(error)),
    }
}

/// GET `/monitor/briefings/{id}`
pub async fn show_one(visitor: Visitor, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    one(&visitor, &present, &id, SessionNotice::parse(&asked.done), None).await
}

async fn one(
    visitor: &Visitor,
    present: &Present,
    id: &str,
    notice: Option<SessionNotice>,
    problem: Option<DeskProblem>,
) -> Answer {
    let operator = viewer(present)?.operator().is_some();
    let found = view::page(&visitor.app, operator, visitor.language(Some(present)), id).await?;
    let mut page = found.ok_or(No::NOT_FOUND)?;
    (page.notice, page.problem) = (notice, problem);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Session(Box::new(page))))
}

/// POST `/monitor/briefings/{id}`
pub async fn act(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = operator(&present)?;
    let (app, scribe) = (&visitor.app, visitor.scribe_of(&present));
    let (done, notice) = match fields.one("action") {
        "attendance" => {
            let came: Vec<AccountId> = fields.all("attended").iter().filter_map(|id| id.parse().ok()).collect();
            (desk::record(app, &scribe, by, &id, &came).await, SessionNotice::Recorded)
        }
        "call-off" => (desk::call_off(app, &scribe, by, &id, fields.ticked("confirm")).await, SessionNotice::CalledOff),
        "remove-material" => {
            (desk::remove_material(app, &scribe, by, &id, fields.one("paper")).await, SessionNotice::MaterialRemoved)
        }
        _ => return Err(No::NOT_FOUND),
    };
    match done {
        Ok(()) => Ok(see_other(&at(&id, notice), [])),
        Err(DeskError::Problem(problem)) => one(&visitor, &present, &id, None, Some(problem)).await,
        Err(error) => Err(no(error)),
    }
}

fn form(visitor: &Visitor, present: &Present, held: &Briefing, typed: PaperTyped, problems: Vec<PaperProblem>) -> Page {
    let title = held.outline.title(visitor.language(Some(present))).to_owned();
    let purpose = PaperPurpose::Material(held.id.clone(), title);
    Page::PaperForm(Box::new(PaperForm { purpose, most_bytes: paper::MOST_BYTES, typed, problems }))
}

/// GET `/monitor/briefings/{id}/materials`
pub async fn show_materials(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let present = present_or_away!(visitor);
    operator(&present)?;
    let held = held(&visitor, &id).await?;
    let page = form(&visitor, &present, &held, PaperTyped::default(), Vec::new());
    Ok(visitor.page(StatusCode::OK, Some(&present), page))
}

/// POST `/monitor/briefings/{id}/materials`
pub async fn add_material(visitor: Visitor, Path(id): Path<String>, request: Request) -> Answer {
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
    let held = held(&visitor, &id).await?;
    let (typed, scribe, closes) = (sent.typed(), visitor.scribe_of(&present), sent.closes());
    let read = match sent.problem {
        Some(problem) => Err(vec![problem]),
        None => paper::read(&scribe, &typed, &sent.name, &sent.file),
    };
    let problems = match read {
        Ok(paper) => {
            desk::add_material(&visitor.app, &scribe, by, &id, &paper, sent.file).await.map_err(no)?;
            return Ok(see_other(&at(&id, SessionNotice::MaterialAdded), []));
        }
        Err(problems) => problems,
    };
    let status = if closes { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response = visitor.page(status, Some(&present), form(&visitor, &present, &held, typed, problems));
    if closes {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// GET `/monitor/briefings/attendance`
pub async fn attendance(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    viewer(&present)?;
    let page = asked.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let language = visitor.language(Some(&present));
    let page = view::attendance(&visitor.app, asked.show == "none", page, language).await?;
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::Attendance(page)))
}

/// GET `/monitor/briefings/attendance.csv`
pub async fn attendance_file(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    viewer(&present)?;
    let body = file::attendance(&visitor.app).await.map_err(No::failed)?;
    Ok(attachment("attendance.csv", body))
}
