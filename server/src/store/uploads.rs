//! Files of addresses that makers have uploaded and not proposed yet. Whoever reads one names its firm and its maker: an
//! id alone finds nothing.

use domain::{
    account::{AccountId, ParticipantCode},
    time::Instant,
};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// One upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id, which sorts by time.
    pub id: String,
    /// The firm.
    pub participant: ParticipantCode,
    /// Who uploaded it.
    pub maker: AccountId,
    /// The file's name.
    pub file: String,
    /// Its encoding and separator, in words.
    pub form: String,
    /// The records, as UTF-8 with commas.
    pub content: String,
    /// How many records follow the header.
    pub records: u64,
    /// When it was uploaded.
    pub created_at: Instant,
}

fn upload(row: &AnyRow) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: row.text("id")?,
        participant: row.parsed("participant", "participant code")?,
        maker: row.parsed("maker", "account")?,
        file: row.text("file")?,
        form: row.text("form")?,
        content: row.text("content")?,
        records: u64::try_from(row.number("records")?).unwrap_or_default(),
        created_at: row.instant("created_at")?,
    })
}

/// Adds an upload.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, new: Upload) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO uploads (id, participant, maker, file, form, content, records, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id)
    .bind(new.participant.as_str().to_owned())
    .bind(new.maker.to_string())
    .bind(new.file)
    .bind(new.form)
    .bind(new.content)
    .bind(i64::try_from(new.records).unwrap_or(i64::MAX))
    .bind(new.created_at.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Whether anybody has an upload of that id.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_anywhere(db: &mut AnyConnection, id: &str) -> Result<bool, StoreError> {
    let found: Option<String> =
        sqlx::query_scalar("SELECT id FROM uploads WHERE id = $1").bind(id.to_owned()).fetch_optional(db).await?;
    Ok(found.is_some())
}

/// Finds an upload of `maker`, who is of the firm.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(
    db: &mut AnyConnection,
    id: &str,
    participant: &ParticipantCode,
    maker: &AccountId,
) -> Result<Option<Upload>, StoreError> {
    one(db, "SELECT * FROM uploads WHERE id = $1 AND participant = $2 AND maker = $3", id, participant, maker).await
}

/// Finds an upload of `maker`, and keeps everybody else from changing it until the transaction ends.
///
/// # Errors
/// When the database does not take it.
pub async fn hold(
    db: &mut AnyConnection,
    id: &str,
    participant: &ParticipantCode,
    maker: &AccountId,
) -> Result<Option<Upload>, StoreError> {
    let text = "UPDATE uploads SET records = records WHERE id = $1 AND participant = $2 AND maker = $3 RETURNING *";
    one(db, text, id, participant, maker).await
}

async fn one(
    db: &mut AnyConnection,
    text: &'static str,
    id: &str,
    participant: &ParticipantCode,
    maker: &AccountId,
) -> Result<Option<Upload>, StoreError> {
    sqlx::query(text)
        .bind(id.to_owned())
        .bind(participant.as_str().to_owned())
        .bind(maker.to_string())
        .fetch_optional(db)
        .await?
        .map(|row| upload(&row))
        .transpose()
}

/// The uploads of `maker`, newest first: id, file, when.
///
/// # Errors
/// When the database cannot be read.
pub async fn open(
    db: &mut AnyConnection,
    participant: &ParticipantCode,
    maker: &AccountId,
) -> Result<Vec<(String, String, Instant)>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, file, created_at FROM uploads WHERE participant = $1 AND maker = $2
         ORDER BY created_at DESC, id DESC",
    )
    .bind(participant.as_str().to_owned())
    .bind(maker.to_string())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.text("id")?, row.text("file")?, row.instant("created_at")?))).collect()
}

/// Replaces the records of an upload that is held.
///
/// # Errors
/// When the database does not take it.
pub async fn replace(db: &mut AnyConnection, id: &str, content: String, records: u64) -> Result<(), StoreError> {
    sqlx::query("UPDATE uploads SET content = $2, records = $3 WHERE id = $1")
        .bind(id.to_owned())
        .bind(content)
        .bind(i64::try_from(records).unwrap_or(i64::MAX))
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes an upload. False when there is none.
///
/// # Errors
/// When the database does not take it.
pub async fn delete(db: &mut AnyConnection, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM uploads WHERE id = $1").bind(id.to_owned()).execute(db).await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets uploads older than `before`.
///
/// # Errors
/// When the database does not take it.
pub async fn prune(db: &mut AnyConnection, before: Instant) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM uploads WHERE created_at < $1").bind(before.as_millis()).execute(db).await?;
    Ok(())
}
