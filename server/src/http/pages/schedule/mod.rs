//! `/schedule`, `/schedule.ics`, and what staff see of both: `/monitor/schedule` and `/monitor/blocked`.

pub mod blocked;
pub mod blocked_files;
pub mod event;

use app::{render::Page, words::Words};
use axum::response::IntoResponse as _;
use domain::language::Language;
use http::{HeaderValue, StatusCode, header};

use super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    portal::present_or_away,
};
use crate::{
    schedule::{calendar, view},
    store::schedule,
};

/// GET `/schedule`
pub async fn public(visitor: Visitor) -> Answer {
    let present = visitor.glance().await?;
    let app = &visitor.app;
    let page = view::public(app, &mut *app.store.reader().await?, app.clock.now()).await?;
    Ok(visitor.page(StatusCode::OK, present.as_ref(), Page::Schedule(Box::new(page))))
}

/// GET `/schedule.ics`
pub async fn calendar(visitor: Visitor) -> Answer {
    let app = &visitor.app;
    let language = visitor.language(None);
    let words = Words::of(language);
    let mut reader = app.store.reader().await?;
    let (_, events) = view::standing(app, &mut reader, app.clock.now()).await?;
    let changed = schedule::changed_at(&mut reader).await?;
    drop(reader);
    let dated = view::in_order(events).into_iter();
    let events: Vec<_> = dated.filter_map(|event| changed.get(&event.id).map(|at| (event.clone(), *at))).collect();
    let house = match language {
        Language::En => app.config.organisation.name_en.to_string(),
        Language::ZhHk => app.config.organisation.name_zh.to_string(),
    };
    let house = if house.is_empty() { words.get("house-unnamed") } else { house };
    let origin = app.config.origin();
    let around = calendar::Around {
        name: &words.with("schedule-calendar-name", &[("house", house.into())]),
        url: &format!("{origin}/schedule"),
        host: origin.split_once("://").map_or(&*origin, |(_, host)| host),
        language,
        held: &words.get("schedule-calendar-held"),
    };
    let mut response = calendar::file(around, &events).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"schedule.ics\""));
    Ok(response)
}

/// GET `/monitor/schedule`
pub async fn desk(visitor: Visitor) -> Answer {
    let present = present_or_away!(visitor);
    let staff = present.staff().ok_or(No::FORBIDDEN)?;
    let app = &visitor.app;
    let mut page = view::desk(app, &mut *app.store.reader().await?, app.clock.now()).await?;
    page.operator = staff.operator().is_some();
    Ok(visitor.page(StatusCode::OK, Some(&present), Page::ScheduleDesk(Box::new(page))))
}
