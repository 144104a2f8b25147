//! How much waits for somebody's decision.

use domain::time::Instant;
use sqlx::AnyConnection;

use super::jury::Jury;
use crate::store::{StoreError, accounts::Account, requests};

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Requests.
    pub requests: u64,
    /// Rows of them.
    pub rows: u64,
}

/// Requests looked at for one digest at most.
const MOST: u32 = 500;

/// What waits for the decision of `checker`.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(db: &mut AnyConnection, checker: &Account, now: Instant) -> Result<Waiting, StoreError> {
    let firm = (!checker.id.is_staff()).then_some(&checker.id.participant);
    let mut waiting = Waiting::default();
    for request in requests::waiting(db, firm, MOST).await? {
        let jury = Jury::of(db, &request, now).await?;
        let rows = jury.count_yours(db, &request, checker, now).await?;
        waiting.requests += u64::from(rows > 0);
        waiting.rows += rows;
    }
    Ok(waiting)
}
