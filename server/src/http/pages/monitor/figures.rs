//! `/monitor/figures/{view}`: a view as a page, and with `.csv` or `.json` behind its name as a file.

use app::{
    ports::adoption::{FiguresPage, Of, ViewName},
    render::{Page, Value, View, view},
};
use axum::{
    extract::{Path, Query},
    response::{IntoResponse as _, Response},
};
use domain::time::Instant;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, json};

use super::super::{
    super::{
        guard::{Answer, No},
        visitor::Visitor,
    },
    files::csv_file,
    portal::present_or_away,
};
use crate::monitor::views::{self, Asked};

/// What the URL may carry: [`Asked`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    day: String,
    from: String,
    until: String,
    only: String,
    page: String,
}

impl Fields {
    fn asked(&self) -> Asked {
        let text = |field: &str| field.trim().to_owned();
        Asked {
            day: text(&self.day),
            from: text(&self.from),
            until: text(&self.until),
            only: text(&self.only),
            page: self.page.trim().parse().unwrap_or(1),
        }
    }
}

/// How a view is wanted.
enum Form {
    Page,
    Csv,
    Json,
}

/// GET
pub async fn show(visitor: Visitor, Path(file): Path<String>, Query(fields): Query<Fields>) -> Answer {
    let present = present_or_away!(visitor);
    present.staff().ok_or(No::FORBIDDEN)?;
    let (name, form) = match file.rsplit_once('.') {
        None => (file.as_str(), Form::Page),
        Some((name, "csv")) => (name, Form::Csv),
        Some((name, "json")) => (name, Form::Json),
        Some(_) => return Err(No::NOT_FOUND),
    };
    let name = ViewName::parse(name).ok_or(No::NOT_FOUND)?;
    let language = visitor.language(Some(&present));
    let whole = !matches!(form, Form::Page);
    let mut reader = visitor.app.store.reader().await?;
    let found = views::view(&visitor.app, &mut reader, name, &fields.asked(), whole, language).await?;
    drop(reader);
    if !whole {
        let status = if found.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(visitor.page(status, Some(&present), Page::Figures(Box::new(found))));
    }
    if found.wrong.is_some() {
        return Err(No::of(StatusCode::BAD_REQUEST));
    }
    let view = view(visitor.chrome(Some(&present)), found.as_at, &found.data);
    match form {
        Form::Csv => csv(&found, &view),
        _ => Ok(json(&found, &view)),
    }
}

/// The instant at which it holds: when it was read, or when its day had ended.
fn as_at(found: &FiguresPage) -> Instant {
    found.as_at.day.map_or(found.as_at.instant, |day| day.ends())
}

fn csv(found: &FiguresPage, view: &View) -> Answer {
    let as_at = as_at(found).to_string();
    let head = view.columns.iter().map(|column| column.name).chain(["as_at"]);
    let records = view.rows.iter().map(|row| row.iter().map(|cell| cell.value.plain()).chain([as_at.clone()]));
    csv_file(&format!("{}.csv", view.name.name()), head, records)
}

fn json(found: &FiguresPage, view: &View) -> Response {
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let cells = view.columns.iter().zip(row);
            cells.map(|(column, cell)| (column.name.to_owned(), typed(&cell.value))).collect::<Map<_, _>>()
        })
        .collect();
    let days = view.name.of() == Of::Days;
    let body = json!({
        "view": view.name.name(),
        "title": view.title,
        "takeaway": view.takeaway,
        "as_at": as_at(found).to_string(),
        "day": found.as_at.day.map(|day| day.to_string()),
        "from": days.then(|| found.span.0.to_string()),
        "until": days.then(|| found.span.1.to_string()),
        "columns": view.columns.iter().map(|column| json!({ "name": column.name, "title": column.title }))
            .collect::<Vec<_>>(),
        "rows": rows,
    });
    let mut response = body.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A value as JSON has it: a share as a part of one, a span in seconds.
fn typed(value: &Value) -> serde_json::Value {
    match value {
        Value::Count(count) => json!(count),
        Value::Share(thousandths) | Value::Millis(thousandths) => json!(*thousandths as f64 / 1000.0),
        Value::Flag(flag) => json!(flag),
        Value::Nothing => serde_json::Value::Null,
        Value::Text(_) | Value::AtLeast(_) | Value::Day(_) | Value::Instant(_) => json!(value.plain()),
    }
}
