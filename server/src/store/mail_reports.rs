//! Reports of mail servers on mail that a relay had taken (RFC 3464), one row for each recipient of each.

use domain::{account::AccountId, address::EmailAddress, time::Instant};
use sqlx::AnyConnection;

use super::{Columns as _, StoreError};

/// Accounts with one registered address that a report concerns at most.
const HOLDERS: i64 = 1_000;

/// What was reported of one recipient.
#[derive(Clone, Debug)]
pub struct Reported {
    /// SHA-256 over what makes it this report.
    pub digest: String,
    /// When it came.
    pub at: Instant,
    /// Whether it failed for good; else it is late.
    pub failed: bool,
    /// The code of RFC 3463.
    pub status: String,
    /// The recipient's domain.
    pub domain: String,
    /// What was said, without addresses.
    pub diagnostic: String,
    /// The mail of ours that it is about, where that is known.
    pub letter: Option<String>,
    /// How many accounts have the address registered.
    pub accounts: u64,
}

/// Keeps it; says whether it is the first time.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, reported: &Reported) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO mail_reports (digest, at, action, status, domain, diagnostic, letter, accounts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (digest) DO NOTHING",
    )
    .bind(reported.digest.clone())
    .bind(reported.at.as_millis())
    .bind(if reported.failed { "failed" } else { "delayed" })
    .bind(reported.status.clone())
    .bind(reported.domain.clone())
    .bind(reported.diagnostic.clone())
    .bind(reported.letter.clone())
    .bind(i64::try_from(reported.accounts).unwrap_or(i64::MAX))
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Accounts whose registered address is `address`.
///
/// # Errors
/// When the database cannot be read.
pub async fn holders(db: &mut AnyConnection, address: &EmailAddress) -> Result<Vec<AccountId>, StoreError> {
    let rows = sqlx::query("SELECT account FROM accounts WHERE email_key = $1 ORDER BY account LIMIT $2")
        .bind(address.key())
        .bind(HOLDERS)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| row.parsed("account", "account")).collect()
}

/// What reports since an instant said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Failures for good, one for each recipient.
    pub failed: u64,
    /// Mails that are late.
    pub delayed: u64,
    /// Of both, those on an address that nobody has registered.
    pub unknown: u64,
}

/// What reports since `since` said.
///
/// # Errors
/// When the database cannot be read.
pub async fn tally(db: &mut AnyConnection, since: Instant) -> Result<Tally, StoreError> {
    let row = sqlx::query(
        "SELECT COALESCE(CAST(SUM(CASE WHEN action = 'failed' THEN 1 ELSE 0 END) AS BIGINT), 0) AS failed,
                COALESCE(CAST(SUM(CASE WHEN action = 'delayed' THEN 1 ELSE 0 END) AS BIGINT), 0) AS delayed,
                COALESCE(CAST(SUM(CASE WHEN accounts = 0 THEN 1 ELSE 0 END) AS BIGINT), 0) AS nobodys
         FROM (SELECT action, accounts FROM mail_reports WHERE at >= $1 ORDER BY at DESC LIMIT 10000) newest",
    )
    .bind(since.as_millis())
    .fetch_one(db)
    .await?;
    let number = |column| Ok::<_, StoreError>(u64::try_from(row.number(column)?).unwrap_or_default());
    Ok(Tally { failed: number("failed")?, delayed: number("delayed")?, unknown: number("nobodys")? })
}

/// Forgets reports that came before `before`, at most `limit` of them; says how many.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(db: &mut AnyConnection, before: Instant, limit: u32) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "DELETE FROM mail_reports WHERE digest IN (SELECT digest FROM mail_reports WHERE at < $1 ORDER BY at LIMIT $2)",
    )
    .bind(before.as_millis())
    .bind(i64::from(limit))
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
