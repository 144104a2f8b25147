//! One-time codes with which users bind a card. The code itself stands nowhere: it is derived from the id.

use domain::{account::AccountId, time::Instant};
use sqlx::{AnyConnection, any::AnyRow};

use super::{Columns as _, StoreError};

/// One binding code.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its id, from which the code is derived.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// The request that issued it.
    pub request: String,
    /// When it was issued.
    pub created_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When a card was bound with it.
    pub used_at: Option<Instant>,
}

impl Binding {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text("id")?,
            account: row.parsed("account", "account")?,
            request: row.text("request")?,
            created_at: row.instant("created_at")?,
            expires_at: row.instant("expires_at")?,
            used_at: row.maybe_instant("used_at")?,
        })
    }
}

/// Issues a code; earlier ones of the account stop working.
///
/// # Errors
/// When the database does not take it.
pub async fn issue(db: &mut AnyConnection, new: &Binding) -> Result<(), StoreError> {
    revoke_open(db, &new.account, new.created_at).await?;
    sqlx::query("INSERT INTO bindings (id, account, request, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(new.id.clone())
        .bind(new.account.to_string())
        .bind(new.request.clone())
        .bind(new.created_at.as_millis())
        .bind(new.expires_at.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// Ends the codes of `account` that were not used.
///
/// # Errors
/// When the database does not take it.
pub async fn revoke_open(db: &mut AnyConnection, account: &AccountId, now: Instant) -> Result<(), StoreError> {
    sqlx::query("UPDATE bindings SET revoked_at = $2 WHERE account = $1 AND used_at IS NULL AND revoked_at IS NULL")
        .bind(account.to_string())
        .bind(now.as_millis())
        .execute(db)
        .await?;
    Ok(())
}

/// The account's code that was neither used nor ended; it may have expired.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_open(db: &mut AnyConnection, account: &AccountId) -> Result<Option<Binding>, StoreError> {
    sqlx::query(
        "SELECT * FROM bindings WHERE account = $1 AND used_at IS NULL AND revoked_at IS NULL
         ORDER BY created_at DESC LIMIT 1",
    )
    .bind(account.to_string())
    .fetch_optional(db)
    .await?
    .map(|row| Binding::from_row(&row))
    .transpose()
}

/// Uses a code. False when it was used or ended, or expired, meanwhile.
///
/// # Errors
/// When the database does not take it.
pub async fn complete(db: &mut AnyConnection, id: &str, now: Instant) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE bindings SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
    )
    .bind(id.to_owned())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The codes that `request` issued and that still work, in order of the account.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_request(db: &mut AnyConnection, request: &str, now: Instant) -> Result<Vec<Binding>, StoreError> {
    sqlx::query(
        "SELECT * FROM bindings WHERE request = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2
         ORDER BY account",
    )
    .bind(request.to_owned())
    .bind(now.as_millis())
    .fetch_all(db)
    .await?
    .iter()
    .map(Binding::from_row)
    .collect()
}

/// How many codes that `request` issued still work.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_of_request(db: &mut AnyConnection, request: &str, now: Instant) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM bindings
         WHERE request = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
    )
    .bind(request.to_owned())
    .bind(now.as_millis())
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
