//! Taking a file.

use std::{
    fs::File,
    io::{Read as _, Seek as _},
};

use app::ports::upload::{FileProblem, Finding};
use serde_json::json;

use super::{
    super::import::{addresses::COLUMNS, reader::Sheet},
    LIFETIME, MOST_OPEN, UploadError, aside, before,
    check::Scene,
    room, text,
};
use crate::{
    app::App,
    audit::Scribe,
    random::sortable_id,
    rights::Maker,
    store::uploads::{self, Upload},
};

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// A file's name as it is kept: without folders and control characters.
pub fn tidy_name(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = name.chars().filter(|c| !c.is_control() && *c != '\u{FFFD}').take(LONGEST_NAME).collect();
    let visible = visible.trim();
    if visible.is_empty() { "addresses".to_owned() } else { visible.to_owned() }
}

/// What is read of a file to tell a workbook.
const HEAD: u64 = 8;

/// Whether a file that begins so is a workbook: a ZIP archive (`.xlsx`), or a compound file (`.xls`).
fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// Reads a file into the text that is kept, and says its form.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn read(mut file: File) -> Result<(text::Text, String), UploadError> {
    let mut head = Vec::new();
    let begun = file.rewind().and_then(|()| file.by_ref().take(HEAD).read_to_end(&mut head));
    begun.map_err(|_| UploadError::File(FileProblem::Unreadable))?;
    if head.is_empty() {
        return Err(UploadError::File(FileProblem::Empty));
    }
    if is_workbook(&head) {
        return Err(UploadError::File(FileProblem::Workbook));
    }
    let mut sheet = Sheet::new("upload".to_owned(), file, COLUMNS)?;
    let kept = text::keep(&mut sheet)?;
    Ok((kept, sheet.form()))
}

/// Takes a file of `by`'s firm, and gives the upload's id. Nothing of it is proposed.
///
/// # Errors
/// [`UploadError`]; nothing is kept then.
pub async fn take(
    app: &App,
    scribe: &Scribe<'_>,
    by: Maker<'_>,
    name: &str,
    file: File,
) -> Result<String, UploadError> {
    let _room = room().await?;
    let (text, form) = aside(move || read(file)).await?;
    let maker = &by.account().id;
    let firm = &maker.participant;
    let mut reader = app.store.reader().await?;
    let scene = Scene::load(&mut reader, app, firm, scribe.now).await?;
    drop(reader);
    let (content, records) = (text.content, text.records);
    let (content, judged) = aside(move || {
        let judged = scene.judge(&content)?;
        Ok((content, judged))
    })
    .await?;

    let id = sortable_id(scribe.now, scribe.random);
    let mut counts = serde_json::Map::new();
    for finding in Finding::ALL {
        counts.insert(finding.name().to_owned(), json!(judged.count(finding)));
    }
    let detail = json!({ "upload": id, "form": form, "records": records, "counts": counts });
    let upload = Upload {
        id: id.clone(),
        participant: firm.clone(),
        maker: maker.clone(),
        file: tidy_name(name),
        form,
        content,
        records,
        created_at: scribe.now,
    };
    let mut tx = app.store.begin().await?;
    uploads::prune(&mut tx, before(scribe.now, LIFETIME)).await?;
    uploads::add(&mut tx, upload).await?;
    for (old, _, _) in uploads::open(&mut tx, firm, maker).await?.iter().skip(MOST_OPEN) {
        uploads::delete(&mut tx, old).await?;
    }
    scribe.events(&mut tx, "upload.previewed", firm, vec![(None, detail)]).await?;
    tx.commit().await?;
    Ok(id)
}
