//! The audit's chain: events that the sealer has given a place, and the seals over them.

use domain::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError, Tx, directory, marks};
use crate::audit::{
    chain::{Record, Seal},
    expiry::Part,
};

/// The mark whose row is held while events are sealed.
const SEALING: &str = "audit.sealing";

const RECORD: &str = "place, id, at, kind, participant, request, account, actor, who_salt, who_hash, \
                      detail, detail_salt, detail_hash, hash";

fn record(row: &AnyRow) -> Result<Record, StoreError> {
    let (who_hash, detail_hash) = (row.maybe_text("who_hash")?, row.maybe_text("detail_hash")?);
    // These columns cannot be NULL: what has expired is an empty text there.
    let left = |text: String, expired: bool| (!(expired && text.is_empty())).then_some(text);
    Ok(Record {
        place: row.maybe_number("place")?.unwrap_or_default(),
        id: row.text("id")?,
        at: row.instant("at")?,
        kind: row.text("kind")?,
        participant: row.maybe_text("participant")?,
        request: row.maybe_text("request")?,
        account: row.maybe_text("account")?,
        actor: left(row.text("actor")?, who_hash.is_some()),
        who_salt: row.maybe_text("who_salt")?,
        who_hash,
        detail: left(row.text("detail")?, detail_hash.is_some()),
        detail_salt: row.maybe_text("detail_salt")?,
        detail_hash,
        hash: row.maybe_text("hash")?.unwrap_or_default(),
    })
}

fn seal(row: &AnyRow) -> Result<Seal, StoreError> {
    Ok(Seal {
        number: row.number("number")?,
        at: row.instant("at")?,
        first_place: row.number("first_place")?,
        last_place: row.number("last_place")?,
        events: row.number("events")?,
        previous: row.maybe_text("previous")?,
        hash: row.text("hash")?,
    })
}

/// Waits until nobody else seals, and keeps others from it until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(tx: &mut Tx) -> Result<(), StoreError> {
    marks::put(tx, SEALING, "").await
}

/// How many events wait for the sealer, `most` at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(db: &mut AnyConnection, most: u32) -> Result<u64, StoreError> {
    let text = "SELECT COUNT(*) FROM (SELECT id FROM events WHERE seal IS NULL LIMIT $1) AS unsealed";
    let count: i64 = sqlx::query_scalar(text).bind(i64::from(most)).fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Whether an event waits for the sealer.
///
/// # Errors
/// When the database cannot be read.
pub async fn any_unsealed(db: &mut AnyConnection) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM events WHERE seal IS NULL ORDER BY id LIMIT 1").fetch_optional(db).await?;
    Ok(row.is_some())
}

/// The first `limit` events that wait for the sealer, in the order of their ids.
///
/// # Errors
/// When the database cannot be read.
pub async fn unsealed(db: &mut AnyConnection, limit: u32) -> Result<Vec<Record>, StoreError> {
    let text = format!("SELECT {RECORD} FROM events WHERE seal IS NULL ORDER BY id LIMIT $1");
    let rows = sqlx::query(AssertSqlSafe(text)).bind(i64::from(limit)).fetch_all(db).await?;
    rows.iter().map(record).collect()
}

/// Gives `records` their place, their salts and their hash under `seal`, and adds it.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, seal: &Seal, records: &[Record]) -> Result<(), StoreError> {
    for some in records.chunks(directory::BATCH) {
        // Columns of VALUES are named alike in both databases.
        let text = format!(
            "UPDATE events SET seal = ${}, place = v.column2, hash = v.column3, who_salt = v.column4,
                               detail_salt = v.column5
             FROM (VALUES {}) AS v WHERE events.id = v.column1 AND events.seal IS NULL",
            some.len() * 5 + 1,
            directory::places(some.len(), 5)
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for record in some {
            query = query
                .bind(record.id.clone())
                .bind(record.place)
                .bind(record.hash.clone())
                .bind(record.who_salt.clone())
                .bind(record.detail_salt.clone());
        }
        query.bind(seal.number).execute(&mut *db).await?;
    }
    sqlx::query(
        "INSERT INTO seals (number, at, first_place, last_place, events, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(seal.number)
    .bind(seal.at.as_millis())
    .bind(seal.first_place)
    .bind(seal.last_place)
    .bind(seal.events)
    .bind(seal.previous.clone())
    .bind(seal.hash.clone())
    .execute(db)
    .await?;
    Ok(())
}

/// The newest seal.
///
/// # Errors
/// When the database cannot be read.
pub async fn head(db: &mut AnyConnection) -> Result<Option<Seal>, StoreError> {
    let row = sqlx::query("SELECT * FROM seals ORDER BY number DESC LIMIT 1").fetch_optional(db).await?;
    row.as_ref().map(seal).transpose()
}

/// The seals from `from` to `to`, both included, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn between(db: &mut AnyConnection, from: i64, to: i64) -> Result<Vec<Seal>, StoreError> {
    let text = "SELECT * FROM seals WHERE number >= $1 AND number <= $2 ORDER BY number";
    let rows = sqlx::query(text).bind(from).bind(to).fetch_all(db).await?;
    rows.iter().map(seal).collect()
}

