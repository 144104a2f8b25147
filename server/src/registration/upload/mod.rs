//! A firm's own upload of addresses: a file is taken, looked at, corrected, and proposed as one request.
//!
//! * [`text`] keeps a file of any form as one text, in which no record loses its number or a cell.
//! * [`take`] takes a file within bounds; [`check`] judges it by the rules of `changeover import emails`, against the
//!   firm alone: of anybody else nothing is looked up, so nothing can be learnt of them.
//! * [`view`] shows a page of it; [`correct`] changes cells and leaves records out; [`propose`] makes a request of it.
//! * [`files`] writes the template to fill in, and the file back with what was found.
//!
//! A file that is neither proposed nor discarded is forgotten after [`LIFETIME`].

pub mod check;
pub mod correct;
pub mod files;
pub mod propose;
pub mod take;
pub mod text;
pub mod view;

use std::time::Duration;

use app::ports::upload::FileProblem;
use domain::time::Instant;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::import::reader::FileError;
use crate::store::StoreError;

/// The most bytes of a file.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// The most records of a file after its header.
pub const MOST_RECORDS: u64 = 100_000;
/// The most files that one maker can have open; the oldest goes first.
pub const MOST_OPEN: usize = 20;
/// How long a file waits to be proposed.
pub const LIFETIME: Duration = Duration::from_secs(7 * 86_400);

/// Why something could not be done with an upload.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is not taken as a whole.
    #[error("the file is not taken: {0:?}")]
    File(FileProblem),
    /// The maker has no such upload.
    #[error("there is no such upload")]
    Gone,
    /// The right to propose went meanwhile.
    #[error("the right to propose is gone")]
    NoRight,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Our fault.
    #[error("{0}")]
    Failed(String),
}

impl From<FileError> for UploadError {
    fn from(error: FileError) -> Self {
        Self::File(problem(error))
    }
}

/// What a page says of a file that is refused.
fn problem(error: FileError) -> FileProblem {
    match error {
        FileError::Read { .. } => FileProblem::Unreadable,
        FileError::Empty(_) => FileProblem::Empty,
        FileError::Columns { wanted, missing, found, .. } => FileProblem::Columns { wanted, missing, found },
        FileError::Twice { column, .. } => FileProblem::Twice(column.to_owned()),
        FileError::TooLong { record, .. } => FileProblem::RecordTooLong(record),
        FileError::TooMany(_) => FileProblem::TooManyRecords,
    }
}

/// Files that are worked on at once, of all firms: each is held in memory meanwhile.
static ROOM: Semaphore = Semaphore::const_new(4);

/// Waits until there is room for one more file.
async fn room() -> Result<SemaphorePermit<'static>, UploadError> {
    ROOM.acquire().await.map_err(|error| UploadError::Failed(error.to_string()))
}

/// Does what keeps a processor busy, where it keeps nobody else waiting.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UploadError> + Send + 'static,
) -> Result<T, UploadError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| UploadError::Failed(error.to_string()))?
}

/// So much earlier than `now`.
fn before(now: Instant, span: Duration) -> Instant {
    Instant::from_millis(now.as_millis().saturating_sub_unsigned(u64::try_from(span.as_millis()).unwrap_or(u64::MAX)))
}
