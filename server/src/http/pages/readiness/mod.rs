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
    let mut csv = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    for record in records {
        let cells = record.into_iter().map(|cell| formula_safe(&cell).into_owned());
        csv.write_record(cells).map_err(|error| No::failed(&error))?;
    }
    let body = csv.into_inner().map_err(|error| No::failed(error.error()))?;
    Ok(attachment(name, body))
}
