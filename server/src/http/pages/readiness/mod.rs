//! Readiness: a firm's own pages, and what staff see of every firm.

pub mod exceptions;
pub mod firm;
pub mod package;
pub mod register;
pub mod staff;

use app::words::Words;
use axum::response::Response;
use domain::language::Language;

use super::{super::guard::No, portal::trail::attachment};
use crate::registration::import::result::formula_safe;

/// What is typed into a search, at most, in characters.
const LONGEST: usize = 100;

/// A search, as it was typed.
fn searched(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// The page that was asked for, from 1.
fn numbered(text: &str) -> u64 {
    text.parse().unwrap_or(1).clamp(1, 1_000_000)
}

/// Who did something, as a reader may know: staff are not named to firms.
fn named(language: Language, to_staff: bool) -> impl Fn(&str) -> String {
    move |who: &str| match who {
        "operator" => Words::of(language).get("approvals-operator"),
        who if who.starts_with("STAFF/") && !to_staff => Words::of(language).get("approvals-staff"),
        who => who.to_owned(),
    }
}

/// A file of these records, the first of which is the header; no cell of it runs in a spreadsheet.
pub(super) fn csv_file<R: IntoIterator<Item = String>>(
    name: &str,
    records: impl IntoIterator<Item = R>,
) -> Result<Response, No> {
    let body = csv_text(records).map_err(|error| No::failed(&error))?;
    Ok(attachment(name, [&BYTE_ORDER_MARK[..], &body].concat()))
}

/// What tells spreadsheets that a file is UTF-8.
pub(super) const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// These records as they stand in a file.
///
/// # Errors
/// When they are not all equally long.
pub(super) fn csv_text<R: IntoIterator<Item = String>>(
    records: impl IntoIterator<Item = R>,
) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for record in records {
        csv.write_record(record.into_iter().map(|cell| formula_safe(&cell).into_owned()))?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}
