//! Acknowledgements as a file.

use domain::guide::Acknowledge;

use super::documents;
use crate::{app::App, briefing::file::FileError, sheet::Sheet, store::guides};

const HEADER: [&str; 9] = [
    "document",
    "title_en",
    "version",
    "participant_code",
    "name_en",
    "asked",
    "acknowledged",
    "newest",
    "acknowledged_by",
];

/// A record for each firm and each document that is to be acknowledged, in the version that holds.
///
/// # Errors
/// [`FileError`] says why there is none.
pub async fn acknowledgements(app: &App) -> Result<Vec<u8>, FileError> {
    let db = &mut *app.store.reader().await?;
    let mut sheet = Sheet::of(HEADER)?;
    for document in documents(db).await?.iter().filter(|document| document.acknowledge != Acknowledge::None) {
        for firm in guides::by_firm(db, document.key(), false, 0, u32::MAX).await? {
            sheet.record([
                document.id.clone(),
                document.title(domain::language::Language::En).to_owned(),
                document.version.clone(),
                firm.participant.to_string(),
                firm.name_en,
                firm.asked.to_string(),
                firm.done.to_string(),
                firm.last.map(|at| at.to_string()).unwrap_or_default(),
                firm.by.map(|by| by.to_string()).unwrap_or_default(),
            ])?;
        }
    }
    Ok(sheet.end()?)
}
