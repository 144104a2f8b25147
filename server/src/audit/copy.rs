//! A copy of what a trail shows, as a file: written page by page while it is sent, so that it costs no memory however long
//! it is, and never longer than it may be.

use std::sync::Arc;

use app::ports::trail::{Format, Said};
use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};
use futures_util::stream::{Stream, try_unfold};
use serde_json::{Map, Value, json};

use super::{
    Scribe,
    trail::{Reader, facts},
};
use crate::{
    app::App,
    sheet::Sheet,
    store::{
        StoreError,
        events::{self, Filter, Recorded},
    },
};

/// Events in a file at most.
pub const MOST: usize = 100_000;

/// Events read at a time.
const PAGE: u32 = 500;

/// The first record of the CSV.
const HEAD: [&str; 9] =
    ["at", "event", "participant_code", "account", "by", "particulars", "sealed", "request", "exported_at"];

/// Why a copy broke off: whoever takes it is to see that it is not whole.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The events could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// They could not be written.
    #[error("CSV: {0}")]
    Csv(#[from] csv::Error),
}

/// Writes down that a copy is taken of what `asked` lets through, and gives the bound of what it may hold: nothing that
/// was written later.
///
/// # Errors
/// When the database does not take it; then there is no copy.
pub async fn note(
    app: &App,
    scribe: &Scribe<'_>,
    firm: &ParticipantCode,
    format: Format,
    asked: &[(&str, &str)],
) -> Result<String, StoreError> {
    let given = asked.iter().filter(|(_, value)| !value.is_empty());
    let asked: Map<String, Value> = given.map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let mut tx = app.store.begin().await?;
    let detail = json!({ "format": format.name(), "asked": asked });
    let id = scribe.firm_event_named(&mut tx, "audit.exported", firm, detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// What a copy is of.
pub struct Copy {
    /// Where the events are.
    pub app: Arc<App>,
    /// Which of them.
    pub filter: Filter,
    /// The event that [`note`] wrote: only what is older goes in.
    pub before: String,
    /// Who takes it.
    pub reader: Reader,
    /// How it is written.
    pub format: Format,
    /// When it was asked for.
    pub exported_at: Instant,
}

/// How far a copy has come.
struct Progress {
    copy: Copy,
    before: String,
    written: usize,
    ended: bool,
}

impl Copy {
    /// The file, newest event first: of at most [`MOST`] events, and then it says that there are more.
    pub fn stream(self) -> impl Stream<Item = Result<Vec<u8>, CopyError>> + Send {
        let begun = Progress { before: self.before.clone(), copy: self, written: 0, ended: false };
        try_unfold(begun, |mut progress| async move {
            if progress.ended {
                return Ok(None);
            }
            // What was sent already is not whole: the connection breaks off, and whoever takes it sees that.
            let text = progress.next().await.inspect_err(|error| tracing::error!(%error, "an export broke off"))?;
            Ok(Some((text, progress)))
        })
    }

    fn beginning(&self) -> Result<Vec<u8>, CopyError> {
        Ok(match self.format {
            Format::Csv => Sheet::of(HEAD)?.end()?,
            Format::Json => format!("{{\"exported_at\":{},\"events\":[", json!(self.exported_at)).into_bytes(),
        })
    }

    fn end(&self, whole: bool) -> Result<Vec<u8>, CopyError> {
        Ok(match self.format {
            Format::Csv if whole => Vec::new(),
            Format::Csv => {
                let mut cells = vec![String::new(); HEAD.len()];
                cells[1] = format!("There are more than these {MOST} events: narrow the filters.");
                record(&cells)?
            }
            Format::Json => format!("],\"complete\":{whole}}}").into_bytes(),
        })
    }

    fn event(&self, event: Recorded, first: bool) -> Result<Vec<u8>, CopyError> {
        let by = match event.actor.parse::<AccountId>() {
            Ok(id) if id.is_staff() && self.reader == Reader::Firm => "STAFF".to_owned(),
            _ => event.actor,
        };
        let particulars = facts(&event.detail, self.reader);
        let participant = event.participant.map(|code| code.to_string()).unwrap_or_default();
        let account = event.account.map(|account| account.to_string()).unwrap_or_default();
        let request = event.request.unwrap_or_default();
        match self.format {
            Format::Csv => record(&[
                event.at.to_string(),
                event.kind,
                participant,
                account,
                by,
                line(&particulars, "; "),
                if event.sealed { "yes" } else { "no" }.to_owned(),
                request,
                self.exported_at.to_string(),
            ]),
            Format::Json => {
                let particulars: Map<String, Value> =
                    particulars.into_iter().map(|(name, said)| (name, plain(said))).collect();
                let event = json!({
                    "at": event.at, "event": event.kind, "participant_code": participant, "account": account,
                    "by": by, "particulars": particulars, "sealed": event.sealed, "request": request,
                });
                Ok(format!("{}{event}", if first { "\n" } else { ",\n" }).into_bytes())
            }
        }
    }
}

impl Progress {
    /// The next piece of the file.
    async fn next(&mut self) -> Result<Vec<u8>, CopyError> {
        let copy = &self.copy;
        let mut text = if self.written == 0 { copy.beginning()? } else { Vec::new() };
        let mut reader = copy.app.store.reader().await?;
        let page = events::list(&mut reader, &copy.filter, Some(&self.before), PAGE).await?;
        drop(reader);
        let full = page.len() == PAGE as usize;
        if let Some(last) = page.last() {
            self.before.clone_from(&last.id);
        }
        let mut whole = true;
        for event in page {
            if self.written == MOST {
                whole = false;
                break;
            }
            text.extend(copy.event(event, self.written == 0)?);
            self.written += 1;
        }
        self.ended = !full || !whole;
        if self.ended {
            text.extend(copy.end(whole)?);
        }
        Ok(text)
    }
}

/// One record of a CSV file.
fn record(cells: &[String]) -> Result<Vec<u8>, CopyError> {
    let mut sheet = Sheet::piece();
    sheet.record(cells)?;
    Ok(sheet.end()?)
}

/// Particulars in one cell, as the audit names them.
fn line(particulars: &[(String, Said)], joint: &str) -> String {
    let each = particulars.iter().map(|(name, said)| format!("{}: {}", name.replace('_', " "), short(said)));
    each.collect::<Vec<_>>().join(joint)
}

fn short(said: &Said) -> String {
    match said {
        Said::Text(text) => text.clone(),
        Said::Count(count) => count.to_string(),
        Said::Flag(flag) => flag.to_string(),
        Said::Many(texts) => texts.join(", "),
        Said::Each(parts) => line(parts, ", "),
        Said::Withheld => WITHHELD.to_owned(),
    }
}

fn plain(said: Said) -> Value {
    match said {
        Said::Text(text) => text.into(),
        Said::Count(count) => count.into(),
        Said::Flag(flag) => flag.into(),
        Said::Many(texts) => texts.into(),
        Said::Each(parts) => Value::Object(parts.into_iter().map(|(name, said)| (name, plain(said))).collect()),
        Said::Withheld => WITHHELD.into(),
    }
}

/// What stands for an address that the reader does not see.
const WITHHELD: &str = "(withheld)";
