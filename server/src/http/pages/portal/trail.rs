//! `/portal/audit`: the firm's own trail, and its export.

use app::{ports::trail::Trail, render::Page};
use axum::{
    extract::Query,
    response::{IntoResponse as _, Response},
};
use domain::{
    account::{AccountId, UserId},
    time::hong_kong_day,
};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{
    super::super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    administrator, present_or_away,
};
use crate::{
    audit::trail::{self, Reader, facts},
    registration::{import::result::formula_safe, roster},
    rights::Administrator,
    store::{StoreError, events},
};

/// Events on a page.
const PAGE: u32 = 50;
/// Events in an export at most.
const EXPORT: usize = 100_000;

/// The families of events that firms filter by.
const FAMILIES: [&str; 29] = [
    "access",
    "account",
    "activation",
    "address",
    "binding",
    "briefing",
    "card",
    "certificate",
    "change",
    "code",
    "guide",
    "exception",
    "login",
    "mail",
    "other-firm",
    "package",
    "password",
    "passkey",
    "pause",
    "readiness",
    "reminder",
    "request",
    "roles",
    "session",
    "setup",
    "smartcard",
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
        family: FAMILIES.contains(&asked.family.as_str()).then(|| asked.family.clone()),
        from: day(&asked.from, "from")?,
        // The whole of the last day.
        until: until.map(|until| until.plus(std::time::Duration::from_secs(86_400))),
    })
}

/// GET `/portal/audit`
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let language = visitor.language(Some(&present));
    let mut reader = visitor.app.store.reader().await?;
    let is_id = !asked.before.is_empty() && asked.before.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let before = is_id.then_some(asked.before.as_str());
    let (found, wrong) = match filter(&asked, by) {
        Ok(filter) => (events::list(&mut reader, &filter, before, PAGE + 1).await?, None),
        Err(field) => (Vec::new(), Some(field)),
    };
    let older = (found.len() > PAGE as usize).then(|| found[PAGE as usize - 1].id.clone());
    let shown = found.into_iter().take(PAGE as usize).collect();
    let page = Trail {
        firm: roster::firm(&mut reader, by, language).await?,
        families: FAMILIES.map(str::to_owned).to_vec(),
        moments: trail::moments(&mut reader, shown, Reader::Firm, language).await?,
        older,
        begun: before.is_some(),
        wrong,
        user: asked.user,
        family: asked.family,
        from: asked.from,
        until: asked.until,
    };
    drop(reader);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(visitor.page(status, Some(&present), Page::Trail(Box::new(page))))
}

/// GET `/portal/audit.csv`: exactly what is shown, with every page of it.
pub async fn export(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let present = present_or_away!(visitor);
    let by = administrator(&present)?;
    let filter = filter(&asked, by).map_err(|_| No::of(StatusCode::BAD_REQUEST))?;
    let mut csv = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let head = ["at", "event", "user", "by", "particulars", "sealed", "request"];
    csv.write_record(head).map_err(|error| No::failed(&error))?;
    let mut left = EXPORT;
    let mut reader = visitor.app.store.reader().await?;
    let written = events::for_each(&mut reader, &filter, |event| {
        if left == 0 {
            return Err(Stop::Full);
        }
        left -= 1;
        let by = match event.actor.parse::<AccountId>() {
            Ok(id) if id.is_staff() => "STAFF".to_owned(),
            _ => event.actor,
        };
        let particulars: Vec<String> =
            facts(&event.detail).into_iter().map(|(label, value)| format!("{label}: {value}")).collect();
        let cells = [
            event.at.to_string(),
            event.kind,
            event.account.map(|account| account.to_string()).unwrap_or_default(),
            by,
            particulars.join("; "),
            if event.sealed { "yes" } else { "no" }.to_owned(),
            event.request.unwrap_or_default(),
        ];
        let cells = cells.iter().map(|cell| formula_safe(cell).into_owned());
        csv.write_record(cells).map_err(|error| Stop::Csv(error.to_string()))
    })
    .await;
    match written {
        Ok(()) | Err(Stop::Full) => {}
        Err(Stop::Store(error)) => return Err(error.into()),
        Err(Stop::Csv(error)) => return Err(No::failed(error)),
    }
    let body = csv.into_inner().map_err(|error| No::failed(error.error()))?;
    Ok(attachment("audit.csv", body))
}

enum Stop {
    Full,
    Csv(String),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A CSV file to be kept, not shown.
pub(in crate::http) fn attachment(name: &str, body: Vec<u8>) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
