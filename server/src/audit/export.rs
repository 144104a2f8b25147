//! Writes the chain out, page by page.

use std::{
    io::{self, Write},
    ops::RangeInclusive,
};

use super::{
    Scribe,
    anchor::Anchor,
    file::{Header, Line},
    seal,
};
use crate::{
    app::App,
    store::{StoreError, events::Actor, seals},
};

/// Seals read at a time.
const SEALS: i64 = 100;

/// Events read at a time.
const EVENTS: u32 = 500;

/// Why there is no export, or only a part of one.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error("the export cannot be written: {0}")]
    File(#[from] io::Error),
    /// The export was to begin after the last seal, or before the first.
    #[error("there is no seal {0}; the newest is {1}")]
    NoSeal(i64, i64),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Events.
    pub events: u64,
    /// Seals.
    pub seals: u64,
    /// The last seal.
    pub head: Option<Anchor>,
    /// Events in the database that say that they are sealed and stand under no seal: put there by somebody else, and not
    /// in the export.
    pub strays: u64,
}

/// Notes in the audit that `by` exports, seals everything that waits, and writes the chain's `seals`, as far as there
/// are so many, to `out` in the form of [`super::file`]. Only a page of it is in memory at once; `progress` hears how many seals of how
/// many are written.
///
/// # Errors
/// [`ExportError`]. A part that was written by then does not verify.
pub async fn write(
    app: &App,
    by: Actor,
    seals: RangeInclusive<i64>,
    out: &mut (dyn Write + Send),
    mut progress: impl FnMut(u64, u64),
) -> Result<Exported, ExportError> {
    let (from, to) = (*seals.start(), *seals.end());
    if from != 1 {
        // Refused before anything is noted.
        let newest = seal::all(app).await?.map_or(0, |head| head.number);
        if from < 1 || from > newest {
            return Err(ExportError::NoSeal(from, newest));
        }
    }
    let scribe = Scribe::of_command(app, by);
    let mut tx = app.store.begin().await?;
    scribe.event(&mut tx, "audit.exported", None, serde_json::json!({ "from_seal": from })).await?;
    tx.commit().await?;
    let head = seal::all(app).await?;

    let last = head.as_ref().map_or(0, |head| head.number).min(to);
    let header = Header::new(&app.config.organisation.name_en, scribe.now, head.as_ref().map(|_| (from, last)));
    put(out, &Line::Header(header))?;
    let mut done = Exported { events: 0, seals: 0, head: None, strays: 0 };
    let total = u64::try_from(last - from + 1).unwrap_or_default();
    let mut next = from;
    while next <= last {
        let to = last.min(next + SEALS - 1);
        // A connection a page: an export of hours keeps none from anybody.
        let page = seals::between(&mut *app.store.reader().await?, next, to).await?;
        for seal in page {
            done.events += events(app, seal.number, out).await?;
            done.head = Some(Anchor::from(&seal));
            put(out, &Line::Seal(seal))?;
            done.seals += 1;
            progress(done.seals, total);
        }
        next = to + 1;
    }
    out.flush()?;
    done.strays = seals::strays(&mut *app.store.reader().await?).await?;
    Ok(done)
}

/// Writes the events of a seal as they stand, right or wrong: it is [`super::verify`] that judges.
async fn events(app: &App, seal: i64, out: &mut (dyn Write + Send)) -> Result<u64, ExportError> {
    let (mut place, mut id, mut count) = (i64::MIN, String::new(), 0);
    loop {
        let page = seals::events(&mut *app.store.reader().await?, seal, (place, &id), EVENTS).await?;
        let full = page.len() == EVENTS as usize;
        for record in page {
            (place, id) = (record.place, record.id.clone());
            put(out, &Line::Event(record))?;
            count += 1;
        }
        if !full {
            return Ok(count);
        }
    }
}

fn put(out: &mut (dyn Write + Send), line: &Line) -> Result<(), ExportError> {
    let text = line.written().map_err(io::Error::from)?;
    Ok(out.write_all(text.as_bytes())?)
}
