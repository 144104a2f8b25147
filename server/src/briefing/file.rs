//! Attendance as a file.

use domain::{briefing::Seat, time::Instant};

use crate::{
    app::App,
    sheet::Sheet,
    store::{StoreError, briefings},
};

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be written.
    #[error("a file could not be written: {0}")]
    Csv(#[from] csv::Error),
}

const HEADER: [&str; 8] =
    ["briefing", "title_en", "starts_at", "state", "participant_code", "user_id", "seat", "attended"];

/// A record for everybody who signed up for any session. `attended` is empty until attendance is recorded.
///
/// # Errors
/// [`FileError`] says why there is none.
pub async fn attendance(app: &App) -> Result<Vec<u8>, FileError> {
    let db = &mut *app.store.reader().await?;
    let mut sheet = Sheet::of(HEADER)?;
    for held in briefings::list(db, Instant::from_millis(0)).await? {
        let state = if held.called_off_at.is_some() { "called-off" } else { "planned" };
        for (attendee, account) in briefings::attendees(db, &held.id, None).await? {
            let attended = match (attendee.seat, held.recorded_at, attendee.attended) {
                (Seat::Waiting, ..) | (_, None, _) => "",
                (_, _, true) => "yes",
                (_, _, false) => "no",
            };
            let starts_at = held.outline.starts_at.to_string();
            sheet.record([
                held.id.as_str(),
                &held.outline.title_en,
                &starts_at,
                state,
                account.id.participant.as_str(),
                account.id.user.as_str(),
                attendee.seat.name(),
                attended,
            ])?;
        }
    }
    Ok(sheet.end()?)
}
