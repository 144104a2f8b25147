//! `/portal/audit`: the firm's own trail, and its export.

use std::sync::Arc;

use app::{
    ports::{
        events::kinds_of,
        trail::{Format, Listed, Trail},
    },
    render::Page,
};
use axum::{body::Body, extract::Query};
use domain::{
    account::{AccountId, ParticipantCode, UserId},
    language::Language,
    time::hong_kong_day,
};
use http::StatusCode;
use serde::Deserialize;
use sqlx::AnyConnection;

use super::{
    super::{
        super::{
            fields::Fields,
            guard::{Answer, No},
            visitor::Visitor,
        },
        files::file,
    },
    administrator, present_or_away,
};
use crate::{
    audit::{
        Scribe,
        copy::{self, Copy},
        trail::{self, Reader},
    },
    registration::roster,
    rights::Administrator,
    session::Present,
    store::{StoreError, events},
};

/// Events on a page.
pub(in crate::http) const PAGE: u32 = 50;
/// The families of events that firms filter by.
const FAMILIES: [&str; 37] = [
    "access",
    "activation",
    "address",
    "audit",
    "binding",
    "briefing",
    "call-back",
    "card",
    "certificate",
    "change",
    "code",
    "domains",
    "guide",
    "exception",
    "hand-over",
    "login",
    "mail",
    "other-firm",
    "package",
    "page",
    "participant",
    "pass",
    "password",
    "passkey",
    "pause",
    "readiness",
    "reminder",
    "request",
    "roles",
    "session",
    "sessions",
    "setup",
    "smartcard",
    "sole",
    "test",
    "upload",
    "user",
];

/// What the URL may carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    user: String,
    family: String,
    from: String,
    until: String,
    before: String,
}

/// The filter that was asked for, or the field that could not be read.
fn filter(asked: &Asked, by: Administrator<'_>) -> Result<events::Filter, &'static str> {
    let day = |text: &str, field| match text.trim() {
        "" => Ok(None),
        text => hong_kong_day(text).map(Some).ok_or(field),
    };
    let account = match asked.user.trim() {
        "" => None,
        user => Some(UserId::parse(user).map_err(|_| "user")?),
    };
    let until = day(&asked.until, "until")?;
    Ok(events::Filter {
        participant: Some(by.firm().clone()),
        account: account.map(|user| AccountId { participant: by.firm().clone(), user }),
        kinds: if FAMILIES.contains(&&*asked.family) { kinds_of(&asked.family) } else { Vec::new() },
        from: day(&asked.from, "from")?,
        // The whole of the last day.
        until: until.map(|until| until.plus(std::time::Duration::from_secs(86_400))),
        ..events::Filter::default()
    })
}

/// GET
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    page(&visitor, &present, asked).await
}

async fn page(visitor: &Visitor, present: &Present, asked: Asked) -> Answer {
    let by = administrator(present)?;
    let language = visitor.language(Some(present));
    let mut reader = visitor.app.store.reader().await?;
    let (listed, wrong) = match filter(&asked, by) {
        Ok(filter) => (listed(&mut reader, &filter, &asked.before, Reader::Firm, language).await?, None),
        Err(field) => (Listed::default(), Some(field)),
    };
    let page = Trail {
        firm: roster::firm(&mut reader, by, language).await?,
        families: FAMILIES.map(str::to_owned).to_vec(),
        listed,
        wrong,
        user: asked.user,
        family: asked.family,
        from: asked.from,
        until: asked.until,
    };
    drop(reader);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(present), Page::Trail(Box::new(page))))
}

/// A page of what `filter` lets through, older than the key `before`, if that is one.
pub(in crate::http) async fn listed(
    db: &mut AnyConnection,
    filter: &events::Filter,
    before: &str,
    reader: Reader,
    language: Language,
) -> Result<Listed, StoreError> {
    let is_id = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let before = is_id.then_some(before);
    let mut found = events::list(db, filter, before, PAGE + 1).await?;
    let older = (found.len() > PAGE as usize).then(|| found[PAGE as usize - 1].id.clone());
    found.truncate(PAGE as usize);
    Ok(Listed { moments: trail::moments(db, found, reader, language).await?, older, begun: before.is_some() })
}

/// POST: everything that the filters let through, as a file.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let format = format(&fields)?;
    let Ok(filter) = filter(&asked, by) else { return page(&visitor, &present, asked).await };
    let told = [("user", &*asked.user), ("family", &asked.family), ("from", &asked.from), ("until", &asked.until)];
    copy(&visitor, &visitor.scribe_of(&present), by.firm(), Reader::Firm, format, filter, &told).await
}

/// The form of an export that a button names, or 404.
pub(in crate::http) fn format(fields: &Fields) -> Result<Format, No> {
    Format::ALL.into_iter().find(|format| format.name() == fields.one("format")).ok_or(No::NOT_FOUND)
}

/// A copy of what `filter` lets through, sent while it is written; that it was taken stands in the trail of `firm`.
pub(in crate::http) async fn copy(
    visitor: &Visitor,
    scribe: &Scribe<'_>,
    firm: &ParticipantCode,
    reader: Reader,
    format: Format,
    filter: events::Filter,
    told: &[(&str, &str)],
) -> Answer {
    let app = Arc::clone(&visitor.app);
    let before = copy::note(&app, scribe, firm, format, told).await?;
    let copy = Copy { app, filter, before, reader, format, exported_at: scribe.now };
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Json => "application/json",
    };
    let body = Body::from_stream(copy.stream());
    Ok(file(&format!("audit.{}", format.name()), kind, body))
}
