//! How mail fares, in figures. Each is read from an index of its own and of so many mails at most, so that it costs the
//! same however much mail there is.

use std::time::Duration;

use domain::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::since_id;
use crate::store::{Columns as _, StoreError};

/// The most mails of a queue that are counted, and the most refusals that are told apart.
pub const COUNTED: u32 = 10_000;

/// What waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many mails that may leave have not, [`COUNTED`] at most.
    pub waiting: u64,
    /// When the oldest of them was put in.
    pub oldest: Option<Instant>,
}

/// How long the newest codes since `since` took from being put in to being taken by a relay, `limit` of them at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn codes(db: &mut AnyConnection, since: Instant, limit: u32) -> Result<Vec<Duration>, StoreError> {
    let rows = sqlx::query(
        "SELECT created_at, settled_at FROM outbox
         WHERE kind = 'code' AND state = 'sent' AND id >= $1 ORDER BY id DESC LIMIT $2",
    )
    .bind(since_id(since))
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let created_at = row.instant("created_at")?;
            Ok(row.maybe_instant("settled_at")?.map_or(Duration::ZERO, |settled_at| settled_at.since(created_at)))
        })
        .collect()
}

/// How many mails since `since` were refused, or came back, at which domain: the most first. Of the newest [`COUNTED`]
/// at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn refused(db: &mut AnyConnection, since: Instant) -> Result<Vec<(String, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT domain, COUNT(*) AS mails FROM (
             SELECT domain FROM outbox WHERE state = 'refused' AND id >= $1 ORDER BY id DESC LIMIT $2) newest
         GROUP BY domain ORDER BY mails DESC, domain",
    )
    .bind(since_id(since))
    .bind(i64::from(COUNTED))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.text("domain")?, u64::try_from(row.number("mails")?).unwrap_or_default()))).collect()
}

/// Of a mail `o`: it may leave at `now` and has not.
pub(super) fn queued(now: Instant) -> String {
    format!("o.state = 'waiting' AND (o.tries > 0 OR o.due_at <= {})", now.as_millis())
}

/// What waits at `now`, without what is to leave later.
///
/// # Errors
/// When the database cannot be read.
pub async fn queue(db: &mut AnyConnection, now: Instant) -> Result<Queue, StoreError> {
    let text = format!(
        "SELECT COUNT(*) AS mails, MIN(created_at) AS oldest FROM (
             SELECT o.created_at FROM outbox o WHERE {} ORDER BY o.id LIMIT $1) queue",
        queued(now)
    );
    let row = sqlx::query(AssertSqlSafe(text)).bind(i64::from(COUNTED)).fetch_one(db).await?;
    Ok(Queue { waiting: u64::try_from(row.number("mails")?).unwrap_or_default(), oldest: row.maybe_instant("oldest")? })
}
