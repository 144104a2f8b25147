//! A list as a file: CSV or JSON, of the same cells, with the instant of all of it.

use std::time::Duration;

use axum::{Json, response::IntoResponse as _};
use domain::time::Instant;
use http::{HeaderValue, header};
use serde_json::{Map, Value, json};

use super::super::{super::guard::Answer, files::csv_file};

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// The cells of a line.
pub type Line = Vec<Value>;

/// A text; nothing where it is empty.
pub fn cell(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

/// An instant, RFC 3339.
pub fn instant(at: Option<Instant>) -> Value {
    at.map_or(Value::Null, |at| Value::String(at.to_string()))
}

/// A length of time in milliseconds.
pub fn milliseconds(span: Option<Duration>) -> Value {
    span.map_or(Value::Null, |span| json!(u64::try_from(span.as_millis()).unwrap_or(u64::MAX)))
}

/// The file of `name`; `whole` says whether these are all the lines there are.
pub fn file(name: &str, as_at: Instant, head: &[&str], lines: Vec<Line>, whole: bool, format: Format) -> Answer {
    if format == Format::Json {
        let rows: Vec<Value> = lines
            .into_iter()
            .map(|line| Value::Object(head.iter().map(|name| (*name).to_owned()).zip(line).collect::<Map<_, _>>()))
            .collect();
        let mut response = Json(json!({ "as_at": as_at.to_string(), "complete": whole, "rows": rows })).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return Ok(response);
    }
    let records = lines.into_iter().map(|line| {
        let cells = line.into_iter().map(|cell| match cell {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        });
        cells.chain([as_at.to_string()])
    });
    csv_file(&format!("{name}.csv"), head.iter().chain(&["as_at"]), records)
}
