//! How much waits for somebody's decision.

use domain::time::Instant;
use sqlx::AnyConnection;

use crate::store::{StoreError, accounts::Account};

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Requests.
    pub requests: u64,
    /// Rows of them.
    pub rows: u64,
}

/// What waits for the decision of `checker`.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(_db: &mut AnyConnection, _checker: &Account, _now: Instant) -> Result<Waiting, StoreError> {
    Ok(Waiting::default())
}
