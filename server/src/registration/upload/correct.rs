//! Cells corrected in place, records left out, and the upload discarded.

use std::collections::{BTreeMap, BTreeSet};

use app::ports::upload::{FileProblem, PreviewProblem};
use serde_json::json;

use super::{
    super::import::reader::Record,
    UploadError, aside,
    check::of_firm,
    room,
    text::{self, Change, Text},
    view::Typed,
};
use crate::{
    app::App,
    audit::Scribe,
    rights::Maker,
    store::{Tx, uploads},
};

/// The longest cell that can be typed, in characters; the longest address has 254.
const LONGEST_CELL: usize = 320;

const USER: usize = 1;
const EMAIL: usize = 2;

/// Corrects cells of the upload `id`. A field that says what the cell says changes nothing, also where a browser's
/// field cannot hold the cell as it is. Gives the problem where nothing was taken.
///
/// # Errors
/// [`UploadError::Gone`] when `by` made none of that id.
pub async fn correct(
    app: &App,
    by: Maker<'_>,
    id: &str,
    typed: BTreeMap<u64, Typed>,
) -> Result<Option<PreviewProblem>, UploadError> {
    let firm = by.account().id.participant.clone();
    change(app, by, id, move |content| {
        let mut bad = None;
        let text = text::rewrite(content, |record| {
            let Some(typed) = typed.get(&record.number) else { return Change::Stays };
            let fields = [
                typed.user.as_deref().filter(|_| of_firm(record, &firm)).map(|user| (USER, user)),
                typed.email.as_deref().map(|email| (EMAIL, email)),
            ];
            let changes: Vec<(usize, &str)> =
                fields.into_iter().flatten().filter(|(column, field)| differs(record, *column, field)).collect();
            if changes.iter().any(|(_, cell)| !is_sound(cell)) {
                bad.get_or_insert(record.number);
            }
            if changes.is_empty() { Change::Stays } else { Change::Cells(record.with(&changes)) }
        });
        match (bad, text) {
            (Some(record), _) | (None, Err(UploadError::File(FileProblem::RecordTooLong(record)))) => {
                Ok(Err(PreviewProblem::Cell(record)))
            }
            (None, text) => Ok(Ok(text?)),
        }
    })
    .await
}

/// Leaves records out of the upload `id`. The others keep their numbers.
///
/// # Errors
/// [`UploadError::Gone`] when `by` made none of that id.
pub async fn leave_out(app: &App, by: Maker<'_>, id: &str, records: BTreeSet<u64>) -> Result<(), UploadError> {
    change(app, by, id, move |content| {
        let left_out = |record: &Record<'_>| records.contains(&record.number);
        text::rewrite(content, |record| if left_out(record) { Change::LeftOut } else { Change::Stays }).map(Ok)
    })
    .await?;
    Ok(())
}

/// Forgets the upload `id`.
///
/// # Errors
/// [`UploadError::Gone`] when `by` made none of that id.
pub async fn discard(app: &App, scribe: &Scribe<'_>, by: Maker<'_>, id: &str) -> Result<(), UploadError> {
    let maker = &by.account().id;
    let mut tx = app.store.begin().await?;
    let upload = uploads::hold(&mut tx, id, &maker.participant, maker).await?.ok_or(UploadError::Gone)?;
    uploads::delete(&mut tx, id).await?;
    let detail = json!({ "upload": id, "records": upload.records });
    scribe.events(&mut tx, "upload.discarded", &maker.participant, vec![(None, detail)]).await?;
    Ok(tx.commit().await?)
}

async fn change(
    app: &App,
    by: Maker<'_>,
    id: &str,
    how: impl FnOnce(&str) -> Result<Result<Text, PreviewProblem>, UploadError> + Send + 'static,
) -> Result<Option<PreviewProblem>, UploadError> {
    let _room = room().await?;
    let maker = &by.account().id;
    let mut tx: Tx = app.store.begin().await?;
    let upload = uploads::hold(&mut tx, id, &maker.participant, maker).await?.ok_or(UploadError::Gone)?;
    let content = upload.content;
    match aside(move || how(&content)).await? {
        Ok(text) => {
            uploads::replace(&mut tx, id, text.content, text.records).await?;
            tx.commit().await?;
            Ok(None)
        }
        Err(problem) => Ok(Some(problem)),
    }
}

/// Whether a field says something else than the cell that it was shown for.
fn differs(record: &Record<'_>, column: usize, field: &str) -> bool {
    as_field(record.cell(column)) != as_field(field)
}

/// What becomes of a cell in a browser's field: line breaks go, NUL is replaced (HTML, 4.10.5.1 and 13.2.5), and a
/// field for addresses drops white space around them, which our reading does as well.
fn as_field(cell: &str) -> String {
    let cell: String = cell.chars().take(LONGEST_CELL).filter(|c| !matches!(c, '\n' | '\r')).collect();
    cell.replace('\0', "\u{FFFD}").trim_ascii().to_owned()
}

fn is_sound(cell: &str) -> bool {
    cell.chars().count() <= LONGEST_CELL && !cell.contains(char::is_control)
}
