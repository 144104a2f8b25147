//! What the help desk looks up: people by name or ID over every firm, and what is known of one of them.

use domain::{
    account::{AccountId, UserId},
    time::Instant,
};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Columns as _, StoreError, accounts::Account, connectivity::RunResult, roster::pattern};

/// Everybody of exactly that user ID, by firm; at most `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn called(db: &mut AnyConnection, user: &UserId, limit: u32) -> Result<Vec<Account>, StoreError> {
    sqlx::query("SELECT * FROM accounts WHERE user_id = $1 ORDER BY account LIMIT $2")
        .bind(user.as_str().to_owned())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(Account::from_row)
        .collect()
}

/// Everybody of whom each of `words`, in lower case, is a part of the user ID or of a name, or the firm's code; in
/// order of accounts, from after the account `after` on, at most `limit` of them. Staff are among them.
///
/// # Errors
/// When the database cannot be read.
pub async fn search(
    db: &mut AnyConnection,
    words: &[String],
    after: &str,
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let mut conditions = String::new();
    for place in (0..words.len()).map(|word| 3 + 2 * word) {
        conditions.push_str(&format!(
            " AND (LOWER(user_id) LIKE ${place} ESCAPE '\\' OR LOWER(name_en) LIKE ${place} ESCAPE '\\'
                   OR name_zh LIKE ${place} ESCAPE '\\' OR participant = ${})",
            place + 1
        ));
    }
    let text = format!("SELECT * FROM accounts WHERE account > $1{conditions} ORDER BY account LIMIT $2");
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(after.to_owned()).bind(i64::from(limit));
    for word in words {
        query = query.bind(pattern(word)).bind(word.to_uppercase());
    }
    query.fetch_all(db).await?.iter().map(Account::from_row).collect()
}

/// A mail, without what it says.
#[derive(Clone, Debug)]
pub struct Posted {
    /// When it was put in.
    pub at: Instant,
    /// What it is for.
    pub kind: String,
    /// `waiting`, `sent`, `refused` or `useless`.
    pub state: String,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// What the mail system answered last: it may name the address.
    pub answer: Option<String>,
}

/// Mails to an account that were put in from `from` on and before `before`, newest first; at most `limit` of them.
///
/// # Errors
/// When the database cannot be read.
pub async fn mails(
    db: &mut AnyConnection,
    account: &AccountId,
    from: Instant,
    before: Instant,
    limit: u32,
) -> Result<Vec<Posted>, StoreError> {
    let rows = sqlx::query(
        "SELECT created_at, kind, state, settled_at, answer FROM outbox
         WHERE account = $1 AND created_at >= $2 AND created_at < $3 ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(account.to_string())
    .bind(from.as_millis())
    .bind(before.as_millis())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Posted {
                at: row.instant("created_at")?,
                kind: row.text("kind")?,
                state: row.text("state")?,
                settled_at: row.maybe_instant("settled_at")?,
                answer: row.maybe_text("answer")?,
            })
        })
        .collect()
}

/// The newest results of the connectivity test of an account, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn results(db: &mut AnyConnection, account: &AccountId, limit: u32) -> Result<Vec<RunResult>, StoreError> {
    sqlx::query("SELECT * FROM connectivity_results WHERE account = $1 ORDER BY at DESC, id DESC LIMIT $2")
        .bind(account.to_string())
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?
        .iter()
        .map(RunResult::from_row)
        .collect()
}
