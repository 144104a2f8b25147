//! What was done at the command line, until every approver of the staff has acknowledged it.

use domain::{account::AccountId, time::Instant};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use super::{Columns as _, StoreError};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Instant,
    /// What: `import` or `staff-added`.
    pub what: String,
    /// Particulars as label and value.
    pub facts: Vec<(String, String)>,
}

/// Writes an act down.
///
/// # Errors
/// When the database does not take it.
pub async fn add(db: &mut AnyConnection, act: &Act) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO operator_acts (id, at, what, facts) VALUES ($1, $2, $3, $4)")
        .bind(act.id.clone())
        .bind(act.at.as_millis())
        .bind(act.what.clone())
        .bind(serde_json::json!(act.facts).to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Acts that lists read at most.
const LISTED: u32 = 1_000;
/// Of acts that somebody has acknowledged, so many are listed.
const NEWEST: u32 = 20;

fn read(rows: &[AnyRow]) -> Result<Vec<Act>, StoreError> {
    rows.iter()
        .map(|row| {
            Ok(Act {
                id: row.text("id")?,
                at: row.instant("at")?,
                what: row.text("what")?,
                facts: serde_json::from_str(&row.text("facts")?).unwrap_or_default(),
            })
        })
        .collect()
}

/// That nobody has acknowledged an act.
const UNACKNOWLEDGED: &str = "NOT EXISTS (SELECT 1 FROM acknowledgements WHERE act = operator_acts.id)";

/// What nobody has acknowledged, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn unacknowledged(db: &mut AnyConnection) -> Result<Vec<Act>, StoreError> {
    let text = format!("SELECT * FROM operator_acts WHERE {UNACKNOWLEDGED} ORDER BY id LIMIT {LISTED}");
    read(&sqlx::query(AssertSqlSafe(text)).fetch_all(db).await?)
}

/// What `approver` has not acknowledged, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn unseen(db: &mut AnyConnection, approver: &AccountId) -> Result<Vec<Act>, StoreError> {
    let text = format!(
        "SELECT * FROM operator_acts WHERE id NOT IN (SELECT act FROM acknowledgements WHERE account = $1)
         ORDER BY id LIMIT {LISTED}"
    );
    read(&sqlx::query(AssertSqlSafe(text)).bind(approver.to_string()).fetch_all(db).await?)
}

/// The newest acts that somebody has acknowledged, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn acknowledged(db: &mut AnyConnection) -> Result<Vec<Act>, StoreError> {
    let text = format!("SELECT * FROM operator_acts WHERE NOT {UNACKNOWLEDGED} ORDER BY id DESC LIMIT {NEWEST}");
    read(&sqlx::query(AssertSqlSafe(text)).fetch_all(db).await?)
}

/// Who has acknowledged an act, and when, in order.
///
/// # Errors
/// When the database cannot be read.
pub async fn who_saw(db: &mut AnyConnection, act: &str) -> Result<Vec<(AccountId, Instant)>, StoreError> {
    let rows = sqlx::query("SELECT account, at FROM acknowledgements WHERE act = $1 ORDER BY at, account")
        .bind(act.to_owned())
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok((row.parsed("account", "account")?, row.instant("at")?))).collect()
}

/// How many acts nobody has acknowledged.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_unacknowledged(db: &mut AnyConnection) -> Result<u64, StoreError> {
    let text = format!("SELECT COUNT(*) FROM operator_acts WHERE {UNACKNOWLEDGED}");
    let acts: i64 = sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(db).await?;
    Ok(u64::try_from(acts).unwrap_or_default())
}

/// Notes that `approver` has seen an act. False when there is none, or it was noted before.
///
/// # Errors
/// When the database does not take it.
pub async fn acknowledge(
    db: &mut AnyConnection,
    act: &str,
    approver: &AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    // PostgreSQL's texts hold no NUL.
    if !act.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(false);
    }
    let done = sqlx::query(
        "INSERT INTO acknowledgements (act, account, at) SELECT id, $2, $3 FROM operator_acts WHERE id = $1
         ON CONFLICT (act, account) DO NOTHING",
    )
    .bind(act.to_owned())
    .bind(approver.to_string())
    .bind(now.as_millis())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
