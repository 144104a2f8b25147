//! Browsers that have completed a login.

use domain::{account::AccountId, time::Instant};
use sqlx::AnyConnection;

use super::StoreError;

/// Whether this browser has completed a login of `account`.
///
/// # Errors
/// When the database cannot be read.
pub async fn knows(db: &mut AnyConnection, token_hash: &str, account: &AccountId) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT known_at FROM browsers WHERE token_hash = $1 AND account = $2")
        .bind(token_hash.to_owned())
        .bind(account.to_string())
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

/// Remembers that this browser has completed a login of `account`.
///
/// # Errors
/// When the database does not take it.
pub async fn remember(
    db: &mut AnyConnection,
    token_hash: &str,
    account: &AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO browsers (token_hash, account, known_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, account) DO UPDATE SET known_at = excluded.known_at",
    )
    .bind(token_hash.to_owned())
    .bind(account.to_string())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a browser a new token, for every account that it is known to.
///
/// # Errors
/// When the database does not take it.
pub async fn renew(db: &mut AnyConnection, old_hash: &str, new_hash: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE browsers SET token_hash = $2 WHERE token_hash = $1")
        .bind(old_hash.to_owned())
        .bind(new_hash.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets every browser of `account`.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(db: &mut AnyConnection, account: &AccountId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM browsers WHERE account = $1").bind(account.to_string()).execute(db).await?;
    Ok(())
}