/// Up to `limit` events under the seal of that number, in the order of the chain, after this place and id. Both,
/// because rows that somebody has meddled with may share a place, and must be shown.
///
/// # Errors
/// When the database cannot be read.
pub async fn events(
    db: &mut AnyConnection,
    number: i64,
    after: (i64, &str),
    limit: u32,
) -> Result<Vec<Record>, StoreError> {
    let text = format!(
        "SELECT {RECORD} FROM events WHERE seal = $1 AND (place > $2 OR (place = $2 AND id > $3))
         ORDER BY place, id LIMIT $4"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(number)
        .bind(after.0)
        .bind(after.1.to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(record).collect()
}

/// How many events say that they are sealed and stand under no seal: an export does not meet them, and only somebody who
/// has meddled with the database can have put them there. Reads the whole table.
///
/// # Errors
/// When the database cannot be read.
pub async fn strays(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let text = "SELECT COUNT(*) FROM events WHERE seal IS NOT NULL
                AND (place IS NULL OR seal < 1 OR seal > (SELECT COALESCE(MAX(number), 0) FROM seals))";
    let count: i64 = sqlx::query_scalar(text).fetch_one(db).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// A sealed event by its id.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Record>, StoreError> {
    let text = format!("SELECT {RECORD} FROM events WHERE id = $1 AND seal IS NOT NULL");
    let row = sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(db).await?;
    row.as_ref().map(record).transpose()
}

/// Puts the hash in the place of account and actor.
///
/// # Errors
/// When the database does not take it.
pub async fn forget_who(db: &mut AnyConnection, id: &str, hash: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE events SET account = NULL, actor = '', who_salt = NULL, who_hash = $2 WHERE id = $1")
        .bind(id.to_owned())
        .bind(hash.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Puts the hash in the place of the particulars.
///
/// # Errors
/// When the database does not take it.
pub async fn forget_detail(db: &mut AnyConnection, id: &str, hash: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE events SET detail = '', reference = NULL, detail_salt = NULL, detail_hash = $2 WHERE id = $1")
        .bind(id.to_owned())
        .bind(hash.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Which seal the event `id` stands under.
///
/// # Errors
/// When the database cannot be read.
pub async fn seal_of(db: &mut AnyConnection, id: &str) -> Result<Option<i64>, StoreError> {
    let seal: Option<Option<i64>> =
        sqlx::query_scalar("SELECT seal FROM events WHERE id = $1").bind(id.to_owned()).fetch_optional(db).await?;
    Ok(seal.flatten())
}

/// Sealed events from before `before` of which `part` has not expired, the oldest first. Particulars of the schedule,
/// the closing and the audit itself stay.
///
/// # Errors
/// When the database cannot be read.
pub async fn due_to_expire(
    db: &mut AnyConnection,
    part: Part,
    before: Instant,
    limit: u32,
) -> Result<Vec<String>, StoreError> {
    let there = match part {
        Part::Who => "who_hash IS NULL",
        Part::Detail => {
            "detail_hash IS NULL AND kind NOT LIKE 'schedule.%' AND kind NOT LIKE 'closing.%' AND kind NOT LIKE 'audit.%'"
        }
    };
    let text = format!("SELECT id FROM events WHERE at < $1 AND seal IS NOT NULL AND {there} ORDER BY at, id LIMIT $2");
    Ok(sqlx::query_scalar(AssertSqlSafe(text)).bind(before.as_millis()).bind(i64::from(limit)).fetch_all(db).await?)
}
