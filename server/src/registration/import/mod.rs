//! Imports of firms, users, addresses, smartcards and the schedule from files.
//!
//! A file is one transaction, read twice: the first pass takes every record down, the second writes what stands. Run
//! again, the same file changes nothing and sends nothing. To add a kind of file: its columns and its rules in a file
//! here, and an arm in [`import`].

pub mod addresses;
mod cards;
pub mod command;
pub mod directory;
mod emails;
mod encoding;
mod hand;
pub mod ledger;
mod participants;
pub mod reader;
pub mod result;
mod schedule;
mod users;
pub mod verdict;

use std::io::{self, Read, Seek};

use serde_json::json;

use crate::{
    app::App,
    approval::propose::ProposeError,
    audit::Scribe,
    decommission,
    registration::{invite::InviteError, operator},
    store::{StoreError, directory::User},
};
use hand::Hand;
pub use participants::is_hidden;
use reader::{FileError, Record, Sheet};
use verdict::{Line, Summary};

/// Which kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Clearing participants.
    Participants,
    /// Their users.
    Users,
    /// Their users' addresses.
    Emails,
    /// Their users' smartcards, as a card-management system has them.
    Cards,
    /// The announced events.
    Schedule,
}

impl What {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Users => "users",
            Self::Emails => "emails",
            Self::Cards => "cards",
            Self::Schedule => "schedule",
        }
    }

    /// The columns that its files must have.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Participants => participants::COLUMNS,
            Self::Users => users::COLUMNS,
            Self::Emails => addresses::COLUMNS,
            Self::Cards => cards::COLUMNS,
            Self::Schedule => crate::schedule::import::COLUMNS,
        }
    }
}

/// How to import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Says what would change, and changes nothing.
    pub dry_run: bool,
    /// The file is the whole list of users: those that it lacks are listed, and proposed to be disabled. Nobody is
    /// before an approver agrees.
    pub complete: bool,
}

/// Why nothing was imported. Whatever it is, the database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file was refused as a whole.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An activation could not be written.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// What was found could not be written down.
    #[error("{0}: {1}")]
    Report(String, io::Error),
    /// What a complete file lacks, or what takes two people, could not be proposed.
    #[error(transparent)]
    Propose(#[from] ProposeError),
    /// Smartcards are out of use for good.
    #[error("smartcards are decommissioned: none can be imported any more")]
    Decommissioned,
    /// Only a list of users can be complete.
    #[error("only a file of users can be said to be complete")]
    Complete,
}

/// Follows an import. An error ends it, and nothing of it stays.
pub trait Watch: Send {
    /// A record and what becomes of it, in the order of the file.
    ///
    /// # Errors
    /// When it cannot be written down.
    fn line(&mut self, line: &Line) -> io::Result<()>;

    /// A user that a complete file lacks.
    ///
    /// # Errors
    /// When it cannot be written down.
    fn missing(&mut self, user: &User) -> io::Result<()>;

    /// How much of the work is done, in bytes of the file; it is read twice.
    fn progress(&mut self, done: u64, total: u64);
}

/// What every import works with.
struct Job<'j, S> {
    app: &'j App,
    scribe: &'j Scribe<'j>,
    sheet: &'j mut Sheet<S>,
    options: Options,
    watch: &'j mut dyn Watch,
    summary: Summary,
    /// What approvers are shown of it besides the counts: what, and what became of it.
    facts: Vec<(String, String)>,
}

/// Records between two reports of progress, after which other tasks get their turn too.
const BREATH: u64 = 256;

impl<S: Read + Seek + Send> Job<'_, S> {
    /// The first pass: shows every record to `see`.
    async fn survey(&mut self, mut see: impl FnMut(&Record<'_>) + Send) -> Result<(), ImportError> {
        let total = 2 * self.sheet.length();
        let mut records = self.sheet.records()?;
        while let Some(record) = records.next_record()? {
            see(&record);
            if record.number.is_multiple_of(BREATH) {
                self.watch.progress(records.taken(), total);
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }
}

/// Counts a line and shows it.
fn tell(watch: &mut dyn Watch, summary: &mut Summary, line: &Line) -> Result<(), ImportError> {
    summary.count(line);
    watch.line(line).map_err(|error| ImportError::Report("result".to_owned(), error))
}

/// Imports a file.
///
/// # Errors
/// [`ImportError`]; nothing has changed then.
pub async fn import<S: Read + Seek + Send>(
    app: &App,
    scribe: &Scribe<'_>,
    what: What,
    sheet: &mut Sheet<S>,
    options: Options,
    watch: &mut dyn Watch,
) -> Result<Summary, ImportError> {
    if options.complete && what != What::Users {
        return Err(ImportError::Complete);
    }
    if what == What::Cards && decommission::is_done(app).await? {
        return Err(ImportError::Decommissioned);
    }
    let mut hand = Hand::take(&app.store, options.dry_run).await?;
    let mut job = Job { app, scribe, sheet, options, watch, summary: Summary::default(), facts: Vec::new() };
    match what {
        What::Participants => participants::import(&mut job, &mut hand).await?,
        What::Users => users::import(&mut job, &mut hand).await?,
        What::Emails => emails::import(&mut job, &mut hand).await?,
        What::Cards => cards::import(&mut job, &mut hand).await?,
        What::Schedule => schedule::import(&mut job, &mut hand).await?,
    }
    let Job { summary, sheet, facts: told, .. } = job;
    if let Some(tx) = hand.write().filter(|_| summary.added + summary.changed + summary.proposed > 0) {
        let file = sheet.file();
        let detail = json!({ "what": what.name(), "file": file, "summary": summary });
        scribe.event(tx, "directory.imported", None, detail).await?;
        let counts = [("added", summary.added), ("changed", summary.changed), ("proposed", summary.proposed)];
        let mut facts = vec![("what".to_owned(), what.name().to_owned()), ("file".to_owned(), file.to_owned())];
        facts.extend(counts.map(|(label, count)| (label.to_owned(), count.to_string())));
        facts.extend(told);
        operator::acted(tx, scribe, "import", facts).await?;
    }
    hand.finish().await?;
    // Firms are told of a schedule that changed, whatever the summary counts.
    if (summary.mails + summary.proposed > 0 || what == What::Schedule) && !options.dry_run {
        app.outbox.ring();
    }
    Ok(summary)
}
